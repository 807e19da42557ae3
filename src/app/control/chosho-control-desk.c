/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-control-desk-private.h"
#include "chosho-copy-dialog.h"
#include "chosho-error-view.h"
#include "chosho-evidence-taking.h"
#include "chosho-mending-step.h"
#include "chosho-note-acts.h"
#include "chosho-personal-gate.h"
#include "chosho-zone.h"

G_DEFINE_FINAL_TYPE (ChoshoControlDesk, chosho_control_desk, GTK_TYPE_BOX)

enum
{
  SIGNAL_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What is shown ------------------------------------------------------------------------------------------- */

ChoshoValue *
chosho_control_desk_get_row (ChoshoControlDesk *self)
{
  return chosho_value_get_item (chosho_value_get (self->document, "control"), 0);
}

ChoshoContext *
chosho_control_desk_get_context (ChoshoControlDesk *self)
{
  return chosho_page_get_context (self->page);
}

GtkWindow *
chosho_control_desk_get_window (ChoshoControlDesk *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

gboolean
chosho_control_desk_is_ready (ChoshoControlDesk *self)
{
  return self->control != NULL && g_strcmp0 (chosho_value_get_string (chosho_control_desk_get_row (self), "number"), self->control) == 0;
}

gboolean
chosho_control_desk_ensure_sight (ChoshoControlDesk *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    return TRUE;
  g_signal_emit (self, signals[SIGNAL_WANTED], 0);
  return FALSE;
}

GtkWidget *
chosho_control_desk_get_gate (ChoshoControlDesk *self)
{
  return GTK_WIDGET (self->gate_bar);
}

const char *
chosho_control_desk_get_control (ChoshoControlDesk *self)
{
  return self->control;
}

ChoshoStepCard *
chosho_control_desk_get_current (ChoshoControlDesk *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? chosho_control_page_find_card (self->control_page, gtk_root_get_focus (root)) : NULL;
}

static void
get_powers (ChoshoControlDesk *self, ChoshoControlPowers *powers)
{
  ChoshoContext *context = chosho_control_desk_get_context (self);
  gboolean leads = chosho_context_has_role (context, "leader") || chosho_context_has_role (context, "executive");

  powers->record = leads || chosho_context_has_role (context, "practitioner");
  powers->consent = leads;
  powers->note = chosho_context_get_me (context) != NULL;
  powers->me = chosho_context_get_my_id (context);
}

/* What was opened is another thing once it changed. */
static void
forget_changed (ChoshoControlDesk *self, ChoshoValue *document)
{
  static const char *const parts[] = { "step", "finding", "evidence", "individual", "sample" };

  for (guint i = 0; i < G_N_ELEMENTS (parts) && self->document != NULL; i++)
    if (!chosho_value_equal (chosho_value_get (self->document, parts[i]), chosho_value_get (document, parts[i])))
      g_hash_table_remove_all (self->opened);
}

static void
show_gate (ChoshoControlDesk *self)
{
  g_autoptr (ChoshoValue) row = chosho_personal_gate_dup_row (chosho_control_desk_get_context (self), chosho_control_desk_get_row (self));
  g_autoptr (ChoshoValue) told = row != NULL ? chosho_mending_step_dup_row (row, chosho_value_get (self->document, "step")) : NULL;

  chosho_gate_bar_set_row (self->gate_bar, told, self->opened);
}

static void
show_document (ChoshoControlDesk *self, ChoshoValue *document)
{
  ChoshoContext *context = chosho_control_desk_get_context (self);
  g_autoptr (ChoshoWordingScope) wording = NULL;
  ChoshoControlPowers powers;

  get_powers (self, &powers);
  forget_changed (self, document);
  chosho_value_ref (document);
  g_clear_pointer (&self->document, chosho_value_unref);
  self->document = document;
  chosho_note_list_set_about (chosho_control_page_get_notes (self->control_page), chosho_workspace_get_drafts (chosho_context_get_workspace (context)),
                              chosho_context_get_my_id (context), self->control);
  wording = chosho_context_dup_wording (context, document);
  chosho_control_page_set_document (self->control_page, document, wording, &powers);
  show_gate (self);
  chosho_control_desk_read_conflicts (self);
  chosho_step_recorder_set_control (self->recorder, self->control, powers.record ? chosho_context_get_my_id (context) : NULL);
  if (self->step != NULL)
    chosho_control_page_show_step (self->control_page, self->step);
  g_clear_pointer (&self->step, g_free);
  if (self->blocker != NULL)
    chosho_control_desk_show_blocker (self, self->blocker);
  g_clear_pointer (&self->blocker, chosho_value_unref);
}

static void
on_document_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoControlDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) document = NULL;
  ChoshoValue *row;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &document, &error))
    {
      chosho_error_view_show (GTK_WIDGET (self), error, NULL);
      return;
    }
  row = chosho_value_get_item (chosho_value_get (document, "control"), 0);
  if (row != NULL && g_strcmp0 (chosho_value_get_string (row, "number"), self->control) == 0)
    show_document (self, document);
}

void
chosho_control_desk_reload (ChoshoControlDesk *self)
{
  ChoshoValue *args;

  if (self->control == NULL)
    return;
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "control", self->control);
  chosho_workspace_run_async (chosho_context_get_workspace (chosho_control_desk_get_context (self)), "control show", args, NULL,
                              on_document_cb, g_object_ref (self));
}

void
chosho_control_desk_show (ChoshoControlDesk *self, const char *control, const char *step)
{
  g_free (self->step);
  self->step = g_strdup (step);
  g_clear_pointer (&self->blocker, chosho_value_unref);
  if (g_strcmp0 (self->control, control) != 0)
    {
      chosho_control_desk_leave (self);
      self->to_conflicts = FALSE;
      g_hash_table_remove_all (self->opened);
      g_clear_pointer (&self->document, chosho_value_unref);
      g_free (self->control);
      self->control = g_strdup (control);
    }
  if (control == NULL)
    {
      chosho_control_page_set_document (self->control_page, NULL, NULL, NULL);
      chosho_gate_bar_set_row (self->gate_bar, NULL, NULL);
    }
  chosho_control_desk_reload (self);
}

void
chosho_control_desk_show_place (ChoshoControlDesk *self, ChoshoValue *blocker)
{
  g_clear_pointer (&self->blocker, chosho_value_unref);
  if (blocker != NULL)
    self->blocker = chosho_value_ref (blocker);
}

void
chosho_control_desk_leave (ChoshoControlDesk *self)
{
  if (self->recorder != NULL && self->control != NULL)
    chosho_step_recorder_leave (self->recorder);
}

void
chosho_control_desk_note_opened (ChoshoControlDesk *self, const char *id)
{
  g_hash_table_add (self->opened, g_strdup (id));
  show_gate (self);
}

/* --- Forms ----------------------------------------------------------------------------------------------------- */

ChoshoValue *
chosho_control_desk_make_target (ChoshoControlDesk *self, const char *step)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *list = chosho_value_new_array ();

  chosho_value_append_string (list, step != NULL ? step : self->control);
  chosho_value_set (args, step != NULL ? "step" : "control", list);
  return args;
}

ChoshoCommandDialog *
chosho_control_desk_ask (ChoshoControlDesk *self, const char *command, ChoshoValue *args)
{
  g_autoptr (ChoshoValue) preset = args;
  ChoshoCommandDialog *dialog = chosho_command_dialog_new (chosho_control_desk_get_window (self), chosho_control_desk_get_context (self), command, preset);
  ChoshoValue *row = chosho_control_desk_get_row (self);
  g_autofree char *subject = g_strjoin ("  ", self->control, chosho_value_get_string (row, "title"), NULL);

  chosho_command_dialog_explain (dialog, subject);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

void
chosho_control_desk_write_record (ChoshoControlDesk *self, ChoshoStepCard *card, const char *kind)
{
  g_autoptr (ChoshoValue) typed = chosho_step_card_dup_args (card);
  const char *place = chosho_value_get_string (typed, "place"), *result = chosho_value_get_string (typed, "result");
  const char *day = chosho_value_get_string (typed, "performed_on");
  g_autofree char *now = chosho_zone_dup_now ("%Y-%m-%d %H:%M");
  g_autofree char *command = g_strdup_printf ("%s add", kind);
  ChoshoCommandDialog *dialog = chosho_control_desk_ask (self, command, chosho_control_desk_make_target (self, chosho_step_card_get_step (card)));

  chosho_command_dialog_fill (dialog, "at", day == NULL || g_str_has_prefix (now, day) ? now : day);
  /* What the step asks, and what was said at it already; an inquiry and an observation call it by names of their own. */
  chosho_command_dialog_fill (dialog, "who", chosho_value_get_string (typed, "respondent"));
  chosho_command_dialog_fill (dialog, "place", place);
  chosho_command_dialog_fill (dialog, "where", place);
  chosho_command_dialog_fill (dialog, "question", chosho_step_card_get_text (card));
  chosho_command_dialog_fill (dialog, "answer", result);
  chosho_command_dialog_fill (dialog, "seen", result);
}

static void
add_finding (ChoshoControlDesk *self, const char *step)
{
  ChoshoValue *args = chosho_control_desk_make_target (self, NULL);
  ChoshoValue *steps = chosho_value_new_array ();

  if (step != NULL)
    chosho_value_append_string (steps, step);
  chosho_value_set (args, "step", steps);
  chosho_control_desk_ask (self, "finding add", args);
}

static void
add_note (ChoshoControlDesk *self, const char *step)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "target", self->control);
  chosho_value_set_string (args, "step", step);
  chosho_control_desk_ask (self, "note add", args);
}

static void
ask_consent (ChoshoControlDesk *self, ChoshoStepCard *card, const char *purpose)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "id", chosho_step_card_get_step (card));
  chosho_value_set_string (args, "for", purpose);
  chosho_control_desk_ask (self, "consent", args);
}

void
chosho_control_desk_change (ChoshoControlDesk *self, const char *command)
{
  ChoshoValue *individuals = chosho_value_get (self->document, "individual");
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoCommandDialog *dialog;

  if (g_str_equal (command, "statement individual add"))
    {
      ChoshoValue *controls = chosho_value_new_array ();

      chosho_value_append_string (controls, self->control);
      chosho_value_set (args, "control", controls);
    }
  else
    chosho_value_set_string (args, "control", self->control);
  dialog = chosho_control_desk_ask (self, command, args);
  chosho_command_dialog_fill (dialog, "selection", chosho_value_get_boolean (chosho_control_desk_get_row (self), "selected", TRUE) ? "selected" : "not-selected");
  for (guint i = 0; i < chosho_value_get_length (individuals); i++)
    {
      ChoshoValue *row = chosho_value_get_item (individuals, i);
      const char *title = chosho_value_get_string (row, "title");
      const char *number = chosho_value_get_string (row, "individual");
      g_autofree char *words = title != NULL ? g_strjoin ("  ", number, title, NULL) : g_strdup (number);

      chosho_command_dialog_offer (dialog, "individual", number, words);
    }
}

/* --- Verbs of the cards ---------------------------------------------------------------------------------------- */

static void
on_copied_cb (ChoshoCopyDialog *dialog, const char *source, const char *text, ChoshoStepCard *card)
{
  chosho_step_card_insert_copy (card, source, text);
}

static void
on_verb_cb (ChoshoControlPage *page, ChoshoStepCard *card, const char *name, GVariant *parameter, ChoshoControlDesk *self)
{
  if (g_str_equal (name, "record"))
    chosho_step_recorder_record (self->recorder, card);
  else if (g_str_equal (name, "write-record"))
    chosho_control_desk_write_record (self, card, g_variant_get_string (parameter, NULL));
  else if (g_str_equal (name, "add-finding"))
    add_finding (self, chosho_step_card_get_step (card));
  else if (g_str_equal (name, "add-note"))
    add_note (self, chosho_step_card_get_step (card));
  else if (g_str_equal (name, "consent"))
    ask_consent (self, card, g_variant_get_string (parameter, NULL));
  else if (g_str_equal (name, "copy-from"))
    {
      ChoshoCopyDialog *dialog = chosho_copy_dialog_new (chosho_control_desk_get_window (self), chosho_control_desk_get_context (self));

      g_signal_connect_object (dialog, "copy", G_CALLBACK (on_copied_cb), card, 0);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  else if (!chosho_control_desk_evidence_verb (self, card, name, parameter))
    g_warn_if_reached ();
}

static void
on_drop_cb (ChoshoControlPage *page, const char *step, const GValue *dropped, ChoshoControlDesk *self)
{
  chosho_evidence_take_dropped (self->page, chosho_control_desk_make_target (self, step[0] != '\0' ? step : NULL), dropped);
}

/* --- Findings, sign-offs, history -------------------------------------------------------------------------- */

static void
on_finding_open_cb (ChoshoFindingList *list, const char *id, ChoshoControlDesk *self)
{
  chosho_page_go (GTK_WIDGET (self), "findings", id);
}

static void
on_finding_add_cb (ChoshoFindingList *list, ChoshoControlDesk *self)
{
  add_finding (self, NULL);
}

static void
on_withdraw_cb (ChoshoSignOffList *list, const char *stage, ChoshoControlDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *controls = chosho_value_new_array ();

  chosho_value_append_string (controls, self->control);
  chosho_value_set (args, "controls", controls);
  chosho_value_set_string (args, "stage", stage);
  chosho_control_desk_ask (self, "withdraw", args);
}

static void
on_send_back_cb (ChoshoGateBar *bar, ChoshoControlDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *controls = chosho_value_new_array ();

  chosho_value_append_string (controls, self->control);
  chosho_value_set (args, "controls", controls);
  chosho_control_desk_ask (self, "return", args);
}

static void
on_changes_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoControlDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) changes = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &changes, &error))
    chosho_sign_off_list_set_changes (chosho_control_page_get_sign_offs (self->control_page), changes);
  else
    chosho_error_view_show (GTK_WIDGET (self), error, NULL);
}

static void
on_changes_cb (ChoshoSignOffList *list, const char *stage, ChoshoControlDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "control", self->control);
  chosho_value_set_string (args, "stage", stage);
  chosho_workspace_run_async (chosho_context_get_workspace (chosho_control_desk_get_context (self)), "control changes", args, NULL,
                              on_changes_read_cb, g_object_ref (self));
}

/* Which control's events are on their way. */
typedef struct
{
  ChoshoControlDesk *desk;    /* (owned) */
  char              *control; /* (owned) */
} Reading;

static void
on_events_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (ChoshoControlDesk) self = reading->desk;
  g_autofree char *control = reading->control;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) events = NULL;

  g_free (reading);
  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &events, &error))
    chosho_control_history_set_events (chosho_control_page_get_history (self->control_page), control, events);
  else
    chosho_error_view_show (GTK_WIDGET (self), error, NULL);
}

static void
on_history_cb (ChoshoControlHistory *history, ChoshoControlDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  Reading *reading = g_new0 (Reading, 1);

  reading->desk = g_object_ref (self);
  reading->control = g_strdup (self->control);
  chosho_value_set_string (args, "control", self->control);
  chosho_workspace_run_async (chosho_context_get_workspace (chosho_control_desk_get_context (self)), "journal list", args, NULL, on_events_cb, reading);
}

/* --- The gate ------------------------------------------------------------------------------------------------------ */

static void
on_show_blocker_cb (ChoshoGateBar *bar, ChoshoValue *blocker, ChoshoControlDesk *self)
{
  chosho_control_desk_show_blocker (self, blocker);
}

static void
on_open_thing_cb (ChoshoGateBar *bar, const char *kind, const char *id, ChoshoControlDesk *self)
{
  chosho_control_desk_open_thing (self, kind, id);
}

static void
on_sign_cb (ChoshoGateBar *bar, const char *stage, ChoshoControlDesk *self)
{
  chosho_control_desk_sign (self);
}

gboolean
chosho_control_desk_insert (ChoshoControlDesk *self, const char *step, const char *text)
{
  ChoshoStepCard *card = chosho_control_desk_is_ready (self) ? chosho_control_page_get_card (self->control_page, step) : NULL;

  if (card != NULL)
    chosho_step_card_insert (card, text);
  return card != NULL;
}

/* --- Class ---------------------------------------------------------------------------------------------------------- */

void
chosho_control_desk_set_page (ChoshoControlDesk *self, ChoshoPage *page)
{
  self->page = page;
  g_object_set_data (G_OBJECT (page), CHOSHO_CONTROL_DESK_KEY, self);
  chosho_note_acts_connect (chosho_control_page_get_notes (self->control_page), page);
  self->recorder = chosho_step_recorder_new (self->control_page, chosho_context_get_workspace (chosho_page_get_context (page)));
}

static void
chosho_control_desk_unmap (GtkWidget *widget)
{
  chosho_control_desk_leave (CHOSHO_CONTROL_DESK (widget));
  GTK_WIDGET_CLASS (chosho_control_desk_parent_class)->unmap (widget);
}

static void
chosho_control_desk_dispose (GObject *object)
{
  g_clear_object (&CHOSHO_CONTROL_DESK (object)->recorder);
  G_OBJECT_CLASS (chosho_control_desk_parent_class)->dispose (object);
}

static void
chosho_control_desk_finalize (GObject *object)
{
  ChoshoControlDesk *self = CHOSHO_CONTROL_DESK (object);

  g_hash_table_unref (self->opened);
  g_clear_pointer (&self->document, chosho_value_unref);
  g_clear_pointer (&self->blocker, chosho_value_unref);
  g_free (self->control);
  g_free (self->step);
  G_OBJECT_CLASS (chosho_control_desk_parent_class)->finalize (object);
}

static void
chosho_control_desk_class_init (ChoshoControlDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_control_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_control_desk_finalize;
  widget_class->unmap = chosho_control_desk_unmap;
  signals[SIGNAL_WANTED] = g_signal_new ("wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CHOSHO_TYPE_CONTROL_PAGE);
  g_type_ensure (CHOSHO_TYPE_GATE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-control-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlDesk, control_page);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlDesk, gate_bar);
}

static void
connect_parts (ChoshoControlDesk *self)
{
  ChoshoFindingList *findings = chosho_control_page_get_findings (self->control_page);
  ChoshoSignOffList *sign_offs = chosho_control_page_get_sign_offs (self->control_page);

  g_signal_connect (self->control_page, "verb", G_CALLBACK (on_verb_cb), self);
  g_signal_connect (self->control_page, "drop", G_CALLBACK (on_drop_cb), self);
  g_signal_connect (findings, "open", G_CALLBACK (on_finding_open_cb), self);
  g_signal_connect (findings, "add", G_CALLBACK (on_finding_add_cb), self);
  g_signal_connect (sign_offs, "withdraw", G_CALLBACK (on_withdraw_cb), self);
  g_signal_connect (sign_offs, "changes", G_CALLBACK (on_changes_cb), self);
  g_signal_connect (chosho_control_page_get_history (self->control_page), "wanted", G_CALLBACK (on_history_cb), self);
  g_signal_connect (self->gate_bar, "show-blocker", G_CALLBACK (on_show_blocker_cb), self);
  g_signal_connect (self->gate_bar, "open-thing", G_CALLBACK (on_open_thing_cb), self);
  g_signal_connect (self->gate_bar, "send-back", G_CALLBACK (on_send_back_cb), self);
  g_signal_connect (self->gate_bar, "sign", G_CALLBACK (on_sign_cb), self);
}

static void
chosho_control_desk_init (ChoshoControlDesk *self)
{
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  connect_parts (self);
  chosho_control_desk_connect_conflicts (self);
  chosho_control_desk_add_paste_key (self);
}
