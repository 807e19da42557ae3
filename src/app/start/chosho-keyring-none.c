/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-keyring.h"

/* Built without libsecret: there is no keyring. */

static void
answer (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("This build of Chosho uses no keyring."));
}

void
chosho_keyring_probe_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  answer (cancellable, callback, user_data);
}

gboolean
chosho_keyring_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
chosho_keyring_lookup_async (const char *fingerprint, GAsyncReadyCallback callback, gpointer user_data)
{
  answer (NULL, callback, user_data);
}

char *
chosho_keyring_lookup_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
chosho_keyring_copy_passphrase (const char *passphrase)
{
  return g_strdup (passphrase);
}

void
chosho_keyring_free_passphrase (char *passphrase)
{
  if (passphrase != NULL)
    explicit_bzero (passphrase, strlen (passphrase));
  g_free (passphrase);
}

void
chosho_keyring_store_async (const char *fingerprint, const char *name, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data)
{
  answer (NULL, callback, user_data);
}

gboolean
chosho_keyring_store_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
chosho_keyring_clear_async (const char *fingerprint, GAsyncReadyCallback callback, gpointer user_data)
{
  answer (NULL, callback, user_data);
}

gboolean
chosho_keyring_clear_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
