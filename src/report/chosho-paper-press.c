/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-paper-press.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-paper-pages.h"
#include "chosho-report-surface.h"

#define PAPER_LEVEL 1 /* of the outline of a binder: below its group */

/* A paper that was set. */
typedef struct
{
  char              *number; /* owned */
  char              *title;  /* owned, nullable */
  char              *group;  /* owned, nullable */
  ChoshoReportPages *pages;  /* owned */
} Sheet;

struct _ChoshoPaperPress
{
  ChoshoReportTemplate *template; /* owned */
  ChoshoReportType     *type;     /* owned */
  cairo_surface_t      *proof;    /* owned: what the type was made for */
  GArray               *sheets;   /* owned: of Sheet */
  char                 *head, *author, *subject, *date; /* owned */
};

static void
sheet_clear (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->number);
  g_free (sheet->title);
  g_free (sheet->group);
  chosho_report_pages_free (sheet->pages);
}

static cairo_status_t
on_proof_write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  return CAIRO_STATUS_SUCCESS;
}

ChoshoPaperPress *
chosho_paper_press_new (const ChoshoPaperFacts *facts, GError **error)
{
  g_autoptr (ChoshoPaperPress) self = g_new0 (ChoshoPaperPress, 1);
  cairo_t *cr;

  self->template = chosho_report_template_new_papers (facts->language);
  self->sheets = g_array_new (FALSE, FALSE, sizeof (Sheet));
  g_array_set_clear_func (self->sheets, sheet_clear);
  self->head = g_strdup (facts->head);
  self->author = g_strdup (facts->author);
  self->subject = g_strdup (facts->subject);
  self->date = g_strdup (facts->date);
  self->proof = cairo_pdf_surface_create_for_stream (on_proof_write_cb, NULL, CHOSHO_REPORT_PAGE_WIDTH, CHOSHO_REPORT_PAGE_HEIGHT);
  cr = cairo_create (self->proof);
  self->type = chosho_report_type_new (cr, facts->language, TRUE, error);
  cairo_destroy (cr);
  if (self->type == NULL)
    return NULL;
  chosho_report_type_name_unknown (self->type);
  return g_steal_pointer (&self);
}

void
chosho_paper_press_free (ChoshoPaperPress *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->sheets, g_array_unref);
  g_clear_pointer (&self->type, chosho_report_type_free);
  g_clear_pointer (&self->template, chosho_report_template_free);
  g_clear_pointer (&self->proof, cairo_surface_destroy);
  g_free (self->head);
  g_free (self->author);
  g_free (self->subject);
  g_free (self->date);
  g_free (self);
}

guint
chosho_paper_press_add (ChoshoPaperPress *self, const ChoshoPaper *paper)
{
  const Sheet sheet = { g_strdup (paper->number), g_strdup (paper->title), g_strdup (paper->group), chosho_report_pages_new () };

  chosho_paper_pages_set (sheet.pages, self->type, self->template, paper);
  g_array_append_val (self->sheets, sheet);
  return self->sheets->len - 1;
}

guint
chosho_paper_press_count_pages (const ChoshoPaperPress *self)
{
  guint count = 0;

  for (guint i = 0; i < self->sheets->len; i++)
    count += chosho_report_pages_get_count (g_array_index (self->sheets, Sheet, i).pages);
  return count;
}

/* "3 / 5" (transfer full) */
static char *
format_number (const ChoshoPaperPress *self, guint page, guint pages)
{
  g_autofree char *page_text = g_strdup_printf ("%u", page);
  g_autofree char *pages_text = g_strdup_printf ("%u", pages);

  return chosho_report_template_format (self->template, "format", "page", "page", page_text, "pages", pages_text, NULL);
}

static char *
on_format_number_cb (gpointer user_data, guint page, guint pages)
{
  return format_number (user_data, page, pages);
}

/* Writes @pages as a file of their own. */
static gboolean
write_pages (ChoshoPaperPress *self, ChoshoReportPages *pages, const char *title, const char *head, GOutputStream *out,
             ChoshoProgress *progress, GCancellable *cancellable, ChoshoReportPdfInfo *info, GError **error)
{
  const ChoshoReportFurniture furniture = { .head_left = self->head, .head_right = head, .format_number = on_format_number_cb,
                                            .user_data = self };
  ChoshoReportSurface surface;
  cairo_t *cr;
  gboolean ok;

  if (chosho_report_pages_get_count (pages) > CHOSHO_PAPER_PRESS_PAGES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("The report would have more than %d pages"), CHOSHO_PAPER_PRESS_PAGES);
      return FALSE;
    }
  chosho_report_surface_init (&surface, out, cancellable);
  chosho_report_surface_set_metadata (&surface, title, self->author, self->subject, self->date);
  cr = cairo_create (surface.surface);
  ok = chosho_report_pages_draw (pages, cr, self->type, &furniture, progress, cancellable, error);
  cairo_destroy (cr);
  ok = chosho_report_surface_finish (&surface, ok, error);
  if (ok)
    *info = (ChoshoReportPdfInfo) { chosho_report_pages_get_count (pages), surface.size_bytes };
  chosho_report_surface_clear (&surface);
  return ok;
}

gboolean
chosho_paper_press_write (ChoshoPaperPress *self, guint index, GOutputStream *out, GCancellable *cancellable, ChoshoReportPdfInfo *info,
                          GError **error)
{
  const Sheet *sheet = &g_array_index (self->sheets, Sheet, index);
  g_autofree char *title = g_strconcat (chosho_report_template_get (self->template, "paper", "title"), " ", sheet->number, NULL);

  return write_pages (self, sheet->pages, title, sheet->number, out, NULL, cancellable, info, error);
}

/* Adds the pages of @sheet to the binder @pages: each says the paper's number and its own page. */
static void
bind_sheet (ChoshoPaperPress *self, ChoshoReportPages *pages, const Sheet *sheet)
{
  guint first = chosho_report_pages_get_count (pages);
  guint count = chosho_report_pages_get_count (sheet->pages);

  chosho_report_pages_join (pages, sheet->pages, PAPER_LEVEL);
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *number = format_number (self, i + 1, count);
      g_autofree char *head = g_strconcat (sheet->number, "　", number, NULL);

      chosho_report_pages_set_head (pages, first + i, head);
    }
}

/* All papers; @contents (of guint) gets the outline entries of groups and papers. */
static ChoshoReportPages *
bind_sheets (ChoshoPaperPress *self, GArray *contents)
{
  ChoshoReportPages *pages = chosho_report_pages_new ();
  const char *group = NULL;

  for (guint i = 0; i < self->sheets->len; i++)
    {
      const Sheet *sheet = &g_array_index (self->sheets, Sheet, i);
      guint entry;

      if (g_strcmp0 (sheet->group, group) != 0)
        {
          /* Of the page that comes next. */
          entry = chosho_report_pages_add_outline_after (pages, 0, sheet->group);
          g_array_append_val (contents, entry);
          group = sheet->group;
        }
      entry = chosho_report_pages_get_n_outlines (pages);
      g_array_append_val (contents, entry);
      bind_sheet (self, pages, sheet);
    }
  return pages;
}

/* Set twice: how many pages it takes must be known before its page numbers are. */
static void
bind_front (ChoshoPaperPress *self, ChoshoReportPages *pages, const GArray *contents, const ChoshoPaper *cover)
{
  guint count = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      g_autoptr (ChoshoReportPages) front = chosho_report_pages_new ();
      ChoshoReportFlow flow;

      chosho_report_flow_init (&flow, front, self->type, self->template);
      flow.no_outline = TRUE;
      chosho_report_flow_text (&flow, CHOSHO_REPORT_STYLE_PAPER, CHOSHO_REPORT_ALIGN_CENTER, 0, 0, cover->title);
      chosho_report_flow_space (&flow, 12);
      chosho_paper_pages_set_blocks (&flow, cover);
      chosho_report_flow_new_page (&flow);
      chosho_report_flow_text (&flow, CHOSHO_REPORT_STYLE_SUBHEADING, CHOSHO_REPORT_ALIGN_LEFT, 0, 0,
                               chosho_report_template_get (self->template, "title", "contents"));
      for (guint i = 0; i < contents->len; i++)
        chosho_report_flow_contents_line (&flow, pages, g_array_index (contents, guint, i), count);
      count = chosho_report_pages_get_count (front);
      if (pass == 1)
        chosho_report_pages_prepend (pages, front);
    }
}

gboolean
chosho_paper_press_bind (ChoshoPaperPress *self, const ChoshoPaper *cover, GOutputStream *out, ChoshoProgress *progress,
                         GCancellable *cancellable, ChoshoReportPdfInfo *info, GError **error)
{
  g_autoptr (GArray) contents = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (ChoshoReportPages) pages = bind_sheets (self, contents);

  bind_front (self, pages, contents, cover);
  return write_pages (self, pages, cover->title, "", out, progress, cancellable, info, error);
}
