/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-table.h"

#define GUTTER 9.0    /* between columns */
#define PAD_ABOVE 3.0 /* in a row */
#define PAD_BELOW 3.5
#define PART_GAP 1.5 /* between texts in a cell */
#define BAND_PAD 2.5
#define ROW_GRAY 0.72
#define BAND_GRAY 0.925
#define SUBJECT_GRAY 0.45 /* of what is said again */

/* A row up to this height is kept together; a longer one may break. */
#define KEEP_HEIGHT 92.0
/* A row that breaks has at least this many lines on the first page (or all of the cell). */
#define MIN_LINES 3

/* One line of a cell. */
typedef struct
{
  ChoshoReportText *text; /* borrowed from the cell's parts */
  guint             line;
  double            top;
  double            bottom;
} Slot;

typedef struct
{
  double     x;
  double     width;
  GPtrArray *parts; /* owned: of ChoshoReportText */
  GArray    *slots; /* owned: of Slot */
  guint      next;  /* first slot not placed yet */
} Column;

typedef struct
{
  ChoshoReportText *text;      /* owned */
  ChoshoReportText *continued; /* owned, nullable */
  char             *title;     /* owned: for the outline */
  guint             outline_level;
  gboolean          filled;
} Band;

struct _ChoshoReportTable
{
  ChoshoReportFlow *flow; /* borrowed */
  guint             n_columns;
  Column            columns[CHOSHO_REPORT_TABLE_COLUMNS];
  ChoshoReportText *head[CHOSHO_REPORT_TABLE_COLUMNS]; /* owned, NULL without a header row */
  gboolean          open; /* the header row stands on this page */
  Band              bands[CHOSHO_REPORT_TABLE_BANDS];
  guint             n_bands; /* waiting */
  ChoshoReportText *continued; /* owned, nullable: what the running band repeats */
};

static void
band_clear (Band *band)
{
  g_clear_pointer (&band->text, chosho_report_text_unref);
  g_clear_pointer (&band->continued, chosho_report_text_unref);
  g_clear_pointer (&band->title, g_free);
}

static double
head_height (const ChoshoReportTable *self)
{
  double height = 0;

  for (guint i = 0; i < self->n_columns; i++)
    if (self->head[i] != NULL)
      height = MAX (height, chosho_report_text_get_height (self->head[i]));
  return height > 0 ? height + PAD_ABOVE + PAD_BELOW - 1 : 0;
}

static double
band_height (const ChoshoReportText *text)
{
  return chosho_report_text_get_height (text) + 2 * BAND_PAD;
}

static void
add_rule (ChoshoReportTable *self, double width, double gray)
{
  chosho_report_pages_add_rule (self->flow->pages, CHOSHO_REPORT_TEXT_LEFT, self->flow->y, CHOSHO_REPORT_TEXT_RIGHT,
                                self->flow->y, width, gray, FALSE);
}

/* The rule above and, if there is one, the header row. */
static void
open_table (ChoshoReportTable *self)
{
  double height = head_height (self);

  if (self->open)
    return;
  self->open = TRUE;
  add_rule (self, 0.8, 0);
  if (height <= 0)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    if (self->head[i] != NULL)
      chosho_report_pages_add_text (self->flow->pages, self->head[i], 0, chosho_report_text_get_n_lines (self->head[i]),
                                    self->columns[i].x, self->flow->y + PAD_ABOVE - 0.5, 0.2);
  self->flow->y += height;
  add_rule (self, 0.4, 0);
}

static void
place_band (ChoshoReportTable *self, ChoshoReportText *text, gboolean filled, double gray)
{
  double height = band_height (text);

  if (filled)
    chosho_report_pages_add_fill (self->flow->pages, CHOSHO_REPORT_TEXT_LEFT, self->flow->y + 0.2,
                                  CHOSHO_REPORT_TEXT_WIDTH, height - 0.4, BAND_GRAY);
  chosho_report_pages_add_text (self->flow->pages, text, 0, chosho_report_text_get_n_lines (text),
                                CHOSHO_REPORT_TEXT_LEFT + 4, self->flow->y + BAND_PAD, gray);
  self->flow->y += height;
  add_rule (self, 0.4, ROW_GRAY);
}

/* Closes the table on this page and goes on with it on the next. */
static void
break_page (ChoshoReportTable *self)
{
  if (self->open)
    add_rule (self, 0.6, 0.3);
  self->open = FALSE;
  chosho_report_flow_new_page (self->flow);
}

static void
place_waiting_bands (ChoshoReportTable *self)
{
  for (guint i = 0; i < self->n_bands; i++)
    {
      Band *band = &self->bands[i];

      if (band->outline_level != CHOSHO_REPORT_TABLE_NO_OUTLINE)
        chosho_report_pages_add_outline (self->flow->pages, band->outline_level, band->title, self->flow->y - 4);
      place_band (self, band->text, band->filled, 0);
      if (band->continued != NULL)
        {
          g_clear_pointer (&self->continued, chosho_report_text_unref);
          self->continued = g_steal_pointer (&band->continued);
        }
      band_clear (band);
    }
  self->n_bands = 0;
}

static void
build_slots (Column *column)
{
  double y = 0;

  g_array_set_size (column->slots, 0);
  column->next = 0;
  for (guint i = 0; i < column->parts->len; i++)
    {
      ChoshoReportText *text = g_ptr_array_index (column->parts, i);
      double leading = chosho_report_text_get_leading (text);

      y += i > 0 ? PART_GAP : 0;
      for (guint line = 0; line < chosho_report_text_get_n_lines (text); line++)
        {
          const Slot slot = { text, line, y, y + leading };

          g_array_append_val (column->slots, slot);
          y += leading;
        }
    }
}

static double
slots_height (const Column *column, guint from, guint to)
{
  if (from >= to)
    return 0;
  return g_array_index (column->slots, Slot, to - 1).bottom - g_array_index (column->slots, Slot, from).top;
}

/* Height of what is not placed yet of the row. */
static double
rest_height (const ChoshoReportTable *self)
{
  double height = 0;

  for (guint i = 0; i < self->n_columns; i++)
    height = MAX (height, slots_height (&self->columns[i], self->columns[i].next, self->columns[i].slots->len));
  return height + PAD_ABOVE + PAD_BELOW;
}

/* Height that the first lines of the row need. */
static double
least_height (const ChoshoReportTable *self)
{
  double height = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const Column *column = &self->columns[i];
      guint left = column->slots->len - column->next;
      guint first = left <= MIN_LINES + 1 ? left : MIN_LINES;

      height = MAX (height, slots_height (column, column->next, column->next + first));
    }
  return height + PAD_ABOVE + PAD_BELOW;
}

/* The slot after the last one that stands on this page, with @room for lines. @force: at least
 * one, on a page that has nothing else, so that setting always ends. */
static guint
last_slot (const Column *column, double room, gboolean force)
{
  guint to = column->next;
  guint len = column->slots->len;

  while (to < len && slots_height (column, column->next, to + 1) <= room + 0.01)
    to++;
  if (to + 1 == len && to - column->next > MIN_LINES)
    to--; /* no single line on the next page */
  if (force && to == column->next && to < len)
    to++;
  return to;
}

static void
place_slots (ChoshoReportTable *self, const Column *column, guint to, double y)
{
  double top = column->next < to ? g_array_index (column->slots, Slot, column->next).top : 0;

  for (guint i = column->next; i < to;)
    {
      const Slot *slot = &g_array_index (column->slots, Slot, i);
      guint count = 1;

      while (i + count < to && g_array_index (column->slots, Slot, i + count).text == slot->text
             && g_array_index (column->slots, Slot, i + count).line == slot->line + count)
        count++;
      chosho_report_pages_add_text (self->flow->pages, slot->text, slot->line, count, column->x,
                                    y + slot->top - top, 0);
      i += count;
    }
}

/* What a row is about, the first text of its first column, is said again where the row goes on and that column does not. Its height. */
static double
place_subject (ChoshoReportTable *self)
{
  const Column *column = &self->columns[0];
  ChoshoReportText *subject;

  if (column->next == 0 || column->next < column->slots->len)
    return 0;
  subject = g_ptr_array_index (column->parts, 0);
  chosho_report_pages_add_text (self->flow->pages, subject, 0, chosho_report_text_get_n_lines (subject), column->x, self->flow->y + PAD_ABOVE,
                                SUBJECT_GRAY);
  return chosho_report_text_get_height (subject);
}

/* Places what fits of the row. */
static void
place_row (ChoshoReportTable *self, gboolean fresh_page)
{
  double room = chosho_report_flow_get_room (self->flow) - PAD_ABOVE - PAD_BELOW;
  double height = place_subject (self);

  for (guint i = 0; i < self->n_columns; i++)
    {
      Column *column = &self->columns[i];
      guint to = last_slot (column, room, fresh_page);

      place_slots (self, column, to, self->flow->y + PAD_ABOVE);
      height = MAX (height, slots_height (column, column->next, to));
      column->next = to;
    }
  self->flow->y += height + PAD_ABOVE + PAD_BELOW;
}

static gboolean
row_is_placed (const ChoshoReportTable *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].next < self->columns[i].slots->len)
      return FALSE;
  return TRUE;
}

/* Height of header row and bands that come before the row on this page. */
static double
height_before_row (const ChoshoReportTable *self)
{
  double height = self->open ? 0 : head_height (self);

  for (guint i = 0; i < self->n_bands; i++)
    height += band_height (self->bands[i].text);
  if (!self->open && self->n_bands == 0 && self->continued != NULL)
    height += band_height (self->continued);
  return height;
}

ChoshoReportTable *
chosho_report_table_new (ChoshoReportFlow *flow, guint n_columns, const double *widths)
{
  ChoshoReportTable *self = g_new0 (ChoshoReportTable, 1);
  double x = CHOSHO_REPORT_TEXT_LEFT;

  g_assert (n_columns <= CHOSHO_REPORT_TABLE_COLUMNS);
  self->flow = flow;
  self->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    {
      Column *column = &self->columns[i];
      double width = widths[i] * CHOSHO_REPORT_TEXT_WIDTH;

      column->x = x + (i == 0 ? 4 : 0);
      column->width = width - (i == 0 ? 4 : 0) - (i + 1 < n_columns ? GUTTER : 4);
      column->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_report_text_unref);
      column->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
      x += width;
    }
  return self;
}

void
chosho_report_table_end (ChoshoReportTable *self)
{
  if (self->open)
    add_rule (self, 0.8, 0);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_ptr_array_unref (self->columns[i].parts);
      g_array_unref (self->columns[i].slots);
      g_clear_pointer (&self->head[i], chosho_report_text_unref);
    }
  for (guint i = 0; i < self->n_bands; i++)
    band_clear (&self->bands[i]);
  g_clear_pointer (&self->continued, chosho_report_text_unref);
  g_free (self);
}

void
chosho_report_table_set_head (ChoshoReportTable *self, const char *const *titles)
{
  for (guint i = 0; i < self->n_columns; i++)
    self->head[i] = chosho_report_type_set (self->flow->type, CHOSHO_REPORT_STYLE_TABLE_HEAD,
                                            CHOSHO_REPORT_ALIGN_LEFT, self->columns[i].width, titles[i]);
}

void
chosho_report_table_band (ChoshoReportTable *self, const char *text, const char *continued, gboolean filled,
                          guint outline_level)
{
  Band *band = &self->bands[self->n_bands];
  ChoshoReportStyle style = filled ? CHOSHO_REPORT_STYLE_BAND : CHOSHO_REPORT_STYLE_TABLE_HEAD;
  double width = CHOSHO_REPORT_TEXT_WIDTH - 8;

  g_assert (self->n_bands < CHOSHO_REPORT_TABLE_BANDS);
  band->title = g_strdelimit (g_strdup (text), "\r\n", ' ');
  band->text = chosho_report_type_set (self->flow->type, style, CHOSHO_REPORT_ALIGN_LEFT, width, band->title);
  if (continued != NULL)
    band->continued = chosho_report_type_set_line (self->flow->type, style, width, continued);
  band->outline_level = outline_level;
  band->filled = filled;
  self->n_bands++;
}

void
chosho_report_table_add (ChoshoReportTable *self, guint column, ChoshoReportStyle style, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_ptr_array_add (self->columns[column].parts,
                   chosho_report_type_set (self->flow->type, style, CHOSHO_REPORT_ALIGN_LEFT,
                                           self->columns[column].width, text));
}

void
chosho_report_table_end_row (ChoshoReportTable *self)
{
  double before, rest;
  gboolean fresh_page;

  for (guint i = 0; i < self->n_columns; i++)
    build_slots (&self->columns[i]);
  before = height_before_row (self);
  rest = rest_height (self);
  if (!chosho_report_flow_at_top (self->flow)
      && before + (rest <= KEEP_HEIGHT ? rest : least_height (self)) > chosho_report_flow_get_room (self->flow))
    break_page (self);
  fresh_page = chosho_report_flow_at_top (self->flow);
  for (;;)
    {
      gboolean opens = !self->open;

      open_table (self);
      if (opens && self->n_bands == 0 && self->continued != NULL)
        place_band (self, self->continued, TRUE, 0.2);
      place_waiting_bands (self);
      place_row (self, fresh_page);
      if (row_is_placed (self))
        break;
      break_page (self);
      fresh_page = TRUE;
    }
  add_rule (self, 0.4, ROW_GRAY);
  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_set_size (self->columns[i].parts, 0);
}
