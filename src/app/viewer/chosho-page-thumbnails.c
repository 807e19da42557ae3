/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-page-thumbnail.h"
#include "chosho-page-thumbnails.h"

struct _ChoshoPageThumbnails
{
  GtkBox parent_instance;

  /* Template */
  GtkScrolledWindow  *scroller;
  GtkListView        *view;

  ChoshoDocument     *document;  /* (owned) (nullable) */
  guint               quarters;
  int                 height;    /* pixels of every picture */
  GtkSingleSelection *selection; /* (owned) (nullable) */
  GPtrArray          *bound;     /* (owned) (element-type ChoshoPageThumbnail, borrowed) the rows there are */
  gboolean            quiet;     /* the selection follows the pages: nobody chose */
  guint               update;    /* idle source */
};

enum
{
  SIGNAL_PAGE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ChoshoPageThumbnails, chosho_page_thumbnails, GTK_TYPE_BOX)

/* --- What is in sight ------------------------------------------------------------------------------------------ */

static gboolean
is_in_sight (ChoshoPageThumbnails *self, GtkWidget *thumbnail)
{
  graphene_rect_t area;

  return gtk_widget_get_mapped (thumbnail) && gtk_widget_compute_bounds (thumbnail, GTK_WIDGET (self->scroller), &area)
         && area.origin.y + area.size.height > 0 && area.origin.y < (float) gtk_widget_get_height (GTK_WIDGET (self->scroller));
}

/* The first page last: what is asked for last is rendered first. */
static int
compare_pages (gconstpointer a, gconstpointer b)
{
  guint one = chosho_page_thumbnail_get_page (*(ChoshoPageThumbnail *const *) a), other = chosho_page_thumbnail_get_page (*(ChoshoPageThumbnail *const *) b);

  return (one < other) - (one > other);
}

/* A list has many more rows than are seen: all others wait. */
static gboolean
on_update (gpointer user_data)
{
  ChoshoPageThumbnails *self = user_data;

  self->update = 0;
  g_ptr_array_sort (self->bound, compare_pages);
  for (guint i = 0; i < self->bound->len; i++)
    {
      ChoshoPageThumbnail *thumbnail = g_ptr_array_index (self->bound, i);

      if (is_in_sight (self, GTK_WIDGET (thumbnail)))
        chosho_page_thumbnail_render (thumbnail);
      else
        chosho_page_thumbnail_cancel (thumbnail);
    }
  return G_SOURCE_REMOVE;
}

/* Once rows have their places. */
static void
queue_update (ChoshoPageThumbnails *self)
{
  if (self->update == 0)
    self->update = g_idle_add (on_update, self);
}

/* --- Rows ---------------------------------------------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *number = gtk_label_new (NULL);

  gtk_widget_add_css_class (number, "caption");
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (box), chosho_page_thumbnail_new ());
  gtk_box_append (GTK_BOX (box), number);
  gtk_list_item_set_child (list_item, box);
}

static ChoshoPageThumbnail *
get_thumbnail (GtkListItem *list_item)
{
  return CHOSHO_PAGE_THUMBNAIL (gtk_widget_get_first_child (gtk_list_item_get_child (list_item)));
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoPageThumbnails *self)
{
  GtkWidget *box = gtk_list_item_get_child (list_item), *row = gtk_widget_get_parent (box);
  const char *number = gtk_string_object_get_string (gtk_list_item_get_item (list_item));
  g_autofree char *name = g_strdup_printf (_("Page %s"), number);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), number);
  if (row != NULL)
    chosho_accessible_set_name (row, name);
  chosho_page_thumbnail_set_page (get_thumbnail (list_item), self->document, gtk_list_item_get_position (list_item), self->quarters, self->height);
  g_ptr_array_add (self->bound, get_thumbnail (list_item));
  queue_update (self);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoPageThumbnails *self)
{
  g_ptr_array_remove (self->bound, get_thumbnail (list_item));
  chosho_page_thumbnail_set_page (get_thumbnail (list_item), NULL, 0, 0, self->height);
}

/* --- The page that is read ------------------------------------------------------------------------------------- */

static void
on_selected_cb (ChoshoPageThumbnails *self)
{
  guint page = gtk_single_selection_get_selected (self->selection);

  if (!self->quiet && page != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[SIGNAL_PAGE_CHOSEN], 0, page, FALSE);
}

static void
on_activate_cb (ChoshoPageThumbnails *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_PAGE_CHOSEN], 0, position, TRUE);
}

static void
turn (ChoshoPageThumbnails *self, guint quarters)
{
  self->quarters = quarters;
  self->height = chosho_page_thumbnail_find_height (chosho_document_get_info (self->document)->pages, quarters);
  for (guint i = 0; i < self->bound->len; i++)
    {
      ChoshoPageThumbnail *thumbnail = g_ptr_array_index (self->bound, i);

      chosho_page_thumbnail_set_page (thumbnail, self->document, chosho_page_thumbnail_get_page (thumbnail), quarters, self->height);
    }
}

void
chosho_page_thumbnails_show (ChoshoPageThumbnails *self, guint page, guint quarters)
{
  if (self->selection == NULL)
    return;
  if (quarters != self->quarters)
    turn (self, quarters);
  if (page == gtk_single_selection_get_selected (self->selection))
    return;
  self->quiet = TRUE;
  gtk_single_selection_set_selected (self->selection, page);
  self->quiet = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", page);
}

void
chosho_page_thumbnails_set_document (ChoshoPageThumbnails *self, ChoshoDocument *document)
{
  g_autoptr (GStrvBuilder) numbers = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_set_object (&self->document, document);
  if (document == NULL)
    return;
  turn (self, 0);
  for (guint i = 0; i < chosho_document_get_info (document)->pages->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      g_strv_builder_add (numbers, number);
    }
  all = g_strv_builder_end (numbers);
  self->quiet = TRUE;
  self->selection = gtk_single_selection_new (G_LIST_MODEL (gtk_string_list_new ((const char *const *) all)));
  self->quiet = FALSE;
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/* --- Focus ----------------------------------------------------------------------------------------------------- */

/* GTK 4.8 goes from row to row with Tab, ten thousand times: here it comes to the page that is read, and leaves. */
static gboolean
chosho_page_thumbnails_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ChoshoPageThumbnails *self = CHOSHO_PAGE_THUMBNAILS (widget);
  guint page;

  if ((direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD) || self->selection == NULL)
    return GTK_WIDGET_CLASS (chosho_page_thumbnails_parent_class)->focus (widget, direction);
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  page = gtk_single_selection_get_selected (self->selection);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", page);
  for (guint i = 0; i < self->bound->len; i++)
    {
      ChoshoPageThumbnail *thumbnail = g_ptr_array_index (self->bound, i);

      if (chosho_page_thumbnail_get_page (thumbnail) == page)
        return gtk_widget_grab_focus (gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (thumbnail))));
    }
  return FALSE;
}

/* --- Class ----------------------------------------------------------------------------------------------------- */

/* Hidden: nothing is rendered for nobody. */
static void
chosho_page_thumbnails_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (chosho_page_thumbnails_parent_class)->unmap (widget);
  queue_update (CHOSHO_PAGE_THUMBNAILS (widget));
}

static void
chosho_page_thumbnails_map (GtkWidget *widget)
{
  ChoshoPageThumbnails *self = CHOSHO_PAGE_THUMBNAILS (widget);

  GTK_WIDGET_CLASS (chosho_page_thumbnails_parent_class)->map (widget);
  if (self->selection != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", gtk_single_selection_get_selected (self->selection));
  queue_update (self);
}

static void
chosho_page_thumbnails_dispose (GObject *object)
{
  ChoshoPageThumbnails *self = CHOSHO_PAGE_THUMBNAILS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->update, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (chosho_page_thumbnails_parent_class)->dispose (object);
}

static void
chosho_page_thumbnails_finalize (GObject *object)
{
  g_ptr_array_unref (CHOSHO_PAGE_THUMBNAILS (object)->bound);
  G_OBJECT_CLASS (chosho_page_thumbnails_parent_class)->finalize (object);
}

static void
chosho_page_thumbnails_class_init (ChoshoPageThumbnailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_page_thumbnails_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_page_thumbnails_finalize;
  widget_class->focus = chosho_page_thumbnails_focus;
  widget_class->map = chosho_page_thumbnails_map;
  widget_class->unmap = chosho_page_thumbnails_unmap;
  signals[SIGNAL_PAGE_CHOSEN] = g_signal_new ("page-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-page-thumbnails.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoPageThumbnails, scroller);
  gtk_widget_class_bind_template_child (widget_class, ChoshoPageThumbnails, view);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
chosho_page_thumbnails_init (ChoshoPageThumbnails *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment *adjustment;

  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
}
