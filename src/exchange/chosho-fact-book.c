/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-fact-book.h"

#include "chosho-answer-sheet.h"
#include "chosho-finding.h"
#include "chosho-words.h"

#define FROZEN_COLUMNS 1

static const ChoshoAnswerColumn columns[] = {
  { "number", 12, CHOSHO_ANSWER_PRINTED }, { "controls", 22, CHOSHO_ANSWER_PRINTED }, { "text", 56, CHOSHO_ANSWER_PRINTED },
  { "period", 13, CHOSHO_ANSWER_PRINTED }, { "answer", 13, CHOSHO_ANSWER_CHOICE }, { "comment", 38, CHOSHO_ANSWER_WORDS },
  { "answered_by", 15, CHOSHO_ANSWER_WORDS }, { "answered_on", 12, CHOSHO_ANSWER_DAY }, { "key", 6, CHOSHO_ANSWER_KEY },
};

ChoshoValue *
chosho_fact_book_print (const char *id, const char *reference, const char *controls, const char *text, const char *period)
{
  g_autofree char *digest = chosho_finding_dup_digest (text);
  g_autofree char *key = chosho_answer_key_new (id, digest);
  ChoshoValue *out = chosho_value_new_object ();

  chosho_value_set_string (out, "key", key);
  chosho_value_set_string (out, "number", reference);
  chosho_value_set_string (out, "controls", controls);
  chosho_value_set_string (out, "text", text);
  chosho_value_set_string (out, "period", period);
  return out;
}

GBytes *
chosho_fact_book_make (const ChoshoRequestBookFacts *facts, ChoshoValue *printed, const char *due, GError **error)
{
  g_auto (ChoshoAnswerSheet) self = { .writer = { .book = { .fd = -1 } } };
  const ChoshoRequestWords *words = chosho_request_words_get (facts->language);
  gboolean english = chosho_request_words_is_english (words);
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();
  g_autofree char *line = due != NULL ? chosho_request_words_format (words, "facts", "due", "date", due, NULL)
                                      : g_strdup (chosho_request_words_text (words, "facts", "undated"));

  g_ptr_array_add (answers, (gpointer) chosho_words_get_label ("fact_answer", "agrees", english));
  g_ptr_array_add (answers, (gpointer) chosho_words_get_label ("fact_answer", "disagrees", english));
  if (!chosho_answer_sheet_begin (&self, facts, "facts", "fact-columns", columns, G_N_ELEMENTS (columns), FROZEN_COLUMNS, error))
    return NULL;
  chosho_answer_sheet_put_line (&self, line);
  chosho_answer_sheet_add_choice (&self, "answer", answers, chosho_value_get_length (printed));
  chosho_answer_sheet_put_rows (&self, printed);
  return chosho_answer_sheet_finish (&self, error);
}
