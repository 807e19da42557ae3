/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-answer-choice.h"
#include "chosho-answer-sending.h"
#include "chosho-book-file.h"
#include "chosho-command-check.h"
#include "chosho-comment-book.h"
#include "chosho-commands-request-private.h"
#include "chosho-commands-work-private.h"
#include "chosho-draft-lines.h"
#include "chosho-error.h"
#include "chosho-import-comments.h"
#include "chosho-import-plan.h"
#include "chosho-report-file.h"
#include "chosho-source-file.h"
#include "chosho-word-diff.h"

/* A draft of the report on its way to the client, and what the client says of its lines: laid beside what the draft said and what the record
 * says now, and decided by a person, one by one. */

static const ChoshoCommandArg send_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE.xlsx", N_("The new workbook") },
  { "to", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("To whom it goes") },
  { "on", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The day (default: today)") },
  { "due", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("Until when an answer is wanted") },
  { NULL }
};

static const ChoshoCommandArg receive_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE.xlsx", N_("The draft's workbook as the client filled it in") },
  { "row", CHOSHO_ARG_LIST, FALSE, "N", N_("Take in the comment in this row of the sheet; may be repeated") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only show what it says") },
  { NULL }
};

static const ChoshoCommandArg list_args[] = {
  { "open", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only those that are not decided") },
  { NULL }
};

static const ChoshoCommandArg decide_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The comment: id or reference") },
  { "state", CHOSHO_ARG_POSITIONAL, TRUE, "STATE", N_("accepted or declined") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("What is changed for it, or why nothing is") },
  { NULL }
};

/* Appends what the sheet says of each of @lines. */
static void
print_lines (GPtrArray *lines, ChoshoValue *printed)
{
  g_autofree char *digest = chosho_report_lines_digest (lines);

  for (guint i = 0; i < lines->len; i++)
    {
      ChoshoReportLine *line = g_ptr_array_index (lines, i);

      chosho_value_append (printed, chosho_comment_book_print (digest, i + 1, line->label, line->text));
    }
}

/* --- Out ------------------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoValue *printed; /* (borrowed) */
  const char  *today;   /* (borrowed) */
} Expected;

static gboolean
check_sheet (ChoshoTable *table, gpointer user_data, GError **error)
{
  const Expected *expected = user_data;
  ChoshoImportOptions options = { .mapping = NULL };
  g_autoptr (ChoshoImport) import = chosho_import_comments (table, &options, expected->printed, expected->today);

  return (import->n_errors == 0 && chosho_value_get_length (chosho_import_get_items (import, "comments")) == 0
          && chosho_value_get_integer (import->facts, "blank", 0) == (gint64) chosho_value_get_length (expected->printed))
         || chosho_book_file_set_unlike (table, error);
}

static ChoshoValue *
make_draft (ChoshoCommandContext *context, ChoshoView *view, GPtrArray *lines)
{
  g_autofree char *on = chosho_request_dup_day (context, view);
  g_autofree char *digest = chosho_report_lines_digest (lines);
  g_autofree char *file = g_filename_display_basename (chosho_command_get_text (context, "file"));
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "day", on);
  chosho_value_set_string (item, "addressee", chosho_command_get_text (context, "to"));
  chosho_value_set_string (item, "due", chosho_command_get_text (context, "due"));
  chosho_value_set_string (item, "file", file);
  chosho_value_set_integer (item, "lines", lines->len);
  chosho_value_set_string (item, "sha256", digest);
  return item;
}

static char *
stage_sheet (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *draft, GPtrArray *lines, GError **error)
{
  g_autoptr (ChoshoValue) printed = chosho_value_new_array ();
  g_autofree char *today = chosho_report_file_dup_today (view);
  Expected expected = { printed, today };
  g_autoptr (GBytes) bytes = NULL;
  ChoshoRequestBookFacts facts;

  print_lines (lines, printed);
  chosho_request_get_facts (view, chosho_value_get_string (draft, "day"), &facts);
  bytes = chosho_comment_book_make (&facts, printed, chosho_value_get_string (draft, "due"), error);
  if (bytes == NULL)
    return NULL;
  return chosho_book_file_stage (bytes, chosho_command_get_text (context, "file"), check_sheet, &expected, context->cancellable, error);
}

/* The draft that goes out, or went out when the operation was done before, and its lines. (transfer full) */
static ChoshoValue *
list_draft (ChoshoCommandContext *context, ChoshoTransaction *tx, GPtrArray **lines, GError **error)
{
  ChoshoView *view = chosho_transaction_get_view (tx);
  const char *path = chosho_command_get_text (context, "file");
  ChoshoValue *items;

  if (chosho_transaction_is_done (tx))
    {
      g_autofree char *id = chosho_transaction_dup_id (tx, "draft", 0);

      *lines = chosho_draft_lines_list_at (chosho_transaction_lookup (tx, id));
      return chosho_answer_list_written (tx, "draft");
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("“%s” exists already"), path);
      return NULL;
    }
  if (!chosho_command_check_past (context, view, "on", error))
    return NULL;
  *lines = chosho_draft_lines_list_now (view);
  items = chosho_value_new_array ();
  chosho_value_append (items, make_draft (context, view, *lines));
  return items;
}

static ChoshoValue *
describe_sent (ChoshoTransaction *tx, ChoshoValue *draft, const char *path)
{
  g_autofree char *id = chosho_transaction_dup_id (tx, "draft", 0);
  ChoshoValue *out = chosho_command_result_id (id);

  chosho_value_set_string (out, "file", path);
  chosho_value_set_string (out, "sent", chosho_value_get_string (draft, "day"));
  chosho_value_set_integer (out, "lines", chosho_value_get_integer (draft, "lines", 0));
  chosho_value_set_string (out, "sha256", chosho_value_get_string (draft, "sha256"));
  return out;
}

static gboolean
run_send (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "file");
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (ChoshoValue) items = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  ChoshoValue *draft;
  char *staged = NULL;

  if (!chosho_book_file_check_name (path, error) || !chosho_command_check_date (context, "on", error)
      || !chosho_command_check_date (context, "due", error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL
      || (items = list_draft (context, tx, &lines, error)) == NULL)
    return FALSE;
  draft = chosho_value_get_item (items, 0);
  if (!g_file_test (path, G_FILE_TEST_EXISTS)
      && ((staged = stage_sheet (context, chosho_transaction_get_view (tx), draft, lines, error)) == NULL
          || !chosho_answer_send (tx, "draft", items, staged, path, result, error)))
    return FALSE;
  *result = describe_sent (tx, draft, path);
  return TRUE;
}

/* --- Side by side ---------------------------------------------------------------------------------- */

/* Drafts with what they said, each made anew once. */
typedef struct
{
  ChoshoView *view;   /* (borrowed) */
  GHashTable *drafts; /* (owned) id (owned) → lines (owned) */
  GPtrArray  *now;    /* (owned) */
} Lines;

static void
lines_init (Lines *self, ChoshoView *view)
{
  g_autoptr (GPtrArray) drafts = chosho_view_list_action (view, "draft");

  self->view = view;
  self->now = chosho_draft_lines_list_now (view);
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < drafts->len; i++)
    {
      ChoshoWrite *draft = g_ptr_array_index (drafts, i);

      g_hash_table_insert (self->drafts, chosho_write_dup_id (draft), chosho_draft_lines_list_at (draft));
    }
}

static void
lines_clear (Lines *self)
{
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->now, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lines, lines_clear)

/* What was changed between two texts, word by word: [{kind: same|removed|added, text}]. (transfer full) */
static ChoshoValue *
compare_words (const char *old, const char *new)
{
  static const char *const kinds[] = { [CHOSHO_DIFF_SAME] = "same", [CHOSHO_DIFF_REMOVED] = "removed", [CHOSHO_DIFF_ADDED] = "added" };
  g_autoptr (GPtrArray) parts = chosho_word_diff (old, new);
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < parts->len; i++)
    {
      ChoshoDiffPart *part = g_ptr_array_index (parts, i);
      ChoshoValue *one = chosho_value_new_object ();

      chosho_value_set_string (one, "kind", kinds[part->kind]);
      chosho_value_set_string (one, "text", part->text);
      chosho_value_append (out, one);
    }
  return out;
}

/* Sets on @row what the line said in the draft, what it should say, and what it says now. */
static void
lay_beside (Lines *self, ChoshoValue *row, ChoshoReportLine *sent, const char *proposed)
{
  ChoshoReportLine *now = chosho_draft_lines_find (self->now, sent->place);

  chosho_value_set_string (row, "label", sent->label);
  chosho_value_set_string (row, "draft_text", sent->text);
  chosho_value_set_string (row, "now_text", now != NULL ? now->text : NULL);
  chosho_value_set_boolean (row, "now_changed", now == NULL || strcmp (now->text, sent->text) != 0);
  chosho_value_set (row, "changes", proposed != NULL ? compare_words (sent->text, proposed) : chosho_value_new_array ());
}

static gboolean
run_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (ChoshoValue) rows = view != NULL ? chosho_session_list_rows (context->session, "comment", NULL, error) : NULL;
  gboolean open = chosho_command_get_flag (context, "open");
  g_auto (Lines) lines = { NULL };

  if (rows == NULL)
    return FALSE;
  lines_init (&lines, view);
  *result = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_copy (chosho_value_get_item (rows, i));
      GPtrArray *sent = g_hash_table_lookup (lines.drafts, chosho_value_get_string (row, "draft"));
      ChoshoReportLine *line = sent != NULL ? chosho_draft_lines_find (sent, chosho_value_get_string (row, "place")) : NULL;

      if (line != NULL)
        lay_beside (&lines, row, line, chosho_value_get_string (row, "proposed"));
      if (open && strcmp (chosho_value_get_string (row, "state"), "open") != 0)
        chosho_value_unref (row);
      else
        chosho_value_append (*result, row);
    }
  return TRUE;
}

/* --- Back ------------------------------------------------------------------------------------------ */

typedef struct
{
  ChoshoCommandContext *context; /* (borrowed) */
  ChoshoTransaction *tx;         /* (owned) */
  Lines         lines;           /* (owned) */
  ChoshoImport *import;          /* (owned) */
  ChoshoValue  *rows;            /* (owned) what is proposed */
  GPtrArray    *chosen;          /* (owned) (element-type ChoshoValue, borrowed from @rows) */
  char         *file;            /* (owned) */
} Comments;

static void
comments_clear (Comments *self)
{
  lines_clear (&self->lines);
  g_clear_pointer (&self->tx, chosho_transaction_free);
  g_clear_pointer (&self->import, chosho_import_free);
  g_clear_pointer (&self->rows, chosho_value_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->file, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comments, comments_clear)

static gboolean
read_comments (Comments *self, ChoshoTable *table, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) printed = chosho_value_new_array ();
  g_autofree char *today = chosho_report_file_dup_today (self->lines.view);
  ChoshoImportOptions options = { .mapping = NULL };
  GHashTableIter iter;
  gpointer lines;

  g_hash_table_iter_init (&iter, self->lines.drafts);
  while (g_hash_table_iter_next (&iter, NULL, &lines))
    print_lines (lines, printed);
  self->import = chosho_import_comments (table, &options, printed, today);
  return chosho_value_get_length (chosho_import_get_items (self->import, "comments")) > 0
         || chosho_import_check_problems (self->import, result, error);
}

/* The draft that said what has the digest @digest; of several that said the same, the one sent last. Borrowed. */
static const char *
find_draft (Comments *self, const char *digest)
{
  g_autoptr (GPtrArray) drafts = chosho_view_list_action (self->lines.view, "draft");
  const char *found = NULL;

  for (guint i = 0; i < drafts->len; i++)
    {
      ChoshoWrite *draft = g_ptr_array_index (drafts, i);
      g_autofree char *id = chosho_write_dup_id (draft);
      gpointer key;

      if (strcmp (chosho_value_get_string (draft->item, "sha256"), digest) == 0 && g_hash_table_lookup_extended (self->lines.drafts, id, &key, NULL))
        found = key;
    }
  return found;
}

static gboolean
is_recorded (Comments *self, ChoshoValue *row)
{
  static const char *const names[][2] = { { "draft", "draft" }, { "place", "place" }, { "text", "comment" }, { "proposed", "proposed" },
                                          { "answered_by", "answered_by" }, { "day", "answered_on" } };
  g_autoptr (GPtrArray) comments = chosho_view_list_action (self->lines.view, "comment");

  for (guint i = 0; i < comments->len; i++)
    {
      ChoshoValue *item = ((ChoshoWrite *) g_ptr_array_index (comments, i))->item;
      gboolean same = TRUE;

      for (guint j = 0; same && j < G_N_ELEMENTS (names); j++)
        same = g_strcmp0 (chosho_value_get_string (item, names[j][0]), chosho_value_get_string (row, names[j][1])) == 0;
      if (same)
        return TRUE;
    }
  return FALSE;
}

static void
propose (Comments *self)
{
  ChoshoValue *items = chosho_import_get_items (self->import, "comments");

  self->rows = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      ChoshoValue *row = chosho_value_copy (chosho_value_get_item (items, i));
      const char *draft = find_draft (self, chosho_value_get_string (row, "digest"));
      ChoshoReportLine *line = g_ptr_array_index ((GPtrArray *) g_hash_table_lookup (self->lines.drafts, draft),
                                                  (guint) chosho_value_get_integer (row, "line", 1) - 1);

      chosho_value_set_string (row, "draft", draft);
      chosho_value_set_string (row, "place", line->place);
      lay_beside (&self->lines, row, line, chosho_value_get_string (row, "proposed"));
      chosho_value_set_string (row, "state", is_recorded (self, row) ? "recorded" : "new");
      chosho_value_append (self->rows, row);
    }
}

static gboolean
check_chosen (ChoshoValue *row, GError **error)
{
  if (strcmp (chosho_value_get_string (row, "state"), "new") == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("Row %u: this comment is recorded already; nothing was recorded"),
               (guint) chosho_value_get_integer (row, "row", 0));
  return FALSE;
}

static gboolean
record (Comments *self, ChoshoValue **result, GError **error)
{
  ChoshoValue *items = chosho_value_new_array ();

  for (guint i = 0; i < self->chosen->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (self->chosen, i);
      ChoshoValue *item = chosho_value_new_object ();

      chosho_value_set_string (item, "draft", chosho_value_get_string (row, "draft"));
      chosho_value_set_string (item, "place", chosho_value_get_string (row, "place"));
      chosho_value_set_string (item, "text", chosho_value_get_string (row, "comment"));
      chosho_value_set_string (item, "proposed", chosho_value_get_string (row, "proposed"));
      chosho_value_set_string (item, "answered_by", chosho_value_get_string (row, "answered_by"));
      chosho_value_set_string (item, "day", chosho_value_get_string (row, "answered_on"));
      chosho_value_set_string (item, "file", self->file);
      chosho_value_append (items, item);
    }
  chosho_transaction_add (self->tx, "comment", items);
  return chosho_transaction_commit (self->tx, result, error);
}

static ChoshoValue *
describe_received (Comments *self, gboolean dry_run)
{
  ChoshoValue *recorded = chosho_value_new_array ();

  for (guint i = 0; self->chosen != NULL && i < self->chosen->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (self->chosen, i);
      g_autofree char *id = chosho_transaction_dup_id (self->tx, "comment", i);
      ChoshoValue *one = chosho_command_result_id (id);

      chosho_value_set_integer (one, "row", chosho_value_get_integer (row, "row", 0));
      chosho_value_append (recorded, one);
    }
  return chosho_answer_describe (self->rows, recorded, self->import, self->file, dry_run);
}

static gboolean
run_receive (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (Comments) self = { .context = context };
  g_autoptr (ChoshoSourceFile) file = chosho_source_file_open (chosho_command_get_text (context, "file"), context->cancellable, error);
  g_autoptr (ChoshoTable) table = file != NULL ? chosho_source_file_read_table (file, context->cancellable, error) : NULL;
  gboolean dry_run = chosho_command_get_flag (context, "dry-run");

  if (table == NULL || (self.tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  self.file = g_strdup (file->name);
  lines_init (&self.lines, chosho_transaction_get_view (self.tx));
  if (!read_comments (&self, table, result, error))
    return FALSE;
  propose (&self);
  if (!dry_run)
    self.chosen = chosho_answer_choose (context, self.rows, self.import, chosho_transaction_is_done (self.tx) ? NULL : check_chosen, result, error);
  if (!dry_run && (self.chosen == NULL || (!chosho_transaction_is_done (self.tx) && !record (&self, result, error))))
    return FALSE;
  *result = describe_received (&self, dry_run);
  return TRUE;
}

/* --- Decided --------------------------------------------------------------------------------------- */

static gboolean
run_decide (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoValue *item;

  if (!chosho_command_check_choice (context, "state", "accepted|declined", error) || !chosho_command_check_filled (context, "reason", error))
    return FALSE;
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "state", chosho_command_get_text (context, "state"));
  chosho_value_set_string (item, "reason", chosho_command_get_text (context, "reason"));
  return chosho_commands_write_about (context, "comment", "comment-decision", item, result, error);
}

const ChoshoCommand chosho_commands_comments[] = {
  { "report comments send", N_("Write the lines of a draft of the report into a workbook for the client's comments, and record that it was sent"), send_args,
    CHOSHO_COMMAND_WRITES, run_send },
  { "report comments receive", N_("Take in what the client says in such a workbook, line by line"), receive_args, CHOSHO_COMMAND_WRITES, run_receive },
  { "report comments list", N_("List the client's comments beside what the draft said and what the report says now"), list_args, CHOSHO_COMMAND_READS,
    run_list },
  { "report comments decide", N_("Accept a comment of the client, or decline it with a reason"), decide_args, CHOSHO_COMMAND_WRITES, run_decide },
  { NULL }
};
