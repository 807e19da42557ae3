/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-step-book.h"

#include "chosho-answer-sheet.h"
#include "chosho-words.h"

#define FROZEN_COLUMNS 3

static const ChoshoAnswerColumn columns[] = {
  { "control", 9, CHOSHO_ANSWER_PRINTED }, { "title", 16, CHOSHO_ANSWER_PRINTED }, { "procedure", 8, CHOSHO_ANSWER_PRINTED },
  { "phase", 8, CHOSHO_ANSWER_PRINTED }, { "text", 32, CHOSHO_ANSWER_PRINTED }, { "technique", 8, CHOSHO_ANSWER_PRINTED },
  { "performed_technique", 9, CHOSHO_ANSWER_CHOICE }, { "performed_on", 11, CHOSHO_ANSWER_DAY }, { "outcome", 10, CHOSHO_ANSWER_CHOICE },
  { "result", 36, CHOSHO_ANSWER_WORDS }, { "respondent", 12, CHOSHO_ANSWER_WORDS }, { "place", 10, CHOSHO_ANSWER_WORDS },
  { "reason", 14, CHOSHO_ANSWER_WORDS }, { "key", 6, CHOSHO_ANSWER_KEY },
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
  g_autofree char *key = chosho_answer_key_new (chosho_value_get_string (step, "id"), member);
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

/* --- The sheet ------------------------------------------------------------------------------------ */

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
list_techniques (const ChoshoValue *techniques, gboolean english)
{
  static const char *const codes[] = { "inspection", "observation", "reperformance", "inquiry" };
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_ptr_array_add (words, (gpointer) get_label ("technique", codes[i], english));
  for (guint i = 0; i < chosho_value_get_length (techniques); i++)
    {
      const ChoshoValue *own = chosho_value_get_item (techniques, i);
      const char *label = chosho_value_get_string (own, english ? "label_en" : "label_ja");

      if (chosho_words_find ("technique", chosho_value_get_string (own, "id")) == NULL)
        g_ptr_array_add (words, (gpointer) (label != NULL ? label : chosho_value_get_string (own, "id")));
    }
  return words;
}

GBytes *
chosho_step_book_make (const ChoshoRequestBookFacts *facts, ChoshoValue *printed, const ChoshoValue *techniques, const char *member,
                       GError **error)
{
  g_auto (ChoshoAnswerSheet) self = { .writer = { .book = { .fd = -1 } } };
  const ChoshoRequestWords *words = chosho_request_words_get (facts->language);
  gboolean english = chosho_request_words_is_english (words);
  g_autoptr (GPtrArray) outcomes = list_outcomes (english);
  g_autoptr (GPtrArray) techniques_known = list_techniques (techniques, english);
  g_autofree char *by = chosho_request_words_format (words, "steps", "by", "member", member, NULL);
  guint n = chosho_value_get_length (printed);

  if (!chosho_answer_sheet_begin (&self, facts, "steps", "step-columns", columns, G_N_ELEMENTS (columns), FROZEN_COLUMNS, error))
    return NULL;
  chosho_answer_sheet_put_line (&self, by);
  chosho_answer_sheet_add_choice (&self, "performed_technique", techniques_known, n);
  chosho_answer_sheet_add_choice (&self, "outcome", outcomes, n);
  chosho_answer_sheet_put_rows (&self, printed);
  return chosho_answer_sheet_finish (&self, error);
}
