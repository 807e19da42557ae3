/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-code-words.h"
#include "chosho-error.h"
#include "chosho-viewer-private.h"
#include "chosho-viewer-words.h"
#include "chosho-zone.h"

/* What is loaded, and as what it is shown; what it stands in. */

/* --- What is known of it ----------------------------------------------------------------------------------------------- */

void
chosho_viewer_show_facts (ChoshoViewer *self, const char *title, const char *description)
{
  g_autofree char *text = chosho_viewer_words_dup_facts (self->row);

  adw_status_page_set_title (self->facts_page, title);
  adw_status_page_set_description (self->facts_page, description);
  gtk_label_set_text (self->facts_text, text);
  gtk_widget_set_visible (self->time_row, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "facts");
}

/* (transfer full) (nullable) */
static char *
dup_claim (ChoshoViewer *self)
{
  const ChoshoContentInfo *info = self->document != NULL ? chosho_document_get_info (self->document) : NULL;

  return info != NULL ? chosho_viewer_words_dup_claim (info) : NULL;
}

char *
chosho_viewer_dup_facts (ChoshoViewer *self)
{
  g_autofree char *facts = chosho_viewer_words_dup_facts (self->row), *claim = dup_claim (self);

  return claim != NULL ? g_strdup_printf ("%s\n%s", facts, claim) : g_steal_pointer (&facts);
}

void
chosho_viewer_show_footer (ChoshoViewer *self)
{
  const char *sha256 = chosho_value_get_string (self->row, "sha256");
  g_autofree char *received = chosho_zone_dup_day (chosho_value_get_string (self->row, "received_at"));
  const char *source = chosho_value_get_string (self->row, "source");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *facts = chosho_viewer_dup_facts (self), *claim = dup_claim (self);

  gtk_label_set_text (self->claim, claim != NULL ? claim : "");
  gtk_widget_set_visible (GTK_WIDGET (self->claim), claim != NULL);
  if (sha256 != NULL)
    g_string_append_printf (text, "SHA-256 %.4s…%s", sha256, sha256 + strlen (sha256) - 4);
  if (received != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", received);
  if (source != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", source);
  gtk_label_set_text (self->footer, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->footer), facts);
}

static void
show_error (ChoshoViewer *self, const GError *error)
{
  const char *advice = chosho_viewer_words_get_advice (error);
  g_autofree char *words = advice != NULL ? g_strdup_printf ("%s\n\n%s", error->message, advice) : g_strdup (error->message);
  g_autofree char *escaped = g_markup_escape_text (words, -1); /* a description is markup */

  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE))
    {
      gtk_stack_set_visible_child_name (self->stack, "password");
      gtk_widget_grab_focus (GTK_WIDGET (self->password));
      return;
    }
  adw_status_page_set_description (self->error_page, escaped);
  gtk_widget_set_visible (self->error_copy, !g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND));
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* --- As what it is shown ----------------------------------------------------------------------------------------------- */

gboolean
chosho_viewer_is_shown (ChoshoViewer *self, const char *child)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), child) == 0;
}

static void
show_lines (ChoshoViewer *self)
{
  guint number;

  chosho_line_view_set_document (self->line_view, self->document);
  gtk_stack_set_visible_child_name (self->stack, "text");
  if (chosho_viewer_parse_place (self->place, "line=", &number))
    chosho_line_view_show_line (self->line_view, number);
}

void
chosho_viewer_show_office_place (ChoshoViewer *self)
{
  gboolean slide = g_str_has_prefix (self->place, "slide=");
  guint number;

  if (g_str_has_prefix (self->place, "cell="))
    chosho_sheet_view_show_place (self->sheet_view, self->place + strlen ("cell="));
  else if (chosho_viewer_parse_place (self->place, slide ? "slide=" : "paragraph=", &number))
    chosho_flow_view_show_number (self->flow_view, slide, number + 1);
}

static void
show_sheets (ChoshoViewer *self)
{
  chosho_sheet_view_set_document (self->sheet_view, self->document);
  gtk_stack_set_visible_child_name (self->stack, "sheets");
  chosho_viewer_show_office_place (self);
}

static void
show_flow (ChoshoViewer *self)
{
  chosho_flow_view_set_document (self->flow_view, self->document);
  gtk_stack_set_visible_child_name (self->stack, "flow");
  chosho_viewer_show_office_place (self);
}

static void
show_opaque (ChoshoViewer *self, const char *format)
{
  chosho_viewer_show_facts (self, _("No Preview"), chosho_viewer_words_explain (format));
  gtk_editable_set_text (GTK_EDITABLE (self->time_code), g_str_has_prefix (self->place, "time=") ? self->place + strlen ("time=") : "");
  gtk_widget_set_visible (self->time_row, chosho_viewer_words_is_timed (format));
}

static void
show_content (ChoshoViewer *self)
{
  const ChoshoContentInfo *info = chosho_document_get_info (self->document);
  gboolean may_be_table = info->kind == CHOSHO_CONTENT_TEXT && info->has_cells;

  chosho_viewer_show_page_tools (self, info->kind == CHOSHO_CONTENT_PAGES);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.as-table", may_be_table);
  if (info->kind == CHOSHO_CONTENT_PAGES)
    chosho_viewer_show_pages (self, info);
  else if (info->kind == CHOSHO_CONTENT_SHEETS || (may_be_table && self->as_table))
    show_sheets (self);
  else if (info->kind == CHOSHO_CONTENT_TEXT)
    show_lines (self);
  else if (info->kind == CHOSHO_CONTENT_FLOW)
    show_flow (self);
  else if (info->kind == CHOSHO_CONTENT_ARCHIVE)
    chosho_viewer_show_archive (self);
  else
    show_opaque (self, info->format);
}

/* --- Loading ----------------------------------------------------------------------------------------------------------- */

static void
on_document_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoViewer) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean loaded = chosho_document_load_finish (CHOSHO_DOCUMENT (source), result, &error);

  if (G_OBJECT (self->document) != source)
    return; /* another piece was chosen meanwhile */
  if (loaded)
    {
      show_content (self);
      chosho_viewer_show_footer (self);
      chosho_viewer_show_marks (self);
      chosho_viewer_find_wanted (self);
      chosho_viewer_show_wanted_mark (self);
    }
  else
    show_error (self, error);
}

static void
load_document (ChoshoViewer *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  chosho_document_load_async (self->document, self->cancellable, on_document_cb, g_object_ref (self));
}

static void
on_reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);

  if (self->document != NULL)
    load_document (self);
}

static void
on_failed_cb (ChoshoViewer *self, const GError *error)
{
  show_error (self, error);
}

static void
on_password_activate_cb (ChoshoViewer *self)
{
  chosho_viewer_remember_password (self, gtk_editable_get_text (GTK_EDITABLE (self->password)));
  chosho_document_set_password (self->document, chosho_viewer_get_password (self));
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  load_document (self);
}

void
chosho_viewer_drop_document (ChoshoViewer *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  chosho_page_thumbnails_set_document (self->thumbnail_view, NULL);
  chosho_pages_view_set_document (self->page_view, NULL);
  chosho_line_view_set_document (self->line_view, NULL);
  chosho_sheet_view_set_document (self->sheet_view, NULL);
  chosho_flow_view_set_document (self->flow_view, NULL);
  chosho_archive_view_set_document (self->archive_view, NULL);
  g_clear_object (&self->document);
  chosho_find_bar_reset (self->find_bar);
  chosho_viewer_show_page_tools (self, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.as-table", FALSE);
}

/* --- Members ----------------------------------------------------------------------------------------------------------- */

void
chosho_viewer_show_name (ChoshoViewer *self)
{
  g_autoptr (GString) name = g_string_new (chosho_value_get_string (self->row, "name"));

  for (guint i = 1; i < self->containers->len; i++)
    g_string_append_printf (name, " ▸ %s", chosho_document_get_name (g_ptr_array_index (self->containers, i)));
  if (self->containers->len > 0)
    g_string_append_printf (name, " ▸ %s", chosho_document_get_name (self->document));
  gtk_label_set_text (self->name, name->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name->str);
  gtk_widget_set_visible (self->back, self->containers->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.back", self->containers->len > 0);
}

/* Tables of text are shown as tables where their name says so; otherwise on demand. */
static gboolean
is_named_as_table (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_str_has_suffix (folded, ".csv") || g_str_has_suffix (folded, ".tsv");
}

void
chosho_viewer_open_document (ChoshoViewer *self, ChoshoDocument *document)
{
  self->document = document;
  chosho_document_set_password (document, chosho_viewer_get_password (self));
  self->as_table = is_named_as_table (chosho_document_get_name (document));
  chosho_viewer_show_name (self);
  load_document (self);
}

static void
on_open_member_cb (ChoshoViewer *self, guint member, const char *name)
{
  ChoshoDocument *container;

  if (self->document == NULL)
    return;
  container = g_object_ref (self->document);
  chosho_viewer_drop_document (self);
  g_ptr_array_add (self->containers, container);
  g_free (self->place);
  self->place = g_strdup ("");
  chosho_viewer_open_document (self, chosho_document_new_member (container, member, name[0] != '\0' ? name : _("Picture")));
}

static void
on_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);

  if (self->containers->len == 0)
    return;
  chosho_viewer_drop_document (self);
  chosho_viewer_open_document (self, g_ptr_array_steal_index (self->containers, self->containers->len - 1));
}

static void
on_as_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);

  if (self->document == NULL || chosho_document_get_info (self->document) == NULL)
    return;
  self->as_table = !self->as_table;
  show_content (self);
}

void
chosho_viewer_install_content (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_open_member_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_password_activate_cb);
  gtk_widget_class_install_action (widget_class, "viewer.reload", NULL, on_reload_action);
  gtk_widget_class_install_action (widget_class, "viewer.back", NULL, on_back_action);
  gtk_widget_class_install_action (widget_class, "viewer.as-table", NULL, on_as_table_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, GDK_ALT_MASK, "viewer.back", NULL);
}
