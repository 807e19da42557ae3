/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-error-view.h"
#include "chosho-list-search.h"
#include "chosho-row-picker.h"

typedef struct
{
  /* Template */
  GtkSearchEntry  *search;
  GtkStack        *stack;
  GtkListView     *view;
  AdwStatusPage   *none;
  GtkWidget       *choose_button;

  gboolean         several;
  ChoshoWorkspace *workspace;   /* (owned) (nullable) until started */
  GCancellable    *cancellable; /* (owned) (nullable) of the query under way */
} ChoshoRowPickerPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ChoshoRowPicker, chosho_row_picker, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static ChoshoRowPickerPrivate *
get_private (ChoshoRowPicker *self)
{
  return chosho_row_picker_get_instance_private (self);
}

/* --- What is found -------------------------------------------------------------------------------------------- */

static void
on_selection_cb (ChoshoRowPicker *self)
{
  ChoshoRowPickerPrivate *priv = get_private (self);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (gtk_list_view_get_model (priv->view));

  gtk_widget_set_sensitive (priv->choose_button, !gtk_bitset_is_empty (selected));
}

void
chosho_row_picker_show (ChoshoRowPicker *self, GPtrArray *ids)
{
  ChoshoRowPickerPrivate *priv = get_private (self);
  g_autoptr (GtkSelectionModel) selection = NULL;
  GListModel *model;

  gtk_stack_set_visible_child_name (priv->stack, ids->len > 0 ? "found" : "none");
  model = G_LIST_MODEL (chosho_row_model_new (priv->workspace, CHOSHO_ROW_PICKER_GET_CLASS (self)->kind, ids));
  selection = priv->several ? GTK_SELECTION_MODEL (gtk_multi_selection_new (model)) : GTK_SELECTION_MODEL (gtk_single_selection_new (model));
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (on_selection_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (priv->view, selection);
  on_selection_cb (self);
}

GPtrArray *
chosho_row_picker_finish (ChoshoRowPicker *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *ids = chosho_workspace_query_finish (CHOSHO_WORKSPACE (source), result, &error);

  if (ids == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    chosho_error_view_show (GTK_WIDGET (self), error, NULL);
  return ids;
}

static void
drop_query (ChoshoRowPickerPrivate *priv)
{
  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
}

void
chosho_row_picker_query (ChoshoRowPicker *self)
{
  ChoshoRowPickerPrivate *priv = get_private (self);

  drop_query (priv);
  priv->cancellable = g_cancellable_new ();
  CHOSHO_ROW_PICKER_GET_CLASS (self)->query (self, gtk_editable_get_text (GTK_EDITABLE (priv->search)), priv->cancellable);
}

/* --- Picking -------------------------------------------------------------------------------------------------- */

static void
on_choose_clicked_cb (ChoshoRowPicker *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (get_private (self)->view);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint64 i = 0; i < gtk_bitset_get_size (selected); i++)
    {
      g_autoptr (ChoshoRowItem) item = g_list_model_get_item (G_LIST_MODEL (model), gtk_bitset_get_nth (selected, (guint) i));

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
on_activate_cb (ChoshoRowPicker *self, guint position)
{
  gtk_selection_model_select_item (gtk_list_view_get_model (get_private (self)->view), position, TRUE);
  on_choose_clicked_cb (self);
}

/* --- Rows ----------------------------------------------------------------------------------------------------- */

static void
on_setup_cb (ChoshoRowPicker *self, GtkListItem *list_item)
{
  CHOSHO_ROW_PICKER_GET_CLASS (self)->setup (self, list_item);
}

static void
on_bind_cb (ChoshoRowPicker *self, GtkListItem *list_item)
{
  CHOSHO_ROW_PICKER_GET_CLASS (self)->bind (self, list_item);
}

/* --- Class ---------------------------------------------------------------------------------------------------- */

static void
say_words (ChoshoRowPicker *self)
{
  ChoshoRowPickerPrivate *priv = get_private (self);
  const ChoshoRowPickerWords *words = CHOSHO_ROW_PICKER_GET_CLASS (self)->words;

  gtk_window_set_title (GTK_WINDOW (self), _(words->title));
  gtk_button_set_label (GTK_BUTTON (priv->choose_button), _(words->choose));
  g_object_set (priv->search, "placeholder-text", _(words->search_hint), NULL);
  chosho_accessible_set_name (priv->search, _(words->search));
  chosho_accessible_set_name (priv->view, _(words->found));
  adw_status_page_set_title (priv->none, _(words->none));
  adw_status_page_set_description (priv->none, _(words->none_hint));
}

static void
chosho_row_picker_constructed (GObject *object)
{
  G_OBJECT_CLASS (chosho_row_picker_parent_class)->constructed (object);
  say_words (CHOSHO_ROW_PICKER (object));
}

static void
chosho_row_picker_dispose (GObject *object)
{
  ChoshoRowPickerPrivate *priv = get_private (CHOSHO_ROW_PICKER (object));

  drop_query (priv);
  g_clear_object (&priv->workspace);
  G_OBJECT_CLASS (chosho_row_picker_parent_class)->dispose (object);
}

static void
chosho_row_picker_class_init (ChoshoRowPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = chosho_row_picker_constructed;
  G_OBJECT_CLASS (klass)->dispose = chosho_row_picker_dispose;
  signals[SIGNAL_PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-row-picker.ui");
  gtk_widget_class_bind_template_child_private (widget_class, ChoshoRowPicker, search);
  gtk_widget_class_bind_template_child_private (widget_class, ChoshoRowPicker, stack);
  gtk_widget_class_bind_template_child_private (widget_class, ChoshoRowPicker, view);
  gtk_widget_class_bind_template_child_private (widget_class, ChoshoRowPicker, none);
  gtk_widget_class_bind_template_child_private (widget_class, ChoshoRowPicker, choose_button);
  gtk_widget_class_bind_template_callback (widget_class, chosho_row_picker_query);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_row_picker_init (ChoshoRowPicker *self)
{
  ChoshoRowPickerPrivate *priv = get_private (self);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_list_search_join (priv->search, GTK_WIDGET (priv->view));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (on_bind_cb), self);
  gtk_list_view_set_factory (priv->view, factory);
}

void
chosho_row_picker_start (ChoshoRowPicker *self, ChoshoWorkspace *workspace, gboolean several)
{
  ChoshoRowPickerPrivate *priv = get_private (self);

  priv->workspace = g_object_ref (workspace);
  priv->several = several;
  chosho_row_picker_query (self);
  gtk_widget_grab_focus (GTK_WIDGET (priv->search));
}

void
chosho_row_picker_choose_one (ChoshoRowPicker *self, const char *title, const char *choose)
{
  ChoshoRowPickerPrivate *priv = get_private (self);

  priv->several = FALSE;
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (GTK_BUTTON (priv->choose_button), choose);
}

ChoshoWorkspace *
chosho_row_picker_get_workspace (ChoshoRowPicker *self)
{
  return get_private (self)->workspace;
}

GtkListView *
chosho_row_picker_get_view (ChoshoRowPicker *self)
{
  return get_private (self)->view;
}
