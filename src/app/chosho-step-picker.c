/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-error-view.h"
#include "chosho-list-search.h"
#include "chosho-row-model.h"
#include "chosho-step-picker.h"

struct _ChoshoStepPicker
{
  AdwWindow parent_instance;

  /* Template */
  GtkSearchEntry  *search;
  GtkStack        *stack;
  GtkListView     *view;
  GtkWidget       *choose_button;

  gboolean         several;
  ChoshoWorkspace *workspace;   /* (owned) */
  GCancellable    *cancellable; /* (owned) (nullable) of the query under way */
};

G_DEFINE_FINAL_TYPE (ChoshoStepPicker, chosho_step_picker, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

char *
chosho_step_picker_dup_name (ChoshoValue *row)
{
  return g_strjoin (", ", chosho_value_get_string (row, "control"), chosho_word_phase (chosho_value_get_string (row, "phase")),
                    chosho_word_technique (chosho_value_get_string (row, "technique")), NULL);
}

/* --- What is found -------------------------------------------------------------------------------------------- */

static void
on_selection_cb (ChoshoStepPicker *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (gtk_list_view_get_model (self->view));

  gtk_widget_set_sensitive (self->choose_button, !gtk_bitset_is_empty (selected));
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoStepPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkSelectionModel) selection = NULL;
  GPtrArray *ids = chosho_workspace_query_finish (CHOSHO_WORKSPACE (source), result, &error);
  GListModel *model;

  if (ids == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        chosho_error_view_show (GTK_WIDGET (self), error, NULL);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, ids->len > 0 ? "found" : "none");
  model = G_LIST_MODEL (chosho_row_model_new (self->workspace, "step", ids));
  selection = self->several ? GTK_SELECTION_MODEL (gtk_multi_selection_new (model)) : GTK_SELECTION_MODEL (gtk_single_selection_new (model));
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (on_selection_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, selection);
  on_selection_cb (self);
}

static void
query (ChoshoStepPicker *self)
{
  g_autoptr (ChoshoRowQuery) wanted = chosho_row_query_new ("step");

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  chosho_row_query_set_needle (wanted, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  chosho_workspace_query_async (self->workspace, wanted, self->cancellable, on_found_cb, g_object_ref (self));
}

/* --- Rows ----------------------------------------------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (lines), label);
      gtk_widget_add_css_class (label, i == 0 ? "heading" : "dim-label");
    }
  gtk_list_item_set_child (list_item, lines);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  ChoshoValue *row = chosho_row_item_get_row (gtk_list_item_get_item (list_item));
  GtkWidget *lines = gtk_list_item_get_child (list_item);
  const char *text = chosho_value_get_string (row, "text");
  g_autofree char *name = chosho_step_picker_dup_name (row);
  g_autofree char *whole = g_strjoin (", ", name, text != NULL ? text : "", NULL);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (lines)), name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (lines)), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (lines, text);
  /* GTK 4.8 names list rows by their type. */
  chosho_accessible_set_name (gtk_widget_get_parent (lines), whole);
}

/* --- Picking -------------------------------------------------------------------------------------------------- */

static void
on_choose_clicked_cb (ChoshoStepPicker *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->view);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint64 i = 0; i < gtk_bitset_get_size (selected); i++)
    {
      g_autoptr (ChoshoRowItem) item = g_list_model_get_item (G_LIST_MODEL (model), gtk_bitset_get_nth (selected, (guint)i));

      g_strv_builder_add (builder, chosho_row_item_get_id (item));
    }
  ids = g_strv_builder_end (builder);
  if (ids[0] == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, ids);
  gtk_window_close (GTK_WINDOW (self));
}

/* A double click or Enter takes that one. */
static void
on_activate_cb (ChoshoStepPicker *self, guint position)
{
  gtk_selection_model_select_item (gtk_list_view_get_model (self->view), position, TRUE);
  on_choose_clicked_cb (self);
}

/* --- Class ---------------------------------------------------------------------------------------------------- */

static void
chosho_step_picker_dispose (GObject *object)
{
  ChoshoStepPicker *self = CHOSHO_STEP_PICKER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (chosho_step_picker_parent_class)->dispose (object);
}

static void
chosho_step_picker_class_init (ChoshoStepPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_step_picker_dispose;
  signals[SIGNAL_PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-step-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoStepPicker, search);
  gtk_widget_class_bind_template_child (widget_class, ChoshoStepPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, ChoshoStepPicker, view);
  gtk_widget_class_bind_template_child (widget_class, ChoshoStepPicker, choose_button);
  gtk_widget_class_bind_template_callback (widget_class, query);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_step_picker_init (ChoshoStepPicker *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_list_search_join (self->search, GTK_WIDGET (self->view));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
}

ChoshoStepPicker *
chosho_step_picker_new (GtkWindow *parent, ChoshoWorkspace *workspace, gboolean several)
{
  ChoshoStepPicker *self = g_object_new (CHOSHO_TYPE_STEP_PICKER, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->several = several;
  query (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return self;
}
