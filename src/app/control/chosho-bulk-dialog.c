/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-blocker-words.h"
#include "chosho-bulk-dialog.h"
#include "chosho-bulk-list.h"
#include "chosho-confirmation.h"
#include "chosho-error-view.h"

typedef struct
{
  /* Template */
  AdwPreferencesGroup *form;
  GtkLabel            *summary;
  ChoshoBulkList      *list;
  GtkButton           *act_button;

  ChoshoContext *context;  /* (owned) */
  GStrv          controls; /* (owned) */
  GPtrArray     *ready;    /* (owned) (element-type ChoshoBulkItem) what the plan does it to */
  GPtrArray     *left;     /* (owned) (element-type ChoshoBulkItem) and what not */
  gboolean       acted;    /* or under way */
} ChoshoBulkDialogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ChoshoBulkDialog, chosho_bulk_dialog, ADW_TYPE_WINDOW)

#define PRIVATE(self) ((ChoshoBulkDialogPrivate *) chosho_bulk_dialog_get_instance_private (self))

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
show_groups (ChoshoBulkDialog *self, const char *against_title, GPtrArray *against, const char *fine_title, GPtrArray *fine)
{
  ChoshoBulkDialogPrivate *priv = PRIVATE (self);
  g_autofree char *text = g_strdup_printf ("%s: %u  ·  %s: %u", fine_title, fine->len, against_title, against->len);

  gtk_label_set_text (priv->summary, text);
  chosho_bulk_list_show (priv->list, against_title, against, fine_title, fine);
}

/* --- Plan ---------------------------------------------------------------------------------------------------- */

void
chosho_bulk_dialog_replan (ChoshoBulkDialog *self)
{
  ChoshoBulkDialogPrivate *priv = PRIVATE (self);
  ChoshoBulkDialogClass *klass = CHOSHO_BULK_DIALOG_GET_CLASS (self);
  g_autoptr (GPtrArray) rows = NULL;

  if (priv->acted)
    return;
  rows = chosho_bulk_dialog_list_rows (self);
  g_ptr_array_set_size (priv->ready, 0);
  g_ptr_array_set_size (priv->left, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (rows, i);
      g_autofree char *words = NULL;
      ChoshoValue *blocker = NULL;
      gboolean fine = klass->plan (self, row, &words, &blocker);

      g_ptr_array_add (fine ? priv->ready : priv->left,
                       chosho_bulk_item_new (chosho_value_get_string (row, "number"), chosho_value_get_string (row, "title"), words, blocker));
    }
  show_groups (self, _("Left out"), priv->left, _(klass->planned), priv->ready);
  gtk_widget_set_sensitive (GTK_WIDGET (priv->act_button), priv->ready->len > 0);
}

/* --- Act ------------------------------------------------------------------------------------------------------ */

/* The answer about @number; the whole answer where it has none of its own, since then all was refused together. */
static ChoshoValue *
find_result (ChoshoValue *value, const char *number)
{
  ChoshoValue *results = chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY ? value : chosho_value_get (value, "results");

  for (guint i = 0; i < chosho_value_get_length (results); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (results, i), "control"), number) == 0)
      return chosho_value_get_item (results, i);
  return value;
}

static ChoshoBulkItem *
new_result (ChoshoBulkDialog *self, ChoshoBulkItem *planned, ChoshoValue *value, gboolean *done)
{
  ChoshoBulkDialogClass *klass = CHOSHO_BULK_DIALOG_GET_CLASS (self);
  const char *number = chosho_bulk_item_get_number (planned);
  ChoshoControlItem *control = chosho_context_lookup_control (PRIVATE (self)->context, number);
  const char *title = control != NULL ? chosho_value_get_string (chosho_control_item_get_row (control), "title") : NULL;
  ChoshoValue *result = find_result (value, number);
  ChoshoValue *blocker = NULL;
  g_autofree char *reasons = NULL;

  *done = chosho_value_get_boolean (result, "done", FALSE);
  if (*done)
    return chosho_bulk_item_new (number, title, klass->done != NULL ? _(klass->done) : chosho_bulk_item_get_words (planned), NULL);
  reasons = chosho_blockers_dup_sentences (chosho_value_get (result, "blockers"), &blocker);
  if (reasons == NULL) /* somebody else did the same meanwhile */
    reasons = g_strdup (g_strcmp0 (chosho_value_get_string (result, "reason"), "unchanged") == 0 ? _("It is so already") : _("Refused"));
  return chosho_bulk_item_new (number, title, reasons, blocker);
}

static void
show_results (ChoshoBulkDialog *self, ChoshoValue *value)
{
  ChoshoBulkDialogPrivate *priv = PRIVATE (self);
  ChoshoBulkDialogClass *klass = CHOSHO_BULK_DIALOG_GET_CLASS (self);
  g_autoptr (GPtrArray) against = new_items (), fine = new_items ();

  for (guint i = 0; i < priv->ready->len; i++)
    {
      gboolean done;
      ChoshoBulkItem *item = new_result (self, g_ptr_array_index (priv->ready, i), value, &done);

      g_ptr_array_add (done ? fine : against, item);
    }
  for (guint i = 0; i < priv->left->len; i++)
    g_ptr_array_add (against, g_object_ref (g_ptr_array_index (priv->left, i)));
  show_groups (self, _(klass->not_acted), against, _(klass->acted), fine);
  gtk_widget_set_visible (GTK_WIDGET (priv->act_button), FALSE);
  gtk_window_set_modal (GTK_WINDOW (self), FALSE); /* what was refused is mended beside it, one after the other */
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoBulkDialog) self = user_data;
  ChoshoBulkDialogPrivate *priv = PRIVATE (self);
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error) || chosho_value_get (value, "results") != NULL
      || chosho_value_get (value, "blockers") != NULL)
    show_results (self, value);
  else
    {
      chosho_error_view_show (GTK_WIDGET (self), error, value);
      priv->acted = FALSE;
      gtk_widget_set_sensitive (GTK_WIDGET (priv->form), TRUE);
      chosho_bulk_dialog_replan (self);
    }
}

static void
act (gpointer user_data)
{
  ChoshoBulkDialog *self = user_data;
  ChoshoBulkDialogPrivate *priv = PRIVATE (self);
  ChoshoBulkDialogClass *klass = CHOSHO_BULK_DIALOG_GET_CLASS (self);
  ChoshoValue *args, *controls;
  g_autoptr (ChoshoJob) job = NULL;

  if (priv->acted)
    return;
  job = chosho_job_new (_(klass->job));
  args = chosho_value_new_object ();
  controls = chosho_value_new_array ();
  for (guint i = 0; i < priv->ready->len; i++)
    chosho_value_append_string (controls, chosho_bulk_item_get_number (g_ptr_array_index (priv->ready, i)));
  chosho_value_set (args, "controls", controls);
  priv->acted = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (priv->act_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (priv->form), FALSE);
  chosho_workspace_run_job_async (chosho_context_get_workspace (priv->context), klass->fill (self, args), args, job, on_done_cb, g_object_ref (self));
}

static void
on_act_clicked_cb (ChoshoBulkDialog *self)
{
  ChoshoBulkDialogClass *klass = CHOSHO_BULK_DIALOG_GET_CLASS (self);

  if (klass->approves != NULL && klass->approves (self))
    chosho_confirmation_ask (GTK_WIDGET (self), PRIVATE (self)->context, CHOSHO_CONFIRM_APPROVAL, act, g_object_ref (self), g_object_unref);
  else
    act (self);
}

static void
on_open_cb (ChoshoBulkDialog *self, const char *number, ChoshoValue *blocker)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, number, blocker);
  if (gtk_window_get_modal (GTK_WINDOW (self)))
    gtk_window_close (GTK_WINDOW (self));
}

/* --- Subclasses ------------------------------------------------------------------------------------------------- */

ChoshoContext *
chosho_bulk_dialog_get_context (ChoshoBulkDialog *self)
{
  return PRIVATE (self)->context;
}

GPtrArray *
chosho_bulk_dialog_list_rows (ChoshoBulkDialog *self)
{
  ChoshoBulkDialogPrivate *priv = PRIVATE (self);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);

  for (guint i = 0; priv->controls[i] != NULL; i++)
    {
      ChoshoControlItem *item = chosho_context_lookup_control (priv->context, priv->controls[i]);

      if (item != NULL)
        g_ptr_array_add (rows, chosho_value_ref (chosho_control_item_get_row (item)));
    }
  return rows;
}

void
chosho_bulk_dialog_add_row (ChoshoBulkDialog *self, GtkWidget *row)
{
  adw_preferences_group_add (PRIVATE (self)->form, row);
}

void
chosho_bulk_dialog_begin (ChoshoBulkDialog *self, ChoshoContext *context, const char *const *controls, const char *button)
{
  ChoshoBulkDialogPrivate *priv = PRIVATE (self);

  priv->context = g_object_ref (context);
  priv->controls = g_strdupv ((GStrv) controls);
  gtk_button_set_label (priv->act_button, button);
  g_signal_connect_object (context, "loaded", G_CALLBACK (chosho_bulk_dialog_replan), self, G_CONNECT_SWAPPED);
}

/* --- Class ------------------------------------------------------------------------------------------------------ */

static void
chosho_bulk_dialog_finalize (GObject *object)
{
  ChoshoBulkDialogPrivate *priv = PRIVATE (CHOSHO_BULK_DIALOG (object));

  g_strfreev (priv->controls);
  g_ptr_array_unref (priv->ready);
  g_ptr_array_unref (priv->left);
  g_clear_object (&priv->context);
  G_OBJECT_CLASS (chosho_bulk_dialog_parent_class)->finalize (object);
}

static void
chosho_bulk_dialog_class_init (ChoshoBulkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_bulk_dialog_finalize;
  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_STRING, G_TYPE_POINTER);
  g_type_ensure (CHOSHO_TYPE_BULK_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-bulk-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, ChoshoBulkDialog, form);
  gtk_widget_class_bind_template_child_private (widget_class, ChoshoBulkDialog, summary);
  gtk_widget_class_bind_template_child_private (widget_class, ChoshoBulkDialog, list);
  gtk_widget_class_bind_template_child_private (widget_class, ChoshoBulkDialog, act_button);
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_open_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_bulk_dialog_init (ChoshoBulkDialog *self)
{
  PRIVATE (self)->ready = new_items ();
  PRIVATE (self)->left = new_items ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
