/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-control-desk-private.h"
#include "chosho-error-view.h"
#include "chosho-mending-step.h"
#include "chosho-own-review.h"
#include "chosho-undo.h"

/* From what stands against a sign-off to the place where it is mended, and the sign-off itself. */

/* --- Places of mending ------------------------------------------------------------------------------------------ */

static gboolean
is_one_of (const char *code, const char *const *codes)
{
  for (; *codes != NULL; codes++)
    if (g_strcmp0 (code, *codes) == 0)
      return TRUE;
  return FALSE;
}

/* The step of @blocker; where its record is missing, that is written at once. FALSE: it is about no step. */
static gboolean
show_step (ChoshoControlDesk *self, ChoshoValue *blocker)
{
  const char *code = chosho_value_get_string (blocker, "code");
  const char *step = chosho_value_get_string (blocker, "step");
  const char *kind = g_strcmp0 (code, "inquiry-record-missing") == 0       ? "interview"
                     : g_strcmp0 (code, "observation-record-missing") == 0 ? "observation"
                                                                           : NULL;

  if (!chosho_control_page_show_step (self->control_page, step))
    return FALSE;
  if (chosho_mending_step_is_addition (blocker)) /* recorded: what is typed next is not meant for its result */
    chosho_step_card_focus_add (chosho_control_page_get_card (self->control_page, step));
  if (kind != NULL && !self->walking)
    chosho_control_desk_write_record (self, chosho_control_page_get_card (self->control_page, step), kind);
  return TRUE;
}

/* Within the document; FALSE: not here. */
static gboolean
show_in_document (ChoshoControlDesk *self, ChoshoValue *blocker)
{
  static const char *const signed_off[] = { "stage-missing", "stale-signoff", NULL };
  static const char *const of_scope[] = { "basis-missing", "individual-control-period", "mandatory-not-selected", NULL };
  const char *code = chosho_value_get_string (blocker, "code");
  const char *phase = chosho_value_get_string (blocker, "phase");
  ChoshoStepCard *card;
  ChoshoValue *step;

  if (g_strcmp0 (code, "open-note") == 0)
    {
      ChoshoNoteList *notes = chosho_control_page_get_notes (self->control_page);

      chosho_note_list_focus (notes, chosho_value_get_string (blocker, "detail"));
      chosho_control_page_scroll_to (self->control_page, GTK_WIDGET (notes));
      return TRUE;
    }
  if (g_strcmp0 (code, CHOSHO_CONFLICT_OPEN) == 0)
    {
      chosho_control_desk_show_conflicts (self);
      return TRUE;
    }
  if (is_one_of (code, of_scope))
    {
      ChoshoControlHead *head = chosho_control_page_get_head (self->control_page);

      chosho_control_page_scroll_to (self->control_page, GTK_WIDGET (head));
      chosho_control_head_focus_scope (head);
      return TRUE;
    }
  if (is_one_of (code, signed_off))
    {
      chosho_control_page_scroll_to (self->control_page, GTK_WIDGET (chosho_control_page_get_sign_offs (self->control_page)));
      return TRUE;
    }
  if (show_step (self, blocker))
    return TRUE;
  step = chosho_mending_step_find (chosho_value_get (self->document, "step"), blocker);
  if (step != NULL)
    return chosho_control_page_show_step (self->control_page, chosho_value_get_string (step, "id"));
  card = phase != NULL ? chosho_control_page_find_phase (self->control_page, phase, chosho_value_get_string (blocker, "procedure")) : NULL;
  if (card != NULL) /* recorded: what is typed next is not meant for it */
    chosho_control_page_scroll_to (self->control_page, GTK_WIDGET (card));
  return card != NULL;
}

void
chosho_control_desk_show_blocker (ChoshoControlDesk *self, ChoshoValue *blocker)
{
  static const char *const team[] = { "performer-not-in-team", "independence-missing", "not-a-member", "wrong-role", "own-review", NULL };
  static const char *const evidence[] = { "evidence-missing", "evidence-damaged", NULL };
  const char *code = chosho_value_get_string (blocker, "code");
  const char *id = chosho_value_get_string (blocker, "id");

  if (id != NULL)
    chosho_control_desk_open_thing (self, chosho_value_get_string (blocker, "kind"), id);
  else if (is_one_of (code, team))
    chosho_page_go (GTK_WIDGET (self), "team", chosho_value_get_string (blocker, "detail"));
  else if (is_one_of (code, evidence))
    chosho_page_go (GTK_WIDGET (self), "evidence", NULL);
  else if (!show_in_document (self, blocker))
    chosho_control_page_scroll_to (self->control_page, GTK_WIDGET (chosho_control_page_get_head (self->control_page)));
}

/* --- What must be opened one by one ------------------------------------------------------------------------------- */

/* The card that shows the evidence @id. */
static ChoshoStepCard *
find_card_of (ChoshoControlDesk *self, const char *id)
{
  ChoshoValue *steps = chosho_value_get (self->document, "step");

  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *step = chosho_value_get_item (steps, i);
      ChoshoValue *evidence = chosho_value_get (step, "evidence");

      for (guint j = 0; j < chosho_value_get_length (evidence); j++)
        if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (evidence, j)), id) == 0)
          return chosho_control_page_get_card (self->control_page, chosho_value_get_string (step, "id"));
    }
  return NULL;
}

static void
open_evidence (ChoshoControlDesk *self, const char *id)
{
  ChoshoStepCard *card = find_card_of (self, id);

  if (card != NULL)
    chosho_control_page_scroll_to (self->control_page, GTK_WIDGET (card));
  chosho_control_desk_open_link (self, "evidence", id);
}

void
chosho_control_desk_open_thing (ChoshoControlDesk *self, const char *kind, const char *id)
{
  GtkWidget *place = NULL;

  if (g_strcmp0 (kind, "finding") == 0)
    place = chosho_finding_list_get_line (chosho_control_page_get_findings (self->control_page), id);
  else if (g_strcmp0 (kind, "individual-control") == 0)
    {
      if (!chosho_control_page_show_individual (self->control_page, id))
        return; /* what was not there to be seen was not opened */
    }
  else if (g_strcmp0 (kind, "sighting") == 0 || g_strcmp0 (kind, "reused") == 0)
    open_evidence (self, id);
  else if (!chosho_control_page_show_step (self->control_page, id))
    return; /* what was not there to be seen was not opened */
  if (place != NULL)
    chosho_control_page_scroll_to (self->control_page, place);
  chosho_control_desk_note_opened (self, id);
}

/* --- Signing ------------------------------------------------------------------------------------------------------ */

static void
run_sign_off (ChoshoControlDesk *self, const char *stage)
{
  ChoshoValue *args, *controls;

  /* what is written goes into the record before it is signed */
  chosho_undo_note_typed (GTK_WIDGET (self), chosho_step_recorder_leave (self->recorder));
  args = chosho_value_new_object ();
  controls = chosho_value_new_array ();
  chosho_value_append_string (controls, self->control);
  chosho_value_set (args, "controls", controls);
  if (g_str_equal (stage, "approve"))
    chosho_value_set (args, "opened", chosho_gate_bar_list_opened (chosho_control_desk_get_row (self), self->opened));
  chosho_page_run (self->page, stage, args, NULL, NULL);
}

/* An approval that waits for its passphrase: of the control that was shown when it was asked for. */
typedef struct
{
  ChoshoControlDesk *desk;    /* (owned) */
  char              *control; /* (owned) */
} Approval;

static void
approval_free (gpointer data)
{
  Approval *approval = data;

  g_object_unref (approval->desk);
  g_free (approval->control);
  g_free (approval);
}

static void
on_confirmed_cb (gpointer data)
{
  Approval *approval = data;

  if (g_strcmp0 (approval->desk->control, approval->control) == 0)
    run_sign_off (approval->desk, "approve");
}

static void
sign (ChoshoControlDesk *self, const char *stage)
{
  Approval *approval;

  if (!g_str_equal (stage, "approve"))
    {
      run_sign_off (self, stage);
      return;
    }
  approval = g_new0 (Approval, 1);
  approval->desk = g_object_ref (self);
  approval->control = g_strdup (self->control);
  chosho_own_review_ask (GTK_WIDGET (self), chosho_control_desk_get_context (self), chosho_control_desk_get_row (self), self->control, on_confirmed_cb,
                         approval, approval_free);
}

/* Whether the person signed the control at @stage before, whatever became of it. */
static gboolean
signed_before (ChoshoControlDesk *self, const char *stage)
{
  ChoshoValue *given = chosho_value_get (chosho_control_desk_get_row (self), "sign_offs");
  const char *me = chosho_context_get_my_id (chosho_control_desk_get_context (self));

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      ChoshoValue *sign_off = chosho_value_get_item (given, i);

      if (g_strcmp0 (chosho_value_get_string (sign_off, "stage"), stage) == 0 && g_strcmp0 (chosho_value_get_string (sign_off, "by_id"), me) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Who reviews is led to what changed since; the sign-off that is next there is another's, and would end their review. */
static gboolean
would_end_review (ChoshoControlDesk *self, const char *stage)
{
  return g_str_equal (stage, "complete") && !signed_before (self, "complete") && (signed_before (self, "review") || signed_before (self, "approve"));
}

static void
on_prepared_cb (AdwMessageDialog *dialog, const char *response, ChoshoControlDesk *self)
{
  if (g_str_equal (response, "sign") && g_strcmp0 (self->control, g_object_get_data (G_OBJECT (dialog), "control")) == 0)
    sign (self, "complete");
}

static void
ask_before_prepared (ChoshoControlDesk *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (chosho_control_desk_get_window (self), _("Sign as the one who prepared it?"), NULL));

  adw_message_dialog_format_body (dialog, _("You reviewed or approved %s before, and it was changed since. Nobody reviews what they signed as prepared."), self->control);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "sign", _("Sign _Prepared"), NULL);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "control", g_strdup (self->control), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_prepared_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
chosho_control_desk_sign (ChoshoControlDesk *self)
{
  const char *stage = chosho_gate_bar_get_next (self->gate_bar);

  if (!chosho_control_desk_is_ready (self))
    return;
  if (stage == NULL)
    chosho_gate_bar_tell (self->gate_bar);
  else if (would_end_review (self, stage))
    ask_before_prepared (self);
  else
    sign (self, stage);
}
