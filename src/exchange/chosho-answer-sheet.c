/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-answer-sheet.h"

#include <string.h>

#define FILL_ROW 2
#define LINE_ROW 3
#define HEADER_ROW 5
#define KEY_SEPARATOR " "

char *
chosho_answer_key_new (const char *what, const char *state)
{
  return g_strconcat (what, KEY_SEPARATOR, state, NULL);
}

gboolean
chosho_answer_key_split (const char *key, char **what, char **state)
{
  g_auto (GStrv) parts = g_strsplit_set (key, KEY_SEPARATOR "\n", -1);

  if (g_strv_length (parts) != 2 || parts[0][0] == '\0' || parts[1][0] == '\0')
    return FALSE;
  *what = g_strdup (parts[0]);
  *state = g_strdup (parts[1]);
  return TRUE;
}

static void
make_formats (ChoshoAnswerSheet *self)
{
  lxw_format **formats[] = { &self->words, &self->day };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      *formats[i] = chosho_book_add_format (&self->writer.book, chosho_request_words_is_english (self->writer.words), TRUE);
      format_set_bg_color (*formats[i], 0xFFF8DC);
    }
  format_set_num_format (self->words, "@");
  format_set_num_format (self->day, "yyyy-mm-dd");
  self->key = chosho_book_add_format (&self->writer.book, chosho_request_words_is_english (self->writer.words), FALSE);
  format_set_border (self->key, LXW_BORDER_HAIR);
  format_set_font_color (self->key, 0x808080);
  format_set_shrink (self->key);
}

static gboolean
is_printed (const ChoshoAnswerColumn *column)
{
  return column->kind == CHOSHO_ANSWER_PRINTED || column->kind == CHOSHO_ANSWER_KEY;
}

gboolean
chosho_answer_sheet_begin (ChoshoAnswerSheet *self, const ChoshoRequestBookFacts *facts, const char *group, const char *headings,
                           const ChoshoAnswerColumn *columns, guint n_columns, guint frozen, GError **error)
{
  ChoshoRequestWriter *writer = &self->writer;
  double width = 0;

  self->columns = columns;
  self->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    width += columns[i].width;
  if (!chosho_request_writer_begin (writer, facts, group, n_columns, width, error))
    return FALSE;
  make_formats (self);
  chosho_request_writer_put_note (writer, FILL_ROW, chosho_request_words_text (writer->words, group, "fill"));
  for (guint i = 0; i < n_columns; i++)
    {
      worksheet_set_column (writer->sheet, (lxw_col_t) i, (lxw_col_t) i, columns[i].width, NULL);
      chosho_book_put_text (&writer->book, writer->sheet, HEADER_ROW, i, chosho_request_words_text (writer->words, headings, columns[i].key),
                            is_printed (&columns[i]) ? writer->head : writer->head_fill);
    }
  worksheet_freeze_panes (writer->sheet, HEADER_ROW + 1, (lxw_col_t) frozen);
  worksheet_repeat_rows (writer->sheet, HEADER_ROW, HEADER_ROW);
  chosho_book_set_page (writer->sheet, TRUE);
  worksheet_fit_to_pages (writer->sheet, 1, 0);
  return TRUE;
}

void
chosho_answer_sheet_clear (ChoshoAnswerSheet *self)
{
  chosho_request_writer_clear (&self->writer);
}

void
chosho_answer_sheet_put_line (ChoshoAnswerSheet *self, const char *text)
{
  chosho_request_writer_put_note (&self->writer, LINE_ROW, text);
}

/* A list of more than 255 characters cannot be written into a cell's validation: then the words are typed. */
void
chosho_answer_sheet_add_choice (ChoshoAnswerSheet *self, const char *key, GPtrArray *words, guint n_rows)
{
  g_autoptr (GPtrArray) ended = g_ptr_array_copy (words, NULL, NULL);
  lxw_data_validation choice = { .validate = LXW_VALIDATION_TYPE_LIST, .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };
  guint column = 0;

  while (strcmp (self->columns[column].key, key) != 0)
    column++;
  g_ptr_array_set_free_func (ended, NULL);
  g_ptr_array_add (ended, NULL);
  choice.value_list = (gpointer) ended->pdata; /* char ** in libxlsxwriter 1.1.4, const char ** in 1.2.1 */
  (void) worksheet_data_validation_range (self->writer.sheet, HEADER_ROW + 1, (lxw_col_t) column, HEADER_ROW + MAX (n_rows, 1), (lxw_col_t) column,
                                          &choice);
}

static lxw_format *
get_format (ChoshoAnswerSheet *self, ChoshoAnswerKind kind)
{
  return kind == CHOSHO_ANSWER_PRINTED ? self->writer.cell : kind == CHOSHO_ANSWER_KEY ? self->key : kind == CHOSHO_ANSWER_DAY ? self->day : self->words;
}

static void
put_row (ChoshoAnswerSheet *self, guint row, ChoshoValue *printed)
{
  guint lines = 1;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const ChoshoAnswerColumn *column = &self->columns[i];
      const char *text = is_printed (column) ? chosho_value_get_string (printed, column->key) : NULL;

      chosho_book_put_text (&self->writer.book, self->writer.sheet, row, i, text, get_format (self, column->kind));
      if (column->kind == CHOSHO_ANSWER_PRINTED)
        lines = MAX (lines, chosho_book_count_lines (text, column->width));
    }
  chosho_book_set_lines (self->writer.sheet, row, lines);
}

void
chosho_answer_sheet_put_rows (ChoshoAnswerSheet *self, ChoshoValue *printed)
{
  guint n_rows = chosho_value_get_length (printed);

  for (guint i = 0; i < n_rows; i++)
    put_row (self, HEADER_ROW + 1 + i, chosho_value_get_item (printed, i));
  /* Said, since a program may count what a shrunk reference would take as a part of the page. */
  (void) worksheet_print_area (self->writer.sheet, 0, 0, HEADER_ROW + MAX (n_rows, 1), (lxw_col_t) (self->n_columns - 1));
}

GBytes *
chosho_answer_sheet_finish (ChoshoAnswerSheet *self, GError **error)
{
  return chosho_book_finish (&self->writer.book, error);
}
