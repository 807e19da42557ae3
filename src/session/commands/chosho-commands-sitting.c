/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-links.h"

/* One person asked the questions of many controls: one interview record, and the step of each answer. */

#define OUTCOMES "no-exception|exception|no-occurrence|unable"

const ChoshoCommandArg chosho_interview_conduct_args[] = {
  { "answers", CHOSHO_ARG_POSITIONALS, TRUE, "ANSWER", N_("An answer as JSON: step, question, answer, outcome and, where there are, reason, replacing") },
  { "who", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Who was asked") },
  { "post", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Organisation and post") },
  { "on", CHOSHO_ARG_TEXT, TRUE, "DATE", N_("The day, as stated") },
  { "time", CHOSHO_ARG_TEXT, FALSE, "TIME", N_("The time of day") },
  { "how", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("How\nin person, by telephone, in writing") },
  { "place", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Where") },
  { "with", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Who else was present") },
  { NULL }
};

/* Where each answer goes. */
typedef struct
{
  ChoshoValue *entry;   /* (borrowed) */
  char        *control; /* (owned) */
  char        *step;    /* (owned) */
} Answer;

static void
answer_clear (gpointer data)
{
  Answer *self = data;

  g_free (self->control);
  g_free (self->step);
}

static gboolean
has_text (ChoshoValue *entry, const char *key)
{
  const char *text = chosho_value_get_string (entry, key);

  return text != NULL && text[strspn (text, " \t\r\n")] != '\0';
}

static gboolean
check_entry (ChoshoValue *entry, GError **error)
{
  static const char *const needed[] = { "step", "question", "answer", "outcome" };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!has_text (entry, needed[i]))
      {
        g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("An answer names step, question, answer and outcome: “%s” is missing"), needed[i]);
        return FALSE;
      }
  return chosho_command_check_word (chosho_value_get_string (entry, "outcome"), "outcome", OUTCOMES, error);
}

static gboolean
check_new (GArray *answers, const Answer *answer, GError **error)
{
  for (guint i = 0; i < answers->len; i++)
    if (strcmp (g_array_index (answers, Answer, i).step, answer->step) == 0
        && strcmp (g_array_index (answers, Answer, i).control, answer->control) == 0)
      {
        g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Step %s is answered twice"), answer->step);
        return FALSE;
      }
  return TRUE;
}

static gboolean
resolve_entry (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *entry, GArray *answers, GError **error)
{
  Answer answer = { .entry = entry };

  if (!check_entry (entry, error)
      || !chosho_session_resolve_step (context->session, view, chosho_value_get_string (entry, "step"), &answer.control, &answer.step, error))
    return FALSE;
  if (!check_new (answers, &answer, error)
      || !chosho_commands_check_replacing (view, answer.control, answer.step, chosho_value_get_string (entry, "replacing"), error))
    {
      answer_clear (&answer);
      return FALSE;
    }
  g_array_append_val (answers, answer);
  return TRUE;
}

static gboolean
resolve (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *entries, GArray *answers, GError **error)
{
  for (guint i = 0; i < chosho_value_get_length (entries); i++)
    if (!resolve_entry (context, view, chosho_value_get_item (entries, i), answers, error))
      {
        g_prefix_error (error, _("Answer %u: "), i + 1);
        return FALSE;
      }
  return TRUE;
}

/* --- The record of it ------------------------------------------------------------------------------------- */

/* "1. [8.1.2.1] …", a paragraph each: the record is read on its own. A single one needs no number. (transfer full) */
static char *
join (GArray *answers, const char *key)
{
  GString *text = g_string_new (NULL);

  if (answers->len == 1)
    g_string_append (text, chosho_value_get_string (g_array_index (answers, Answer, 0).entry, key));
  for (guint i = 0; answers->len > 1 && i < answers->len; i++)
    g_string_append_printf (text, "%s%u. [%s] %s", i > 0 ? "\n" : "", i + 1, g_array_index (answers, Answer, i).control,
                            chosho_value_get_string (g_array_index (answers, Answer, i).entry, key));
  return g_string_free (text, FALSE);
}

static ChoshoValue *
make_interview (ChoshoCommandContext *context, GArray *answers)
{
  static const char *const names[] = { "who", "post", "how", "place", "with" };
  const char *time = chosho_command_get_text (context, "time");
  ChoshoValue *item = chosho_value_new_object ();
  g_autofree char *at = g_strjoin (" ", chosho_command_get_text (context, "on"), time, NULL);
  g_autofree char *question = join (answers, "question");
  g_autofree char *answer = join (answers, "answer");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    chosho_command_copy_text (context, names[i], item, names[i]);
  chosho_value_set_string (item, "at", at);
  chosho_value_set_string (item, "question", question);
  chosho_value_set_string (item, "answer", answer);
  return item;
}

static ChoshoValue *
make_performance (ChoshoCommandContext *context, const Answer *answer, const char *respondent)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "control", answer->control);
  chosho_value_set_string (item, "step", answer->step);
  chosho_value_set_string (item, "technique", "inquiry");
  chosho_value_set_string (item, "performed_on", chosho_command_get_text (context, "on"));
  chosho_value_set_string (item, "outcome", chosho_value_get_string (answer->entry, "outcome"));
  chosho_value_set_string (item, "result", chosho_value_get_string (answer->entry, "answer"));
  chosho_value_set_string (item, "respondent", respondent);
  chosho_command_copy_text (context, "place", item, "place");
  if (has_text (answer->entry, "reason"))
    chosho_value_set_string (item, "reason", chosho_value_get_string (answer->entry, "reason"));
  return item;
}

static void
write_all (ChoshoCommandContext *context, ChoshoTransaction *tx, GArray *answers)
{
  g_autofree char *respondent = g_strjoin (" ", chosho_command_get_text (context, "post"), chosho_command_get_text (context, "who"), NULL);
  g_autoptr (ChoshoValue) targets = chosho_value_new_array ();
  ChoshoValue *performances = chosho_value_new_array ();

  for (guint i = 0; i < answers->len; i++)
    {
      const Answer *answer = &g_array_index (answers, Answer, i);
      ChoshoValue *target = chosho_value_new_object ();

      chosho_value_set_string (target, "control", answer->control);
      chosho_value_set_string (target, "paper", "");
      chosho_value_set_string (target, "step", answer->step);
      chosho_value_append (targets, target);
      chosho_value_append (performances, make_performance (context, answer, respondent));
    }
  chosho_transaction_add_item (tx, "interview", make_interview (context, answers));
  chosho_links_add (tx, targets, "interview", "@0#0", NULL);
  chosho_transaction_add (tx, "performance", performances);
}

gboolean
chosho_command_interview_conduct (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) entries = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (Answer));

  g_array_set_clear_func (answers, answer_clear);
  if (!chosho_command_check_date (context, "on", error))
    return FALSE;
  entries = chosho_commands_parse_objects (chosho_command_get_list (context, "answers"), _("Answer"), error);
  tx = entries != NULL ? chosho_transaction_begin (context->session, context->operation, error) : NULL;
  if (tx == NULL || !chosho_command_check_past (context, chosho_transaction_get_view (tx), "on", error))
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      if (!resolve (context, chosho_transaction_get_view (tx), entries, answers, error))
        return FALSE;
      write_all (context, tx, answers);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_commands_describe_created (tx, "interview");
  chosho_value_set_integer (*result, "recorded", chosho_value_get_length (entries));
  return TRUE;
}
