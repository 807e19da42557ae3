/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-csv-reader.h"

#include "chosho-helper-limits.h"
#include "chosho-table-writer.h"
#include "chosho-text-decoder.h"

/* Rows looked at to find the delimiter; a title and a few blank lines do not mislead it. */
#define SNIFFED_ROWS 50
/* Of the first rows, so many in a hundred have the same number of fields where a text is a table. */
#define TABLE_PERCENT 80

typedef struct
{
  char    *next;        /* (borrowed): where reading goes on */
  char    *end;         /* (borrowed): the final NUL */
  char     delimiter;
  guint32  row;         /* of the field read last, from 1; 0 before the first */
  guint32  column;      /* of the field read last, from 0 */
  gboolean row_ended;   /* the field read last was its row's last */
  gboolean line_broken; /* … by a line break, not by the end of the text */
  gboolean quote_open;  /* the field read last began with a quote that nothing closes */
} FieldReader;

static void
field_reader_init (FieldReader *self, char *text, gsize size_bytes, char delimiter)
{
  *self = (FieldReader){
    .next = text, .end = text + size_bytes, .delimiter = delimiter, .row_ended = TRUE,
  };
}

/* Text inside quotes is moved to @to, with "" as one quote; what follows the closing quote is
 * kept as it stands, as spreadsheets do. Returns where the field's text ends. */
static char *
read_quoted (FieldReader *self, char *to)
{
  char *p = self->next + 1;

  for (;; p++)
    {
      if (p == self->end)
        {
          self->quote_open = TRUE;
          break;
        }
      if (*p == '"' && *++p != '"')
        break;
      *to++ = *p;
    }
  while (p < self->end && *p != self->delimiter && *p != '\r' && *p != '\n')
    *to++ = *p++;
  self->next = p;
  return to;
}

/* The next field, NUL-terminated in place; NULL at the end of the text. */
static char *
read_field (FieldReader *self)
{
  char *field = self->next, *field_end;
  char ending;

  if (self->next == self->end && self->row_ended)
    return NULL;
  self->row += self->row_ended;
  self->column = self->row_ended ? 0 : self->column + 1;
  if (*self->next == '"')
    field_end = read_quoted (self, field);
  else
    {
      while (self->next < self->end && *self->next != self->delimiter && *self->next != '\r'
             && *self->next != '\n')
        self->next++;
      field_end = self->next;
    }
  ending = *self->next;
  self->line_broken = self->next < self->end && ending != self->delimiter;
  self->row_ended = self->next == self->end || self->line_broken;
  if (self->next < self->end)
    self->next++;
  if (ending == '\r' && *self->next == '\n')
    self->next++;
  *field_end = '\0';
  return field;
}

/* How well a delimiter fits: as many rows as possible with the same number of it. */
typedef struct
{
  guint rows;  /* with the most frequent number of delimiters above none */
  guint count; /* that number */
  guint ended; /* rows looked at that a line break ends */
} Fit;

static gboolean
is_better (Fit a, Fit b)
{
  return a.rows != b.rows ? a.rows > b.rows : a.count > b.count;
}

static Fit
find_most_frequent (const guint *counts, guint n_counts)
{
  Fit best = { 0 };

  for (guint i = 0; i < n_counts; i++)
    {
      Fit fit = { 0, counts[i], 0 };

      for (guint j = 0; counts[i] > 0 && j < n_counts; j++)
        fit.rows += counts[j] == counts[i];
      if (is_better (fit, best))
        best = fit;
    }
  return best;
}

/* Counts @delimiter outside quotes in the first rows, without changing the text. */
static Fit
measure (const char *text, const char *end, char delimiter)
{
  guint counts[SNIFFED_ROWS] = { 0 };
  guint rows = 0;
  gboolean quoted = FALSE, field_start = TRUE;
  Fit fit;

  for (const char *p = text; p < end && rows < SNIFFED_ROWS; p++)
    {
      if (*p == '"' && (quoted || field_start))
        quoted = !quoted;
      else if (!quoted && *p == delimiter)
        counts[rows]++;
      else if (!quoted && *p == '\n')
        rows++;
      field_start = !quoted && (*p == delimiter || *p == '\n' || *p == '\r' || *p == '"');
    }
  fit = find_most_frequent (counts, MIN (rows + 1, SNIFFED_ROWS));
  fit.ended = rows;
  return fit;
}

static char
find_delimiter (const char *text, gsize size_bytes)
{
  static const char delimiters[] = { ',', '\t', ';' };
  Fit best = { 0 };
  char found = ',';

  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      Fit fit = measure (text, text + size_bytes, delimiters[i]);

      if (is_better (fit, best))
        {
          best = fit;
          found = delimiters[i];
        }
    }
  return found;
}

/* Says in which cell the byte that could not be decoded stands. */
static gboolean
fail_undecodable (ChoshoDecodedText *decoded, ChoshoFault *fault)
{
  FieldReader reader;

  field_reader_init (&reader, decoded->text, decoded->size_bytes,
                     find_delimiter (decoded->text, decoded->size_bytes));
  while (read_field (&reader) != NULL)
    ;
  if (reader.row == 0 || reader.line_broken)
    {
      reader.row++;
      reader.column = 0;
    }
  return chosho_fault_set_offset (fault, decoded->reason, decoded->offset, reader.row,
                                  reader.column + 1, decoded->encoding);
}

gboolean
chosho_csv_looks_like_table (const char *text, gsize size_bytes)
{
  Fit fit = measure (text, text + size_bytes, find_delimiter (text, size_bytes));

  return fit.rows >= 2 && fit.rows * 100 >= fit.ended * TABLE_PERCENT;
}

gboolean
chosho_csv_cut (char *text, gsize size_bytes, ChoshoCsvCellFunc func, gpointer user_data, ChoshoFault *fault)
{
  FieldReader reader;
  char *field;

  field_reader_init (&reader, text, size_bytes, find_delimiter (text, size_bytes));
  while ((field = read_field (&reader)) != NULL)
    {
      if (reader.quote_open)
        return chosho_fault_set_cell (fault, CHOSHO_HELPER_REASON_QUOTE_OPEN, reader.row, reader.column + 1, NULL);
      if (!func (reader.row, reader.column, field, user_data, fault))
        return FALSE;
    }
  return TRUE;
}

static gboolean
on_cell (guint32 row, guint32 column, const char *text, gpointer user_data, ChoshoFault *fault)
{
  ChoshoTableWriter *table = user_data;

  return (column > 0 || chosho_table_writer_begin_row (table, row, FALSE, fault))
         && chosho_table_writer_add_cell (table, column, text, fault);
}

static gboolean
read_rows (ChoshoDecodedText *decoded, ChoshoTableWriter *table, ChoshoFault *fault)
{
  if (!chosho_table_writer_begin_sheet (table, "", FALSE, fault)
      || !chosho_csv_cut (decoded->text, decoded->size_bytes, on_cell, table, fault))
    return FALSE;
  chosho_table_writer_end_row (table);
  return TRUE;
}

gboolean
chosho_csv_read (char *data, gsize size_bytes, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_auto (ChoshoDecodedText) decoded = { 0 };
  g_autoptr (ChoshoTableWriter) table = NULL;

  if (!chosho_text_decode (data, size_bytes, &decoded, fault))
    return FALSE;
  if (decoded.reason != 0)
    return fail_undecodable (&decoded, fault);
  table = chosho_table_writer_new (writer, decoded.encoding);
  return read_rows (&decoded, table, fault);
}
