/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-commands-engagement-private.h"
#include "chosho-digest.h"
#include "chosho-error.h"

static ChoshoValue *
describe (const ChoshoIdentity *identity)
{
  ChoshoValue *value = chosho_value_new_object ();
  g_autofree char *key = chosho_hex_encode (chosho_identity_get_public_key (identity), CHOSHO_KEY_PUBLIC_SIZE);
  g_autofree char *fingerprint = chosho_identity_dup_fingerprint (identity);

  chosho_value_set_string (value, "name", chosho_identity_get_name (identity));
  chosho_value_set_string (value, "public_key", key);
  chosho_value_set_string (value, "fingerprint", fingerprint);
  chosho_value_set_boolean (value, "protected", chosho_identity_needs_passphrase (identity));
  return value;
}

/* Prints {id, name, public_key, fingerprint, protected, path}; the id is the fingerprint. */
gboolean
chosho_command_identity_new (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "output");
  gboolean unprotected = chosho_command_get_flag (context, "unprotected");
  g_autoptr (ChoshoIdentity) identity = NULL;

  if (!unprotected && context->passphrase == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE,
                   _("a passphrase is needed for %s (or --unprotected for a key that anyone may use)"), path);
      return FALSE;
    }
  identity = chosho_identity_create (chosho_command_get_text (context, "name"), unprotected ? NULL : context->passphrase,
                                     path, error);
  if (identity == NULL)
    return FALSE;
  *result = describe (identity);
  chosho_value_set_string (*result, "id", chosho_value_get_string (*result, "fingerprint"));
  chosho_value_set_string (*result, "path", path);
  return TRUE;
}

gboolean
chosho_command_identity_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) all = describe (context->identity);

  if (!chosho_command_get_flag (context, "public-key"))
    {
      *result = g_steal_pointer (&all);
      return TRUE;
    }
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "public_key", chosho_value_get_string (all, "public_key"));
  return TRUE;
}
