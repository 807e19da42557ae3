/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-answer-choice.h"
#include "chosho-book-file.h"
#include "chosho-command-check.h"
#include "chosho-commands-request-private.h"
#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-import-answers.h"
#include "chosho-import-plan.h"
#include "chosho-report-file.h"
#include "chosho-source-file.h"
#include "chosho-step-book.h"
#include "chosho-team.h"

/* Steps on their way to somebody without the program, and back: what they answered is proposed, and recorded line by line by
 * the person for whom the sheet was made, as whose work it then counts. */

const ChoshoCommandArg chosho_step_export_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE.xlsx", N_("The new workbook") },
  { "control", CHOSHO_ARG_LIST, TRUE, "CONTROL", N_("The steps of this control that are not recorded yet; may be repeated") },
  { "member", CHOSHO_ARG_TEXT, TRUE, "MEMBER", N_("Who fills it in; only they can confirm what comes back") },
  { NULL }
};

const ChoshoCommandArg chosho_step_import_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE.xlsx", N_("A step sheet that was filled in") },
  { "row", CHOSHO_ARG_LIST, FALSE, "N", N_("Record the answer in this row of the sheet; may be repeated") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only show what it answers") },
  { NULL }
};

static const ChoshoValue *
get_techniques (ChoshoView *view)
{
  return chosho_value_get (chosho_view_get_item (view, "setting:techniques"), "value");
}

/* --- Out ----------------------------------------------------------------------------------------- */

/* Appends what the sheet says of the open steps of @control (nullable: of all steps) to @printed, and their rows to @steps
 * (nullable). */
static gboolean
print_steps (ChoshoCommandContext *context, ChoshoView *view, const char *control, const char *member, ChoshoValue *printed,
             GHashTable *steps, GError **error)
{
  const char *language = chosho_value_get_string (chosho_view_get_item (view, "engagement"), "language");
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (context->session, "step", control, error);
  g_autoptr (ChoshoValue) row = control != NULL ? chosho_session_get_row (context->session, "control", control, NULL) : NULL;

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *step = chosho_value_get_item (rows, i);

      if (control != NULL && g_strcmp0 (chosho_value_get_string (step, "state"), "open") != 0)
        continue;
      chosho_value_append (printed, chosho_step_book_print (language, step, chosho_value_get_string (row, "title"), member));
      if (steps != NULL)
        g_hash_table_replace (steps, g_strdup (chosho_value_get_string (step, "id")), chosho_value_ref (step));
    }
  return rows != NULL;
}

static gboolean
print_controls (ChoshoCommandContext *context, ChoshoView *view, const char *member, ChoshoValue *printed, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "control");

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      g_autofree char *control = chosho_command_resolve_control (context, view, chosho_value_as_string (chosho_value_get_item (given, i)), error);

      if (control == NULL || !print_steps (context, view, control, member, printed, NULL, error))
        return FALSE;
    }
  if (chosho_value_get_length (printed) > 0)
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("These controls have no step that is not recorded yet"));
  return FALSE;
}

typedef struct
{
  ChoshoValue       *printed;    /* (borrowed) */
  const ChoshoValue *techniques; /* (borrowed) (nullable) */
  const char        *today;      /* (borrowed) */
} Expected;

/* Every step must be there, and none may look answered. */
static gboolean
check_sheet (ChoshoTable *table, gpointer user_data, GError **error)
{
  const Expected *expected = user_data;
  ChoshoImportOptions options = { .techniques = expected->techniques };
  g_autoptr (ChoshoImport) import = chosho_import_answers (table, &options, expected->printed, expected->today);

  return (import->n_errors == 0 && chosho_value_get_length (chosho_import_get_items (import, "answers")) == 0
          && chosho_value_get_integer (import->facts, "blank", 0) == (gint64) chosho_value_get_length (expected->printed))
         || chosho_book_file_set_unlike (table, error);
}

static gboolean
write_sheet (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *printed, const char *member, GError **error)
{
  g_autofree char *today = chosho_report_file_dup_today (view);
  Expected expected = { printed, get_techniques (view), today };
  g_autoptr (GBytes) bytes = NULL;
  ChoshoRequestBookFacts facts;

  chosho_request_get_facts (view, today, &facts);
  bytes = chosho_step_book_make (&facts, printed, expected.techniques, chosho_team_lookup (view, member)->name, error);
  return bytes != NULL
         && chosho_book_file_publish (bytes, chosho_command_get_text (context, "file"), check_sheet, &expected, context->cancellable, error);
}

gboolean
chosho_command_step_export (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "file");
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (ChoshoValue) printed = chosho_value_new_array ();
  g_autofree char *member = NULL;

  if (!chosho_book_file_check_name (path, error) || (view = chosho_session_get_view (context->session, FALSE, error)) == NULL
      || (member = chosho_command_resolve_member (view, chosho_command_get_text (context, "member"), error)) == NULL
      || !print_controls (context, view, member, printed, error) || !write_sheet (context, view, printed, member, error))
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "file", path);
  chosho_value_set_string (*result, "member", member);
  chosho_value_set_integer (*result, "steps", chosho_value_get_length (printed));
  return TRUE;
}

/* --- In ------------------------------------------------------------------------------------------ */

typedef struct
{
  ChoshoCommandContext *context; /* (borrowed) */
  ChoshoTransaction *tx;         /* (owned) */
  ChoshoView   *view;            /* (borrowed) */
  ChoshoImport *import;          /* (owned) */
  GHashTable   *steps;           /* (owned) id (owned) → row (owned) */
  ChoshoValue  *rows;            /* (owned) what is proposed */
  GPtrArray    *chosen;          /* (owned) (element-type ChoshoValue, borrowed from @rows) */
} Answers;

static void
answers_clear (Answers *self)
{
  g_clear_pointer (&self->tx, chosho_transaction_free);
  g_clear_pointer (&self->import, chosho_import_free);
  g_clear_pointer (&self->steps, g_hash_table_unref);
  g_clear_pointer (&self->rows, chosho_value_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answers, answers_clear)

static gboolean
read_answers (Answers *self, ChoshoTable *table, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) printed = chosho_value_new_array ();
  g_autofree char *today = chosho_report_file_dup_today (self->view);
  ChoshoImportOptions options = { .techniques = get_techniques (self->view) };

  self->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) chosho_value_unref);
  if (!print_steps (self->context, self->view, NULL, "-", printed, self->steps, error))
    return FALSE;
  self->import = chosho_import_answers (table, &options, printed, today);
  return chosho_value_get_length (chosho_import_get_items (self->import, "answers")) > 0
         || chosho_import_check_problems (self->import, result, error);
}

/* Whether it can be recorded: "new"; "recorded", by somebody meanwhile; "other", the sheet was made for somebody else. */
static const char *
get_state (Answers *self, ChoshoValue *answer, ChoshoValue *step)
{
  if (g_strcmp0 (chosho_value_get_string (step, "state"), "open") != 0)
    return "recorded";
  return g_strcmp0 (chosho_value_get_string (answer, "member"), chosho_transaction_get_member (self->tx)) == 0 ? "new" : "other";
}

static void
propose (Answers *self)
{
  ChoshoValue *answers = chosho_import_get_items (self->import, "answers");

  self->rows = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (answers); i++)
    {
      ChoshoValue *row = chosho_value_copy (chosho_value_get_item (answers, i));
      ChoshoValue *step = g_hash_table_lookup (self->steps, chosho_value_get_string (row, "step"));
      const ChoshoMember *member = chosho_team_lookup (self->view, chosho_value_get_string (row, "member"));

      chosho_value_set_string (row, "state", get_state (self, row, step));
      chosho_value_set_string (row, "member_name", member != NULL ? member->name : NULL);
      chosho_value_set_string (row, "text", chosho_value_get_string (step, "text"));
      chosho_value_set_string (row, "prescribed", chosho_value_get_string (step, "technique"));
      chosho_value_append (self->rows, row);
    }
}

static gboolean
check_chosen (ChoshoValue *row, GError **error)
{
  const char *state = chosho_value_get_string (row, "state");
  guint number = (guint) chosho_value_get_integer (row, "row", 0);

  if (strcmp (state, "recorded") == 0)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("Row %u: somebody recorded this step meanwhile; nothing was recorded"), number);
  else if (strcmp (state, "other") == 0)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Row %u: the sheet was made for %s, who alone can confirm what it says; nothing was recorded"),
                 number, chosho_value_get_string (row, "member_name") != NULL ? chosho_value_get_string (row, "member_name") : "?");
  return strcmp (state, "new") == 0;
}

static ChoshoValue *
make_performance (ChoshoValue *row)
{
  static const char *const names[] = { "control", "step", "technique", "performed_on", "outcome", "result", "respondent", "place", "reason" };
  ChoshoValue *item = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    chosho_value_set_string (item, names[i], chosho_value_get_string (row, names[i]));
  return item;
}

/* All of what was confirmed or nothing, by the rules that hold for what is typed. */
static gboolean
record (Answers *self, ChoshoValue **result, GError **error)
{
  ChoshoValue *items = chosho_value_new_array ();

  for (guint i = 0; i < self->chosen->len; i++)
    chosho_value_append (items, make_performance (g_ptr_array_index (self->chosen, i)));
  chosho_transaction_add (self->tx, "performance", items);
  return chosho_transaction_commit (self->tx, result, error);
}

static ChoshoValue *
describe (Answers *self, const char *file, gboolean dry_run)
{
  ChoshoValue *recorded = chosho_value_new_array ();

  for (guint i = 0; self->chosen != NULL && i < self->chosen->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (self->chosen, i);
      g_autofree char *id = chosho_transaction_dup_id (self->tx, "performance", i);
      ChoshoValue *one = chosho_command_result_id (chosho_value_get_string (row, "step"));

      chosho_value_set_integer (one, "row", chosho_value_get_integer (row, "row", 0));
      chosho_value_set_string (one, "control", chosho_value_get_string (row, "control"));
      chosho_value_set_string (one, "performance", id);
      chosho_value_append (recorded, one);
    }
  return chosho_answer_describe (self->rows, recorded, self->import, file, dry_run);
}

gboolean
chosho_command_step_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (Answers) self = { .context = context };
  g_autoptr (ChoshoSourceFile) file = chosho_source_file_open (chosho_command_get_text (context, "file"), context->cancellable, error);
  g_autoptr (ChoshoTable) table = file != NULL ? chosho_source_file_read_table (file, context->cancellable, error) : NULL;
  gboolean dry_run = chosho_command_get_flag (context, "dry-run");

  if (table == NULL || (self.tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  self.view = chosho_transaction_get_view (self.tx);
  if (!read_answers (&self, table, result, error))
    return FALSE;
  propose (&self);
  if (!dry_run)
    self.chosen = chosho_answer_choose (context, self.rows, self.import, chosho_transaction_is_done (self.tx) ? NULL : check_chosen, result, error);
  if (!dry_run && (self.chosen == NULL || (!chosho_transaction_is_done (self.tx) && !record (&self, result, error))))
    return FALSE;
  *result = describe (&self, file->name, dry_run);
  return TRUE;
}
