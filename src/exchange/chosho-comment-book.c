/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-comment-book.h"

#include "chosho-answer-sheet.h"

#define FROZEN_COLUMNS 2

static const ChoshoAnswerColumn columns[] = {
  { "line", 6, CHOSHO_ANSWER_PRINTED }, { "place", 22, CHOSHO_ANSWER_PRINTED }, { "text", 56, CHOSHO_ANSWER_PRINTED },
  { "comment", 32, CHOSHO_ANSWER_WORDS }, { "proposed", 42, CHOSHO_ANSWER_WORDS }, { "answered_by", 14, CHOSHO_ANSWER_WORDS },
  { "answered_on", 12, CHOSHO_ANSWER_DAY }, { "key", 6, CHOSHO_ANSWER_KEY },
};

ChoshoValue *
chosho_comment_book_print (const char *digest, guint line, const char *place, const char *text)
{
  g_autofree char *number = g_strdup_printf ("%u", line);
  g_autofree char *key = chosho_answer_key_new (digest, number);
  ChoshoValue *out = chosho_value_new_object ();

  chosho_value_set_string (out, "key", key);
  chosho_value_set_string (out, "line", number);
  chosho_value_set_string (out, "place", place);
  chosho_value_set_string (out, "text", text);
  return out;
}

GBytes *
chosho_comment_book_make (const ChoshoRequestBookFacts *facts, ChoshoValue *printed, const char *due, GError **error)
{
  g_auto (ChoshoAnswerSheet) self = { .writer = { .book = { .fd = -1 } } };
  const ChoshoRequestWords *words = chosho_request_words_get (facts->language);
  g_autofree char *line = due != NULL ? chosho_request_words_format (words, "comments", "due", "date", due, NULL)
                                      : g_strdup (chosho_request_words_text (words, "comments", "undated"));

  if (!chosho_answer_sheet_begin (&self, facts, "comments", "comment-columns", columns, G_N_ELEMENTS (columns), FROZEN_COLUMNS, error))
    return NULL;
  chosho_answer_sheet_put_line (&self, line);
  chosho_answer_sheet_put_rows (&self, printed);
  return chosho_answer_sheet_finish (&self, error);
}
