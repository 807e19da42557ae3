/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-viewer-private.h"

/* Documents that consist of pages: their number, small pictures of them, turning. */

#define WIDE 640 /* pixels of the pane from which small pictures stand beside the pages without being asked for */

/* A number that people count from 1, from 0; FALSE where @text is none. */
static gboolean
parse_number (const char *text, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &value, NULL))
    return FALSE;
  *number = (guint) value - 1;
  return TRUE;
}

gboolean
chosho_viewer_parse_place (const char *place, const char *key, guint *number)
{
  return g_str_has_prefix (place, key) && parse_number (place + strlen (key), number);
}

static void
show_page_number (ChoshoViewer *self)
{
  guint n_pages = chosho_pages_view_get_n_pages (self->page_view);
  g_autofree char *page = g_strdup_printf ("%u", chosho_pages_view_get_page (self->page_view) + 1);
  g_autofree char *count = g_strdup_printf ("/ %u", n_pages);

  gtk_editable_set_text (GTK_EDITABLE (self->page_entry), page);
  gtk_label_set_text (self->page_count, count);
  chosho_page_thumbnails_show (self->thumbnail_view, chosho_pages_view_get_page (self->page_view), chosho_pages_view_get_quarters (self->page_view));
}

/* --- Small pictures of the pages --------------------------------------------------------------------------------------- */

void
chosho_viewer_show_thumbnails (ChoshoViewer *self, gboolean shown)
{
  if (shown == self->thumbnails)
    return;
  self->thumbnails = shown;
  gtk_widget_set_visible (self->thumbnails_pane, shown);
  g_object_notify (G_OBJECT (self), "thumbnails");
}

/* Until somebody says whether, there are some where the pane has room for them. */
static void
choose_thumbnails (ChoshoViewer *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (!self->chose_thumbnails && width > 0)
    chosho_viewer_show_thumbnails (self, width >= WIDE && chosho_pages_view_get_n_pages (self->page_view) > 1);
}

static void
on_resized_cb (ChoshoViewer *self, int width)
{
  choose_thumbnails (self);
}

static void
on_page_chosen_cb (ChoshoViewer *self, guint page, gboolean activated)
{
  chosho_pages_view_show_page (self->page_view, page);
  if (activated)
    gtk_widget_grab_focus (GTK_WIDGET (self->page_view));
}

/* --- Pages ------------------------------------------------------------------------------------------------------------- */

void
chosho_viewer_show_pages (ChoshoViewer *self, const ChoshoContentInfo *info)
{
  guint number;

  chosho_page_thumbnails_set_document (self->thumbnail_view, self->document);
  chosho_pages_view_set_document (self->page_view, self->document);
  choose_thumbnails (self);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  if (chosho_viewer_parse_place (self->place, "page=", &number))
    chosho_pages_view_show_page (self->page_view, number);
  show_page_number (self);
  if (!info->has_text)
    chosho_find_bar_tell_result (self->find_bar, _("No text information: nothing can be found in it"));
}

void
chosho_viewer_show_page_tools (ChoshoViewer *self, gboolean shown)
{
  static const char *const actions[] = { "viewer.thumbnails", "viewer.turn-left", "viewer.turn-right" };

  gtk_widget_set_visible (self->page_tools, shown);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], shown);
}

static void
on_page_changed_cb (ChoshoViewer *self)
{
  show_page_number (self);
}

static void
on_page_activate_cb (ChoshoViewer *self)
{
  guint page;

  if (parse_number (gtk_editable_get_text (GTK_EDITABLE (self->page_entry)), &page))
    chosho_pages_view_show_page (self->page_view, page);
  show_page_number (self);
}

/* Of the view only: the evidence stays as it was received. */
static void
on_turn_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_pages_view_turn (CHOSHO_VIEWER (widget)->page_view, g_str_equal (name, "viewer.turn-right") ? 1 : -1);
}

void
chosho_viewer_install_pages (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_page_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_resized_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_page_activate_cb);
  gtk_widget_class_install_action (widget_class, "viewer.turn-left", NULL, on_turn_action);
  gtk_widget_class_install_action (widget_class, "viewer.turn-right", NULL, on_turn_action);
}
