/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-blocker.h"
#include "chosho-code-words.h"
#include "chosho-error-view.h"
#include "chosho-sign-dialog.h"

static const char *const stages[] = { "complete", "review", "approve" };

struct _ChoshoSignDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwComboRow    *stage;
  GtkLabel       *plan;
  GtkListView    *view;
  GtkWidget      *sign_button;

  ChoshoContext  *context;  /* (owned) */
  GStrv           controls; /* (owned) */
  GPtrArray      *ready;    /* (owned) (element-type utf8) numbers that the plan signs */
};

G_DEFINE_FINAL_TYPE (ChoshoSignDialog, chosho_sign_dialog, ADW_TYPE_WINDOW)

/* --- Plan ---------------------------------------------------------------------------------------------------- */

/* The first blocker's sentence, and how many more. (transfer full) (nullable) */
static char *
dup_reason (ChoshoValue *blockers)
{
  const char *first = NULL;
  guint others = 0;

  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (blockers, i);

      if (g_strcmp0 (chosho_value_get_string (blocker, "severity"), "block") != 0)
        continue;
      if (first == NULL)
        first = chosho_blocker_describe (chosho_value_get_string (blocker, "code"));
      else
        others++;
    }
  if (first == NULL)
    return NULL;
  return others > 0 ? g_strdup_printf (_("%s (and %u more)"), first, others) : g_strdup (first);
}

/* Why @row cannot be signed at @stage now; NULL where it can. (transfer full) */
static char *
dup_obstacle (ChoshoValue *row, const char *stage)
{
  const char *next = chosho_value_get_string (row, "next_stage");

  if (g_strcmp0 (chosho_value_get_string (row, "state"), "out_of_scope") == 0)
    return g_strdup (_("Out of scope: nothing to sign"));
  if (next == NULL)
    return g_strdup (_("All three sign-offs stand"));
  if (!g_str_equal (next, stage))
    return g_strdup_printf (_("Its next sign-off is: %s"), chosho_word_stage (next));
  if (g_str_equal (stage, "approve") && chosho_value_get_length (chosho_value_get (row, "to_open")) > 0)
    return g_strdup (_("To be opened singly before it is approved"));
  return dup_reason (chosho_value_get (row, "blockers"));
}

static void
append_line (GtkStringList *lines, const char *number, const char *title, const char *words)
{
  g_autofree char *line = g_strdup_printf ("%s  %s\n%s", number, title != NULL ? title : "", words);

  gtk_string_list_append (lines, line);
}

static void
show_plan (ChoshoSignDialog *self)
{
  const char *stage = stages[adw_combo_row_get_selected (self->stage)];
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  g_autofree char *text = NULL;
  guint left_out = 0;

  g_ptr_array_set_size (self->ready, 0);
  for (guint i = 0; self->controls[i] != NULL; i++)
    {
      ChoshoControlItem *item = chosho_context_lookup_control (self->context, self->controls[i]);
      ChoshoValue *row = item != NULL ? chosho_control_item_get_row (item) : NULL;
      g_autofree char *obstacle = row != NULL ? dup_obstacle (row, stage) : NULL;

      if (row == NULL)
        continue;
      if (obstacle == NULL)
        {
          g_ptr_array_add (self->ready, g_strdup (self->controls[i]));
          continue;
        }
      left_out++;
      append_line (lines, self->controls[i], chosho_value_get_string (row, "title"), obstacle);
    }
  text = g_strdup_printf (_("%u will be signed, %u will be left out:"), self->ready->len, left_out);
  gtk_label_set_text (self->plan, text);
  gtk_widget_set_sensitive (self->sign_button, self->ready->len > 0);
  {
    g_autoptr (GtkSelectionModel) selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (lines))));

    gtk_list_view_set_model (self->view, selection);
  }
}

/* --- Act ------------------------------------------------------------------------------------------------------ */

static void
show_results (ChoshoSignDialog *self, ChoshoValue *value)
{
  ChoshoValue *results = chosho_value_get (value, "results");
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  g_autoptr (GtkSelectionModel) selection = NULL;
  g_autofree char *text = NULL;
  guint done = 0;

  for (guint i = 0; i < chosho_value_get_length (results); i++)
    {
      ChoshoValue *result = chosho_value_get_item (results, i);
      gboolean signed_now = chosho_value_get_boolean (result, "done", FALSE);
      g_autofree char *reason = signed_now ? NULL : dup_reason (chosho_value_get (result, "blockers"));

      done += signed_now;
      append_line (lines, chosho_value_get_string (result, "control"), NULL, signed_now ? _("Signed") : reason != NULL ? reason : _("Refused"));
    }
  text = g_strdup_printf (_("%u of %u were signed."), done, chosho_value_get_length (results));
  gtk_label_set_text (self->plan, text);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (lines))));
  gtk_list_view_set_model (self->view, selection);
  gtk_widget_set_visible (self->sign_button, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stage), FALSE);
}

static void
on_signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoSignDialog) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error) || chosho_value_get (value, "results") != NULL)
    show_results (self, value);
  else
    {
      gtk_widget_set_sensitive (self->sign_button, TRUE);
      chosho_error_view_show (GTK_WIDGET (self), error, value);
    }
}

static void
on_sign_clicked_cb (ChoshoSignDialog *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *controls = chosho_value_new_array ();
  g_autoptr (ChoshoJob) job = chosho_job_new (_("Signing"));

  for (guint i = 0; i < self->ready->len; i++)
    chosho_value_append_string (controls, g_ptr_array_index (self->ready, i));
  chosho_value_set (args, "controls", controls);
  gtk_widget_set_sensitive (self->sign_button, FALSE);
  chosho_workspace_run_job_async (chosho_context_get_workspace (self->context), stages[adw_combo_row_get_selected (self->stage)], args, job,
                                  on_signed_cb, g_object_ref (self));
}

/* --- Class ------------------------------------------------------------------------------------------------------ */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (list_item, label);
  gtk_list_item_set_selectable (list_item, FALSE);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (list_item));
  GtkWidget *row = gtk_widget_get_parent (label);

  gtk_label_set_text (GTK_LABEL (label), text);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
chosho_sign_dialog_finalize (GObject *object)
{
  ChoshoSignDialog *self = CHOSHO_SIGN_DIALOG (object);

  g_strfreev (self->controls);
  g_ptr_array_unref (self->ready);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (chosho_sign_dialog_parent_class)->finalize (object);
}

static void
chosho_sign_dialog_class_init (ChoshoSignDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_sign_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-sign-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoSignDialog, stage);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSignDialog, plan);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSignDialog, view);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSignDialog, sign_button);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_sign_dialog_init (ChoshoSignDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->ready = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
}

/* The stage that most of the controls wait for. */
static guint
guess_stage (ChoshoSignDialog *self)
{
  guint counts[G_N_ELEMENTS (stages)] = { 0 };
  guint best = 0;

  for (guint i = 0; self->controls[i] != NULL; i++)
    {
      ChoshoControlItem *item = chosho_context_lookup_control (self->context, self->controls[i]);

      for (guint s = 0; item != NULL && s < G_N_ELEMENTS (stages); s++)
        {
          g_autofree char *obstacle = dup_obstacle (chosho_control_item_get_row (item), stages[s]);

          counts[s] += obstacle == NULL;
        }
    }
  for (guint s = 1; s < G_N_ELEMENTS (stages); s++)
    if (counts[s] > counts[best])
      best = s;
  return best;
}

ChoshoSignDialog *
chosho_sign_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *const *controls)
{
  ChoshoSignDialog *self = g_object_new (CHOSHO_TYPE_SIGN_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  self->context = g_object_ref (context);
  self->controls = g_strdupv ((GStrv) controls);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    gtk_string_list_append (words, chosho_word_stage (stages[i]));
  adw_combo_row_set_model (self->stage, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->stage, guess_stage (self));
  g_signal_connect_object (self->stage, "notify::selected", G_CALLBACK (show_plan), self, G_CONNECT_SWAPPED);
  show_plan (self);
  return self;
}
