/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-request-book-private.h"

/* The daily page for the client: it is one page, so that each list ends after some lines and says how many are left. */
#define LINES 12
#define DAYS_AHEAD 7

enum { NUMBER, TEXT, OWNER, DUE, NOTE, N_COLUMNS };

static const double widths[N_COLUMNS] = { 10, 44, 14, 11, 22 };

typedef gboolean (*Fits) (const char *state, const char *due, const char *today);

static gboolean
is_late (const char *state, const char *due, const char *today)
{
  return strcmp (state, "requested") == 0 && chosho_request_days_late (state, due, today) > 0;
}

static gboolean
is_returned (const char *state, const char *due, const char *today)
{
  return strcmp (state, "returned") == 0;
}

static gboolean
is_coming (const char *state, const char *due, const char *today)
{
  gint64 days;

  if (strcmp (state, "requested") != 0 || due == NULL || !chosho_date_is_valid (due))
    return FALSE;
  days = chosho_date_to_days (due) - chosho_date_to_days (today);
  return days >= 0 && days <= DAYS_AHEAD;
}

/* What stands behind a request: how late it is, or why it was returned. (transfer full) */
static char *
dup_note (ChoshoRequestWriter *self, ChoshoValue *request)
{
  const char *state = chosho_value_get_string (request, "state");
  guint late = chosho_request_days_late (state, chosho_value_get_string (request, "due"), self->facts->today);
  g_autofree char *days = g_strdup_printf ("%u", late);
  g_autofree char *words = late > 0 ? chosho_request_words_format (self->words, "status", "late", "days", days, NULL) : NULL;
  const char *reason = strcmp (state, "returned") == 0 ? chosho_value_get_string (request, "state_text") : NULL;

  if (words != NULL && reason != NULL)
    return g_strdup_printf ("%s\n%s: %s", words, chosho_request_words_text (self->words, "status", "reason"), reason);
  if (reason != NULL)
    return g_strdup_printf ("%s: %s", chosho_request_words_text (self->words, "status", "reason"), reason);
  return g_steal_pointer (&words);
}

static void
put_line (ChoshoRequestWriter *self, guint row, ChoshoValue *request)
{
  g_autofree char *note = dup_note (self, request);

  chosho_book_put_text (&self->book, self->sheet, row, NUMBER, chosho_value_get_string (request, "number"), self->cell);
  chosho_book_put_text (&self->book, self->sheet, row, TEXT, chosho_value_get_string (request, "text"), self->cell);
  chosho_book_put_text (&self->book, self->sheet, row, OWNER, chosho_value_get_string (request, "owner"), self->cell);
  chosho_book_put_date (&self->book, self->sheet, row, DUE, chosho_value_get_string (request, "due"), self->date);
  chosho_book_put_text (&self->book, self->sheet, row, NOTE, note, self->cell);
  chosho_book_set_lines (self->sheet, row, MAX (chosho_book_count_lines (chosho_value_get_string (request, "text"), widths[TEXT]),
                                                chosho_book_count_lines (note, widths[NOTE])));
}

static void
put_heads (ChoshoRequestWriter *self, guint row)
{
  static const char *const keys[] = { "number", "text", "owner", "due", "remarks" };

  for (guint i = 0; i < N_COLUMNS; i++)
    chosho_book_put_text (&self->book, self->sheet, row, i, chosho_request_words_text (self->words, "columns", keys[i]), self->head);
}

/* One list under its heading; returns the row after it. */
static guint
put_section (ChoshoRequestWriter *self, guint row, const char *heading, ChoshoValue *requests, Fits fits)
{
  guint found = 0;
  g_autofree char *count = NULL;
  g_autofree char *more = NULL;

  chosho_book_put_text (&self->book, self->sheet, row++, 0, heading, self->title);
  for (guint i = 0; i < chosho_value_get_length (requests); i++)
    {
      ChoshoValue *request = chosho_value_get_item (requests, i);

      if (!fits (chosho_value_get_string (request, "state"), chosho_value_get_string (request, "due"), self->facts->today))
        continue;
      if (found == 0)
        put_heads (self, row++);
      if (found++ < LINES)
        put_line (self, row++, request);
    }
  if (found == 0)
    chosho_book_put_text (&self->book, self->sheet, row++, 0, chosho_request_words_text (self->words, "status", "none"), self->plain);
  if (found <= LINES)
    return row + 1;
  count = g_strdup_printf ("%u", found - LINES);
  more = chosho_request_words_format (self->words, "status", "more", "count", count, NULL);
  chosho_book_put_text (&self->book, self->sheet, row, 0, more, self->plain);
  return row + 2;
}

static guint
put_counts (ChoshoRequestWriter *self, guint row, ChoshoValue *requests)
{
  const char *const *states = chosho_request_states ();

  chosho_book_put_text (&self->book, self->sheet, row++, 0, chosho_request_words_text (self->words, "status", "counts"), self->title);
  for (guint i = 0; states[i] != NULL; i++, row++)
    {
      chosho_book_put_text (&self->book, self->sheet, row, 0, chosho_request_words_state (self->words, states[i]), self->cell);
      worksheet_write_number (self->sheet, row, 1, chosho_request_count_state (requests, states[i]), self->count);
    }
  return row + 1;
}

GBytes *
chosho_request_book_status (const ChoshoRequestBookFacts *facts, ChoshoValue *requests, GError **error)
{
  g_auto (ChoshoRequestWriter) self = { .book = { .fd = -1 } };
  g_autofree char *days = g_strdup_printf ("%d", DAYS_AHEAD);
  g_autofree char *coming = NULL;
  double width = 0;
  guint row;

  for (guint i = 0; i < N_COLUMNS; i++)
    width += widths[i];
  if (!chosho_request_writer_begin (&self, facts, "status", N_COLUMNS, width, error))
    return NULL;
  for (guint i = 0; i < N_COLUMNS; i++)
    worksheet_set_column (self.sheet, (lxw_col_t) i, (lxw_col_t) i, widths[i], NULL);
  chosho_book_set_page (self.sheet, FALSE);
  worksheet_fit_to_pages (self.sheet, 1, 1);
  coming = chosho_request_words_format (self.words, "status", "coming", "days", days, NULL);
  row = put_counts (&self, 3, requests);
  row = put_section (&self, row, chosho_request_words_text (self.words, "status", "overdue"), requests, is_late);
  row = put_section (&self, row, chosho_request_words_text (self.words, "status", "returned"), requests, is_returned);
  put_section (&self, row, coming, requests, is_coming);
  return chosho_book_finish (&self.book, error);
}
