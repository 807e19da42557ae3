/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-answer-choice.h"
#include "chosho-answer-sending.h"
#include "chosho-book-file.h"
#include "chosho-command-check.h"
#include "chosho-commands-request-private.h"
#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-fact-book.h"
#include "chosho-finding.h"
#include "chosho-gate.h"
#include "chosho-import-facts.h"
#include "chosho-import-plan.h"
#include "chosho-reference.h"
#include "chosho-report-file.h"
#include "chosho-request-words.h"
#include "chosho-source-file.h"

/* 事実確認: findings on their way to the client, and the client's answers back onto their trail, row by row as somebody confirms them. */

const ChoshoCommandArg chosho_finding_send_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE.xlsx", N_("The new workbook") },
  { "ids", CHOSHO_ARG_POSITIONALS, FALSE, "ID", N_("The findings: id or reference (default: candidates, and those whose words changed since they were sent)") },
  { "to", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("To whom it goes") },
  { "on", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The day (default: today)") },
  { "due", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("Until when an answer is wanted") },
  { NULL }
};

const ChoshoCommandArg chosho_finding_receive_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE.xlsx", N_("A confirmation of facts that the client filled in") },
  { "row", CHOSHO_ARG_LIST, FALSE, "N", N_("Record the answer in this row of the sheet; may be repeated") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only show what it answers") },
  { NULL }
};

/* --- What the sheet says --------------------------------------------------------------------------- */

/* The controls of a finding with their titles, a line each. (transfer full) */
static char *
dup_controls (ChoshoView *view, ChoshoValue *finding)
{
  ChoshoValue *controls = chosho_value_get (finding, "controls");
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    {
      const char *number = chosho_value_as_string (chosho_value_get_item (controls, i));
      const char *title = chosho_value_get_string (chosho_view_get_item_printf (view, "entry:%s", number), "title");

      g_string_append_printf (out, "%s%s%s%s", i > 0 ? "\n" : "", number, title != NULL ? " " : "", title != NULL ? title : "");
    }
  return g_string_free (out, FALSE);
}

/* Appends what is asked about the finding @id as it said by @digest. */
static void
print_finding (ChoshoView *view, const char *id, const char *digest, ChoshoValue *printed)
{
  ChoshoValue *engagement = chosho_view_get_item (view, "engagement");
  ChoshoValue *version = chosho_finding_find_version (view, id, digest);
  ChoshoWrite *made = chosho_state_lookup_write (chosho_view_get_state (view), id);
  g_autofree char *reference = chosho_reference_dup (made);
  g_autofree char *controls = dup_controls (view, version);
  g_autofree char *period = chosho_request_words_format (chosho_request_words_get (chosho_value_get_string (engagement, "language")), "facts", "period",
                                                         "from", chosho_value_get_string (engagement, "period_start"),
                                                         "to", chosho_value_get_string (engagement, "period_end"), NULL);

  chosho_value_append (printed, chosho_fact_book_print (id, reference, controls, chosho_value_get_string (version, "text"), period));
}

/* --- Out ------------------------------------------------------------------------------------------- */

/* The rows of the findings that go out. (transfer full) */
static ChoshoValue *
select_rows (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "ids");
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (context->session, "finding", NULL, error);
  g_autoptr (ChoshoValue) chosen = chosho_value_new_array ();
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; rows != NULL && i < chosho_value_get_length (given); i++)
    {
      char *id = chosho_session_resolve_thing (context->session, view, "finding", chosho_value_as_string (chosho_value_get_item (given, i)), error);

      if (id == NULL)
        return NULL;
      g_hash_table_add (named, id);
    }
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      gboolean is_named = g_hash_table_contains (named, chosho_value_get_string (row, "id"));

      if (is_named && !chosho_finding_is_open (row))
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is confirmed or withdrawn: nothing is asked about it any more"),
                       chosho_value_get_string (row, "reference"));
          return NULL;
        }
      if (is_named || (g_hash_table_size (named) == 0 && chosho_finding_is_to_ask (row)))
        chosho_value_append (chosen, chosho_value_ref (row));
    }
  if (rows != NULL && chosho_value_get_length (chosen) > 0)
    return g_steal_pointer (&chosen);
  if (rows != NULL)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no finding that the client has to be asked about"));
  return NULL;
}

/* What goes to the client reads as a fact: the check of the report's words, before they leave the house. */
static gboolean
check_wording (ChoshoView *view, ChoshoValue *rows, ChoshoValue **result, GError **error)
{
  const char *language = chosho_value_get_string (chosho_view_get_item (view, "engagement"), "language");
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_or_default (chosho_gate_dup_wording_rules (view), language);
  g_autoptr (GPtrArray) blockers = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    chosho_gate_add_finding_wording (view, rules, chosho_value_get_string (chosho_value_get_item (rows, i), "id"), blockers);
  if (blockers->len == 0)
    return TRUE;
  *result = chosho_blockers_to_value (blockers);
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED, _("What is sent to the client states facts only"));
  return FALSE;
}

/* The moves to "inquired" that are written, in which each names what it asked about. (transfer full) */
static ChoshoValue *
make_moves (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *rows)
{
  g_autofree char *on = chosho_request_dup_day (context, view);
  g_autofree char *file = g_filename_display_basename (chosho_command_get_text (context, "file"));
  ChoshoValue *items = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      g_autofree char *digest = chosho_finding_dup_digest (chosho_value_get_string (row, "text"));
      ChoshoValue *item = chosho_value_new_object ();

      chosho_value_set_string (item, "finding", chosho_value_get_string (row, "id"));
      chosho_value_set_string (item, "state", "inquired");
      chosho_value_set_string (item, "day", on);
      chosho_value_set_string (item, "text_sha256", digest);
      chosho_value_set_string (item, "addressee", chosho_command_get_text (context, "to"));
      chosho_value_set_string (item, "due", chosho_command_get_text (context, "due"));
      chosho_value_set_string (item, "file", file);
      chosho_value_append (items, item);
    }
  return items;
}

typedef struct
{
  ChoshoValue *printed; /* (owned) */
  char        *today;   /* (owned) */
} Sheet;

static void
sheet_clear (Sheet *self)
{
  g_clear_pointer (&self->printed, chosho_value_unref);
  g_clear_pointer (&self->today, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

/* Every fact must be there as it was written, and none may look answered. */
static gboolean
check_sheet (ChoshoTable *table, gpointer user_data, GError **error)
{
  const Sheet *expected = user_data;
  ChoshoImportOptions options = { .mapping = NULL };
  g_autoptr (ChoshoImport) import = chosho_import_facts (table, &options, expected->printed, expected->today);

  return (import->n_errors == 0 && chosho_value_get_length (chosho_import_get_items (import, "facts")) == 0
          && chosho_value_get_integer (import->facts, "blank", 0) == (gint64) chosho_value_get_length (expected->printed))
         || chosho_book_file_set_unlike (table, error);
}

/* The sheet for @moves beside its name, read back. (transfer full) */
static char *
stage_sheet (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *moves, GError **error)
{
  g_auto (Sheet) sheet = { chosho_value_new_array (), chosho_report_file_dup_today (view) };
  ChoshoValue *first = chosho_value_get_item (moves, 0);
  g_autoptr (GBytes) bytes = NULL;
  ChoshoRequestBookFacts facts;

  for (guint i = 0; i < chosho_value_get_length (moves); i++)
    {
      ChoshoValue *move = chosho_value_get_item (moves, i);

      print_finding (view, chosho_value_get_string (move, "finding"), chosho_value_get_string (move, "text_sha256"), sheet.printed);
    }
  chosho_request_get_facts (view, chosho_value_get_string (first, "day"), &facts);
  bytes = chosho_fact_book_make (&facts, sheet.printed, chosho_value_get_string (first, "due"), error);
  if (bytes == NULL)
    return NULL;
  return chosho_book_file_stage (bytes, chosho_command_get_text (context, "file"), check_sheet, &sheet, context->cancellable, error);
}

static ChoshoValue *
describe_sent (ChoshoCommandContext *context, ChoshoValue *moves)
{
  ChoshoValue *first = chosho_value_get_item (moves, 0);
  ChoshoValue *out = chosho_value_new_object ();
  ChoshoValue *findings = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (moves); i++)
    {
      ChoshoValue *move = chosho_value_get_item (moves, i);
      ChoshoValue *one = chosho_command_result_id (chosho_value_get_string (move, "finding"));

      chosho_value_set_string (one, "text_sha256", chosho_value_get_string (move, "text_sha256"));
      chosho_value_append (findings, one);
    }
  chosho_value_set_string (out, "file", chosho_command_get_text (context, "file"));
  chosho_value_set_string (out, "sent", chosho_value_get_string (first, "day"));
  chosho_value_set_string (out, "to", chosho_value_get_string (first, "addressee"));
  chosho_value_set_string (out, "due", chosho_value_get_string (first, "due"));
  chosho_value_set (out, "findings", findings);
  return out;
}

static gboolean
check_send_args (ChoshoCommandContext *context, GError **error)
{
  return chosho_book_file_check_name (chosho_command_get_text (context, "file"), error) && chosho_command_check_date (context, "on", error)
         && chosho_command_check_date (context, "due", error);
}

/* What is to be written, or was when the operation was done before. (transfer full) */
static ChoshoValue *
list_moves (ChoshoCommandContext *context, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  ChoshoView *view = chosho_transaction_get_view (tx);
  const char *path = chosho_command_get_text (context, "file");
  g_autoptr (ChoshoValue) rows = NULL;

  if (chosho_transaction_is_done (tx))
    return chosho_answer_list_written (tx, "finding-state");
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("“%s” exists already"), path);
  else if (chosho_command_check_past (context, view, "on", error) && (rows = select_rows (context, view, error)) != NULL
           && check_wording (view, rows, result, error))
    return make_moves (context, view, rows);
  return NULL;
}

gboolean
chosho_command_finding_send (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "file");
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (ChoshoValue) moves = NULL;
  char *staged = NULL;

  if (!check_send_args (context, error) || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL
      || (moves = list_moves (context, tx, result, error)) == NULL)
    return FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS)
      && ((staged = stage_sheet (context, chosho_transaction_get_view (tx), moves, error)) == NULL
          || !chosho_answer_send (tx, "finding-state", moves, staged, path, result, error)))
    return FALSE;
  *result = describe_sent (context, moves);
  return TRUE;
}

/* --- Back ------------------------------------------------------------------------------------------ */

typedef struct
{
  ChoshoCommandContext *context; /* (borrowed) */
  ChoshoTransaction *tx;         /* (owned) */
  ChoshoView   *view;            /* (borrowed) */
  ChoshoImport *import;          /* (owned) */
  ChoshoValue  *rows;            /* (owned) what is proposed */
  GPtrArray    *chosen;          /* (owned) (element-type ChoshoValue, borrowed from @rows) */
  char         *file;            /* (owned) */
} Answers;

static void
answers_clear (Answers *self)
{
  g_clear_pointer (&self->tx, chosho_transaction_free);
  g_clear_pointer (&self->import, chosho_import_free);
  g_clear_pointer (&self->rows, chosho_value_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->file, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answers, answers_clear)

/* Reads the sheet against every text that was ever sent. */
static gboolean
read_answers (Answers *self, ChoshoTable *table, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) findings = chosho_session_list_rows (self->context->session, "finding", NULL, error);
  g_autoptr (ChoshoValue) printed = chosho_value_new_array ();
  g_autofree char *today = chosho_report_file_dup_today (self->view);
  ChoshoImportOptions options = { .mapping = NULL };

  if (findings == NULL)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (findings); i++)
    {
      const char *id = chosho_value_get_string (chosho_value_get_item (findings, i), "id");
      g_autoptr (GPtrArray) asked = chosho_finding_list_asked (self->view, id);

      for (guint j = 0; j < asked->len; j++)
        print_finding (self->view, id, g_ptr_array_index (asked, j), printed);
    }
  self->import = chosho_import_facts (table, &options, printed, today);
  return chosho_value_get_length (chosho_import_get_items (self->import, "facts")) > 0 || chosho_import_check_problems (self->import, result, error);
}

/* Whether @state, that of the finding, is what the row answers. */
static gboolean
says_same (ChoshoValue *state, ChoshoValue *row)
{
  static const char *const names[][2] = { { "answer", "answer" }, { "text", "comment" }, { "answered_by", "answered_by" }, { "day", "answered_on" },
                                          { "text_sha256", "text_sha256" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (chosho_value_get_string (state, names[i][0]), chosho_value_get_string (row, names[i][1])) != 0)
      return FALSE;
  return TRUE;
}

/* Whether it can be recorded: "new"; "recorded", it stands already; "closed", the finding is confirmed or withdrawn. */
static void
propose (Answers *self)
{
  ChoshoValue *answers = chosho_import_get_items (self->import, "facts");

  self->rows = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (answers); i++)
    {
      ChoshoValue *row = chosho_value_copy (chosho_value_get_item (answers, i));
      const char *id = chosho_value_get_string (row, "finding");
      ChoshoValue *state = chosho_view_get_item_printf (self->view, "finding-state:%s", id);
      const char *text = chosho_value_get_string (chosho_view_get_item_printf (self->view, "finding:%s", id), "text");
      g_autofree char *digest = chosho_finding_dup_digest (text);

      chosho_value_set_string (row, "state", !chosho_finding_is_open (state) ? "closed" : says_same (state, row) ? "recorded" : "new");
      chosho_value_set_string (row, "text", text);
      chosho_value_set_boolean (row, "text_changed", g_strcmp0 (digest, chosho_value_get_string (row, "text_sha256")) != 0);
      chosho_value_append (self->rows, row);
    }
}

static gboolean
check_chosen (ChoshoValue *row, GError **error)
{
  const char *state = chosho_value_get_string (row, "state");
  guint number = (guint) chosho_value_get_integer (row, "row", 0);

  if (strcmp (state, "recorded") == 0)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("Row %u: this answer is recorded already; nothing was recorded"), number);
  else if (strcmp (state, "closed") == 0)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("Row %u: the finding is confirmed or withdrawn; nothing was recorded"), number);
  return strcmp (state, "new") == 0;
}

static gboolean
record (Answers *self, ChoshoValue **result, GError **error)
{
  ChoshoValue *items = chosho_value_new_array ();

  for (guint i = 0; i < self->chosen->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (self->chosen, i);
      ChoshoValue *item = chosho_value_new_object ();

      chosho_value_set_string (item, "finding", chosho_value_get_string (row, "finding"));
      chosho_value_set_string (item, "state", "answered");
      chosho_value_set_string (item, "text", chosho_value_get_string (row, "comment"));
      chosho_value_set_string (item, "day", chosho_value_get_string (row, "answered_on"));
      chosho_value_set_string (item, "text_sha256", chosho_value_get_string (row, "text_sha256"));
      chosho_value_set_string (item, "answer", chosho_value_get_string (row, "answer"));
      chosho_value_set_string (item, "answered_by", chosho_value_get_string (row, "answered_by"));
      chosho_value_set_string (item, "file", self->file);
      chosho_value_append (items, item);
    }
  chosho_transaction_add (self->tx, "finding-state", items);
  return chosho_transaction_commit (self->tx, result, error);
}

static ChoshoValue *
describe_answers (Answers *self, gboolean dry_run)
{
  ChoshoValue *recorded = chosho_value_new_array ();

  for (guint i = 0; self->chosen != NULL && i < self->chosen->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (self->chosen, i);
      ChoshoValue *one = chosho_command_result_id (chosho_value_get_string (row, "finding"));

      chosho_value_set_integer (one, "row", chosho_value_get_integer (row, "row", 0));
      chosho_value_set_string (one, "answer", chosho_value_get_string (row, "answer"));
      chosho_value_set_boolean (one, "text_changed", chosho_value_get_boolean (row, "text_changed", FALSE));
      chosho_value_append (recorded, one);
    }
  return chosho_answer_describe (self->rows, recorded, self->import, self->file, dry_run);
}

gboolean
chosho_command_finding_receive (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (Answers) self = { .context = context };
  g_autoptr (ChoshoSourceFile) file = chosho_source_file_open (chosho_command_get_text (context, "file"), context->cancellable, error);
  g_autoptr (ChoshoTable) table = file != NULL ? chosho_source_file_read_table (file, context->cancellable, error) : NULL;
  gboolean dry_run = chosho_command_get_flag (context, "dry-run");

  if (table == NULL || (self.tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  self.view = chosho_transaction_get_view (self.tx);
  self.file = g_strdup (file->name);
  if (!read_answers (&self, table, result, error))
    return FALSE;
  propose (&self);
  if (!dry_run)
    self.chosen = chosho_answer_choose (context, self.rows, self.import, chosho_transaction_is_done (self.tx) ? NULL : check_chosen, result, error);
  if (!dry_run && (self.chosen == NULL || (!chosho_transaction_is_done (self.tx) && !record (&self, result, error))))
    return FALSE;
  *result = describe_answers (&self, dry_run);
  return TRUE;
}
