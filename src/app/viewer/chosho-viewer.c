/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-adaptive-bin.h"
#include "chosho-code-words.h"
#include "chosho-document.h"
#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-find-bar.h"
#include "chosho-flow-view.h"
#include "chosho-line-view.h"
#include "chosho-page-thumbnails.h"
#include "chosho-pages-view.h"
#include "chosho-print.h"
#include "chosho-sheet-view.h"
#include "chosho-spinner.h"
#include "chosho-viewer-words.h"
#include "chosho-viewer.h"

#define WIDE 640 /* pixels of the pane from which small pictures stand beside the pages without being asked for */

struct _ChoshoViewer
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel         *reference;
  GtkLabel         *name;
  GtkWidget        *back;
  GtkStack         *stack;     /* none, loading, pages, text, sheets, flow, facts, password, error */
  ChoshoPagesView  *page_view;
  ChoshoPageThumbnails *thumbnail_view;
  GtkWidget        *thumbnails_pane;
  ChoshoLineView   *line_view;
  ChoshoSheetView  *sheet_view;
  ChoshoFlowView   *flow_view;
  AdwStatusPage    *facts_page;
  GtkLabel         *facts_text;
  AdwStatusPage    *error_page;
  GtkWidget        *error_copy;  /* not where there is nothing to copy */
  GtkPasswordEntry *password;
  GtkWidget        *page_tools;
  GtkEntry         *page_entry;
  GtkLabel         *page_count;
  ChoshoFindBar    *find_bar;
  GtkLabel         *footer;

  ChoshoContext    *context;     /* (owned) (nullable) */
  char             *id;          /* (owned) (nullable) */
  char             *place;       /* (owned) where to go once it is loaded */
  ChoshoValue      *row;         /* (owned) (nullable) of the evidence */
  ChoshoDocument   *document;    /* (owned) (nullable) what is shown: the evidence, or a member of it */
  GPtrArray        *containers;  /* (owned) (element-type ChoshoDocument) what that member stands in, the outermost first */
  gboolean          as_table;    /* a text that reads as one is shown as one */
  gboolean          thumbnails;  /* small pictures of the pages are shown */
  gboolean          chose_thumbnails; /* somebody said whether */
  gboolean          own_window;  /* it is all of a window on the full screen */
  GCancellable     *cancellable; /* (owned) (nullable) of the loading */
  GStrv             series;      /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoViewer, chosho_viewer, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_THUMBNAILS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What is known of it ---------------------------------------------------------------------------------------- */

static void
show_facts (ChoshoViewer *self, const char *title, const char *description)
{
  g_autofree char *text = chosho_viewer_words_dup_facts (self->row);

  adw_status_page_set_title (self->facts_page, title);
  adw_status_page_set_description (self->facts_page, description);
  gtk_label_set_text (self->facts_text, text);
  gtk_stack_set_visible_child_name (self->stack, "facts");
}

static void
show_footer (ChoshoViewer *self)
{
  const char *sha256 = chosho_value_get_string (self->row, "sha256");
  const char *received = chosho_value_get_string (self->row, "received_at");
  const char *source = chosho_value_get_string (self->row, "source");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *facts = chosho_viewer_words_dup_facts (self->row);

  if (sha256 != NULL)
    g_string_append_printf (text, "SHA-256 %.4s…%s", sha256, sha256 + strlen (sha256) - 4);
  if (received != NULL)
    g_string_append_printf (text, "%s%.10s", text->len > 0 ? " · " : "", received);
  if (source != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", source);
  gtk_label_set_text (self->footer, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->footer), facts);
}

/* --- Loading ------------------------------------------------------------------------------------------------------ */

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

/* "page=3", "line=120": what stands behind @key, from 0; FALSE where it is another place. */
static gboolean
get_place (const char *place, const char *key, guint *number)
{
  return g_str_has_prefix (place, key) && parse_number (place + strlen (key), number);
}

/* --- Small pictures of the pages ---------------------------------------------------------------------------------- */

static void
show_thumbnails (ChoshoViewer *self, gboolean shown)
{
  if (shown == self->thumbnails)
    return;
  self->thumbnails = shown;
  gtk_widget_set_visible (self->thumbnails_pane, shown);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THUMBNAILS]);
}

/* Until somebody says whether, there are some where the pane has room for them. */
static void
choose_thumbnails (ChoshoViewer *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (!self->chose_thumbnails && width > 0)
    show_thumbnails (self, width >= WIDE && chosho_pages_view_get_n_pages (self->page_view) > 1);
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

/* --- What is loaded ------------------------------------------------------------------------------------------------ */

static void
show_pages (ChoshoViewer *self, const ChoshoContentInfo *info)
{
  guint number;

  chosho_page_thumbnails_set_document (self->thumbnail_view, self->document);
  chosho_pages_view_set_document (self->page_view, self->document);
  choose_thumbnails (self);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  if (get_place (self->place, "page=", &number))
    chosho_pages_view_show_page (self->page_view, number);
  show_page_number (self);
  if (!info->has_text)
    chosho_find_bar_tell_result (self->find_bar, _("No text information: nothing can be found in it"));
}

static void
show_lines (ChoshoViewer *self)
{
  guint number;

  chosho_line_view_set_document (self->line_view, self->document);
  gtk_stack_set_visible_child_name (self->stack, "text");
  if (get_place (self->place, "line=", &number))
    chosho_line_view_show_line (self->line_view, number);
}

static void
show_office_place (ChoshoViewer *self)
{
  gboolean slide = g_str_has_prefix (self->place, "slide=");
  guint number;

  if (g_str_has_prefix (self->place, "cell="))
    chosho_sheet_view_show_place (self->sheet_view, self->place + strlen ("cell="));
  else if (get_place (self->place, slide ? "slide=" : "paragraph=", &number))
    chosho_flow_view_show_number (self->flow_view, slide, number + 1);
}

static void
show_sheets (ChoshoViewer *self)
{
  chosho_sheet_view_set_document (self->sheet_view, self->document);
  gtk_stack_set_visible_child_name (self->stack, "sheets");
  show_office_place (self);
}

static void
show_flow (ChoshoViewer *self)
{
  chosho_flow_view_set_document (self->flow_view, self->document);
  gtk_stack_set_visible_child_name (self->stack, "flow");
  show_office_place (self);
}

static void
show_page_tools (ChoshoViewer *self, gboolean shown)
{
  static const char *const actions[] = { "viewer.thumbnails", "viewer.turn-left", "viewer.turn-right" };

  gtk_widget_set_visible (self->page_tools, shown);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], shown);
}

static void
show_content (ChoshoViewer *self)
{
  const ChoshoContentInfo *info = chosho_document_get_info (self->document);
  gboolean may_be_table = info->kind == CHOSHO_CONTENT_TEXT && info->has_cells;

  show_page_tools (self, info->kind == CHOSHO_CONTENT_PAGES);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.as-table", may_be_table);
  if (info->kind == CHOSHO_CONTENT_PAGES)
    show_pages (self, info);
  else if (info->kind == CHOSHO_CONTENT_SHEETS || (may_be_table && self->as_table))
    show_sheets (self);
  else if (info->kind == CHOSHO_CONTENT_TEXT)
    show_lines (self);
  else if (info->kind == CHOSHO_CONTENT_FLOW || info->kind == CHOSHO_CONTENT_ARCHIVE)
    show_flow (self);
  else
    show_facts (self, _("No Preview"), chosho_viewer_words_explain (info->format));
}

static void
on_document_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoViewer) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean loaded = chosho_document_load_finish (CHOSHO_DOCUMENT (source), result, &error);

  if (G_OBJECT (self->document) != source)
    return; /* another piece was chosen meanwhile */
  if (loaded)
    show_content (self);
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
drop_document (ChoshoViewer *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  chosho_page_thumbnails_set_document (self->thumbnail_view, NULL);
  chosho_pages_view_set_document (self->page_view, NULL);
  chosho_line_view_set_document (self->line_view, NULL);
  chosho_sheet_view_set_document (self->sheet_view, NULL);
  chosho_flow_view_set_document (self->flow_view, NULL);
  g_clear_object (&self->document);
  chosho_find_bar_reset (self->find_bar);
  show_page_tools (self, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.as-table", FALSE);
}

/* --- Members ------------------------------------------------------------------------------------------------------- */

/* "帳票.xlsx ▸ 図 1": what is shown, and what it stands in. */
static void
show_name (ChoshoViewer *self)
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

static void
open_document (ChoshoViewer *self, ChoshoDocument *document)
{
  self->document = document;
  self->as_table = is_named_as_table (chosho_document_get_name (document));
  show_name (self);
  load_document (self);
}

static void
on_open_member_cb (ChoshoViewer *self, guint member, const char *name)
{
  ChoshoDocument *container;

  if (self->document == NULL)
    return;
  container = g_object_ref (self->document);
  drop_document (self);
  g_ptr_array_add (self->containers, container);
  g_free (self->place);
  self->place = g_strdup ("");
  open_document (self, chosho_document_new_member (container, member, name[0] != '\0' ? name : _("Picture")));
}

static void
on_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);

  if (self->containers->len == 0)
    return;
  drop_document (self);
  open_document (self, g_ptr_array_steal_index (self->containers, self->containers->len - 1));
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

static void
update_series (ChoshoViewer *self)
{
  gboolean previous = FALSE, next = FALSE;

  for (guint i = 0; self->series != NULL && self->series[i] != NULL; i++)
    if (g_strcmp0 (self->series[i], self->id) == 0)
      {
        previous = i > 0;
        next = self->series[i + 1] != NULL;
      }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.previous", previous);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.next", next);
}

/* The same piece at another place: no new process. */
static gboolean
move_within (ChoshoViewer *self, const char *id, const char *place)
{
  if (self->document == NULL || self->containers->len > 0 || g_strcmp0 (self->id, id) != 0
      || chosho_document_get_info (self->document) == NULL)
    return FALSE;
  g_free (self->place);
  self->place = g_strdup (place);
  if (place[0] != '\0')
    {
      guint number;

      if (get_place (place, "page=", &number))
        chosho_pages_view_show_page (self->page_view, number);
      else if (get_place (place, "line=", &number))
        chosho_line_view_show_line (self->line_view, number);
      else
        show_office_place (self);
    }
  return TRUE;
}

void
chosho_viewer_show (ChoshoViewer *self, const char *id, const char *place)
{
  const char *sha256;

  if (move_within (self, id, place))
    return;
  drop_document (self);
  g_ptr_array_set_size (self->containers, 0);
  g_clear_pointer (&self->row, chosho_value_unref);
  g_free (self->id);
  g_free (self->place);
  self->id = g_strdup (id);
  self->place = g_strdup (place);
  self->row = chosho_workspace_read_row (chosho_context_get_workspace (self->context), "evidence", id);
  update_series (self);
  if (self->row == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  gtk_label_set_text (self->reference, chosho_value_get_string (self->row, "reference"));
  show_name (self);
  show_footer (self);
  sha256 = chosho_value_get_string (self->row, "sha256");
  if (sha256 == NULL)
    {
      show_facts (self, _("Seen, Not Taken"), _("It was looked at, and no copy was handed over."));
      return;
    }
  open_document (self, chosho_document_new (chosho_context_get_workspace (self->context), sha256, chosho_value_get_string (self->row, "name")));
}

const char *
chosho_viewer_get_id (ChoshoViewer *self)
{
  return self->id;
}

void
chosho_viewer_set_series (ChoshoViewer *self, const char *const *ids)
{
  g_strfreev (self->series);
  self->series = g_strdupv ((GStrv) ids);
  update_series (self);
}

void
chosho_viewer_set_context (ChoshoViewer *self, ChoshoContext *context)
{
  g_set_object (&self->context, context);
}

/* --- Signals of the parts ------------------------------------------------------------------------------------------ */

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

static void
on_failed_cb (ChoshoViewer *self, const GError *error)
{
  show_error (self, error);
}

static void
on_password_activate_cb (ChoshoViewer *self)
{
  chosho_document_set_password (self->document, gtk_editable_get_text (GTK_EDITABLE (self->password)));
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  load_document (self);
}

/* "sheets", "flow" … */
static gboolean
is_shown (ChoshoViewer *self, const char *child)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), child) == 0;
}

static void
on_find_cb (ChoshoViewer *self, const char *needle, int direction)
{
  if (is_shown (self, "sheets"))
    chosho_sheet_view_search (self->sheet_view, needle, direction);
  else if (is_shown (self, "flow"))
    chosho_flow_view_search (self->flow_view, needle, direction);
  else if (is_shown (self, "text"))
    chosho_line_view_search (self->line_view, needle, direction);
  else if (is_shown (self, "pages"))
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

/* Where the eye is: page, cells, paragraph or line. (transfer full) (nullable) */
static char *
dup_place (ChoshoViewer *self)
{
  if (is_shown (self, "pages"))
    return g_strdup_printf ("p.%u", chosho_pages_view_get_page (self->page_view) + 1);
  if (is_shown (self, "sheets"))
    return chosho_sheet_view_dup_place (self->sheet_view);
  if (is_shown (self, "flow"))
    return chosho_flow_view_dup_place (self->flow_view);
  return is_shown (self, "text") ? chosho_line_view_dup_place (self->line_view) : NULL;
}

char *
chosho_viewer_dup_citation (ChoshoViewer *self)
{
  g_autofree char *selected = is_shown (self, "pages") ? chosho_pages_view_dup_selection (self->page_view) : NULL;
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

/* Whether what is shown has words to look for: not a picture of what went wrong, nor what is still loading. */
static gboolean
is_searchable (ChoshoViewer *self)
{
  static const char *const searchable[] = { "pages", "text", "sheets", "flow", NULL };

  return g_strv_contains (searchable, gtk_stack_get_visible_child_name (self->stack));
}

void
chosho_viewer_focus_search (ChoshoViewer *self)
{
  if (is_searchable (self))
    chosho_find_bar_open (self->find_bar);
}

/* --- Actions -------------------------------------------------------------------------------------------------------- */

static void
on_series_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);
  gboolean next = g_str_equal (name, "viewer.next");

  for (guint i = 0; self->series != NULL && self->series[i] != NULL; i++)
    if (g_strcmp0 (self->series[i], self->id) == 0)
      {
        const char *other = next ? self->series[i + 1] : i > 0 ? self->series[i - 1] : NULL;

        if (other != NULL)
          {
            g_autofree char *id = g_strdup (other);

            chosho_viewer_show (self, id, "");
          }
        return;
      }
}

static void
on_zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);

  if (is_shown (self, "sheets"))
    chosho_sheet_view_step_zoom (self->sheet_view, g_str_equal (name, "viewer.zoom-fit") ? 0 : g_str_equal (name, "viewer.zoom-in") ? 1 : -1);
  else if (g_str_equal (name, "viewer.zoom-fit"))
    chosho_pages_view_set_zoom (self->page_view, 0);
  else
    chosho_pages_view_step_zoom (self->page_view, g_str_equal (name, "viewer.zoom-in") ? 1 : -1);
}

/* Of the view only: the evidence stays as it was received. */
static void
on_turn_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_pages_view_turn (CHOSHO_VIEWER (widget)->page_view, g_str_equal (name, "viewer.turn-right") ? 1 : -1);
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

/* A second viewer of the same evidence, alone on the screen; F11 or Escape ends it. */
static void
on_fullscreen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget), *large;
  GtkWidget *window;

  if (self->own_window)
    {
      gtk_window_close (GTK_WINDOW (gtk_widget_get_root (widget)));
      return;
    }
  if (self->id == NULL)
    return;
  window = adw_window_new ();
  large = g_object_new (CHOSHO_TYPE_VIEWER, NULL);
  large->own_window = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (large), "viewer.leave-fullscreen", TRUE);
  gtk_window_set_title (GTK_WINDOW (window), gtk_label_get_text (self->name));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (large));
  chosho_viewer_set_context (large, self->context);
  chosho_viewer_set_series (large, (const char *const *) self->series);
  chosho_viewer_show (large, self->id, self->place);
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}

/* Enabled on the full screen only. */
static void
on_escape_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
on_close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (CHOSHO_VIEWER (widget)->own_window)
    {
      gtk_window_close (GTK_WINDOW (gtk_widget_get_root (widget)));
      return;
    }
  drop_document (CHOSHO_VIEWER (widget));
  g_clear_pointer (&CHOSHO_VIEWER (widget)->id, g_free);
  g_signal_emit (widget, signals[SIGNAL_CLOSED], 0);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoViewer) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    chosho_error_view_toast (GTK_WIDGET (self), _("A copy was saved"));
  else
    chosho_error_view_show (GTK_WIDGET (self), error, value);
}

static void
on_copy_file_cb (GtkNativeDialog *dialog, int response, ChoshoViewer *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      ChoshoValue *args = chosho_value_new_object ();

      chosho_value_set_string (args, "id", g_object_get_data (G_OBJECT (dialog), "id"));
      chosho_value_set_string (args, "output", g_file_peek_path (file));
      chosho_workspace_run_async (chosho_context_get_workspace (self->context), "evidence export", args, NULL, on_saved_cb, g_object_ref (self));
    }
  g_object_unref (dialog);
}

static void
on_save_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);
  GtkFileChooserNative *dialog;

  if (self->row == NULL || chosho_value_get_string (self->row, "sha256") == NULL)
    return;
  dialog = gtk_file_chooser_native_new (_("Save a Copy"), GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), chosho_value_get_string (self->row, "name"));
  g_object_set_data_full (G_OBJECT (dialog), "id", g_strdup (self->id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_copy_file_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* The reference and the name: no more of the client's is seen where jobs are listed. */
gboolean
chosho_viewer_print (ChoshoViewer *self)
{
  g_autofree char *name = NULL;

  if (self->document == NULL || chosho_document_get_info (self->document) == NULL)
    return FALSE;
  name = g_strdup_printf ("%s %s", gtk_label_get_text (self->reference), gtk_label_get_text (self->name));
  if (is_shown (self, "sheets"))
    {
      const char *sheet_name = NULL;
      guint sheet = chosho_sheet_view_get_sheet (self->sheet_view, &sheet_name);

      chosho_print_sheet (GTK_WIDGET (self), self->document, sheet, sheet_name, name);
      return TRUE;
    }
  chosho_print_document (GTK_WIDGET (self), self->document, is_shown (self, "text") ? chosho_line_view_get_charset (self->line_view) : NULL, name);
  return TRUE;
}

static void
on_print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_viewer_print (CHOSHO_VIEWER (widget));
}

static void
on_details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);
  g_autofree char *text = self->row != NULL ? chosho_viewer_words_dup_facts (self->row) : NULL;

  if (text != NULL)
    chosho_error_view_show_text (widget, chosho_value_get_string (self->row, "reference"), text);
}

/* --- Class ------------------------------------------------------------------------------------------------------------ */

static void
chosho_viewer_dispose (GObject *object)
{
  ChoshoViewer *self = CHOSHO_VIEWER (object);
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  g_ptr_array_set_size (self->containers, 0);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (chosho_viewer_parent_class)->dispose (object);
}

static void
chosho_viewer_finalize (GObject *object)
{
  ChoshoViewer *self = CHOSHO_VIEWER (object);

  g_free (self->id);
  g_free (self->place);
  g_ptr_array_unref (self->containers);
  g_clear_pointer (&self->row, chosho_value_unref);
  g_strfreev (self->series);
  G_OBJECT_CLASS (chosho_viewer_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "viewer.previous", NULL, on_series_action);
  gtk_widget_class_install_action (widget_class, "viewer.next", NULL, on_series_action);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-in", NULL, on_zoom_action);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-out", NULL, on_zoom_action);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-fit", NULL, on_zoom_action);
  gtk_widget_class_install_action (widget_class, "viewer.turn-left", NULL, on_turn_action);
  gtk_widget_class_install_action (widget_class, "viewer.turn-right", NULL, on_turn_action);
  gtk_widget_class_install_property_action (widget_class, "viewer.thumbnails", "thumbnails");
  gtk_widget_class_install_action (widget_class, "viewer.search", NULL, on_search_action);
  gtk_widget_class_install_action (widget_class, "viewer.find-next", NULL, on_search_action);
  gtk_widget_class_install_action (widget_class, "viewer.find-previous", NULL, on_search_action);
  gtk_widget_class_install_action (widget_class, "viewer.reload", NULL, on_reload_action);
  gtk_widget_class_install_action (widget_class, "viewer.back", NULL, on_back_action);
  gtk_widget_class_install_action (widget_class, "viewer.as-table", NULL, on_as_table_action);
  gtk_widget_class_install_action (widget_class, "viewer.fullscreen", NULL, on_fullscreen_action);
  gtk_widget_class_install_action (widget_class, "viewer.leave-fullscreen", NULL, on_escape_action);
  gtk_widget_class_install_action (widget_class, "viewer.close", NULL, on_close_action);
  gtk_widget_class_install_action (widget_class, "viewer.save-copy", NULL, on_save_copy_action);
  gtk_widget_class_install_action (widget_class, "viewer.print", NULL, on_print_action);
  gtk_widget_class_install_action (widget_class, "viewer.details", NULL, on_details_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F4, 0, "viewer.thumbnails", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "viewer.fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "viewer.leave-fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, GDK_ALT_MASK, "viewer.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "viewer.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "viewer.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "viewer.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "viewer.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "viewer.find-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "viewer.find-previous", NULL);
}

static void
chosho_viewer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, CHOSHO_VIEWER (object)->thumbnails);
}

/* Somebody says whether. */
static void
chosho_viewer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CHOSHO_VIEWER (object)->chose_thumbnails = TRUE;
  show_thumbnails (CHOSHO_VIEWER (object), g_value_get_boolean (value));
}

static void
chosho_viewer_class_init (ChoshoViewerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_viewer_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_viewer_finalize;
  G_OBJECT_CLASS (klass)->get_property = chosho_viewer_get_property;
  G_OBJECT_CLASS (klass)->set_property = chosho_viewer_set_property;
  properties[PROP_THUMBNAILS] = g_param_spec_boolean ("thumbnails", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CHOSHO_TYPE_ADAPTIVE_BIN);
  g_type_ensure (CHOSHO_TYPE_FIND_BAR);
  g_type_ensure (CHOSHO_TYPE_PAGE_THUMBNAILS);
  g_type_ensure (CHOSHO_TYPE_PAGES_VIEW);
  g_type_ensure (CHOSHO_TYPE_LINE_VIEW);
  g_type_ensure (CHOSHO_TYPE_SHEET_VIEW);
  g_type_ensure (CHOSHO_TYPE_FLOW_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-viewer.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoViewer, name)
  CHILD (reference);
  CHILD (name);
  CHILD (back);
  CHILD (stack);
  CHILD (page_view);
  CHILD (thumbnail_view);
  CHILD (thumbnails_pane);
  CHILD (line_view);
  CHILD (sheet_view);
  CHILD (flow_view);
  CHILD (facts_page);
  CHILD (facts_text);
  CHILD (error_page);
  CHILD (error_copy);
  CHILD (password);
  CHILD (page_tools);
  CHILD (page_entry);
  CHILD (page_count);
  CHILD (find_bar);
  CHILD (footer);
#undef CHILD
#define CALLBACK(name) gtk_widget_class_bind_template_callback (widget_class, name)
  CALLBACK (on_page_changed_cb);
  CALLBACK (on_page_chosen_cb);
  CALLBACK (on_resized_cb);
  CALLBACK (on_page_activate_cb);
  CALLBACK (on_failed_cb);
  CALLBACK (on_open_member_cb);
  CALLBACK (on_password_activate_cb);
  CALLBACK (on_find_cb);
  CALLBACK (on_find_closed_cb);
  CALLBACK (on_searched_cb);
  CALLBACK (on_searching_cb);
  CALLBACK (on_stop_find_cb);
#undef CALLBACK
  install_actions (widget_class);
}

static void
chosho_viewer_init (ChoshoViewer *self)
{
  self->containers = g_ptr_array_new_with_free_func (g_object_unref);
  self->place = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_stack_add_named (self->stack, chosho_spinner_new (), "loading");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.back", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.as-table", FALSE);
  show_page_tools (self, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.leave-fullscreen", FALSE);
  update_series (self);
}
