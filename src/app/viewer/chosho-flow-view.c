/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-accessible.h"
#include "chosho-flow-view.h"

#include <glib/gi18n-lib.h>

#include "chosho-content-place.h"
#include "chosho-error.h"
#include "chosho-find-text.h"
#include "chosho-flow-row.h"
#include "chosho-list-copy.h"
#include "chosho-mark-signs.h"

struct _ChoshoFlowView
{
  GtkBox parent_instance;

  GtkListView          *view;        /* Template */
  GtkLabel             *facts;       /* Template */
  ChoshoDocument       *document;    /* (owned) (nullable) */
  GCancellable         *cancellable; /* (owned) (nullable) */
  ChoshoMemberPictures *pictures;    /* (owned) (nullable) */
  GListStore           *items;       /* (owned) (nullable) (element-type ChoshoFlowItem) */
  GtkMultiSelection    *selection;   /* (owned) (nullable) */
  GPtrArray            *bound;       /* (owned) (element-type GtkListItem) those that show something */
  ChoshoValue          *marks;       /* (owned) (nullable) rows */
  gboolean              wanted_slide; /* what to go to once it is read */
  guint                 wanted;      /* 0: nothing */
};

enum
{
  SIGNAL_OPEN_MEMBER,
  SIGNAL_SEARCHED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ChoshoFlowView, chosho_flow_view, GTK_TYPE_BOX)

/* --- Rows ------------------------------------------------------------------------------------------------------ */

/* Of @block as marks have it; NULL where it has none of its own. (transfer full) */
static char *
dup_mark_place (const ChoshoBlock *block)
{
  if (block->kind == CHOSHO_BLOCK_SLIDE)
    return g_strdup_printf ("slide=%u", block->slide);
  if (block->slide == 0 && block->zone == CHOSHO_ZONE_BODY && block->kind <= CHOSHO_BLOCK_LIST_ITEM)
    return g_strdup_printf ("paragraph=%u", block->number);
  return NULL;
}

/* A mark without a place of its own stands where its words do. */
static gboolean
is_on_block (ChoshoValue *row, gpointer user_data)
{
  const ChoshoBlock *block = user_data;
  const char *place = chosho_value_get_string (row, "place");
  g_autofree char *own = dup_mark_place (block);

  if (place == NULL || place[0] == '\0')
    return g_strcmp0 (chosho_value_get_string (row, "quote"), block->text) == 0;
  return g_strcmp0 (place, own) == 0;
}

static void
show_item (ChoshoFlowView *self, GtkListItem *list_item)
{
  ChoshoFlowItem *item = gtk_list_item_get_item (list_item);
  const ChoshoBlock *block = chosho_flow_item_get_block (item);
  GtkWidget *child = gtk_list_item_get_child (list_item);
  g_autoptr (ChoshoValue) marks = chosho_mark_signs_list (self->marks, is_on_block, (gpointer) block);
  g_autofree char *place = chosho_content_place_of_block (block);
  g_autofree char *words = chosho_flow_item_dup_words (item);
  g_autofree char *signs = chosho_mark_signs_dup_text (marks);
  g_autofree char *name = g_strjoin (" ", place, words, signs[0] != '\0' ? signs : NULL, NULL);

  chosho_mark_signs_show (gtk_widget_get_next_sibling (gtk_widget_get_first_child (child)), marks);
  if (gtk_widget_get_parent (child) != NULL)
    chosho_accessible_set_name (gtk_widget_get_parent (child), name);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoFlowView *self)
{
  GtkWidget *child = chosho_flow_row_new (gtk_list_item_get_item (list_item), self->pictures);

  gtk_box_insert_child_after (GTK_BOX (child), chosho_mark_signs_new (), gtk_widget_get_first_child (child));
  gtk_list_item_set_child (list_item, child);
  g_ptr_array_add (self->bound, list_item);
  show_item (self, list_item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoFlowView *self)
{
  g_ptr_array_remove_fast (self->bound, list_item);
  gtk_list_item_set_child (list_item, NULL);
}

void
chosho_flow_view_set_marks (ChoshoFlowView *self, ChoshoValue *marks)
{
  g_clear_pointer (&self->marks, chosho_value_unref);
  self->marks = marks != NULL ? chosho_value_ref (marks) : NULL;
  for (guint i = 0; i < self->bound->len; i++)
    show_item (self, g_ptr_array_index (self->bound, i));
}

static void
on_activate_cb (ChoshoFlowView *self, guint position)
{
  g_autoptr (ChoshoFlowItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  const ChoshoBlock *block = item != NULL ? chosho_flow_item_get_block (item) : NULL;

  if (block != NULL && block->member >= 0)
    g_signal_emit (self, signals[SIGNAL_OPEN_MEMBER], 0, (guint) block->member, block->label);
}

static void
go_to (ChoshoFlowView *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

/* --- What is read ---------------------------------------------------------------------------------------------- */

static void
show_blocks (ChoshoFlowView *self, GPtrArray *blocks, const char *facts)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < blocks->len; i++)
    g_ptr_array_add (items, chosho_flow_item_new (blocks, i));
  self->items = g_list_store_new (CHOSHO_TYPE_FLOW_ITEM);
  g_list_store_splice (self->items, 0, 0, items->pdata, items->len);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_label_set_text (self->facts, facts);
  if (self->wanted > 0)
    chosho_flow_view_show_number (self, self->wanted_slide, self->wanted);
}

static void
on_blocks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoFlowView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = chosho_document_read_blocks_finish (CHOSHO_DOCUMENT (source), result, &error);
  g_autofree char *facts = NULL;

  if (G_OBJECT (self->document) != source || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    return;
  if (blocks == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      return;
    }
  facts = blocks->len == 0 ? g_strdup (_("There is nothing in it")) : g_strdup (_("Text and pictures in order; not laid out as on paper"));
  show_blocks (self, blocks, facts);
}

void
chosho_flow_view_set_document (ChoshoFlowView *self, ChoshoDocument *document)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  if (self->pictures != NULL)
    g_object_run_dispose (G_OBJECT (self->pictures));
  g_clear_object (&self->pictures);
  gtk_label_set_text (self->facts, "");
  self->wanted = 0;
  g_set_object (&self->document, document);
  if (document == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->pictures = chosho_member_pictures_new (document);
  chosho_document_read_blocks_async (document, self->cancellable, on_blocks_cb, g_object_ref (self));
}

void
chosho_flow_view_show_number (ChoshoFlowView *self, gboolean slide, guint number)
{
  self->wanted = self->items == NULL ? number : 0;
  self->wanted_slide = slide;
  for (guint i = 0; self->items != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (ChoshoFlowItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      const ChoshoBlock *block = chosho_flow_item_get_block (item);
      gboolean is_paragraph = block->kind <= CHOSHO_BLOCK_LIST_ITEM && (block->zone == CHOSHO_ZONE_BODY || block->zone == CHOSHO_ZONE_TEXT_BOX);

      if (slide ? block->slide == number : is_paragraph && block->number == number)
        {
          go_to (self, i);
          return;
        }
    }
}

char *
chosho_flow_view_dup_place (ChoshoFlowView *self)
{
  g_autoptr (GtkBitset) chosen = self->selection != NULL ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;
  g_autoptr (ChoshoFlowItem) item = NULL;

  if (chosen == NULL || gtk_bitset_is_empty (chosen))
    return NULL;
  item = g_list_model_get_item (G_LIST_MODEL (self->items), gtk_bitset_get_minimum (chosen));
  return chosho_content_place_of_block (chosho_flow_item_get_block (item));
}

ChoshoValue *
chosho_flow_view_dup_marked_place (ChoshoFlowView *self)
{
  g_autoptr (GtkBitset) chosen = self->selection != NULL ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;
  g_autoptr (ChoshoFlowItem) item = NULL;
  const ChoshoBlock *block;
  g_autofree char *place = NULL;
  ChoshoValue *value;

  if (chosen == NULL || gtk_bitset_is_empty (chosen))
    return NULL;
  item = g_list_model_get_item (G_LIST_MODEL (self->items), gtk_bitset_get_minimum (chosen));
  block = chosho_flow_item_get_block (item);
  if (block->slide > 0)
    place = g_strdup_printf ("slide=%u", block->slide);
  else if (block->zone == CHOSHO_ZONE_BODY && block->kind <= CHOSHO_BLOCK_LIST_ITEM)
    place = g_strdup_printf ("paragraph=%u", block->number);
  value = chosho_value_new_object ();
  chosho_value_set_string (value, "place", place != NULL ? place : "");
  chosho_value_set_string (value, "quote", block->text);
  return value;
}

/* --- Searching and copying ------------------------------------------------------------------------------------- */

void
chosho_flow_view_search (ChoshoFlowView *self, const char *needle, int direction)
{
  guint n_items = self->items != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->items)) : 0;
  g_autoptr (GtkBitset) chosen = self->selection != NULL ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;
  guint from = chosen != NULL && !gtk_bitset_is_empty (chosen) ? gtk_bitset_get_minimum (chosen) : direction > 0 ? n_items - 1 : 0;

  for (guint i = 1; needle != NULL && i <= n_items; i++)
    {
      guint position = direction > 0 ? (from + i) % n_items : (from + n_items - i) % n_items;
      g_autoptr (ChoshoFlowItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
      g_autofree char *words = chosho_flow_item_dup_words (item);
      g_autoptr (GArray) hits = chosho_find_text (words, needle);

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
  return chosho_flow_item_dup_words (item);
}

static void
on_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (CHOSHO_FLOW_VIEW (widget)->selection != NULL)
    chosho_list_copy_words (widget, GTK_SELECTION_MODEL (CHOSHO_FLOW_VIEW (widget)->selection), dup_words);
}

static void
on_open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint member;
  const char *label;

  g_variant_get (parameter, "(u&s)", &member, &label);
  g_signal_emit (widget, signals[SIGNAL_OPEN_MEMBER], 0, member, label);
}

/* --- Class ----------------------------------------------------------------------------------------------------- */

static void
chosho_flow_view_dispose (GObject *object)
{
  ChoshoFlowView *self = CHOSHO_FLOW_VIEW (object);
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->pictures != NULL)
    g_object_run_dispose (G_OBJECT (self->pictures));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->pictures);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (chosho_flow_view_parent_class)->dispose (object);
}

static void
chosho_flow_view_finalize (GObject *object)
{
  ChoshoFlowView *self = CHOSHO_FLOW_VIEW (object);

  g_ptr_array_unref (self->bound);
  g_clear_pointer (&self->marks, chosho_value_unref);
  G_OBJECT_CLASS (chosho_flow_view_parent_class)->finalize (object);
}

static void
chosho_flow_view_class_init (ChoshoFlowViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_flow_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_flow_view_finalize;
  signals[SIGNAL_OPEN_MEMBER] = g_signal_new ("open-member", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[SIGNAL_SEARCHED] = g_signal_new ("searched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-flow-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoFlowView, view);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFlowView, facts);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_install_action (widget_class, "flow-view.copy", NULL, on_copy_action);
  gtk_widget_class_install_action (widget_class, "flow-view.open", "(us)", on_open_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "flow-view.copy", NULL);
}

static void
chosho_flow_view_init (ChoshoFlowView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
}
