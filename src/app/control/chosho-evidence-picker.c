/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-error-view.h"
#include "chosho-evidence-picker.h"
#include "chosho-link-chips.h"
#include "chosho-list-search.h"
#include "chosho-row-model.h"

struct _ChoshoEvidencePicker
{
  AdwWindow parent_instance;

  /* Template */
  GtkSearchEntry  *search;
  GtkStack        *stack;
  GtkListView     *view;
  GtkWidget       *link_button;

  gboolean         one;         /* only one is to be chosen */
  ChoshoWorkspace *workspace;   /* (owned) */
  GCancellable    *cancellable; /* (owned) (nullable) of the query under way */
};

G_DEFINE_FINAL_TYPE (ChoshoEvidencePicker, chosho_evidence_picker, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What is found ------------------------------------------------------------------------------------------- */

static void
on_selection_cb (ChoshoEvidencePicker *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (gtk_list_view_get_model (self->view));

  gtk_widget_set_sensitive (self->link_button, !gtk_bitset_is_empty (selected));
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoEvidencePicker) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *ids = chosho_workspace_query_finish (CHOSHO_WORKSPACE (source), result, &error);
  GListModel *model;
  GtkSelectionModel *selection;

  if (ids == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        chosho_error_view_show (GTK_WIDGET (self), error, NULL);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, ids->len > 0 ? "found" : "none");
  model = G_LIST_MODEL (chosho_row_model_new (self->workspace, "evidence", ids));
  selection = self->one ? GTK_SELECTION_MODEL (gtk_single_selection_new (model)) : GTK_SELECTION_MODEL (gtk_multi_selection_new (model));
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (on_selection_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, selection);
  g_object_unref (selection);
  on_selection_cb (self);
}

static void
query (ChoshoEvidencePicker *self)
{
  g_autoptr (ChoshoRowQuery) wanted = chosho_row_query_new ("evidence");

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  chosho_row_query_set_needle (wanted, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  chosho_row_query_add_exclusion (wanted, "withdrawn", "1");
  chosho_workspace_query_async (self->workspace, wanted, self->cancellable, on_found_cb, g_object_ref (self));
}

/* --- Rows ------------------------------------------------------------------------------------------------------ */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *note = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), note);
  gtk_list_item_set_child (list_item, box);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  ChoshoValue *row = chosho_row_item_get_row (gtk_list_item_get_item (list_item));
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *name = gtk_widget_get_first_child (box);
  const char *source = chosho_value_get_string (row, "source");
  g_autofree char *text = chosho_link_dup_name ("evidence", row, "");

  gtk_label_set_text (GTK_LABEL (name), text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (name)), source != NULL ? source : "");
  /* GTK 4.8 names list rows by their type. */
  chosho_accessible_set_name (gtk_widget_get_parent (box), text);
}

/* --- Picking ----------------------------------------------------------------------------------------------------- */

static void
on_link_clicked_cb (ChoshoEvidencePicker *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->view);
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
on_activate_cb (ChoshoEvidencePicker *self, guint position)
{
  gtk_selection_model_select_item (gtk_list_view_get_model (self->view), position, TRUE);
  on_link_clicked_cb (self);
}

static void
chosho_evidence_picker_dispose (GObject *object)
{
  ChoshoEvidencePicker *self = CHOSHO_EVIDENCE_PICKER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (chosho_evidence_picker_parent_class)->dispose (object);
}

static void
chosho_evidence_picker_class_init (ChoshoEvidencePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_evidence_picker_dispose;
  signals[SIGNAL_PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-evidence-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoEvidencePicker, search);
  gtk_widget_class_bind_template_child (widget_class, ChoshoEvidencePicker, stack);
  gtk_widget_class_bind_template_child (widget_class, ChoshoEvidencePicker, view);
  gtk_widget_class_bind_template_child (widget_class, ChoshoEvidencePicker, link_button);
  gtk_widget_class_bind_template_callback (widget_class, query);
  gtk_widget_class_bind_template_callback (widget_class, on_link_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_evidence_picker_init (ChoshoEvidencePicker *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_list_search_join (self->search, GTK_WIDGET (self->view));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
}

void
chosho_evidence_picker_choose_one (ChoshoEvidencePicker *self)
{
  self->one = TRUE;
  gtk_window_set_title (GTK_WINDOW (self), _("Choose a Document"));
  gtk_button_set_label (GTK_BUTTON (self->link_button), _("_Open"));
}

ChoshoEvidencePicker *
chosho_evidence_picker_new (GtkWindow *parent, ChoshoWorkspace *workspace)
{
  ChoshoEvidencePicker *self = g_object_new (CHOSHO_TYPE_EVIDENCE_PICKER, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  query (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return self;
}
