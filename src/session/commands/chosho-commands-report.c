/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "chosho-checkpoint.h"
#include "chosho-command-check.h"
#include "chosho-error.h"
#include "chosho-evidence-intake.h"
#include "chosho-file.h"
#include "chosho-local-blockers.h"
#include "chosho-report-builder.h"
#include "chosho-report-file.h"
#include "chosho-report-form-file.h"
#include "chosho-report-reissue.h"
#include "chosho-source-file.h"
#include "chosho-transaction.h"

/* The results report (実施結果報告書). */

static const ChoshoCommandArg no_args[] = { { NULL } };

/* --- What stands against the issue ------------------------------------------------------------------- */

static gboolean
add_local (ChoshoCommandContext *context, ChoshoView *view, GPtrArray *blockers, GError **error)
{
  g_autoptr (GPtrArray) entries = chosho_view_list_action (view, "catalogue-entry");

  for (guint i = 0; i < entries->len; i++)
    if (!chosho_local_blockers_add (context->session, view, chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (entries, i))->item, "number"),
                                    blockers, error))
      return FALSE;
  return TRUE;
}

/* All blockers of the issue by @member (nullable). (transfer full); NULL with @error. */
static GPtrArray *
check_issue (ChoshoCommandContext *context, ChoshoView *view, const char *member, const char *today, GError **error)
{
  g_autoptr (GPtrArray) blockers = chosho_gate_check_issue (view, member, today);
  g_autoptr (ChoshoWordingRules) recorded = chosho_gate_dup_wording_rules (view);

  if (recorded == NULL)
    chosho_report_add_wording (view, NULL, FALSE, blockers);
  return add_local (context, view, blockers, error) ? g_steal_pointer (&blockers) : NULL;
}

/* Which report the next one would correct. */
static void
add_corrected (ChoshoValue *result, ChoshoView *view)
{
  const ChoshoWrite *earlier = chosho_report_reissue_find_earlier (view);
  g_autofree char *id = earlier != NULL ? chosho_write_dup_id (earlier) : NULL;

  if (id != NULL)
    chosho_value_set_string (result, "corrects", id);
}

static gboolean
run_check (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (GPtrArray) blockers = NULL;
  g_autofree char *today = NULL;

  if (view == NULL)
    return FALSE;
  today = chosho_report_file_dup_today (view);
  blockers = check_issue (context, view, NULL, today, error);
  if (blockers == NULL)
    return FALSE;
  *result = chosho_blockers_to_value (blockers);
  add_corrected (*result, view);
  if (!chosho_blockers_block (blockers))
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED, _("The report cannot be issued yet"));
  return FALSE;
}

/* --- accept-wording ---------------------------------------------------------------------------------- */

static const ChoshoCommandArg accept_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The occurrence, as “report check” names it in brackets") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why the wording stands") },
  { NULL }
};

/* TRUE where the wording check finds an occurrence @id now. */
static gboolean
has_occurrence (ChoshoView *view, const char *id)
{
  g_autoptr (GPtrArray) blockers = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);
  g_autofree char *ending = g_strdup_printf ("(%s)", id);

  chosho_report_add_wording (view, NULL, TRUE, blockers);
  for (guint i = 0; i < blockers->len; i++)
    if (g_str_has_suffix (((ChoshoBlocker *) g_ptr_array_index (blockers, i))->detail, ending))
      return TRUE;
  return FALSE;
}

static gboolean
run_accept_wording (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *id = chosho_command_get_text (context, "id");
  g_autoptr (ChoshoTransaction) tx = NULL;
  ChoshoValue *item;

  if (!chosho_command_check_filled (context, "reason", error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      if (!has_occurrence (chosho_transaction_get_view (tx), id))
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("The wording check finds no occurrence “%s”"), id);
          return FALSE;
        }
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "occurrence", id);
      chosho_command_copy_text (context, "reason", item, "reason");
      chosho_transaction_add_item (tx, "wording-accept", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_command_result_id (id);
  return TRUE;
}

/* --- draft and issue --------------------------------------------------------------------------------- */

static const ChoshoCommandArg output_args[] = {
  { "output", CHOSHO_ARG_TEXT, TRUE, "FILE", N_("The file to write; its ending says the format: pdf, docx or json (OSCAL)") },
  { "form", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The firm's own form (docx), which is filled") },
  { "reason", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Why a report that was issued is corrected") },
  { NULL }
};

/* A form (nullable) is filled in its own format. */
static gboolean
check_form (const char *form, const char *format, GError **error)
{
  if (form == NULL || g_str_equal (format, CHOSHO_REPORT_FORMAT_DOCX))
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("A form is filled as a Word document: the file's ending must be .docx"));
  return FALSE;
}

static gboolean
check_free (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("%s is there already"), path);
  return FALSE;
}

/* What a report corrects, and why. */
typedef struct
{
  const ChoshoWrite *earlier; /* (nullable) */
  const char        *reason;  /* (nullable) */
} Correction;

/* Sets the report for the new file @path. (transfer full); NULL with @error. */
static GBytes *
set_report (ChoshoCommandContext *context, ChoshoView *view, gboolean draft, const char *date, Correction correction, const char *path,
            ChoshoReportFileInfo *info, GError **error)
{
  const char *format = chosho_report_file_get_format (path, error);
  const char *form = chosho_command_get_text (context, "form");
  g_autoptr (ChoshoReportModel) model = NULL;

  if (format == NULL || !check_form (form, format, error) || !check_free (path, error))
    return NULL;
  if (g_str_equal (format, CHOSHO_REPORT_FORMAT_OSCAL))
    return chosho_report_file_set_oscal (view, draft, context->cancellable, info, error);
  model = chosho_report_builder_build (view, draft, date);
  chosho_report_reissue_describe (model, correction.earlier, correction.reason);
  if (form != NULL)
    return chosho_report_file_set_form (model, form, context->cancellable, info, error);
  return chosho_report_file_set (model, format, context->progress, context->cancellable, info, error);
}

static ChoshoValue *
describe (const char *path, const ChoshoReportFileInfo *info, const char *sha256, const char *id)
{
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "id", id);
  chosho_value_set_string (value, "path", path);
  chosho_value_set_string (value, "sha256", sha256);
  if (info->page_count > 0)
    chosho_value_set_integer (value, "pages", info->page_count);
  chosho_value_set_integer (value, "size_bytes", (gint64) info->size_bytes);
  if (info->losses != NULL)
    chosho_value_set (value, "losses", chosho_value_ref (info->losses));
  return value;
}

/* What stands in @view as issued is what the next report corrects. */
static Correction
get_correction (ChoshoCommandContext *context, ChoshoView *view)
{
  return (Correction) { chosho_report_reissue_find_earlier (view), chosho_command_get_text (context, "reason") };
}

static gboolean
run_draft (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "output");
  g_autoptr (ChoshoView) view = NULL;
  g_autofree char *today = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (ChoshoReportFileInfo) info = { 0 };

  if (chosho_report_file_get_format (path, error) == NULL || (view = chosho_session_get_view (context->session, FALSE, error)) == NULL)
    return FALSE;
  today = chosho_report_file_dup_today (view);
  bytes = set_report (context, view, TRUE, today, get_correction (context, view), path, &info, error);
  if (bytes == NULL || !chosho_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0600, FALSE, error))
    return FALSE;
  *result = describe (path, &info, NULL, NULL);
  chosho_value_set_boolean (*result, "draft", TRUE);
  return TRUE;
}

static ChoshoValue *
make_issue_item (ChoshoCommandContext *context, ChoshoView *view, ChoshoSourceFile *file, const char *name, const ChoshoReportFileInfo *info,
                 const char *date)
{
  const ChoshoWrite *earlier = chosho_report_reissue_find_earlier (view);
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "sha256", file->sha256);
  chosho_value_set_integer (item, "size_bytes", (gint64) file->size_bytes);
  chosho_value_set_string (item, "format", info->format);
  if (info->page_count > 0)
    chosho_value_set_integer (item, "pages", info->page_count);
  chosho_value_set_string (item, "report_date", date);
  chosho_value_set_string (item, "file_name", name);
  if (earlier != NULL)
    {
      g_autofree char *replaced = chosho_write_dup_id (earlier);

      chosho_value_set_string (item, "corrects", replaced);
      chosho_command_copy_text (context, "reason", item, "reason");
    }
  return item;
}

static gboolean
set_file_missing (GError **error, const GError *reason)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_UNCONFIRMED,
               _("The report is issued and in the record, but its file was not written; repeat with the same --operation: %s"),
               reason->message);
  return FALSE;
}

/* Takes the report @staged into the record: bytes first, then the event, with a checkpoint before it. */
static gboolean
record_issue (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *staged, const char *path,
              const ChoshoReportFileInfo *info, const char *date, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoSourceFile) file = chosho_source_file_open_document (staged, context->cancellable, error);
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GPtrArray) refused = NULL;
  g_autofree char *id = NULL;

  if (file == NULL || !chosho_source_file_store (file, context->session, NULL, context->cancellable, error))
    return FALSE;
  chosho_transaction_try_checkpoint (tx);
  refused = chosho_transaction_try (tx, "report-issue", make_issue_item (context, chosho_transaction_get_view (tx), file, name, info, date));
  if (refused != NULL)
    {
      *result = chosho_blockers_to_value (refused);
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED, _("The report cannot be issued yet"));
      return FALSE;
    }
  if (!chosho_transaction_commit (tx, result, error))
    return FALSE;
  id = chosho_transaction_dup_id (tx, "report-issue", 0);
  *result = describe (path, info, file->sha256, id);
  chosho_value_set_string (*result, "report_date", date);
  return TRUE;
}

/* The file has its name only once the report is in the record: what lies there was issued. */
static gboolean
issue (ChoshoCommandContext *context, ChoshoTransaction *tx, GBytes *bytes, const char *path, const ChoshoReportFileInfo *info,
       const char *date, ChoshoValue **result, GError **error)
{
  g_autofree char *staged = chosho_file_stage (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0600, error);
  g_autoptr (GError) local = NULL;

  if (staged == NULL)
    return FALSE;
  if (!record_issue (context, tx, staged, path, info, date, result, error))
    {
      (void) g_unlink (staged);
      return FALSE;
    }
  return chosho_file_publish (staged, path, &local) || set_file_missing (error, local);
}

/* TRUE where @path is the file of that digest; FALSE with @error where it is another, FALSE without
 * where there is none. */
static gboolean
is_issued_file (const char *path, const char *sha256, GError **error)
{
  g_autoptr (ChoshoSourceFile) file = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  file = chosho_source_file_open_document (path, NULL, error);
  if (file == NULL)
    return FALSE;
  if (strcmp (file->sha256, sha256) == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("%s is there already"), path);
  return FALSE;
}

/* A repeated issue: what was issued then, and its file where that was not written. */
static gboolean
repeat_issue (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *path, ChoshoValue **result, GError **error)
{
  g_autofree char *id = chosho_transaction_dup_id (tx, "report-issue", 0);
  ChoshoValue *item = chosho_transaction_lookup (tx, id)->item;
  const char *sha256 = chosho_value_get_string (item, "sha256");
  ChoshoReportFileInfo info = { .page_count = (guint) chosho_value_get_integer (item, "pages", 0),
                               .size_bytes = (guint64) chosho_value_get_integer (item, "size_bytes", 0) };
  g_autoptr (GError) local = NULL;

  if (!is_issued_file (path, sha256, &local))
    {
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!chosho_evidence_export (context->session, sha256, path, context->cancellable, &local))
        return set_file_missing (error, local);
    }
  *result = describe (path, &info, sha256, id);
  chosho_value_set_string (*result, "report_date", chosho_value_get_string (item, "report_date"));
  return TRUE;
}

/* A report that was issued is corrected with a reason, and nothing else is. */
static gboolean
check_reason (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  const char *reason = chosho_command_get_text (context, "reason");
  gboolean earlier = chosho_report_reissue_find_earlier (view) != NULL;

  if (reason != NULL && !chosho_command_check_filled (context, "reason", error))
    return FALSE;
  if (earlier == (reason != NULL))
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE,
                       earlier ? _("A report was issued already; a corrected one needs a reason (--reason)")
                               : _("No report was issued yet; there is nothing to correct"));
  return FALSE;
}

static gboolean
run_issue (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "output");
  g_autoptr (ChoshoView) verified = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (GPtrArray) blockers = NULL;
  g_autofree char *today = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (ChoshoReportFileInfo) info = { 0 };

  /* The issue never trusts the index: every signature is checked again first. */
  if (chosho_report_file_get_format (path, error) == NULL || (verified = chosho_session_get_view (context->session, TRUE, error)) == NULL
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  if (chosho_transaction_is_done (tx))
    return repeat_issue (context, tx, path, result, error);
  if (!chosho_transaction_check_power (tx, "report-issue", result, error) || !check_free (path, error)
      || !check_reason (context, chosho_transaction_get_view (tx), error))
    return FALSE;
  today = chosho_report_file_dup_today (chosho_transaction_get_view (tx));
  blockers = check_issue (context, chosho_transaction_get_view (tx), chosho_transaction_get_member (tx), today, error);
  if (blockers == NULL)
    return FALSE;
  if (!chosho_blockers_block (blockers)
      && !chosho_local_blockers_add_damaged (context->session, chosho_transaction_get_view (tx), blockers, context->cancellable, context->progress, error))
    return FALSE;
  if (chosho_blockers_block (blockers))
    {
      *result = chosho_blockers_to_value (blockers);
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED, _("The report cannot be issued yet"));
      return FALSE;
    }
  bytes = set_report (context, chosho_transaction_get_view (tx), FALSE, today, get_correction (context, chosho_transaction_get_view (tx)), path, &info, error);
  return bytes != NULL && issue (context, tx, bytes, path, &info, today, result, error);
}

/* --- export ------------------------------------------------------------------------------------------- */

static const ChoshoCommandArg export_args[] = {
  { "output", CHOSHO_ARG_TEXT, TRUE, "FILE", N_("The file to write; its ending says the format: pdf, docx or json (OSCAL)") },
  { "form", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The firm's own form (docx), which is filled") },
  { "report", CHOSHO_ARG_TEXT, FALSE, "ID", N_("Which report issued (default: the last)") },
  { NULL }
};

/* The report issued that is meant; NULL with @error. */
static ChoshoWrite *
find_issued (ChoshoView *view, const char *id, GError **error)
{
  g_autoptr (GPtrArray) issued = chosho_view_list_action (view, "report-issue");

  for (guint i = issued->len; i > 0; i--)
    {
      ChoshoWrite *write = g_ptr_array_index (issued, i - 1);
      g_autofree char *own = chosho_write_dup_id (write);

      if (id == NULL || strcmp (own, id) == 0)
        return write;
    }
  if (id != NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no report “%s”"), id);
  else
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("No report was issued yet"));
  return NULL;
}

/* In the format it was issued in, the report is those bytes; in another one, what the record said at the issue. */
static gboolean
run_export (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "output");
  const char *format = chosho_report_file_get_format (path, error);
  g_autoptr (ChoshoView) view = format != NULL ? chosho_session_get_view (context->session, FALSE, error) : NULL;
  ChoshoWrite *write = view != NULL ? find_issued (view, chosho_command_get_text (context, "report"), error) : NULL;
  const char *corrected = write != NULL ? chosho_value_get_string (write->item, "corrects") : NULL;
  g_autoptr (ChoshoView) then = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *id = NULL;
  g_auto (ChoshoReportFileInfo) info = { 0 };
  Correction correction = { NULL, NULL };

  if (write == NULL)
    return FALSE;
  id = chosho_write_dup_id (write);
  if (chosho_command_get_text (context, "form") == NULL && g_strcmp0 (chosho_value_get_string (write->item, "format"), format) == 0)
    {
      const char *sha256 = chosho_value_get_string (write->item, "sha256");

      info.page_count = (guint) chosho_value_get_integer (write->item, "pages", 0);
      info.size_bytes = (guint64) chosho_value_get_integer (write->item, "size_bytes", 0);
      if (!chosho_evidence_export (context->session, sha256, path, context->cancellable, error))
        return FALSE;
      *result = describe (path, &info, sha256, id);
      return TRUE;
    }
  then = chosho_view_new_at (write->node);
  correction.reason = chosho_value_get_string (write->item, "reason");
  if (corrected != NULL && (correction.earlier = find_issued (view, corrected, error)) == NULL)
    return FALSE;
  bytes = set_report (context, then, FALSE, chosho_value_get_string (write->item, "report_date"), correction, path, &info, error);
  if (bytes == NULL || !chosho_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0600, FALSE, error))
    return FALSE;
  *result = describe (path, &info, NULL, id);
  return TRUE;
}

/* --- form ----------------------------------------------------------------------------------------------- */

static const ChoshoCommandArg form_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("The firm's form (docx)") },
  { NULL }
};

/* (transfer full) */
static ChoshoValue *
list_places (GPtrArray *places)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < places->len; i++)
    {
      const ChoshoReportFormPlace *place = g_ptr_array_index (places, i);
      ChoshoValue *value = chosho_value_new_object ();

      chosho_value_set_string (value, "name", place->name);
      chosho_value_set_string (value, "place", place->place);
      chosho_value_set_boolean (value, "known", place->known);
      chosho_value_append (list, value);
    }
  return list;
}

static gboolean
run_form (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoReportForm) form = chosho_report_form_file_open (chosho_command_get_text (context, "file"), context->cancellable, error);
  g_autoptr (GPtrArray) places = form != NULL ? chosho_report_form_list (form, error) : NULL;

  if (places != NULL)
    *result = list_places (places);
  return places != NULL;
}

static const ChoshoCommandArg sample_form_args[] = {
  { "output", CHOSHO_ARG_TEXT, TRUE, "FILE", N_("The file to write (docx)") },
  { NULL }
};

static gboolean
run_sample_form (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "output");
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  const char *language = view != NULL ? chosho_value_get_string (chosho_view_get_item (view, "engagement"), "language") : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (view == NULL)
    return FALSE;
  bytes = chosho_report_form_make_sample (g_strcmp0 (language, "en") == 0 ? CHOSHO_REPORT_LANGUAGE_EN : CHOSHO_REPORT_LANGUAGE_JA, error);
  if (bytes == NULL || !chosho_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0600, FALSE, error))
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "path", path);
  return TRUE;
}

const ChoshoCommand chosho_commands_report[] = {
  { "report check", N_("Say what stands against the issue"), no_args, CHOSHO_COMMAND_READS, run_check },
  { "report accept-wording", N_("Accept one wording with a reason"), accept_args, CHOSHO_COMMAND_WRITES, run_accept_wording },
  { "report draft", N_("Write a draft of the report, marked on every page"), output_args, CHOSHO_COMMAND_READS, run_draft },
  { "report issue", N_("Issue the report"), output_args, CHOSHO_COMMAND_WRITES, run_issue },
  { "report export", N_("Write a report issued once more, in its own format or another"), export_args, CHOSHO_COMMAND_READS, run_export },
  { "report form", N_("List what a form asks for, where, and what of it is not known"), form_args, CHOSHO_COMMAND_READS, run_form },
  { "report sample-form", N_("Write a sample of a form, to begin with"), sample_form_args, CHOSHO_COMMAND_READS, run_sample_form },
  { NULL }
};
