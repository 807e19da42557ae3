/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "chosho-keyring.h"

#define FINGERPRINT "fingerprint"

static const SecretSchema *
get_schema (void)
{
  static const SecretSchema schema = { .name = "jp.chosho.Chosho.Key", .flags = SECRET_SCHEMA_NONE,
                                       .attributes = { { FINGERPRINT, SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } } };

  return &schema;
}

/* (transfer full) */
static GHashTable *
new_attributes (const char *fingerprint)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  if (fingerprint != NULL)
    g_hash_table_insert (attributes, (gpointer) FINGERPRINT, g_strdup (fingerprint));
  return attributes;
}

/* --- Is there one ------------------------------------------------------------------------------------------- */

static void
on_service_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (SecretService) service = secret_service_get_finish (result, &error);

  if (service != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
chosho_keyring_probe_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  /* Opening a session is what a service has to answer: its name alone may be another's. */
  secret_service_get (SECRET_SERVICE_OPEN_SESSION, cancellable, on_service_cb, g_task_new (NULL, cancellable, callback, user_data));
}

gboolean
chosho_keyring_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- What is kept ------------------------------------------------------------------------------------------- */

void
chosho_keyring_lookup_async (const char *fingerprint, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GHashTable) attributes = new_attributes (fingerprint);

  secret_password_lookupv (get_schema (), attributes, NULL, callback, user_data);
}

char *
chosho_keyring_lookup_finish (GAsyncResult *result, GError **error)
{
  return secret_password_lookup_nonpageable_finish (result, error);
}

char *
chosho_keyring_copy_passphrase (const char *passphrase)
{
  return g_strdup (passphrase);
}

void
chosho_keyring_free_passphrase (char *passphrase)
{
  secret_password_free (passphrase);
}

void
chosho_keyring_store_async (const char *fingerprint, const char *name, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GHashTable) attributes = new_attributes (fingerprint);
  /* Translators: an entry in the desktop's keyring; whose key */
  g_autofree char *label = g_strdup_printf (_("Chosho: passphrase of the key of %s"), name);

  secret_password_storev (get_schema (), attributes, SECRET_COLLECTION_DEFAULT, label, passphrase, NULL, callback, user_data);
}

gboolean
chosho_keyring_store_finish (GAsyncResult *result, GError **error)
{
  return secret_password_store_finish (result, error);
}

void
chosho_keyring_clear_async (const char *fingerprint, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GHashTable) attributes = new_attributes (fingerprint);

  secret_password_clearv (get_schema (), attributes, NULL, callback, user_data);
}

gboolean
chosho_keyring_clear_finish (GAsyncResult *result, GError **error)
{
  GError *reason = NULL;

  /* FALSE without a reason: there was nothing. */
  (void) secret_password_clear_finish (result, &reason);
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, reason);
  return FALSE;
}
