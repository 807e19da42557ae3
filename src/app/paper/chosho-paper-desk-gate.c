/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command-dialog.h"
#include "chosho-error-view.h"
#include "chosho-own-review.h"
#include "chosho-paper-desk-private.h"
#include "chosho-personal-gate.h"
#include "chosho-undo.h"

/* The sign-offs of the paper, and what the gate still wants. */

/* What the gate says of a paper, with what must be opened before it is approved. (transfer full) */
static ChoshoValue *
make_gate_row (ChoshoPaperDesk *self, ChoshoValue *row)
{
  ChoshoValue *gate = chosho_value_copy (row);

  chosho_value_set (gate, "to_open", chosho_value_ref (chosho_value_get (self->document, "to_open")));
  return gate;
}

void
chosho_paper_desk_show_gate (ChoshoPaperDesk *self)
{
  g_autoptr (ChoshoValue) row = self->document != NULL ? make_gate_row (self, chosho_value_get (self->document, "paper")) : NULL;
  g_autoptr (ChoshoValue) gate = chosho_personal_gate_dup_row (chosho_page_get_context (self->page), row);

  chosho_gate_bar_set_row (self->gate_bar, gate, self->opened);
}

/* --- Sign-offs -------------------------------------------------------------------------------------------------------- */

/* The form says of which paper. */
static void
ask (ChoshoPaperDesk *self, const char *command, const char *stage)
{
  g_autoptr (ChoshoValue) args = chosho_value_new_object ();
  ChoshoValue *papers = chosho_value_new_array (), *paper = chosho_value_get (self->document, "paper");
  g_autofree char *subject = g_strdup_printf ("%s  %s", chosho_value_get_string (paper, "number"), chosho_value_get_string (paper, "title"));
  ChoshoCommandDialog *dialog;

  chosho_value_append_string (papers, self->paper);
  chosho_value_set (args, "controls", papers);
  if (stage != NULL)
    chosho_value_set_string (args, "stage", stage);
  dialog = chosho_command_dialog_new (chosho_paper_desk_get_window (self), chosho_page_get_context (self->page), command, args);
  chosho_command_dialog_explain (dialog, subject);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_withdraw_cb (ChoshoSignOffList *list, const char *stage, ChoshoPaperDesk *self)
{
  ask (self, "withdraw", stage);
}

static void
on_send_back_cb (ChoshoGateBar *bar, ChoshoPaperDesk *self)
{
  ask (self, "return", NULL);
}

static void
on_changes_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoPaperDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) changes = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &changes, &error))
    chosho_sign_off_list_set_changes (self->sign_offs, changes);
  else
    chosho_error_view_show (GTK_WIDGET (self), error, NULL);
}

static void
on_changes_cb (ChoshoSignOffList *list, const char *stage, ChoshoPaperDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "id", self->paper);
  chosho_value_set_string (args, "stage", stage);
  chosho_workspace_run_async (chosho_paper_desk_get_workspace (self), "paper changes", args, NULL, on_changes_read_cb, g_object_ref (self));
}

/* --- The gate --------------------------------------------------------------------------------------------------------- */

static void
on_show_blocker_cb (ChoshoGateBar *bar, ChoshoValue *blocker, ChoshoPaperDesk *self)
{
  const char *code = chosho_value_get_string (blocker, "code");

  if (g_strcmp0 (code, "open-note") == 0)
    chosho_note_list_focus (self->notes, chosho_value_get_string (blocker, "detail"));
  else if (g_strcmp0 (code, CHOSHO_CONFLICT_OPEN) == 0)
    chosho_conflict_list_focus (self->conflicts);
  else if (g_strcmp0 (code, "stage-missing") == 0 || g_strcmp0 (code, "stale-signoff") == 0)
    gtk_widget_child_focus (GTK_WIDGET (self->sign_offs), GTK_DIR_TAB_FORWARD);
  else if (g_str_has_prefix (code, "evidence-"))
    chosho_page_go (GTK_WIDGET (self), "evidence", NULL);
  else
    chosho_paper_editor_focus (self->editor);
}

static void
on_open_thing_cb (ChoshoGateBar *bar, const char *kind, const char *id, ChoshoPaperDesk *self)
{
  chosho_paper_desk_open (self, id);
}

static void
run_sign_off (ChoshoPaperDesk *self, const char *stage)
{
  g_autofree char *command = g_strdup_printf ("paper %s", stage);
  ChoshoValue *args;

  /* what is written goes into the record before it is signed */
  chosho_undo_note_typed (GTK_WIDGET (self), chosho_paper_recorder_leave (self->recorder));
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "id", self->paper);
  if (g_str_equal (stage, "approve"))
    chosho_value_set (args, "opened", chosho_gate_bar_list_opened (self->document, self->opened));
  chosho_page_run (self->page, command, args, NULL, NULL);
}

/* An approval that waits for its passphrase: of the paper that was shown when it was asked for. */
typedef struct
{
  ChoshoPaperDesk *desk;  /* (owned) */
  char            *paper; /* (owned) */
} Approval;

static void
approval_free (gpointer data)
{
  Approval *approval = data;

  g_object_unref (approval->desk);
  g_free (approval->paper);
  g_free (approval);
}

static void
on_confirmed_cb (gpointer data)
{
  Approval *approval = data;

  if (g_strcmp0 (approval->desk->paper, approval->paper) == 0)
    run_sign_off (approval->desk, "approve");
}

static void
approve (ChoshoPaperDesk *self)
{
  Approval *approval = g_new0 (Approval, 1);
  ChoshoValue *row = chosho_value_get (self->document, "paper");

  approval->desk = g_object_ref (self);
  approval->paper = g_strdup (self->paper);
  chosho_own_review_ask (GTK_WIDGET (self), chosho_page_get_context (self->page), row, chosho_value_get_string (row, "number"), on_confirmed_cb, approval,
                         approval_free);
}

void
chosho_paper_desk_sign (ChoshoPaperDesk *self)
{
  const char *stage = chosho_paper_desk_is_ready (self) ? chosho_gate_bar_get_next (self->gate_bar) : NULL;

  if (stage == NULL && chosho_paper_desk_is_ready (self))
    chosho_gate_bar_tell (self->gate_bar);
  else if (g_strcmp0 (stage, "approve") == 0)
    approve (self);
  else if (stage != NULL)
    run_sign_off (self, stage);
}

static void
on_sign_cb (ChoshoGateBar *bar, const char *stage, ChoshoPaperDesk *self)
{
  chosho_paper_desk_sign (self);
}

void
chosho_paper_desk_show_next (ChoshoPaperDesk *self)
{
  if (chosho_paper_desk_is_ready (self) && !chosho_gate_bar_show_next (self->gate_bar))
    chosho_error_view_toast (GTK_WIDGET (self), _("Nothing stands against the next sign-off"));
}

void
chosho_paper_desk_connect_gate (ChoshoPaperDesk *self)
{
  g_signal_connect (self->sign_offs, "withdraw", G_CALLBACK (on_withdraw_cb), self);
  g_signal_connect (self->sign_offs, "changes", G_CALLBACK (on_changes_cb), self);
  g_signal_connect (self->gate_bar, "show-blocker", G_CALLBACK (on_show_blocker_cb), self);
  g_signal_connect (self->gate_bar, "open-thing", G_CALLBACK (on_open_thing_cb), self);
  g_signal_connect (self->gate_bar, "send-back", G_CALLBACK (on_send_back_cb), self);
  g_signal_connect (self->gate_bar, "sign", G_CALLBACK (on_sign_cb), self);
}
