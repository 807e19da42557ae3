/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-pages.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "chosho-error.h"

#define HEAD_TOP 42.0
#define HEAD_RULE 57.0
#define FOOT_TOP 796.0
#define MARK_GRAY 0.93 /* visible in print, does not hinder reading */
#define OUTLINE_LEVELS 6

typedef enum
{
  ITEM_TEXT,
  ITEM_RULE,
  ITEM_FILL,
  ITEM_LINK,
} ItemType;

typedef struct
{
  ItemType          type;
  guint             first; /* line; target of a link */
  guint             count;
  gboolean          dotted;
  float             x, y;
  float             width, height; /* of a rule: the way from (x, y) to its end */
  float             line_width;    /* of a rule */
  float             gray;
  ChoshoReportText *text; /* owned, only of ITEM_TEXT */
} Item;

typedef struct
{
  guint level;
  guint page; /* from 0 */
  double y;
  char *title; /* owned */
} Outline;

struct _ChoshoReportPages
{
  GPtrArray *pages;    /* owned: of GArray of Item */
  GArray    *outlines; /* owned: of Outline */
};

static void
item_clear (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->text, chosho_report_text_unref);
}

static void
outline_clear (gpointer data)
{
  g_free (((Outline *) data)->title);
}

static gpointer
ref_page (gconstpointer page, gpointer user_data)
{
  return g_array_ref ((GArray *) page);
}

static GArray *
last_page (ChoshoReportPages *self)
{
  return g_ptr_array_index (self->pages, self->pages->len - 1);
}

static void
set_gray (cairo_t *cr, double gray)
{
  cairo_set_source_rgb (cr, gray, gray, gray);
}

/* "page=3 pos=[62 100]" in the C locale, whatever the process has. (transfer full) */
static char *
format_target (const Outline *outline)
{
  char x[G_ASCII_DTOSTR_BUF_SIZE];
  char y[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (x, sizeof x, "%.2f", CHOSHO_REPORT_TEXT_LEFT);
  g_ascii_formatd (y, sizeof y, "%.2f", outline->y);
  return g_strdup_printf ("page=%u pos=[%s %s]", outline->page + 1, x, y);
}

static void
draw_link (const ChoshoReportPages *self, cairo_t *cr, const Item *item)
{
  g_autofree char *target = format_target (&g_array_index (self->outlines, Outline, item->first));
  char numbers[4][G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *attributes = NULL;

  g_ascii_formatd (numbers[0], sizeof numbers[0], "%.2f", item->x);
  g_ascii_formatd (numbers[1], sizeof numbers[1], "%.2f", item->y);
  g_ascii_formatd (numbers[2], sizeof numbers[2], "%.2f", item->width);
  g_ascii_formatd (numbers[3], sizeof numbers[3], "%.2f", item->height);
  attributes = g_strdup_printf ("rect=[%s %s %s %s] %s", numbers[0], numbers[1], numbers[2], numbers[3], target);
  cairo_tag_begin (cr, CAIRO_TAG_LINK, attributes);
  cairo_tag_end (cr, CAIRO_TAG_LINK);
}

static void
draw_rule (cairo_t *cr, const Item *item)
{
  static const double dots[] = { 0.6, 3 };

  set_gray (cr, item->gray);
  cairo_set_line_width (cr, item->line_width);
  if (item->dotted)
    cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0);
  cairo_move_to (cr, item->x, item->y);
  cairo_rel_line_to (cr, item->width, item->height);
  cairo_stroke (cr);
  if (item->dotted)
    cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_item (const ChoshoReportPages *self, cairo_t *cr, const Item *item)
{
  switch (item->type)
    {
    case ITEM_TEXT:
      set_gray (cr, item->gray);
      chosho_report_text_draw (item->text, cr, item->first, item->count, item->x, item->y);
      break;
    case ITEM_RULE:
      draw_rule (cr, item);
      break;
    case ITEM_FILL:
      set_gray (cr, item->gray);
      cairo_rectangle (cr, item->x, item->y, item->width, item->height);
      cairo_fill (cr);
      break;
    case ITEM_LINK:
      draw_link (self, cr, item);
      break;
    }
}

/* The large mark goes slantwise behind the text, as a path: extraction must not find it
 * between the lines. */
static void
draw_mark (cairo_t *cr, ChoshoReportType *type, const char *mark)
{
  g_autoptr (ChoshoReportText) text = chosho_report_type_set (type, CHOSHO_REPORT_STYLE_MARK,
                                                              CHOSHO_REPORT_ALIGN_LEFT, 0, mark);
  double width = chosho_report_text_get_width (text);
  double height = chosho_report_text_get_height (text);

  cairo_save (cr);
  cairo_translate (cr, CHOSHO_REPORT_PAGE_WIDTH / 2, CHOSHO_REPORT_PAGE_HEIGHT / 2);
  cairo_rotate (cr, -G_PI / 6);
  set_gray (cr, MARK_GRAY);
  chosho_report_text_path (text, cr, -width / 2, -height / 2);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_new_path (cr);
}

/* Draws @string in one line; @x is its left edge, or its right one or middle by @align. */
static double
draw_running (cairo_t *cr, ChoshoReportType *type, const char *string, double x, double y, ChoshoReportAlign align)
{
  g_autoptr (ChoshoReportText) text
      = chosho_report_type_set_line (type, CHOSHO_REPORT_STYLE_RUNNING, CHOSHO_REPORT_TEXT_WIDTH * 0.6, string);
  double width = chosho_report_text_get_width (text);
  double shift = align == CHOSHO_REPORT_ALIGN_RIGHT ? width : align == CHOSHO_REPORT_ALIGN_CENTER ? width / 2 : 0;

  chosho_report_text_draw (text, cr, 0, 1, x - shift, y);
  return width;
}

static void
draw_furniture (cairo_t *cr, ChoshoReportType *type, const ChoshoReportFurniture *furniture, guint page, guint pages)
{
  g_autofree char *number = furniture->format_number (furniture->user_data, page, pages);
  double right = CHOSHO_REPORT_TEXT_RIGHT;

  if (furniture->draft_mark != NULL)
    draw_mark (cr, type, furniture->draft_mark);
  set_gray (cr, 0.25);
  draw_running (cr, type, furniture->head_left, CHOSHO_REPORT_TEXT_LEFT, HEAD_TOP, CHOSHO_REPORT_ALIGN_LEFT);
  if (furniture->draft != NULL)
    {
      double width;

      set_gray (cr, 0);
      width = draw_running (cr, type, furniture->draft, right - 5, HEAD_TOP, CHOSHO_REPORT_ALIGN_RIGHT);
      cairo_set_line_width (cr, 0.6);
      cairo_rectangle (cr, right - width - 10, HEAD_TOP - 1.5, width + 10, 14);
      cairo_stroke (cr);
      right -= width + 18;
      set_gray (cr, 0.25);
    }
  draw_running (cr, type, furniture->head_right, right, HEAD_TOP, CHOSHO_REPORT_ALIGN_RIGHT);
  cairo_set_line_width (cr, 0.4);
  cairo_move_to (cr, CHOSHO_REPORT_TEXT_LEFT, HEAD_RULE + 0.5);
  cairo_line_to (cr, CHOSHO_REPORT_TEXT_RIGHT, HEAD_RULE + 0.5);
  cairo_stroke (cr);
  draw_running (cr, type, number, CHOSHO_REPORT_PAGE_WIDTH / 2, FOOT_TOP, CHOSHO_REPORT_ALIGN_CENTER);
}

static void
draw_outline (const ChoshoReportPages *self, cairo_surface_t *surface)
{
  int parents[OUTLINE_LEVELS + 1] = { CAIRO_PDF_OUTLINE_ROOT };

  for (guint i = 0; i < self->outlines->len; i++)
    {
      const Outline *outline = &g_array_index (self->outlines, Outline, i);
      g_autofree char *target = format_target (outline);
      int id = cairo_pdf_surface_add_outline (surface, parents[outline->level], outline->title, target,
                                              outline->level == 0 ? CAIRO_PDF_OUTLINE_FLAG_BOLD : 0);

      for (guint level = outline->level + 1; level <= OUTLINE_LEVELS; level++)
        parents[level] = id;
    }
}

ChoshoReportPages *
chosho_report_pages_new (void)
{
  ChoshoReportPages *self = g_new0 (ChoshoReportPages, 1);

  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->outlines = g_array_new (FALSE, FALSE, sizeof (Outline));
  g_array_set_clear_func (self->outlines, outline_clear);
  return self;
}

void
chosho_report_pages_free (ChoshoReportPages *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->pages);
  g_array_unref (self->outlines);
  g_free (self);
}

void
chosho_report_pages_append (ChoshoReportPages *self)
{
  GArray *page = g_array_new (FALSE, FALSE, sizeof (Item));

  g_array_set_clear_func (page, item_clear);
  g_ptr_array_add (self->pages, page);
}

guint
chosho_report_pages_get_count (const ChoshoReportPages *self)
{
  return self->pages->len;
}

void
chosho_report_pages_add_text (ChoshoReportPages *self, ChoshoReportText *text, guint first, guint count,
                              double x, double y, double gray)
{
  const Item item = { .type = ITEM_TEXT, .first = first, .count = count, .x = (float) x, .y = (float) y,
                      .gray = (float) gray, .text = chosho_report_text_ref (text) };

  g_array_append_val (last_page (self), item);
}

void
chosho_report_pages_add_rule (ChoshoReportPages *self, double x1, double y1, double x2, double y2, double width,
                              double gray, gboolean dotted)
{
  const Item item = { .type = ITEM_RULE, .dotted = dotted, .x = (float) x1, .y = (float) y1,
                      .width = (float) (x2 - x1), .height = (float) (y2 - y1), .line_width = (float) width,
                      .gray = (float) gray };

  g_array_append_val (last_page (self), item);
}

void
chosho_report_pages_add_fill (ChoshoReportPages *self, double x, double y, double width, double height, double gray)
{
  const Item item = { .type = ITEM_FILL, .x = (float) x, .y = (float) y, .width = (float) width,
                      .height = (float) height, .gray = (float) gray };

  g_array_append_val (last_page (self), item);
}

void
chosho_report_pages_add_link (ChoshoReportPages *self, double x, double y, double width, double height, guint target)
{
  const Item item = { .type = ITEM_LINK, .first = target, .x = (float) x, .y = (float) y,
                      .width = (float) width, .height = (float) height };

  g_array_append_val (last_page (self), item);
}

guint
chosho_report_pages_add_outline (ChoshoReportPages *self, guint level, const char *title, double y)
{
  const Outline outline = { MIN (level, OUTLINE_LEVELS - 1), self->pages->len - 1, y, g_strdup (title) };

  g_array_append_val (self->outlines, outline);
  return self->outlines->len - 1;
}

guint
chosho_report_pages_get_n_outlines (const ChoshoReportPages *self)
{
  return self->outlines->len;
}

guint
chosho_report_pages_get_outline (const ChoshoReportPages *self, guint index, guint *level, const char **title)
{
  const Outline *outline = &g_array_index (self->outlines, Outline, index);

  *level = outline->level;
  *title = outline->title;
  return outline->page + 1;
}

void
chosho_report_pages_prepend (ChoshoReportPages *self, ChoshoReportPages *front)
{
  guint count = front->pages->len;

  g_return_if_fail (front->outlines->len == 0);
  g_ptr_array_extend (front->pages, self->pages, ref_page, NULL);
  g_ptr_array_set_size (self->pages, 0);
  g_ptr_array_extend_and_steal (self->pages, g_ptr_array_ref (front->pages));
  for (guint i = 0; i < self->outlines->len; i++)
    g_array_index (self->outlines, Outline, i).page += count;
}

gboolean
chosho_report_pages_draw (ChoshoReportPages *self, cairo_t *cr, ChoshoReportType *type,
                          const ChoshoReportFurniture *furniture, ChoshoProgress *progress,
                          GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      const GArray *page = g_ptr_array_index (self->pages, i);

      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Making the report was cancelled"));
          return FALSE;
        }
      draw_furniture (cr, type, furniture, i + 1, self->pages->len);
      for (guint j = 0; j < page->len; j++)
        draw_item (self, cr, &g_array_index (page, Item, j));
      cairo_show_page (cr);
      chosho_progress_add (progress, 1);
    }
  draw_outline (self, cairo_get_target (cr));
  return TRUE;
}
