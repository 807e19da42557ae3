/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-tables-book.h"

#include <string.h>

#include "chosho-book.h"
#include "chosho-clock.h"

#define FROZEN_COLUMNS 1
#define MINUTES_OF_DAY 1440.0
#define TIME_LENGTH 16 /* "YYYY-MM-DD HH:MM" */

typedef struct
{
  ChoshoBook   book; /* (owned) */
  gboolean     english;
  lxw_format  *title, *note, *head, *text, *date, *time, *number; /* (borrowed from the book) */
} Writer;

static lxw_format *
new_format (Writer *self, gboolean framed)
{
  return chosho_book_add_format (&self->book, self->english, framed);
}

static void
make_formats (Writer *self)
{
  self->title = new_format (self, FALSE);
  format_set_bold (self->title);
  format_set_font_size (self->title, 14);
  self->note = new_format (self, FALSE);
  format_set_text_wrap (self->note);
  self->head = new_format (self, TRUE);
  format_set_bold (self->head);
  format_set_bg_color (self->head, 0xE8E8E8);
  self->text = new_format (self, TRUE);
  self->date = new_format (self, TRUE);
  format_set_num_format (self->date, "yyyy-mm-dd");
  self->time = new_format (self, TRUE);
  format_set_num_format (self->time, "yyyy-mm-dd hh:mm");
  self->number = new_format (self, TRUE);
  format_set_num_format (self->number, "#,##0");
}

/* Two digits at @text below @limit; -1 where there are none. */
static int
read_digits (const char *text, int limit)
{
  int value = g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) ? g_ascii_digit_value (text[0]) * 10 + g_ascii_digit_value (text[1]) : -1;

  return value < limit ? value : -1;
}

static gboolean
put_time (Writer *self, lxw_worksheet *sheet, guint row, guint column, const char *text)
{
  g_autofree char *day = text != NULL && strlen (text) == TIME_LENGTH && text[10] == ' ' && text[13] == ':' ? g_strndup (text, 10) : NULL;
  int hours = day != NULL ? read_digits (text + 11, 24) : -1;
  int minutes = day != NULL ? read_digits (text + 14, 60) : -1;

  if (hours < 0 || minutes < 0 || !chosho_date_is_valid (day))
    return FALSE;
  worksheet_write_number (sheet, row, (lxw_col_t) column, chosho_book_get_serial (day) + (hours * 60 + minutes) / MINUTES_OF_DAY, self->time);
  return TRUE;
}

static void
put_cell (Writer *self, lxw_worksheet *sheet, guint row, guint column, const char *kind, ChoshoValue *value)
{
  const char *text = chosho_value_as_string (value);

  if (g_strcmp0 (kind, "number") == 0 && value != NULL && chosho_value_get_value_type (value) == CHOSHO_VALUE_INTEGER)
    worksheet_write_number (sheet, row, (lxw_col_t) column, (double) chosho_value_as_integer (value, 0), self->number);
  else if (g_strcmp0 (kind, "date") == 0 && text != NULL && chosho_date_is_valid (text))
    chosho_book_put_date (&self->book, sheet, row, column, text, self->date);
  else if (g_strcmp0 (kind, "time") != 0 || !put_time (self, sheet, row, column, text))
    chosho_book_put_text (&self->book, sheet, row, column, text, self->text);
}

static void
set_height (lxw_worksheet *sheet, guint row, ChoshoValue *columns, ChoshoValue *cells)
{
  guint lines = 1;

  for (guint c = 0; c < chosho_value_get_length (columns); c++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (cells, c));
      gint64 width = chosho_value_get_integer (chosho_value_get_item (columns, c), "width", 10);

      if (text != NULL)
        lines = MAX (lines, chosho_book_count_lines (text, (double) width));
    }
  chosho_book_set_lines (sheet, row, lines);
}

/* Characters that all columns hold together. */
static double
get_width (ChoshoValue *columns)
{
  gint64 width = 0;

  for (guint c = 0; c < chosho_value_get_length (columns); c++)
    width += chosho_value_get_integer (chosho_value_get_item (columns, c), "width", 10);
  return (double) width;
}

static void
put_table (Writer *self, ChoshoValue *table)
{
  ChoshoValue *columns = chosho_value_get (table, "columns");
  ChoshoValue *rows = chosho_value_get (table, "rows");
  lxw_worksheet *sheet = workbook_add_worksheet (self->book.workbook, chosho_value_get_string (table, "name"));
  guint n_columns = chosho_value_get_length (columns), n_rows = chosho_value_get_length (rows);

  chosho_book_put_text (&self->book, sheet, 0, 0, chosho_value_get_string (table, "title"), self->title);
  chosho_book_put_note (&self->book, sheet, 1, n_columns, get_width (columns), chosho_value_get_string (table, "about"), self->note);
  for (guint c = 0; c < n_columns; c++)
    {
      ChoshoValue *column = chosho_value_get_item (columns, c);

      worksheet_set_column (sheet, (lxw_col_t) c, (lxw_col_t) c, (double) chosho_value_get_integer (column, "width", 10), NULL);
      chosho_book_put_text (&self->book, sheet, CHOSHO_TABLES_BOOK_HEADER, c, chosho_value_get_string (column, "title"), self->head);
    }
  for (guint r = 0; r < n_rows; r++)
    {
      ChoshoValue *cells = chosho_value_get_item (rows, r);

      set_height (sheet, CHOSHO_TABLES_BOOK_HEADER + 1 + r, columns, cells);
      for (guint c = 0; c < n_columns; c++)
        put_cell (self, sheet, CHOSHO_TABLES_BOOK_HEADER + 1 + r, c, chosho_value_get_string (chosho_value_get_item (columns, c), "kind"),
                  chosho_value_get_item (cells, c));
    }
  worksheet_autofilter (sheet, CHOSHO_TABLES_BOOK_HEADER, 0, CHOSHO_TABLES_BOOK_HEADER + MAX (n_rows, 1), (lxw_col_t) (n_columns - 1));
  worksheet_freeze_panes (sheet, CHOSHO_TABLES_BOOK_HEADER + 1, FROZEN_COLUMNS);
  worksheet_repeat_rows (sheet, CHOSHO_TABLES_BOOK_HEADER, CHOSHO_TABLES_BOOK_HEADER);
  chosho_book_set_page (sheet, TRUE);
  worksheet_fit_to_pages (sheet, 1, 0);
}

static void
writer_clear (Writer *self)
{
  chosho_book_clear (&self->book);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

GBytes *
chosho_tables_book_make (ChoshoValue *tables, const char *author, gboolean english, GError **error)
{
  g_auto (Writer) self = { .book = { .fd = -1 }, .english = english };
  lxw_doc_properties properties = { .title = (char *) chosho_value_get_string (chosho_value_get_item (tables, 0), "about"), .author = (char *) author };

  if (!chosho_book_begin (&self.book, error))
    return NULL;
  workbook_set_properties (self.book.workbook, &properties);
  make_formats (&self);
  for (guint i = 0; i < chosho_value_get_length (tables); i++)
    put_table (&self, chosho_value_get_item (tables, i));
  return chosho_book_finish (&self.book, error);
}
