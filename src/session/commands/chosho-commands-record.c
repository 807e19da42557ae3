/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-backup.h"
#include "chosho-checkpoint.h"
#include "chosho-clock.h"
#include "chosho-command-warning.h"
#include "chosho-command.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-lock.h"
#include "chosho-session-private.h"
#include "chosho-signed-view.h"
#include "chosho-team.h"
#include "chosho-transaction.h"
#include "chosho-verify.h"

#define PASSWORD_FILE_BYTES 65536

static const ChoshoCommandArg no_args[] = { { NULL } };

/* --- verify, index ------------------------------------------------------------------------------ */

static const ChoshoCommandArg verify_args[] = {
  { "quick", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Look at presence and size of objects only") },
  { "members", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Also unpack every member of an archive that is evidence, and compare its digest") },
  { "password-file", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("With --members: the archives' passwords, one on each line of FILE") },
  { "anchor", CHOSHO_ARG_LIST, FALSE, "ROOT|FILE", N_("A root, or a file that “journal head” wrote, kept elsewhere") },
  { NULL }
};

/* One a line. */
static gboolean
read_passwords (const char *path, GStrv *passwords, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  gsize size_bytes;

  if (!chosho_file_read (path, PASSWORD_FILE_BYTES, &bytes, error))
    return FALSE;
  text = g_strndup (g_bytes_get_data (bytes, &size_bytes), g_bytes_get_size (bytes));
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The password in %s is not UTF-8"), path);
      return FALSE;
    }
  *passwords = g_strsplit (g_strchomp (g_strdelimit (text, "\r", '\n')), "\n", -1);
  return TRUE;
}

static gboolean
run_verify (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoVerifyOptions options = {
    .quick = chosho_command_get_flag (context, "quick"), .anchors = chosho_command_get_list (context, "anchor"),
    .members = chosho_command_get_flag (context, "members"), .progress = context->progress, .cancellable = context->cancellable,
  };
  const char *file = chosho_command_get_text (context, "password-file");
  g_auto (GStrv) passwords = NULL;

  if (file != NULL && !read_passwords (file, &passwords, error))
    return FALSE;
  options.passwords = (const char *const *) passwords;
  if (!chosho_verify_run (context->path, &options, result, error))
    return FALSE;
  if (chosho_value_get_boolean (*result, "ok", FALSE))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("The record of %s does not verify"), context->path);
  return FALSE;
}

/* The index is derived: what its file does while it is made anew says nothing against the record. SQLite calls a page
 * that the disk did not give damaged, and does not always tell why. */
static gboolean
make_index_anew (ChoshoSession *session, GError **error)
{
  GError *local_error = NULL;

  if (chosho_session_rebuild_index (session, &local_error))
    return TRUE;
  if (g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY))
    local_error->code = CHOSHO_ERROR_IO;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
run_index_rebuild (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const GError *read_only = chosho_engagement_folder_get_read_only (context->session->folder);
  g_autoptr (ChoshoLock) lock = NULL;

  if (read_only != NULL)
    {
      g_propagate_error (error, g_error_copy (read_only));
      return FALSE;
    }
  lock = chosho_lock_acquire (chosho_session_get_path (context->session), CHOSHO_LOCK_TIMEOUT_MS, context->cancellable, error);
  if (lock == NULL || !make_index_anew (context->session, error))
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set_integer (*result, "events", chosho_state_get_n_events (context->session->state));
  return TRUE;
}

/* --- backup, restore ---------------------------------------------------------------------------- */

static const ChoshoCommandArg backup_args[] = {
  { "output", CHOSHO_ARG_TEXT, TRUE, "FILE", N_("The file to write") },
  { NULL }
};

static const ChoshoCommandArg restore_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("A backup") },
  { "folder", CHOSHO_ARG_POSITIONAL, TRUE, "DIR", N_("The engagement's new folder") },
  { NULL }
};

static ChoshoValue *
summary_to_value (const ChoshoBackupSummary *summary, const char *path)
{
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "path", path);
  chosho_value_set_integer (value, "events", summary->events);
  chosho_value_set_integer (value, "objects", (gint64) summary->objects);
  chosho_value_set_integer (value, "bytes", (gint64) summary->bytes);
  return value;
}

static gboolean
run_backup (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *file = chosho_command_get_text (context, "output");
  ChoshoBackupSummary summary = { 0 };

  if (!chosho_backup_create (chosho_session_get_path (context->session), file, &summary, context->progress, context->cancellable, error))
    return FALSE;
  *result = summary_to_value (&summary, file);
  return TRUE;
}

static gboolean
run_restore (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *folder = chosho_command_get_text (context, "folder");
  ChoshoBackupSummary summary = { 0 };

  if (!chosho_backup_restore (chosho_command_get_text (context, "file"), folder, &summary, context->progress, context->cancellable, error))
    return FALSE;
  *result = summary_to_value (&summary, folder);
  chosho_command_tell_disk (*result, folder);
  return TRUE;
}

const ChoshoCommand chosho_commands_record[] = {
  { "index rebuild", N_("Make the index anew from the events"), no_args, CHOSHO_COMMAND_READS, run_index_rebuild },
  { "verify", N_("Read everything again and name every problem"), verify_args, CHOSHO_COMMAND_FOLDER, run_verify },
  { "backup", N_("Copy the whole engagement into one file"), backup_args, CHOSHO_COMMAND_READS, run_backup },
  { "restore", N_("Make an engagement from a backup"), restore_args, CHOSHO_COMMAND_NO_ENGAGEMENT, run_restore },
  { NULL }
};
