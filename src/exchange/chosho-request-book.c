/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-request-book-private.h"

#define HEADER_ROW 5
#define BLANK_ROWS 3 /* the state may be chosen in rows that the client adds, too */

/* What stands in a column, and how wide it is on A4 across: the whole width is about 190. */
static const struct
{
  const char *key;
  double      width;
  gboolean    date;
  gboolean    fill; /* for the client to fill in */
} columns[] = {
  { "number", 9, FALSE, FALSE }, { "controls", 15, FALSE, FALSE }, { "text", 46, FALSE, FALSE }, { "period", 14, FALSE, FALSE },
  { "owner", 13, FALSE, TRUE }, { "requested", 11, TRUE, FALSE }, { "due", 11, TRUE, FALSE }, { "received", 11, TRUE, FALSE },
  { "state", 9, FALSE, FALSE }, { "reason", 18, FALSE, FALSE }, { "files", 22, FALSE, TRUE }, { "reply", 22, FALSE, TRUE },
  { "remarks", 18, FALSE, FALSE },
};

const char *const *
chosho_request_book_columns (void)
{
  static const char *keys[G_N_ELEMENTS (columns) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    keys[i] = columns[i].key;
  return keys;
}

guint
chosho_request_days_late (const char *state, const char *due, const char *today)
{
  gboolean waits = g_strcmp0 (state, "requested") == 0 || g_strcmp0 (state, "returned") == 0;

  if (!waits || due == NULL || !chosho_date_is_valid (due) || strcmp (due, today) >= 0)
    return 0;
  return (guint) (chosho_date_to_days (today) - chosho_date_to_days (due));
}

/* --- Formats ---------------------------------------------------------------------------------------------------- */

static lxw_format *
new_format (ChoshoRequestWriter *self, gboolean framed)
{
  return chosho_book_add_format (&self->book, chosho_request_words_is_english (self->words), framed);
}

static void
make_formats (ChoshoRequestWriter *self)
{
  self->title = new_format (self, FALSE);
  format_set_bold (self->title);
  format_set_font_size (self->title, 14);
  self->plain = new_format (self, FALSE);
  self->note = new_format (self, FALSE);
  format_set_text_wrap (self->note);
  self->cell = new_format (self, TRUE);
  self->date = new_format (self, TRUE);
  format_set_num_format (self->date, "yyyy-mm-dd");
  format_set_align (self->date, LXW_ALIGN_CENTER);
  self->count = new_format (self, TRUE);
  format_set_align (self->count, LXW_ALIGN_LEFT);
  self->fill = new_format (self, TRUE);
  format_set_bg_color (self->fill, 0xFFF8DC);
  self->head = new_format (self, TRUE);
  self->head_fill = new_format (self, TRUE);
  format_set_bold (self->head);
  format_set_bold (self->head_fill);
  format_set_bg_color (self->head, 0xE8E8E8);
  format_set_bg_color (self->head_fill, 0xF2DF9B);
}

gboolean
chosho_request_writer_begin (ChoshoRequestWriter *self, const ChoshoRequestBookFacts *facts, const char *group, guint n_columns, double width,
                             GError **error)
{
  g_autofree char *about = NULL;
  lxw_doc_properties properties = { 0 };

  self->facts = facts;
  self->n_columns = n_columns;
  self->width = width;
  self->words = chosho_request_words_get (facts->language);
  if (!chosho_book_begin (&self->book, error))
    return FALSE;
  properties.title = (char *) chosho_request_words_text (self->words, group, "title");
  properties.author = (char *) facts->firm;
  workbook_set_properties (self->book.workbook, &properties);
  make_formats (self);
  self->sheet = workbook_add_worksheet (self->book.workbook, chosho_request_words_text (self->words, group, "name"));
  chosho_book_put_text (&self->book, self->sheet, 0, 0, chosho_request_words_text (self->words, group, "title"), self->title);
  about = chosho_request_words_format (self->words, group, "about", "client", facts->client, "engagement", facts->engagement,
                                       "firm", facts->firm, "date", facts->today, NULL);
  chosho_request_writer_put_note (self, 1, about);
  return TRUE;
}

void
chosho_request_writer_put_note (ChoshoRequestWriter *self, guint row, const char *text)
{
  chosho_book_put_note (&self->book, self->sheet, row, self->n_columns, self->width, text, self->note);
}

void
chosho_request_writer_clear (ChoshoRequestWriter *self)
{
  chosho_book_clear (&self->book);
}

/* --- The list --------------------------------------------------------------------------------------------------- */

static guint
count_late (ChoshoRequestWriter *self, ChoshoValue *requests)
{
  guint late = 0;

  for (guint i = 0; i < chosho_value_get_length (requests); i++)
    {
      ChoshoValue *row = chosho_value_get_item (requests, i);

      late += chosho_request_days_late (chosho_value_get_string (row, "state"), chosho_value_get_string (row, "due"), self->facts->today) > 0;
    }
  return late;
}

guint
chosho_request_count_state (ChoshoValue *requests, const char *state)
{
  guint count = 0;

  for (guint i = 0; i < chosho_value_get_length (requests); i++)
    count += g_strcmp0 (chosho_value_get_string (chosho_value_get_item (requests, i), "state"), state) == 0;
  return count;
}

/* What the client is told above the list. */
static void
put_notes (ChoshoRequestWriter *self, ChoshoValue *requests)
{
  const char *first = chosho_value_get_string (chosho_value_get_item (requests, 0), "number");
  g_autofree char *fill = chosho_request_words_format (self->words, "sheet", "fill", "example", first, NULL);
  g_autofree char *requested = g_strdup_printf ("%u", chosho_request_count_state (requests, "requested"));
  g_autofree char *returned = g_strdup_printf ("%u", chosho_request_count_state (requests, "returned"));
  g_autofree char *checking = g_strdup_printf ("%u", chosho_request_count_state (requests, "checking") + chosho_request_count_state (requests, "received"));
  g_autofree char *accepted = g_strdup_printf ("%u", chosho_request_count_state (requests, "accepted"));
  g_autofree char *overdue = g_strdup_printf ("%u", count_late (self, requests));
  g_autofree char *progress = chosho_request_words_format (self->words, "sheet", "progress", "requested", requested, "overdue", overdue,
                                                           "returned", returned, "checking", checking, "accepted", accepted, NULL);

  chosho_request_writer_put_note (self, 2, fill);
  chosho_request_writer_put_note (self, 3, progress);
}

static char *
join_controls (ChoshoValue *row)
{
  ChoshoValue *controls = chosho_value_get (row, "controls");
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", chosho_value_as_string (chosho_value_get_item (controls, i)));
  return g_string_free (out, FALSE);
}

static void
put_request (ChoshoRequestWriter *self, guint row, ChoshoValue *request)
{
  g_autofree char *controls = join_controls (request);
  const char *state = chosho_value_get_string (request, "state");
  guint lines = 1;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *key = columns[i].key;
      const char *text = chosho_value_get_string (request, key);

      if (strcmp (key, "controls") == 0)
        text = controls;
      else if (strcmp (key, "state") == 0)
        text = chosho_request_words_state (self->words, state);
      else if (strcmp (key, "reason") == 0)
        text = g_strcmp0 (state, "returned") == 0 ? chosho_value_get_string (request, "state_text") : NULL;
      if (columns[i].date)
        chosho_book_put_date (&self->book, self->sheet, row, i, text, self->date);
      else
        chosho_book_put_text (&self->book, self->sheet, row, i, text, columns[i].fill ? self->fill : self->cell);
      lines = MAX (lines, chosho_book_count_lines (text, columns[i].width));
    }
  chosho_book_set_lines (self->sheet, row, lines);
}

/* The states may be chosen from a list, so that they are written as both sides know them. */
static void
add_choice (ChoshoRequestWriter *self, guint first, guint last, guint column)
{
  const char *const *states = chosho_request_states ();
  guint n = g_strv_length ((char **) states);
  g_autofree const char **words = g_new0 (const char *, n + 1);
  lxw_data_validation choice = { .validate = LXW_VALIDATION_TYPE_LIST, .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };

  for (guint i = 0; i < n; i++)
    words[i] = chosho_request_words_state (self->words, states[i]);
  choice.value_list = (gpointer) words; /* char ** in libxlsxwriter 1.1.4, const char ** in 1.2.1 */
  worksheet_data_validation_range (self->sheet, first, (lxw_col_t) column, last, (lxw_col_t) column, &choice);
}

static void
set_up_list (ChoshoRequestWriter *self, guint last)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      worksheet_set_column (self->sheet, (lxw_col_t) i, (lxw_col_t) i, columns[i].width, NULL);
      chosho_book_put_text (&self->book, self->sheet, HEADER_ROW, i, chosho_request_words_text (self->words, "columns", columns[i].key),
                            columns[i].fill ? self->head_fill : self->head);
      if (strcmp (columns[i].key, "state") == 0)
        add_choice (self, HEADER_ROW + 1, last + BLANK_ROWS, i);
    }
  worksheet_autofilter (self->sheet, HEADER_ROW, 0, last, G_N_ELEMENTS (columns) - 1);
  worksheet_freeze_panes (self->sheet, HEADER_ROW + 1, 3);
  worksheet_repeat_rows (self->sheet, HEADER_ROW, HEADER_ROW);
  chosho_book_set_page (self->sheet, TRUE);
  worksheet_fit_to_pages (self->sheet, 1, 0);
}

GBytes *
chosho_request_book_list (const ChoshoRequestBookFacts *facts, ChoshoValue *requests, GError **error)
{
  g_auto (ChoshoRequestWriter) self = { .book = { .fd = -1 } };
  guint n = chosho_value_get_length (requests);
  double width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    width += columns[i].width;
  if (!chosho_request_writer_begin (&self, facts, "sheet", G_N_ELEMENTS (columns), width, error))
    return NULL;
  put_notes (&self, requests);
  set_up_list (&self, HEADER_ROW + MAX (n, 1));
  for (guint i = 0; i < n; i++)
    put_request (&self, HEADER_ROW + 1 + i, chosho_value_get_item (requests, i));
  return chosho_book_finish (&self.book, error);
}
