/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-command-check.h"
#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-evidence-intake.h"
#include "chosho-gate.h"
#include "chosho-links.h"
#include "chosho-signed-view.h"
#include "chosho-source-file.h"
#include "chosho-team.h"

/* Review notes (査閲コメント), general papers (一般調書), representation and subsequent events. */

static const ChoshoCommandArg no_args[] = { { NULL } };

/* --- note ------------------------------------------------------------------------------------------- */

static const ChoshoCommandArg note_add_args[] = {
  { "target", CHOSHO_ARG_POSITIONAL, TRUE, "CONTROL|PAPER", N_("What it is about") },
  { "text", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("The note") },
  { "step", CHOSHO_ARG_TEXT, FALSE, "STEP", N_("The step of the control that it is about") },
  { "evidence", CHOSHO_ARG_TEXT, FALSE, "ID", N_("The evidence that it is about") },
  { "mark", CHOSHO_ARG_TEXT, FALSE, "ID", N_("The mark that it is about") },
  { NULL }
};

static const ChoshoCommandArg note_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The note") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("The answer, or a remark") },
  { NULL }
};

static const ChoshoCommandArg note_list_args[] = {
  { "open", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only notes that are not cleared") },
  { "control", CHOSHO_ARG_TEXT, FALSE, "CONTROL", N_("Only notes on this control") },
  { NULL }
};

/* The place within the control or paper, where one was named. */
static gboolean
apply_note_place (ChoshoCommandContext *context, ChoshoView *view, const char *control, ChoshoValue *item, GError **error)
{
  static const char *const things[] = { "evidence", "mark" };
  const char *step = chosho_command_get_text (context, "step");

  if (step != NULL)
    {
      g_autofree char *of = NULL;
      g_autofree char *id = NULL;

      if (!chosho_session_resolve_step (context->session, view, step, &of, &id, error))
        return FALSE;
      if (g_strcmp0 (of, control) != 0)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("step %s is none of that control"), step);
          return FALSE;
        }
      chosho_value_set_string (item, "step", id);
    }
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      const char *named = chosho_command_get_text (context, things[i]);
      g_autofree char *id = named != NULL ? chosho_session_resolve_thing (context->session, view, things[i], named, error) : NULL;

      if (named != NULL && id == NULL)
        return FALSE;
      chosho_value_set_string (item, things[i], id);
    }
  return TRUE;
}

static gboolean
run_note_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *text = chosho_command_get_text (context, "target");
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *control = NULL;
  g_autofree char *paper = NULL;
  ChoshoValue *item;

  if (!chosho_command_check_filled (context, "text", error))
    return FALSE;
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL)
    return FALSE;
  paper = chosho_commands_find_paper (context->session, chosho_transaction_get_view (tx), text);
  if (paper == NULL)
    control = chosho_session_resolve_control (context->session, chosho_transaction_get_view (tx), text, error);
  if (paper == NULL && control == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "control", control != NULL ? control : "");
      chosho_value_set_string (item, "paper", paper != NULL ? paper : "");
      chosho_command_copy_text (context, "text", item, "text");
      if (!apply_note_place (context, chosho_transaction_get_view (tx), control, item, error))
        {
          chosho_value_unref (item);
          return FALSE;
        }
      chosho_transaction_add_item (tx, "note", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_commands_describe_created (tx, "note");
  return TRUE;
}

static ChoshoValue *
make_note_item (ChoshoCommandContext *context)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_command_copy_text (context, "text", item, "text");
  return item;
}

static gboolean
run_note_answer (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_commands_write_about (context, "note", "note-answer", make_note_item (context), result, error);
}

static gboolean
run_note_clear (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_commands_write_about (context, "note", "note-clear", make_note_item (context), result, error);
}

static gboolean
run_note_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *control = chosho_command_get_text (context, "control");
  gboolean open = chosho_command_get_flag (context, "open");
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (context->session, "note", NULL, error);

  if (rows == NULL)
    return FALSE;
  *result = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      gboolean cleared = g_strcmp0 (chosho_value_get_string (row, "state"), "cleared") == 0;

      if ((!open || !cleared) && (control == NULL || g_strcmp0 (chosho_value_get_string (row, "control"), control) == 0))
        chosho_value_append (*result, chosho_value_ref (row));
    }
  return TRUE;
}

/* --- paper ------------------------------------------------------------------------------------------- */

static const ChoshoCommandArg paper_add_args[] = {
  { "number", CHOSHO_ARG_TEXT, TRUE, "N", N_("Its number in the file") },
  { "title", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Its title") },
  { "template", CHOSHO_ARG_TEXT, FALSE, "TEMPLATE", N_("One of the firm's templates, by name") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Its text") },
  { "required-for-issue", CHOSHO_ARG_FLAG, FALSE, NULL, N_("The report is not issued before it is approved") },
  { NULL }
};

static const ChoshoCommandArg paper_edit_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "PAPER", N_("The paper: id or number") },
  { "number", CHOSHO_ARG_TEXT, FALSE, "N", N_("Another number") },
  { "title", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Another title") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("The new text") },
  { NULL }
};

static const ChoshoCommandArg paper_attach_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "PAPER", N_("The paper: id or number") },
  { "evidence", CHOSHO_ARG_POSITIONALS, TRUE, "EVIDENCE", N_("Evidence: ids or references") },
  { NULL }
};

/* The firm's template @name: of the setting paper_templates [{template, title, text, required_for_issue}]. Borrowed. */
static ChoshoValue *
find_template (ChoshoView *view, const char *name, GError **error)
{
  ChoshoValue *list = chosho_value_get (chosho_view_get_item (view, "setting:paper_templates"), "value");

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (list, i);

      if (g_strcmp0 (chosho_value_get_string (entry, "template"), name) == 0 || g_strcmp0 (chosho_value_get_string (entry, "title"), name) == 0)
        return entry;
    }
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("The firm's settings have no paper template “%s”"), name);
  return NULL;
}

/* Papers are spoken of by their numbers: FALSE, EXISTS, where another than @self (nullable) has the one that is given. */
static gboolean
check_number (ChoshoCommandContext *context, ChoshoView *view, const char *self, GError **error)
{
  const char *number = chosho_command_get_text (context, "number");
  g_autofree char *other = number != NULL ? chosho_commands_find_paper (context->session, view, number) : NULL;

  if (other == NULL || g_strcmp0 (other, self) == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("There is a paper %s already"), number);
  return FALSE;
}

static gboolean
run_paper_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *template = chosho_command_get_text (context, "template");
  const char *text = chosho_command_get_text (context, "text");
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  ChoshoValue *made_from = NULL, *item;

  if (tx == NULL || !chosho_command_check_filled (context, "number", error) || !chosho_command_check_filled (context, "title", error))
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      if (!check_number (context, chosho_transaction_get_view (tx), NULL, error)
          || (template != NULL && (made_from = find_template (chosho_transaction_get_view (tx), template, error)) == NULL))
        return FALSE;
      if (text == NULL)
        text = chosho_value_get_string (made_from, "text");
      item = chosho_value_new_object ();
      chosho_command_copy_text (context, "number", item, "number");
      chosho_command_copy_text (context, "title", item, "title");
      chosho_command_copy_text (context, "template", item, "template");
      chosho_value_set_string (item, "text", text);
      chosho_value_set_boolean (item, "required_for_issue",
                                chosho_command_get_flag (context, "required-for-issue") || chosho_value_get_boolean (made_from, "required_for_issue", FALSE));
      chosho_transaction_add_item (tx, "paper", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_commands_describe_created (tx, "paper");
  return TRUE;
}

/* Puts the id of the paper that the argument "id" names in its place. FALSE: NOT_FOUND. */
static gboolean
resolve_paper (ChoshoCommandContext *context, char **id, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);

  *id = view != NULL ? chosho_commands_resolve_paper (context->session, view, chosho_command_get_text (context, "id"), error) : NULL;
  return *id != NULL;
}

static gboolean
run_paper_edit (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  ChoshoValue *item, *standing;

  if (!chosho_command_check_filled (context, "number", error) || !chosho_command_check_filled (context, "title", error)
      || !resolve_paper (context, &id, error) || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      if (!check_number (context, chosho_transaction_get_view (tx), id, error))
        return FALSE;
      standing = chosho_view_get_item_printf (chosho_transaction_get_view (tx), "paper:%s", id);
      item = chosho_command_copy_item (standing);
      chosho_command_copy_text (context, "number", item, "number");
      chosho_command_copy_text (context, "title", item, "title");
      chosho_command_copy_text (context, "text", item, "text");
      chosho_value_set_string (item, "paper", id);
      chosho_transaction_add_item (tx, "paper-change", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_command_result_id (id);
  return TRUE;
}

static gboolean
run_paper_attach (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "evidence");
  g_autoptr (ChoshoValue) targets = chosho_value_new_array ();
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *id = NULL;
  ChoshoValue *target = chosho_value_new_object ();

  chosho_value_append (targets, target);
  if (!resolve_paper (context, &id, error) || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  chosho_value_set_string (target, "control", "");
  chosho_value_set_string (target, "paper", id);
  chosho_value_set_string (target, "step", "");
  for (guint i = 0; i < chosho_value_get_length (given) && !chosho_transaction_is_done (tx); i++)
    {
      g_autofree char *evidence = chosho_session_resolve_thing (context->session, chosho_transaction_get_view (tx), "evidence",
                                                                chosho_value_as_string (chosho_value_get_item (given, i)), error);

      if (evidence == NULL)
        return FALSE;
      chosho_links_add (tx, targets, "evidence", evidence, NULL);
    }
  if (!chosho_transaction_is_done (tx) && !chosho_transaction_commit (tx, result, error))
    return FALSE;
  *result = chosho_command_result_id (id);
  return TRUE;
}

static gboolean
run_paper_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  *result = chosho_session_list_rows (context->session, "paper", NULL, error);
  return *result != NULL;
}

static const ChoshoCommandArg paper_id_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "PAPER", N_("The paper: id or number") },
  { NULL }
};

static const ChoshoCommandArg paper_approve_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "PAPER", N_("The paper: id or number") },
  { "opened", CHOSHO_ARG_LIST, FALSE, "ID", N_("What was opened on its own: evidence, as “paper show” lists it under “to_open”") },
  { NULL }
};

static const ChoshoCommandArg paper_changes_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "PAPER", N_("The paper: id or number") },
  { "stage", CHOSHO_ARG_TEXT, FALSE, "STAGE", N_("complete, review or approve (default: the highest that was signed)") },
  { NULL }
};

/* The rows of @kind, of them those on the paper @id that the row's @member says. (transfer full) */
static ChoshoValue *
list_on_paper (ChoshoCommandContext *context, const char *kind, const char *member, const char *id, GError **error)
{
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (context->session, kind, NULL, error);
  ChoshoValue *own = rows != NULL ? chosho_value_new_array () : NULL;

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if (g_strcmp0 (chosho_value_get_string (row, member), id) == 0)
        chosho_value_append (own, chosho_value_ref (row));
    }
  return own;
}

/* The rows of the evidence that the paper's @row names. (transfer full) */
static ChoshoValue *
list_attached (ChoshoCommandContext *context, ChoshoValue *row, GError **error)
{
  ChoshoValue *ids = chosho_value_get (row, "evidence");
  g_autoptr (ChoshoValue) out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      ChoshoValue *evidence = chosho_session_get_row (context->session, "evidence", chosho_value_as_string (chosho_value_get_item (ids, i)), error);

      if (evidence == NULL)
        return NULL;
      chosho_value_append (out, evidence);
    }
  return g_steal_pointer (&out);
}

/* Whose edit stands and since when, where the paper was edited at all. (transfer full) (nullable) */
static ChoshoValue *
describe_edit (ChoshoView *view, const char *id)
{
  ChoshoWrite *made = chosho_state_lookup_write (chosho_view_get_state (view), id);
  ChoshoWrite *standing = made != NULL ? chosho_view_get (view, made->key->name) : NULL;
  const char *person = standing != NULL && standing != made ? chosho_write_get_author_member (standing) : NULL;
  const ChoshoMember *member = person != NULL ? chosho_team_lookup (view, person) : NULL;
  g_autofree char *time = member != NULL ? chosho_time_format (chosho_node_get_event (standing->node)->time_us) : NULL;
  ChoshoValue *edit;

  if (member == NULL)
    return NULL;
  edit = chosho_value_new_object ();
  chosho_value_set_string (edit, "by", member->name);
  chosho_value_set_string (edit, "at", time);
  return edit;
}

static gboolean
run_paper_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autofree char *id = view != NULL ? chosho_commands_resolve_paper (context->session, view, chosho_command_get_text (context, "id"), error) : NULL;
  g_autoptr (ChoshoValue) row = id != NULL ? chosho_session_get_row (context->session, "paper", id, error) : NULL;
  g_autoptr (ChoshoValue) evidence = row != NULL ? list_attached (context, row, error) : NULL;
  ChoshoValue *notes = evidence != NULL ? list_on_paper (context, "note", "paper", id, error) : NULL;
  ChoshoValue *edit = notes != NULL ? describe_edit (view, id) : NULL;

  if (notes == NULL)
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set (*result, "paper", chosho_value_ref (row));
  if (edit != NULL)
    chosho_value_set (*result, "edited", edit);
  chosho_value_set (*result, "attached", chosho_value_ref (evidence));
  chosho_value_set (*result, "notes", notes);
  chosho_value_set (*result, "to_open", chosho_gate_describe_to_open (view, id));
  return TRUE;
}

static gboolean
run_paper_changes (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoCommandContext inner = *context;
  g_autoptr (ChoshoValue) args = chosho_value_new_object ();
  g_autofree char *id = NULL;

  if (!resolve_paper (context, &id, error))
    return FALSE;
  chosho_value_set_string (args, "control", id);
  chosho_value_set_string (args, "stage", chosho_command_get_text (context, "stage"));
  inner.args = args;
  return chosho_command_run (chosho_command_lookup ("control changes"), &inner, result, error);
}

/* The sign-offs of papers are those of controls: the same command, by the paper's id. */
static gboolean
sign_paper (ChoshoCommandContext *context, const char *verb, ChoshoValue **result, GError **error)
{
  ChoshoCommandContext inner = *context;
  g_autoptr (ChoshoValue) args = chosho_value_new_object ();
  ChoshoValue *list = chosho_value_new_array ();
  ChoshoValue *opened = chosho_command_get_list (context, "opened");
  g_autofree char *id = NULL;

  chosho_value_set (args, "controls", list);
  if (!resolve_paper (context, &id, error))
    return FALSE;
  chosho_value_append_string (list, id);
  if (opened != NULL)
    chosho_value_set (args, "opened", chosho_value_ref (opened));
  inner.args = args;
  return chosho_command_run (chosho_command_lookup (verb), &inner, result, error);
}

static gboolean
run_paper_complete (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return sign_paper (context, "complete", result, error);
}

static gboolean
run_paper_review (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return sign_paper (context, "review", result, error);
}

static gboolean
run_paper_approve (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return sign_paper (context, "approve", result, error);
}

/* --- representation, subsequent events ------------------------------------------------------------------ */

static const ChoshoCommandArg representation_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("The signed representation") },
  { "dated", CHOSHO_ARG_TEXT, TRUE, "DATE", N_("Its date") },
  { "statement", CHOSHO_ARG_TEXT, TRUE, "DIGEST", N_("SHA-256 of the statement that it names") },
  { NULL }
};

static gboolean
run_representation (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoSourceFile) file = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  ChoshoValue *item;

  if (!chosho_command_check_date (context, "dated", error))
    return FALSE;
  if (!chosho_digest_is_hex (chosho_command_get_text (context, "statement")))
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--statement must be a SHA-256 digest, 64 hexadecimal digits"));
      return FALSE;
    }
  file = chosho_source_file_open_document (chosho_command_get_text (context, "file"), context->cancellable, error);
  tx = file != NULL ? chosho_transaction_begin (context->session, context->operation, error) : NULL;
  if (tx == NULL || !chosho_transaction_check_power (tx, "representation", result, error))
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      if (!chosho_source_file_store (file, context->session, NULL, context->cancellable, error))
        return FALSE;
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "name", file->name);
      chosho_value_set_string (item, "sha256", file->sha256);
      chosho_value_set_integer (item, "size_bytes", (gint64) file->size_bytes);
      chosho_command_copy_text (context, "dated", item, "dated");
      chosho_command_copy_text (context, "statement", item, "statement");
      chosho_transaction_add_item (tx, "representation", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_commands_describe_created (tx, "representation");
  chosho_value_set_string (*result, "sha256", file->sha256);
  return TRUE;
}

static const ChoshoCommandArg subsequent_events_args[] = {
  { "text", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("What was asked and found") },
  { "up-to", CHOSHO_ARG_TEXT, TRUE, "DATE", N_("The last day considered") },
  { NULL }
};

static gboolean
run_subsequent_events (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  ChoshoValue *item;

  if (!chosho_command_check_date (context, "up-to", error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL
      || !chosho_command_check_past (context, chosho_transaction_get_view (tx), "up-to", error))
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      item = chosho_value_new_object ();
      chosho_command_copy_text (context, "text", item, "text");
      chosho_command_copy_text (context, "up-to", item, "up_to");
      chosho_transaction_add_item (tx, "subsequent-events", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_commands_describe_created (tx, "subsequent-events");
  return TRUE;
}

const ChoshoCommand chosho_commands_paper[] = {
  { "note add", N_("Raise a review note"), note_add_args, CHOSHO_COMMAND_WRITES, run_note_add },
  { "note answer", N_("Answer a note"), note_args, CHOSHO_COMMAND_WRITES, run_note_answer },
  { "note clear", N_("Clear a note: by who raised it, or an executive"), note_args, CHOSHO_COMMAND_WRITES, run_note_clear },
  { "note list", N_("List the notes"), note_list_args, CHOSHO_COMMAND_READS, run_note_list },
  { "paper add", N_("Add a general paper"), paper_add_args, CHOSHO_COMMAND_WRITES, run_paper_add },
  { "paper edit", N_("Change a paper"), paper_edit_args, CHOSHO_COMMAND_WRITES, run_paper_edit },
  { "paper attach", N_("Attach evidence to a paper"), paper_attach_args, CHOSHO_COMMAND_WRITES, run_paper_attach },
  { "paper list", N_("List the papers"), no_args, CHOSHO_COMMAND_READS, run_paper_list },
  { "paper show", N_("Show one paper with what is attached, and its notes"), paper_id_args, CHOSHO_COMMAND_READS, run_paper_show },
  { "paper changes", N_("List what changed since a sign-off"), paper_changes_args, CHOSHO_COMMAND_READS, run_paper_changes },
  { "paper complete", N_("Sign a paper off as prepared"), paper_id_args, CHOSHO_COMMAND_WRITES, run_paper_complete },
  { "paper review", N_("Sign a paper off as reviewed"), paper_id_args, CHOSHO_COMMAND_WRITES, run_paper_review },
  { "paper approve", N_("Sign a paper off as approved"), paper_approve_args, CHOSHO_COMMAND_WRITES, run_paper_approve },
  { "representation record", N_("Record the management representation"), representation_args, CHOSHO_COMMAND_WRITES, run_representation },
  { "subsequent-events record", N_("Record the subsequent events considered"), subsequent_events_args, CHOSHO_COMMAND_WRITES, run_subsequent_events },
  { NULL }
};
