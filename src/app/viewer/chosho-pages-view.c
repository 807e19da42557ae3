/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-pages-view-private.h"

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

enum
{
  SIGNAL_PAGE_CHANGED,
  SIGNAL_SEARCHING,
  SIGNAL_SEARCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (ChoshoPagesView, chosho_pages_view, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* --- The document ----------------------------------------------------------------------------------------------------- */

void
chosho_pages_view_set_document (ChoshoPagesView *self, ChoshoDocument *document)
{
  chosho_pages_view_drop_search (self);
  g_hash_table_remove_all (self->pages);
  g_set_object (&self->document, document);
  chosho_pages_view_lay_out (self, 0);
  self->page = self->top_page = 0;
  self->top_offset = 0;
  self->selected_page = self->region_page = -1;
  self->selected_count = 0;
  chosho_pages_view_configure_adjustments (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
}

/* A page of the document before: its picture stands until the new one comes. TRUE where there is no such page now. */
static gboolean
make_outdated (gpointer key, gpointer value, gpointer user_data)
{
  ChoshoShownPage *page = value;

  if (page->rendering != NULL)
    g_cancellable_cancel (page->rendering);
  g_clear_object (&page->rendering);
  g_clear_pointer (&page->text, chosho_page_text_free);
  page->text_asked = page->failed = FALSE;
  page->scale = 0;
  return GPOINTER_TO_UINT (key) >= chosho_pages_view_get_n_pages (user_data);
}

void
chosho_pages_view_replace_document (ChoshoPagesView *self, ChoshoDocument *document)
{
  chosho_pages_view_drop_search (self);
  g_set_object (&self->document, document);
  chosho_pages_view_lay_out (self, chosho_pages_view_get_quarters (self));
  self->selected_page = self->region_page = -1;
  self->selected_count = 0;
  g_hash_table_foreach_remove (self->pages, make_outdated, self);
  self->top_page = MIN (self->top_page, MAX (chosho_pages_view_get_n_pages (self), 1) - 1);
  chosho_pages_view_configure_adjustments (self);
  chosho_pages_view_note_scrolled (self);
  g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
}

/* --- Class ------------------------------------------------------------------------------------------------------------ */

static void
chosho_pages_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (widget);

  chosho_pages_view_configure_adjustments (self);
  chosho_pages_view_ask_for_visible (self);
}

static void
set_adjustment (ChoshoPagesView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment *old = self->adjustments[orientation];

  if (old != NULL)
    g_signal_handlers_disconnect_by_func (old, chosho_pages_view_note_scrolled, self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (chosho_pages_view_note_scrolled), self);
  chosho_pages_view_configure_adjustments (self);
}

static void
chosho_pages_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    set_adjustment (self, id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
  else
    self->policies[id == PROP_HSCROLL_POLICY ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL] = (GtkScrollablePolicy) g_value_get_enum (value);
}

static void
chosho_pages_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    g_value_set_object (value, self->adjustments[id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL]);
  else
    g_value_set_enum (value, (int) self->policies[id == PROP_HSCROLL_POLICY ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL]);
}

static void
chosho_pages_view_dispose (GObject *object)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_func (self->adjustments[i], chosho_pages_view_note_scrolled, self);
      g_clear_object (&self->adjustments[i]);
    }
  chosho_pages_view_drop_search (self);
  g_hash_table_remove_all (self->pages);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (chosho_pages_view_parent_class)->dispose (object);
}

static void
chosho_pages_view_finalize (GObject *object)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (object);

  g_hash_table_unref (self->pages);
  chosho_page_layout_free (self->layout);
  g_clear_pointer (&self->marks, chosho_value_unref);
  g_clear_pointer (&self->badges, g_array_unref);
  g_free (self->current_mark);
  G_OBJECT_CLASS (chosho_pages_view_parent_class)->finalize (object);
}

static void
chosho_pages_view_class_init (ChoshoPagesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  object_class->dispose = chosho_pages_view_dispose;
  object_class->finalize = chosho_pages_view_finalize;
  object_class->set_property = chosho_pages_view_set_property;
  object_class->get_property = chosho_pages_view_get_property;
  widget_class->snapshot = chosho_pages_view_snapshot;
  widget_class->size_allocate = chosho_pages_view_size_allocate;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[SIGNAL_PAGE_CHANGED] = g_signal_new ("page-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SEARCHING] = g_signal_new ("searching", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SEARCHED] = g_signal_new ("searched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  chosho_pages_view_install_selecting (widget_class);
  /* here and not at the viewer: what scrolls the pages would take them */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK, "viewer.turn-left", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK, "viewer.turn-right", NULL);
  gtk_widget_class_set_css_name (widget_class, "pageview");
}

static void
chosho_pages_view_init (ChoshoPagesView *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, chosho_pages_view_page_free);
  chosho_pages_view_lay_out (self, 0);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  chosho_pages_view_add_selecting (self);
}
