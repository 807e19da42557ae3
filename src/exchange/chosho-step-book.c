/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-step-book.h"

#include <string.h>

#include "chosho-request-book-private.h"
#include "chosho-words.h"

#define HEADER_ROW 5
#define BY_ROW 3
#define FROZEN_COLUMNS 3
#define KEY_SEPARATOR " "

typedef enum
{
  PRINTED,
  CHOICE,  /* one of a list */
  DAY,
  WORDS,
} Kind;

/* What stands in a column, and how wide it is on A4 across: the whole width is about 190. */
static const struct
{
  const char *key;
  double      width;
  Kind        kind;
} columns[] = {
  { "control", 9, PRINTED }, { "title", 16, PRINTED }, { "procedure", 8, PRINTED }, { "phase", 8, PRINTED }, { "text", 32, PRINTED },
  { "technique", 8, PRINTED }, { "performed_technique", 9, CHOICE }, { "performed_on", 11, DAY }, { "outcome", 10, CHOICE },
  { "result", 36, WORDS }, { "respondent", 12, WORDS }, { "place", 10, WORDS }, { "reason", 14, WORDS }, { "key", 6, PRINTED },
};

/* --- What goes out ------------------------------------------------------------------------------- */

static const char *
get_label (const char *list, const char *code, gboolean english)
{
  const char *label = code != NULL ? chosho_words_get_label (list, code, english) : NULL;

  return label != NULL ? label : code;
}

ChoshoValue *
chosho_step_book_print (const char *language, ChoshoValue *step, const char *title, const char *member)
{
  gboolean english = g_strcmp0 (language, "en") == 0;
  const char *closed = chosho_request_words_text (chosho_request_words_get (language), "steps", "closed");
  gboolean open = chosho_value_get_boolean (step, "disclosable", FALSE);
  g_autofree char *key = g_strconcat (chosho_value_get_string (step, "id"), KEY_SEPARATOR, member, NULL);
  ChoshoValue *out = chosho_value_new_object ();

  chosho_value_set_string (out, "key", key);
  chosho_value_set_string (out, "control", chosho_value_get_string (step, "control"));
  chosho_value_set_string (out, "title", title);
  chosho_value_set_string (out, "procedure", chosho_value_get_string (step, "procedure"));
  chosho_value_set_string (out, "phase", get_label ("phase", chosho_value_get_string (step, "phase"), english));
  chosho_value_set_string (out, "text", open ? chosho_value_get_string (step, "text") : closed);
  chosho_value_set_string (out, "technique", get_label ("technique", chosho_value_get_string (step, "technique"), english));
  return out;
}

gboolean
chosho_step_book_split_key (const char *key, char **step, char **member)
{
  g_auto (GStrv) parts = g_strsplit_set (key, KEY_SEPARATOR "\n", -1);

  if (g_strv_length (parts) != 2 || parts[0][0] == '\0' || parts[1][0] == '\0')
    return FALSE;
  *step = g_strdup (parts[0]);
  *member = g_strdup (parts[1]);
  return TRUE;
}

/* --- The sheet ------------------------------------------------------------------------------------ */

typedef struct
{
  ChoshoRequestWriter writer;      /* (owned) */
  lxw_format         *words;       /* (borrowed from the book), as are the others: what is typed stays a text */
  lxw_format         *day;
  const ChoshoValue  *techniques;  /* (borrowed) (nullable) */
} Sheet;

static void
sheet_clear (Sheet *self)
{
  chosho_request_writer_clear (&self->writer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static void
make_formats (Sheet *self)
{
  lxw_format **formats[] = { &self->words, &self->day };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      *formats[i] = chosho_book_add_format (&self->writer.book, chosho_request_words_is_english (self->writer.words), TRUE);
      format_set_bg_color (*formats[i], 0xFFF8DC);
    }
  format_set_num_format (self->words, "@");
  format_set_num_format (self->day, "yyyy-mm-dd");
}

static GPtrArray *
list_outcomes (gboolean english)
{
  static const char *const codes[] = { "no-exception", "exception", "no-occurrence", "unable" };
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_ptr_array_add (words, (gpointer) get_label ("outcome", codes[i], english));
  return words;
}

static GPtrArray *
list_techniques (Sheet *self, gboolean english)
{
  static const char *const codes[] = { "inspection", "observation", "reperformance", "inquiry" };
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_ptr_array_add (words, (gpointer) get_label ("technique", codes[i], english));
  for (guint i = 0; i < chosho_value_get_length (self->techniques); i++)
    {
      const ChoshoValue *own = chosho_value_get_item (self->techniques, i);
      const char *label = chosho_value_get_string (own, english ? "label_en" : "label_ja");

      if (chosho_words_find ("technique", chosho_value_get_string (own, "id")) == NULL)
        g_ptr_array_add (words, (gpointer) (label != NULL ? label : chosho_value_get_string (own, "id")));
    }
  return words;
}

/* A list of more than 255 characters cannot be written into a cell's validation: then the words are typed. */
static void
add_choice (Sheet *self, guint last, guint column)
{
  gboolean english = chosho_request_words_is_english (self->writer.words);
  g_autoptr (GPtrArray) words = strcmp (columns[column].key, "outcome") == 0 ? list_outcomes (english) : list_techniques (self, english);
  lxw_data_validation choice = { .validate = LXW_VALIDATION_TYPE_LIST, .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };

  g_ptr_array_add (words, NULL);
  choice.value_list = (char **) words->pdata;
  (void) worksheet_data_validation_range (self->writer.sheet, HEADER_ROW + 1, (lxw_col_t) column, last, (lxw_col_t) column, &choice);
}

static void
set_up (Sheet *self, guint last, const char *member)
{
  ChoshoRequestWriter *writer = &self->writer;
  g_autofree char *by = chosho_request_words_format (writer->words, "steps", "by", "member", member, NULL);

  chosho_book_put_text (&writer->book, writer->sheet, 2, 0, chosho_request_words_text (writer->words, "steps", "fill"), writer->plain);
  chosho_book_put_text (&writer->book, writer->sheet, BY_ROW, 0, by, writer->plain);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      worksheet_set_column (writer->sheet, (lxw_col_t) i, (lxw_col_t) i, columns[i].width, NULL);
      chosho_book_put_text (&writer->book, writer->sheet, HEADER_ROW, i, chosho_request_words_text (writer->words, "step-columns", columns[i].key),
                            columns[i].kind == PRINTED ? writer->head : writer->head_fill);
      if (columns[i].kind == CHOICE)
        add_choice (self, last, i);
    }
  worksheet_freeze_panes (writer->sheet, HEADER_ROW + 1, FROZEN_COLUMNS);
  worksheet_repeat_rows (writer->sheet, HEADER_ROW, HEADER_ROW);
  worksheet_set_landscape (writer->sheet);
  worksheet_fit_to_pages (writer->sheet, 1, 0);
}

static void
put_step (Sheet *self, guint row, ChoshoValue *printed)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    chosho_book_put_text (&self->writer.book, self->writer.sheet, row, i,
                          columns[i].kind == PRINTED ? chosho_value_get_string (printed, columns[i].key) : NULL,
                          columns[i].kind == PRINTED ? self->writer.cell : columns[i].kind == DAY ? self->day : self->words);
}

GBytes *
chosho_step_book_make (const ChoshoRequestBookFacts *facts, ChoshoValue *printed, const ChoshoValue *techniques, const char *member,
                       GError **error)
{
  g_auto (Sheet) self = { .writer = { .book = { .fd = -1 } }, .techniques = techniques };
  guint n = chosho_value_get_length (printed);

  if (!chosho_request_writer_begin (&self.writer, facts, "steps", error))
    return NULL;
  make_formats (&self);
  set_up (&self, HEADER_ROW + MAX (n, 1), member);
  for (guint i = 0; i < n; i++)
    put_step (&self, HEADER_ROW + 1 + i, chosho_value_get_item (printed, i));
  return chosho_book_finish (&self.writer.book, error);
}
