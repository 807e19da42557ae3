/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-answers-dialog.h"

#include <glib/gi18n-lib.h>

#include "chosho-error-view.h"
#include "chosho-spinner.h"
#include "chosho-text-label.h"

struct _ChoshoAnswersDialog
{
  AdwWindow parent_instance;

  GtkStack      *stack;    /* loading, shown, error */
  AdwStatusPage *failed;
  GtkLabel      *message;  /* why it was not recorded */
  GtkBox        *groups;
  GtkWidget     *act;
  GPtrArray     *checks;   /* (owned) (element-type GtkCheckButton, borrowed): "row" the row's number */

  const ChoshoAnswersSpec *spec; /* static */
  ChoshoContext *context;  /* (owned) */
  char          *file;     /* (owned) */
  GCancellable  *asking;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoAnswersDialog, chosho_answers_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_RECORDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What is confirmed --------------------------------------------------------------------------- */

/* (transfer full) */
static ChoshoValue *
list_confirmed (ChoshoAnswersDialog *self)
{
  ChoshoValue *rows = chosho_value_new_array ();

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      chosho_value_append_string (rows, g_object_get_data (g_ptr_array_index (self->checks, i), "row"));
  return rows;
}

static void
show_count (ChoshoAnswersDialog *self)
{
  g_autoptr (ChoshoValue) rows = list_confirmed (self);
  guint count = chosho_value_get_length (rows);
  g_autofree char *label = g_strdup_printf (_("_Record %u"), count);

  gtk_button_set_label (GTK_BUTTON (self->act), label);
  gtk_widget_set_sensitive (self->act, count > 0);
}

static void
on_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoAnswersDialog) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *blockers = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    {
      g_signal_emit (self, signals[SIGNAL_RECORDED], 0, chosho_value_get_length (chosho_value_get (value, "recorded")));
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  blockers = chosho_error_view_dup_blockers (value);
  gtk_label_set_text (self->message, blockers != NULL ? blockers : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
  show_count (self);
}

static void
on_act_clicked_cb (ChoshoAnswersDialog *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "file", self->file);
  chosho_value_set (args, "row", list_confirmed (self));
  gtk_widget_set_sensitive (self->act, FALSE);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), self->spec->command, args, NULL, on_recorded_cb, g_object_ref (self));
}

/* --- What it answers ----------------------------------------------------------------------------- */

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
add_answer (ChoshoAnswersDialog *self, AdwPreferencesGroup *group, ChoshoValue *answer)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, chosho_value_get_integer (answer, "row", 0));
  g_autofree char *what = self->spec->dup_title (answer);
  g_autofree char *title = g_strjoin ("  ", number, what, NULL);
  g_autofree char *words = self->spec->dup_words (answer);
  GtkWidget *row = new_row (title, words);
  GtkWidget *check = gtk_check_button_new ();

  g_object_set_data_full (G_OBJECT (check), "row", g_steal_pointer (&number), g_free);
  gtk_widget_set_sensitive (check, g_strcmp0 (chosho_value_get_string (answer, "state"), "new") == 0); /* all of it can be read */
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (show_count), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check); /* which is named by the row, too */
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->checks, check);
}

static AdwPreferencesGroup *
add_group (ChoshoAnswersDialog *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
show_proposal (ChoshoAnswersDialog *self, ChoshoValue *proposal)
{
  ChoshoValue *rows = chosho_value_get (proposal, "rows"), *problems = chosho_value_get (proposal, "problems");
  AdwPreferencesGroup *group = add_group (self, _("Answers"), _(self->spec->description));

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    add_answer (self, group, chosho_value_get_item (rows, i));
  if (chosho_value_get_length (problems) > 0)
    group = add_group (self, _("Cannot be recorded"), NULL);
  for (guint i = 0; i < chosho_value_get_length (problems); i++)
    adw_preferences_group_add (group, new_row (chosho_value_get_string (chosho_value_get_item (problems, i), "message"), ""));
  show_count (self);
  gtk_stack_set_visible_child_name (self->stack, "shown");
}

/* What was wrong in each row, where nothing in the file is an answer. (transfer full) */
static char *
dup_reasons (ChoshoValue *value, const GError *error)
{
  ChoshoValue *problems = chosho_value_get (value, "problems");
  GString *text = g_string_new (error->message);

  for (guint i = 0; i < chosho_value_get_length (problems); i++)
    g_string_append_printf (text, "\n%s", chosho_value_get_string (chosho_value_get_item (problems, i), "message"));
  return g_string_free (text, FALSE);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoAnswersDialog) self = user_data;
  g_autoptr (ChoshoValue) proposal = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reasons = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &proposal, &error))
    {
      show_proposal (self, proposal);
      return;
    }
  if (g_cancellable_is_cancelled (self->asking))
    return;
  reasons = dup_reasons (proposal, error);
  adw_status_page_set_description (self->failed, reasons);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
look (ChoshoAnswersDialog *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "file", self->file);
  chosho_value_set_boolean (args, "dry_run", TRUE);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), self->spec->command, args, self->asking, on_read_cb, g_object_ref (self));
}

/* --- The window ---------------------------------------------------------------------------------- */

static gboolean
on_closed_cb (ChoshoAnswersDialog *self)
{
  g_cancellable_cancel (self->asking);
  return FALSE;
}

static GtkWidget *
new_header (ChoshoAnswersDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->act = gtk_button_new_with_mnemonic (_("_Record"));
  gtk_widget_add_css_class (self->act, "suggested-action");
  gtk_widget_set_sensitive (self->act, FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->act);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect_swapped (self->act, "clicked", G_CALLBACK (on_act_clicked_cb), self);
  return header;
}

static GtkWidget *
new_shown (ChoshoAnswersDialog *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->groups = GTK_BOX (box);
  self->message = GTK_LABEL (chosho_text_label_new (NULL, "error"));
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_box_append (self->groups, GTK_WIDGET (self->message));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
chosho_answers_dialog_finalize (GObject *object)
{
  ChoshoAnswersDialog *self = CHOSHO_ANSWERS_DIALOG (object);

  g_ptr_array_unref (self->checks);
  g_clear_object (&self->asking);
  g_clear_object (&self->context);
  g_free (self->file);
  G_OBJECT_CLASS (chosho_answers_dialog_parent_class)->finalize (object);
}

static void
chosho_answers_dialog_class_init (ChoshoAnswersDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_answers_dialog_finalize;
  signals[SIGNAL_RECORDED] = g_signal_new ("recorded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_answers_dialog_init (ChoshoAnswersDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->checks = g_ptr_array_new ();
  self->asking = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->failed = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->failed, "dialog-warning-symbolic");
  adw_status_page_set_title (self->failed, _("It Could Not Be Read"));
  gtk_stack_add_named (self->stack, chosho_spinner_new (), "loading");
  gtk_stack_add_named (self->stack, new_shown (self), "shown");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failed), "error");
  gtk_box_append (GTK_BOX (box), new_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect (self, "close-request", G_CALLBACK (on_closed_cb), NULL);
}

ChoshoAnswersDialog *
chosho_answers_dialog_new (GtkWindow *parent, ChoshoContext *context, const ChoshoAnswersSpec *spec, const char *file)
{
  ChoshoAnswersDialog *self = g_object_new (CHOSHO_TYPE_ANSWERS_DIALOG, "transient-for", parent, "modal", TRUE, "title", _(spec->title),
                                            "default-width", 760, "default-height", 560, NULL);

  self->spec = spec;
  self->file = g_strdup (file);
  self->context = g_object_ref (context);
  look (self);
  return self;
}
