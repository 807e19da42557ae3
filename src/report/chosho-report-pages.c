/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-pages.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "chosho-error.h"

#define HEAD_TOP 42.0
#define HEAD_RULE 57.0
#define HEAD_GAP 16.0
#define FOOT_TOP 796.0
#define MARK_GRAY 0.93 /* visible in print, does not hinder reading */
#define OUTLINE_LEVELS 6

typedef enum
{
  ITEM_TEXT,
  ITEM_RULE,
  ITEM_FILL,
  ITEM_LINK,
  ITEM_PICTURE,
  ITEM_FRAME,
} ItemType;

typedef struct
{
  ItemType          type;
  guint             first; /* line; target of a link */
  guint             count;
  gboolean          dotted;
  gboolean          red;        /* of a frame */
  float             x, y;
  float             width, height; /* of a rule: the way from (x, y) to its end */
  float             line_width;    /* of a rule */
  float             gray;
  union
  {
    ChoshoReportText    *text;    /* owned, only of ITEM_TEXT */
    ChoshoReportPicture *picture; /* owned, only of ITEM_PICTURE */
  };
} Item;

typedef struct
{
  GArray *items;         /* owned: of Item, maybe those of another page */
  char   *head;          /* owned, nullable: instead of the furniture's */
  guint   first_outline; /* that links are counted from */
} Page;

typedef struct
{
  guint level;
  guint page; /* from 0 */
  double y;
  char *title; /* owned */
} Outline;

struct _ChoshoReportPages
{
  GArray    *pages;    /* owned: of Page */
  GArray    *outlines; /* owned: of Outline */
};

static void
item_clear (gpointer data)
{
  Item *item = data;

  if (item->type == ITEM_TEXT)
    g_clear_pointer (&item->text, chosho_report_text_unref);
  else if (item->type == ITEM_PICTURE)
    g_clear_pointer (&item->picture, chosho_report_picture_unref);
}

static void
page_clear (gpointer data)
{
  Page *page = data;

  g_array_unref (page->items);
  g_free (page->head);
}

static void
outline_clear (gpointer data)
{
  g_free (((Outline *) data)->title);
}

static void
append_copy (ChoshoReportPages *self, const Page *page, guint first_outline)
{
  const Page copy = { g_array_ref (page->items), g_strdup (page->head), first_outline };

  g_array_append_val (self->pages, copy);
}

static GArray *
last_page (ChoshoReportPages *self)
{
  return g_array_index (self->pages, Page, self->pages->len - 1).items;
}

static void
set_gray (cairo_t *cr, double gray)
{
  cairo_set_source_rgb (cr, gray, gray, gray);
}

/* Of references, as auditors write them. */
static void
set_red (cairo_t *cr)
{
  cairo_set_source_rgb (cr, 0.72, 0.05, 0.05);
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
draw_link (const ChoshoReportPages *self, cairo_t *cr, const Page *page, const Item *item)
{
  g_autofree char *target = format_target (&g_array_index (self->outlines, Outline, page->first_outline + item->first));
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
draw_picture (cairo_t *cr, const Item *item)
{
  int width = (int) chosho_report_picture_get_width (item->picture);
  int height = (int) chosho_report_picture_get_height (item->picture);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  if (cairo_surface_status (image) == CAIRO_STATUS_SUCCESS
      && chosho_report_picture_unpack (item->picture, cairo_image_surface_get_data (image),
                                       (gsize) cairo_image_surface_get_stride (image) * (gsize) height))
    {
      cairo_surface_mark_dirty (image);
      cairo_save (cr);
      cairo_translate (cr, item->x, item->y);
      cairo_scale (cr, (double) item->width / width, (double) item->height / height);
      cairo_set_source_surface (cr, image, 0, 0);
      cairo_paint (cr);
      cairo_restore (cr);
    }
  cairo_surface_destroy (image);
}

static void
draw_frame (cairo_t *cr, const Item *item)
{
  if (item->red)
    set_red (cr);
  else
    set_gray (cr, 0.55);
  cairo_set_line_width (cr, item->red ? 0.9 : 0.4);
  cairo_rectangle (cr, item->x, item->y, item->width, item->height);
  cairo_stroke (cr);
}

static void
draw_item (const ChoshoReportPages *self, cairo_t *cr, const Page *page, const Item *item)
{
  switch (item->type)
    {
    case ITEM_TEXT:
      if (chosho_report_text_is_red (item->text))
        set_red (cr);
      else
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
      draw_link (self, cr, page, item);
      break;
    case ITEM_PICTURE:
      draw_picture (cr, item);
      break;
    case ITEM_FRAME:
      draw_frame (cr, item);
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

/* One line of a page's head or foot, no wider than @width. (transfer full) */
static ChoshoReportText *
set_running (ChoshoReportType *type, const char *string, double width)
{
  return chosho_report_type_set_line (type, CHOSHO_REPORT_STYLE_RUNNING, width, string);
}

static void
draw_running (cairo_t *cr, const ChoshoReportText *text, double x, double y)
{
  chosho_report_text_draw (text, cr, 0, 1, x, y);
}

/* The mark of a draft in its frame, which ends at @right. */
static void
draw_draft (cairo_t *cr, const ChoshoReportText *draft, double right)
{
  double width = chosho_report_text_get_width (draft);

  set_gray (cr, 0);
  draw_running (cr, draft, right - 5 - width, HEAD_TOP);
  cairo_set_line_width (cr, 0.6);
  cairo_rectangle (cr, right - width - 10, HEAD_TOP - 1.5, width + 10, 14);
  cairo_stroke (cr);
  set_gray (cr, 0.25);
}

/* Left, draft and right share the line: what stands at the left gets what the others leave it. */
static void
draw_head (cairo_t *cr, ChoshoReportType *type, const ChoshoReportFurniture *furniture, const char *head)
{
  double right = CHOSHO_REPORT_TEXT_RIGHT, right_width;
  g_autoptr (ChoshoReportText) draft = furniture->draft != NULL ? set_running (type, furniture->draft, CHOSHO_REPORT_TEXT_WIDTH / 4) : NULL;
  g_autoptr (ChoshoReportText) right_text = set_running (type, head != NULL ? head : furniture->head_right, CHOSHO_REPORT_TEXT_WIDTH * 0.4);
  double draft_width = draft != NULL ? chosho_report_text_get_width (draft) + 18 : 0;
  g_autoptr (ChoshoReportText) left_text = NULL;

  right_width = chosho_report_text_get_width (right_text);
  left_text = set_running (type, furniture->head_left, CHOSHO_REPORT_TEXT_WIDTH - right_width - draft_width - HEAD_GAP);
  draw_running (cr, left_text, CHOSHO_REPORT_TEXT_LEFT, HEAD_TOP);
  if (draft != NULL)
    draw_draft (cr, draft, right);
  draw_running (cr, right_text, right - draft_width - right_width, HEAD_TOP);
  cairo_set_line_width (cr, 0.4);
  cairo_move_to (cr, CHOSHO_REPORT_TEXT_LEFT, HEAD_RULE + 0.5);
  cairo_line_to (cr, CHOSHO_REPORT_TEXT_RIGHT, HEAD_RULE + 0.5);
  cairo_stroke (cr);
}

static void
draw_furniture (cairo_t *cr, ChoshoReportType *type, const ChoshoReportFurniture *furniture, const char *head, guint page, guint pages)
{
  g_autofree char *number = furniture->format_number (furniture->user_data, page, pages);
  g_autoptr (ChoshoReportText) number_text = set_running (type, number, CHOSHO_REPORT_TEXT_WIDTH);

  if (furniture->draft_mark != NULL)
    draw_mark (cr, type, furniture->draft_mark);
  set_gray (cr, 0.25);
  draw_head (cr, type, furniture, head);
  draw_running (cr, number_text, (CHOSHO_REPORT_PAGE_WIDTH - chosho_report_text_get_width (number_text)) / 2, FOOT_TOP);
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

  self->pages = g_array_new (FALSE, FALSE, sizeof (Page));
  g_array_set_clear_func (self->pages, page_clear);
  self->outlines = g_array_new (FALSE, FALSE, sizeof (Outline));
  g_array_set_clear_func (self->outlines, outline_clear);
  return self;
}

void
chosho_report_pages_free (ChoshoReportPages *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->pages);
  g_array_unref (self->outlines);
  g_free (self);
}

void
chosho_report_pages_append (ChoshoReportPages *self)
{
  const Page page = { .items = g_array_new (FALSE, FALSE, sizeof (Item)) };

  g_array_set_clear_func (page.items, item_clear);
  g_array_append_val (self->pages, page);
}

guint
chosho_report_pages_count_items (const ChoshoReportPages *self)
{
  return g_array_index (self->pages, Page, self->pages->len - 1).items->len;
}

void
chosho_report_pages_carry (ChoshoReportPages *self, guint first_item, guint first_outline, double up)
{
  GArray *from = last_page (self);
  GArray *to;

  chosho_report_pages_append (self);
  to = last_page (self);
  for (guint i = first_item; i < from->len; i++)
    {
      Item item = g_array_index (from, Item, i);

      item.y -= (float) up;
      if (item.type == ITEM_TEXT)
        chosho_report_text_ref (item.text);
      else if (item.type == ITEM_PICTURE)
        chosho_report_picture_ref (item.picture);
      g_array_append_val (to, item);
    }
  g_array_set_size (from, first_item);
  for (guint i = first_outline; i < self->outlines->len; i++)
    {
      Outline *outline = &g_array_index (self->outlines, Outline, i);

      outline->page++;
      outline->y -= up;
    }
}

void
chosho_report_pages_set_head (ChoshoReportPages *self, guint page, const char *head)
{
  char **member = &g_array_index (self->pages, Page, page).head;

  g_free (*member);
  *member = g_strdup (head);
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
chosho_report_pages_add_picture (ChoshoReportPages *self, ChoshoReportPicture *picture, double x, double y, double width,
                                 double height)
{
  const Item item = { .type = ITEM_PICTURE, .x = (float) x, .y = (float) y, .width = (float) width, .height = (float) height,
                      .picture = chosho_report_picture_ref (picture) };

  g_array_append_val (last_page (self), item);
}

void
chosho_report_pages_add_frame (ChoshoReportPages *self, double x, double y, double width, double height, gboolean red)
{
  const Item item = { .type = ITEM_FRAME, .red = red, .x = (float) x, .y = (float) y, .width = (float) width,
                      .height = (float) height };

  g_array_append_val (last_page (self), item);
}

void
chosho_report_pages_add_link (ChoshoReportPages *self, double x, double y, double width, double height, guint target)
{
  const Item item = { .type = ITEM_LINK, .first = target, .x = (float) x, .y = (float) y,
                      .width = (float) width, .height = (float) height };

  g_array_append_val (last_page (self), item);
}

static guint
add_outline (ChoshoReportPages *self, guint level, const char *title, guint page, double y)
{
  const Outline outline = { MIN (level, OUTLINE_LEVELS - 1), page, y, g_strdup (title) };

  g_array_append_val (self->outlines, outline);
  return self->outlines->len - 1;
}

guint
chosho_report_pages_add_outline (ChoshoReportPages *self, guint level, const char *title, double y)
{
  return add_outline (self, level, title, self->pages->len - 1, y);
}

guint
chosho_report_pages_add_outline_after (ChoshoReportPages *self, guint level, const char *title)
{
  return add_outline (self, level, title, self->pages->len, 0);
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
  GArray *pages;

  g_return_if_fail (front->outlines->len == 0);
  for (guint i = 0; i < self->pages->len; i++)
    append_copy (front, &g_array_index (self->pages, Page, i), g_array_index (self->pages, Page, i).first_outline);
  g_array_set_size (self->pages, 0);
  pages = self->pages;
  self->pages = front->pages;
  front->pages = pages;
  for (guint i = 0; i < self->outlines->len; i++)
    g_array_index (self->outlines, Outline, i).page += count;
}

void
chosho_report_pages_join (ChoshoReportPages *self, const ChoshoReportPages *other, guint level)
{
  guint first_page = self->pages->len;
  guint first_outline = self->outlines->len;

  for (guint i = 0; i < other->pages->len; i++)
    append_copy (self, &g_array_index (other->pages, Page, i), first_outline);
  for (guint i = 0; i < other->outlines->len; i++)
    {
      const Outline *entry = &g_array_index (other->outlines, Outline, i);
      const Outline outline = { MIN (entry->level + level, OUTLINE_LEVELS - 1), first_page + entry->page, entry->y,
                                g_strdup (entry->title) };

      g_array_append_val (self->outlines, outline);
    }
}

gboolean
chosho_report_pages_draw (ChoshoReportPages *self, cairo_t *cr, ChoshoReportType *type,
                          const ChoshoReportFurniture *furniture, ChoshoProgress *progress,
                          GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      const Page *page = &g_array_index (self->pages, Page, i);

      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Making the report was cancelled"));
          return FALSE;
        }
      draw_furniture (cr, type, furniture, page->head, i + 1, self->pages->len);
      for (guint j = 0; j < page->items->len; j++)
        draw_item (self, cr, page, &g_array_index (page->items, Item, j));
      cairo_show_page (cr);
      chosho_progress_add (progress, 1);
    }
  draw_outline (self, cairo_get_target (cr));
  return TRUE;
}
