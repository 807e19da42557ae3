/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-archive-seal.h"
#include "chosho-archive.h"
#include "chosho-bag-check.h"
#include "chosho-command-check.h"
#include "chosho-error.h"
#include "chosho-pack-content.h"

/* The archive (保存ファイル): what outlives the program. */

#define PASSPHRASE { "pack-passphrase-file", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The passphrase of the encrypted archive: the first line of FILE") }

static const ChoshoCommandArg create_args[] = {
  { "output", CHOSHO_ARG_TEXT, TRUE, "DIR|FILE", N_("The archive to make: a new folder, or a ZIP file where the name ends in .zip; encrypted, a file of another name") },
  { "recipient", CHOSHO_ARG_LIST, FALSE, "MEMBER", N_("Encrypted for this member's keys; may be repeated") },
  PASSPHRASE,
  { NULL }
};

/* The keys of the members that the arguments name; NULL with @error. (transfer full) */
static GByteArray *
list_keys (ChoshoCommandContext *context, ChoshoValue *names, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; view != NULL && i < chosho_value_get_length (names); i++)
    {
      char *id = chosho_command_resolve_member (view, chosho_value_as_string (chosho_value_get_item (names, i)), error);

      if (id == NULL)
        return NULL;
      g_ptr_array_add (ids, id);
    }
  return view != NULL ? chosho_pack_list_keys (view, ids) : NULL;
}

static gboolean
check_encryption (ChoshoCommandContext *context, const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (context->passphrase != NULL && chosho_command_get_list (context, "recipient") != NULL)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("An archive is encrypted with a passphrase or for members' keys, not both"));
  else if (g_str_has_suffix (lower, ".zip"))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s: an encrypted archive is no ZIP file for other programs; give it another ending, as .zip.sealed"), path);
  else
    return TRUE;
  return FALSE;
}

static gboolean
run_create (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "output");
  ChoshoValue *names = chosho_command_get_list (context, "recipient");
  gboolean encrypted = names != NULL || context->passphrase != NULL;
  ChoshoEnvelopeLock lock = { .passphrase = context->passphrase };
  g_autoptr (GByteArray) keys = NULL;

  if (encrypted && !check_encryption (context, path, error))
    return FALSE;
  if (names != NULL)
    {
      keys = list_keys (context, names, error);
      if (keys == NULL)
        return FALSE;
      lock.recipients = keys->data;
      lock.n_recipients = keys->len / CHOSHO_KEY_PUBLIC_SIZE;
    }
  return chosho_archive_create (context->session, path, encrypted ? &lock : NULL, context->progress, context->cancellable, result, error);
}

static const ChoshoCommandArg verify_args[] = {
  { "path", CHOSHO_ARG_POSITIONAL, TRUE, "DIR|FILE", N_("A BagIt bag of anybody's: its folder, or a ZIP or other archive of it") },
  PASSPHRASE,
  { NULL }
};

static ChoshoEnvelopeOpener
get_opener (ChoshoCommandContext *context)
{
  return (ChoshoEnvelopeOpener) { .passphrase = context->passphrase,
                                  .key_pair = context->identity != NULL ? chosho_identity_get_key_pair (context->identity) : NULL };
}

static gboolean
run_verify (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "path");
  const ChoshoEnvelopeOpener opener = get_opener (context);

  if (!chosho_bag_check_run (path, &opener, context->progress, context->cancellable, result, error))
    return FALSE;
  if (chosho_value_get_boolean (*result, "ok", FALSE))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s is not as it was made"), path);
  return FALSE;
}

static const ChoshoCommandArg open_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("An archive that is encrypted") },
  { "output", CHOSHO_ARG_TEXT, TRUE, "FILE.zip", N_("The new ZIP file, which everybody can read") },
  PASSPHRASE,
  { NULL }
};

static gboolean
run_open (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *output = chosho_command_get_text (context, "output");
  const ChoshoEnvelopeOpener opener = get_opener (context);
  guint64 size_bytes = 0;

  if (!chosho_archive_open (chosho_command_get_text (context, "file"), output, &opener, &size_bytes, context->progress, context->cancellable, error))
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "path", output);
  chosho_value_set_integer (*result, "size_bytes", (gint64) size_bytes);
  return TRUE;
}

#define OPENS (CHOSHO_COMMAND_NO_ENGAGEMENT | CHOSHO_COMMAND_OPTIONAL_IDENTITY | CHOSHO_COMMAND_PACK_PASSPHRASE)

const ChoshoCommand chosho_commands_archive[] = {
  { "archive create", N_("Make the archive: all of the engagement as a BagIt bag that is read and checked without this program"), create_args,
    CHOSHO_COMMAND_READS | CHOSHO_COMMAND_PACK_PASSPHRASE, run_create },
  { "archive verify", N_("Check a bag: every file, and of an archive of Chosho the record with its signatures"), verify_args, OPENS, run_verify },
  { "archive open", N_("Write the ZIP file that is in an encrypted archive"), open_args, OPENS, run_open },
  { NULL }
};
