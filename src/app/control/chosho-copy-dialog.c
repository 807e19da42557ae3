/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-copy-dialog.h"
#include "chosho-error-view.h"

struct _ChoshoCopyDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkEntry      *number;
  GtkListBox    *results;
  GtkLabel      *hint;

  ChoshoContext *context; /* (owned) */
  char          *control; /* (owned) (nullable) whose results are listed */
};

G_DEFINE_FINAL_TYPE (ChoshoCopyDialog, chosho_copy_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_COPY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_results (ChoshoCopyDialog *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->results, 0)) != NULL)
    gtk_list_box_remove (self->results, GTK_WIDGET (row));
}

static void
add_result (ChoshoCopyDialog *self, ChoshoValue *step)
{
  const char *result = chosho_value_get_string (step, "result");
  g_autofree char *head = g_strjoin (" · ", chosho_word_technique (chosho_value_get_string (step, "recorded_technique")),
                                     chosho_word_phase (chosho_value_get_string (step, "phase")), NULL);
  g_autofree char *name = g_strjoin ("  ", head, result, NULL);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *labels[] = { gtk_label_new (head), gtk_label_new (result) };

  gtk_widget_add_css_class (labels[0], "chosho-who");
  gtk_widget_add_css_class (box, "chosho-choice");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_wrap (GTK_LABEL (labels[i]), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (labels[i]), PANGO_WRAP_WORD_CHAR);
      gtk_box_append (GTK_BOX (box), labels[i]);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (result), g_free);
  chosho_accessible_set_name (row, name);
  gtk_list_box_append (self->results, row);
}

static void
on_steps_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoCopyDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) rows = chosho_workspace_list_finish (CHOSHO_WORKSPACE (source), result, &error);
  ChoshoValue *steps = chosho_value_get (rows, "step");
  gboolean any = FALSE;

  if (rows == NULL)
    {
      chosho_error_view_show (GTK_WIDGET (self), error, NULL);
      return;
    }
  clear_results (self);
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *step = chosho_value_get_item (steps, i);
      const char *text = chosho_value_get_string (step, "result");

      if (text == NULL || text[0] == '\0' || g_strcmp0 (chosho_value_get_string (step, "control"), self->control) != 0)
        continue;
      add_result (self, step);
      any = TRUE;
    }
  gtk_label_set_text (self->hint, any ? _("What you take is marked as a copy of that control.") : _("This control has no recorded result."));
}

static void
on_changed_cb (ChoshoCopyDialog *self)
{
  static const char *const own[] = { "step", NULL };
  ChoshoControlItem *item = chosho_context_lookup_control (self->context, gtk_editable_get_text (GTK_EDITABLE (self->number)));

  clear_results (self);
  gtk_label_set_text (self->hint, _("The number of the control to copy from."));
  if (item == NULL)
    return;
  g_free (self->control);
  self->control = g_strdup (chosho_control_item_get_number (item));
  chosho_workspace_list_async (chosho_context_get_workspace (self->context), own, NULL, self->control, on_steps_cb, g_object_ref (self));
}

static void
on_activated_cb (ChoshoCopyDialog *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_COPY], 0, self->control, g_object_get_data (G_OBJECT (row), "text"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
chosho_copy_dialog_finalize (GObject *object)
{
  ChoshoCopyDialog *self = CHOSHO_COPY_DIALOG (object);

  g_clear_object (&self->context);
  g_free (self->control);
  G_OBJECT_CLASS (chosho_copy_dialog_parent_class)->finalize (object);
}

static void
chosho_copy_dialog_class_init (ChoshoCopyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_copy_dialog_finalize;
  signals[SIGNAL_COPY] = g_signal_new ("copy", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-copy-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoCopyDialog, number);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCopyDialog, results);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCopyDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_copy_dialog_init (ChoshoCopyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ChoshoCopyDialog *
chosho_copy_dialog_new (GtkWindow *parent, ChoshoContext *context)
{
  ChoshoCopyDialog *self = g_object_new (CHOSHO_TYPE_COPY_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  return self;
}
