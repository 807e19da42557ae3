/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-content-place.h"
#include "chosho-viewer-private.h"

/* Finding words in what is shown, and citing the place where the eye is. */

/* Whether what is shown has words to look for: not a picture of what went wrong, nor what is still loading. */
static gboolean
is_searchable (ChoshoViewer *self)
{
  static const char *const searchable[] = { "pages", "text", "sheets", "flow", "archive", NULL };

  return g_strv_contains (searchable, gtk_stack_get_visible_child_name (self->stack));
}

static void
on_find_cb (ChoshoViewer *self, const char *needle, int direction)
{
  if (chosho_viewer_is_shown (self, "sheets"))
    chosho_sheet_view_search (self->sheet_view, needle, direction);
  else if (chosho_viewer_is_shown (self, "flow"))
    chosho_flow_view_search (self->flow_view, needle, direction);
  else if (chosho_viewer_is_shown (self, "archive"))
    chosho_archive_view_search (self->archive_view, needle, direction);
  else if (chosho_viewer_is_shown (self, "text"))
    chosho_line_view_search (self->line_view, needle, direction);
  else if (chosho_viewer_is_shown (self, "pages"))
    chosho_pages_view_search (self->page_view, needle, direction);
}

static void
on_searching_cb (ChoshoViewer *self, const char *words)
{
  chosho_find_bar_tell_progress (self->find_bar, words);
}

static void
on_searched_cb (ChoshoViewer *self, gboolean found)
{
  const ChoshoContentInfo *info = self->document != NULL ? chosho_document_get_info (self->document) : NULL;

  if (found || info == NULL)
    chosho_find_bar_reset (self->find_bar);
  else
    chosho_find_bar_tell_result (self->find_bar, info->has_text || info->kind != CHOSHO_CONTENT_PAGES ? _("Not found") : _("No text information: nothing can be found in it"));
}

static void
on_stop_find_cb (ChoshoViewer *self)
{
  chosho_pages_view_stop_search (self->page_view);
  chosho_line_view_stop_search (self->line_view);
}

/* Nothing is marked any more; who reads goes on with the keys. */
static void
on_find_closed_cb (ChoshoViewer *self)
{
  chosho_sheet_view_search (self->sheet_view, NULL, 1);
  chosho_line_view_search (self->line_view, NULL, 1);
  chosho_pages_view_search (self->page_view, NULL, 1);
  chosho_find_bar_reset (self->find_bar);
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

void
chosho_viewer_focus_search (ChoshoViewer *self)
{
  if (is_searchable (self))
    chosho_find_bar_open (self->find_bar);
}

/* A search goes on behind the line that is chosen. */
static void
step_back (ChoshoViewer *self)
{
  guint line;

  if (chosho_viewer_is_shown (self, "text") && chosho_viewer_parse_place (self->place, "line=", &line) && line > 0)
    chosho_line_view_show_line (self->line_view, line - 1);
}

/* Of cells and paragraphs the one wanted is chosen already. */
void
chosho_viewer_find_wanted (ChoshoViewer *self)
{
  g_autofree char *words = g_steal_pointer (&self->words);

  if (words == NULL || !is_searchable (self) || chosho_viewer_is_shown (self, "sheets") || chosho_viewer_is_shown (self, "flow"))
    return;
  step_back (self);
  chosho_find_bar_find_words (self->find_bar, words);
}

void
chosho_viewer_find (ChoshoViewer *self, const char *words)
{
  g_free (self->words);
  self->words = g_strdup (words);
  if (self->document != NULL && chosho_document_get_info (self->document) != NULL)
    chosho_viewer_find_wanted (self);
}

static void
on_search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);

  if (g_str_equal (name, "viewer.search"))
    chosho_viewer_focus_search (self);
  else if (is_searchable (self))
    chosho_find_bar_find (self->find_bar, g_str_equal (name, "viewer.find-next") ? 1 : -1);
}

/* --- Citing ------------------------------------------------------------------------------------------------------------ */

/* (transfer full); NULL where no time was written, or none that is one */
static char *
dup_time_code (ChoshoViewer *self)
{
  guint seconds;

  return chosho_content_place_parse_time (gtk_editable_get_text (GTK_EDITABLE (self->time_code)), &seconds) ? chosho_content_place_of_time (seconds) : NULL;
}

static void
on_time_changed_cb (ChoshoViewer *self)
{
  g_autofree char *time = dup_time_code (self);

  if (time == NULL && gtk_entry_get_text_length (self->time_code) > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->time_code), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->time_code), "error");
}

/* Where the eye is: page, cells, paragraph, line or time. (transfer full) (nullable) */
static char *
dup_place (ChoshoViewer *self)
{
  if (chosho_viewer_is_shown (self, "pages"))
    return g_strdup_printf ("p.%u", chosho_pages_view_get_page (self->page_view) + 1);
  if (chosho_viewer_is_shown (self, "sheets"))
    return chosho_sheet_view_dup_place (self->sheet_view);
  if (chosho_viewer_is_shown (self, "flow"))
    return chosho_flow_view_dup_place (self->flow_view);
  if (chosho_viewer_is_shown (self, "facts") && gtk_widget_get_visible (self->time_row))
    return dup_time_code (self);
  return chosho_viewer_is_shown (self, "text") ? chosho_line_view_dup_place (self->line_view) : NULL;
}

char *
chosho_viewer_dup_citation (ChoshoViewer *self)
{
  g_autofree char *selected = chosho_viewer_is_shown (self, "pages") ? chosho_pages_view_dup_selection (self->page_view) : NULL;
  g_autofree char *place = dup_place (self);
  GString *text;

  if (self->row == NULL)
    return NULL;
  text = g_string_new (chosho_value_get_string (self->row, "reference"));
  for (guint i = 1; i < self->containers->len; i++)
    g_string_append_printf (text, " / %s", chosho_document_get_name (g_ptr_array_index (self->containers, i)));
  if (self->containers->len > 0)
    g_string_append_printf (text, " / %s", chosho_document_get_name (self->document));
  if (place != NULL && place[0] != '\0')
    g_string_append_printf (text, " %s", place);
  if (selected != NULL && selected[0] != '\0')
    {
      g_strdelimit (selected, "\n\r", ' ');
      g_string_append_printf (text, " 「%s」", selected);
    }
  return g_string_free (text, FALSE);
}

void
chosho_viewer_install_find (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_find_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_find_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_searching_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_find_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_time_changed_cb);
  gtk_widget_class_install_action (widget_class, "viewer.search", NULL, on_search_action);
  gtk_widget_class_install_action (widget_class, "viewer.find-next", NULL, on_search_action);
  gtk_widget_class_install_action (widget_class, "viewer.find-previous", NULL, on_search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "viewer.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "viewer.find-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "viewer.find-previous", NULL);
}
