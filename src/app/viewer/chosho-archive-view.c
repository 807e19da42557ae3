/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-archive-view.h"

#include <glib/gi18n-lib.h>

#include "chosho-archive-row.h"
#include "chosho-error.h"
#include "chosho-find-text.h"
#include "chosho-list-copy.h"
#include "chosho-viewer.h"
#include "chosho-wrap-layout.h"

struct _ChoshoArchiveView
{
  GtkBox parent_instance;

  /* Template */
  GtkListView          *view;
  GtkLabel             *facts;
  GtkDropDown          *charset;
  GtkMenuButton        *cite;

  ChoshoDocument       *document;    /* (owned) (nullable) */
  GCancellable         *cancellable; /* (owned) (nullable) */
  GListStore           *items;       /* (owned) (nullable) (element-type ChoshoArchiveItem) */
  GtkMultiSelection    *selection;   /* (owned) (nullable) */
  GHashTable           *references;  /* (owned) (nullable) */
  GMenuModel         *(*menu_func) (gpointer user_data);
  gpointer              menu_data;   /* (borrowed) */
};

enum
{
  SIGNAL_OPEN_MEMBER,
  SIGNAL_SEARCHED,
  SIGNAL_FAILED,
  SIGNAL_LISTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ChoshoArchiveView, chosho_archive_view, GTK_TYPE_BOX)

/* --- Rows ------------------------------------------------------------------------------------------------------ */

/* A member that was not chosen is dragged alone; with one that was, all that are. */
static GdkContentProvider *
on_drag_prepare_cb (GtkDragSource *source, double x, double y, GtkListItem *list_item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  ChoshoArchiveView *self = CHOSHO_ARCHIVE_VIEW (gtk_widget_get_ancestor (row, CHOSHO_TYPE_ARCHIVE_VIEW));
  GtkWidget *viewer = gtk_widget_get_ancestor (row, CHOSHO_TYPE_VIEWER);
  guint position = gtk_list_item_get_position (list_item);

  if (viewer == NULL || !chosho_archive_item_is_citable (gtk_list_item_get_item (list_item)))
    return NULL;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  return gdk_content_provider_new_typed (CHOSHO_TYPE_VIEWER, viewer);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *row = chosho_archive_row_new ();
  GtkDragSource *drag = gtk_drag_source_new ();

  g_signal_connect (drag, "prepare", G_CALLBACK (on_drag_prepare_cb), list_item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  gtk_list_item_set_child (list_item, row);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  chosho_archive_row_set_item (CHOSHO_ARCHIVE_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  chosho_archive_row_set_item (CHOSHO_ARCHIVE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

/* (transfer full) */
static ChoshoArchiveItem *
get_item (ChoshoArchiveView *self, guint position)
{
  return self->items != NULL ? g_list_model_get_item (G_LIST_MODEL (self->items), position) : NULL;
}

static void
on_activate_cb (ChoshoArchiveView *self, guint position)
{
  g_autoptr (ChoshoArchiveItem) item = get_item (self, position);
  const ChoshoMemberInfo *member = item != NULL ? chosho_archive_item_get_member (item) : NULL;

  if (member != NULL && member->kind == CHOSHO_MEMBER_FILE)
    g_signal_emit (self, signals[SIGNAL_OPEN_MEMBER], 0, chosho_archive_item_get_index (item), member->name);
}

/* --- What is chosen -------------------------------------------------------------------------------------------- */

GArray *
chosho_archive_view_dup_chosen (ChoshoArchiveView *self, gboolean *encrypted)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GtkBitset) bits = self->selection != NULL ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;
  GtkBitsetIter iter;
  guint position;
  gboolean valid;

  *encrypted = FALSE;
  if (bits == NULL)
    return chosen;
  for (valid = gtk_bitset_iter_init_first (&iter, bits, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (ChoshoArchiveItem) item = get_item (self, position);
      guint index = chosho_archive_item_get_index (item);

      if (!chosho_archive_item_is_citable (item))
        continue;
      g_array_append_val (chosen, index);
      *encrypted = *encrypted || chosho_archive_item_get_member (item)->encrypted;
    }
  return chosen;
}

static void
on_selection_cb (ChoshoArchiveView *self)
{
  gboolean encrypted;
  g_autoptr (GArray) chosen = chosho_archive_view_dup_chosen (self, &encrypted);

  gtk_widget_set_sensitive (GTK_WIDGET (self->cite), chosen->len > 0);
}

/* Which targets there are depends on what is looked at beside the archive. */
static void
on_create_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  ChoshoArchiveView *self = user_data;
  g_autoptr (GMenuModel) menu = self->menu_func != NULL ? self->menu_func (self->menu_data) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
}

void
chosho_archive_view_set_menu_func (ChoshoArchiveView *self, GMenuModel *(*func) (gpointer user_data), gpointer user_data)
{
  self->menu_func = func;
  self->menu_data = user_data;
}

/* --- What is read ---------------------------------------------------------------------------------------------- */

static void
show_references (ChoshoArchiveView *self)
{
  for (guint i = 0; self->items != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (ChoshoArchiveItem) item = get_item (self, i);
      g_autofree char *place = g_strdup_printf ("%u", chosho_archive_item_get_index (item));

      chosho_archive_item_set_reference (item, self->references != NULL ? g_hash_table_lookup (self->references, place) : NULL);
    }
}

void
chosho_archive_view_set_cited (ChoshoArchiveView *self, GHashTable *references)
{
  g_clear_pointer (&self->references, g_hash_table_unref);
  self->references = references != NULL ? g_hash_table_ref (references) : NULL;
  show_references (self);
}

static void
show_members (ChoshoArchiveView *self, GPtrArray *members)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *facts = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u member", "%u members", members->len), members->len);

  for (guint i = 0; i < members->len; i++)
    g_ptr_array_add (items, chosho_archive_item_new (members, i));
  self->items = g_list_store_new (CHOSHO_TYPE_ARCHIVE_ITEM);
  g_list_store_splice (self->items, 0, 0, items->pdata, items->len);
  show_references (self);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_label_set_text (self->facts, facts);
  on_selection_cb (self);
  g_signal_emit (self, signals[SIGNAL_LISTED], 0);
}

static void
on_members_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoArchiveView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members = chosho_document_read_members_finish (CHOSHO_DOCUMENT (source), result, &error);

  if (G_OBJECT (self->document) != source || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    return;
  if (members == NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  else
    show_members (self, members);
}

static void
forget_members (ChoshoArchiveView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  gtk_label_set_text (self->facts, "");
  on_selection_cb (self);
}

static void
read_members (ChoshoArchiveView *self)
{
  forget_members (self);
  if (self->document == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  chosho_document_read_members_async (self->document, chosho_archive_view_get_charset (self), self->cancellable, on_members_cb, g_object_ref (self));
}

const char *
chosho_archive_view_get_charset (ChoshoArchiveView *self)
{
  guint position = gtk_drop_down_get_selected (self->charset);

  return position > 0 && position != GTK_INVALID_LIST_POSITION ? chosho_text_charsets ()[position - 1] : NULL;
}

void
chosho_archive_view_set_document (ChoshoArchiveView *self, ChoshoDocument *document)
{
  if (self->document == document)
    return;
  g_set_object (&self->document, NULL); /* the encoding is no question about the one before */
  gtk_drop_down_set_selected (self->charset, 0);
  chosho_archive_view_set_cited (self, NULL);
  g_set_object (&self->document, document);
  read_members (self);
}

/* --- Searching and copying ------------------------------------------------------------------------------------- */

static void
go_to (ChoshoArchiveView *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

void
chosho_archive_view_search (ChoshoArchiveView *self, const char *needle, int direction)
{
  guint n_items = self->items != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->items)) : 0;
  g_autoptr (GtkBitset) chosen = self->selection != NULL ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;
  guint from = chosen != NULL && !gtk_bitset_is_empty (chosen) ? gtk_bitset_get_minimum (chosen) : direction > 0 ? n_items - 1 : 0;

  for (guint i = 1; needle != NULL && i <= n_items; i++)
    {
      guint position = direction > 0 ? (from + i) % n_items : (from + n_items - i) % n_items;
      g_autoptr (ChoshoArchiveItem) item = get_item (self, position);
      g_autoptr (GArray) hits = chosho_find_text (chosho_archive_item_get_member (item)->name, needle);

      if (hits->len > 0)
        {
          go_to (self, position);
          g_signal_emit (self, signals[SIGNAL_SEARCHED], 0, TRUE);
          return;
        }
    }
  g_signal_emit (self, signals[SIGNAL_SEARCHED], 0, FALSE);
}

static char *
dup_words (gpointer item)
{
  return g_strdup (chosho_archive_item_get_member (item)->name);
}

static void
on_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (CHOSHO_ARCHIVE_VIEW (widget)->selection != NULL)
    chosho_list_copy_words (widget, GTK_SELECTION_MODEL (CHOSHO_ARCHIVE_VIEW (widget)->selection), dup_words);
}

/* --- Class ----------------------------------------------------------------------------------------------------- */

static void
chosho_archive_view_dispose (GObject *object)
{
  ChoshoArchiveView *self = CHOSHO_ARCHIVE_VIEW (object);
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  g_clear_object (&self->document);
  g_clear_pointer (&self->references, g_hash_table_unref);
  G_OBJECT_CLASS (chosho_archive_view_parent_class)->dispose (object);
}

static void
chosho_archive_view_class_init (ChoshoArchiveViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_archive_view_dispose;
  signals[SIGNAL_OPEN_MEMBER] = g_signal_new ("open-member", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[SIGNAL_SEARCHED] = g_signal_new ("searched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_LISTED] = g_signal_new ("listed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-archive-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveView, view);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveView, facts);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveView, charset);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveView, cite);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_members);
  gtk_widget_class_install_action (widget_class, "archive-view.copy", NULL, on_copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "archive-view.copy", NULL);
}

static void
chosho_archive_view_init (ChoshoArchiveView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (names, _("As each name fits"));
  for (const char *const *charset = chosho_text_charsets (); *charset != NULL; charset++)
    gtk_string_list_append (names, *charset);
  gtk_drop_down_set_model (self->charset, G_LIST_MODEL (names));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  gtk_menu_button_set_create_popup_func (self->cite, on_create_popup_cb, self, NULL);
}
