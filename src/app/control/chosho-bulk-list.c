/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-bulk-list.h"
#include "chosho-list-copy.h"

struct _ChoshoBulkList
{
  AdwBin parent_instance;

  GListStore *items; /* (owned) (element-type ChoshoBulkItem) */
};

G_DEFINE_FINAL_TYPE (ChoshoBulkList, chosho_bulk_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
append_group (GPtrArray *all, const char *title, GPtrArray *group)
{
  if (group->len == 0)
    return;
  g_ptr_array_add (all, chosho_bulk_item_new_heading (title, group->len));
  for (guint i = 0; i < group->len; i++)
    g_ptr_array_add (all, g_object_ref (g_ptr_array_index (group, i)));
}

void
chosho_bulk_list_show (ChoshoBulkList *self, const char *against_title, GPtrArray *against, const char *fine_title, GPtrArray *fine)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  append_group (all, against_title, against);
  append_group (all, fine_title, fine);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), all->pdata, all->len);
}

/* --- Copying ------------------------------------------------------------------------------------------------ */

/* The words of a control are lines: what would become another and what of it, or what became of it. */
static gboolean
fill_line (guint position, char **cells, gpointer user_data)
{
  ChoshoBulkList *self = user_data;
  g_autoptr (ChoshoBulkItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (chosho_bulk_item_get_number (item) == NULL)
    return FALSE;
  cells[0] = g_strdup (chosho_bulk_item_get_number (item));
  cells[1] = g_strdup (chosho_bulk_item_get_title (item));
  cells[2] = g_strdup (chosho_bulk_item_get_words (item));
  return TRUE;
}

static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  static const char *const heads[] = { N_("Number"), N_("Title"), N_("Result"), NULL };

  return chosho_list_copy_dup_lines (view, all, heads, fill_line, user_data);
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static void
on_activate_cb (ChoshoBulkList *self, guint position)
{
  g_autoptr (ChoshoBulkItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL && chosho_bulk_item_get_number (item) != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, chosho_bulk_item_get_number (item), chosho_bulk_item_get_blocker (item));
}

static GtkWidget *
new_line (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* Head and words below each other, and the sign that the line leads somewhere. */
static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  new_line (lines);
  gtk_widget_add_css_class (new_line (lines), "chosho-who");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (row), lines);
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_item_set_child (list_item, row); /* selectable, though nothing is selected here: GTK 4.8 lets the keys stop at nothing else */
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  ChoshoBulkItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *head = gtk_widget_get_first_child (gtk_widget_get_first_child (row));
  GtkWidget *words = gtk_widget_get_next_sibling (head);
  gboolean heading = chosho_bulk_item_get_number (item) == NULL;
  g_autofree char *text = chosho_bulk_item_dup_head (item);
  g_autofree char *name = heading ? g_strdup (text) : g_strjoin ("\n", text, chosho_bulk_item_get_words (item), NULL);

  gtk_label_set_text (GTK_LABEL (head), text);
  gtk_label_set_text (GTK_LABEL (words), heading ? "" : chosho_bulk_item_get_words (item));
  gtk_widget_set_visible (words, !heading);
  gtk_widget_set_visible (gtk_widget_get_last_child (row), !heading);
  if (heading)
    gtk_widget_add_css_class (head, "heading");
  else
    gtk_widget_remove_css_class (head, "heading");
  gtk_list_item_set_activatable (list_item, !heading);
  if (gtk_widget_get_parent (row) != NULL)
    chosho_accessible_set_name (gtk_widget_get_parent (row), name);
}

/* --- Class --------------------------------------------------------------------------------------------------- */

static void
chosho_bulk_list_finalize (GObject *object)
{
  g_object_unref (CHOSHO_BULK_LIST (object)->items);
  G_OBJECT_CLASS (chosho_bulk_list_parent_class)->finalize (object);
}

static void
chosho_bulk_list_class_init (ChoshoBulkListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_bulk_list_finalize;
  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_STRING, G_TYPE_POINTER);
}

static void
chosho_bulk_list_init (ChoshoBulkList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view;

  self->items = g_list_store_new (CHOSHO_TYPE_BULK_ITEM);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)))), factory);
  chosho_list_copy_install (view, dup_table, self);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "chosho-plain-list");
  chosho_accessible_set_name (view, _("Result of each control"));
  g_signal_connect_swapped (view, "activate", G_CALLBACK (on_activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  adw_bin_set_child (ADW_BIN (self), scroller);
}
