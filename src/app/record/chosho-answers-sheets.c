/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-answers-dialog.h"
#include "chosho-code-words.h"

/* What each sheet that comes back shows of an answer. */

static void
append_line (GString *text, const char *label, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", label, value);
}

/* --- The step sheet -------------------------------------------------------------------------------- */

static char *
dup_step_title (ChoshoValue *answer)
{
  return g_strjoin ("  ", chosho_value_get_string (answer, "control"), chosho_word_technique (chosho_value_get_string (answer, "technique")),
                    chosho_value_get_string (answer, "performed_on"), chosho_word_outcome (chosho_value_get_string (answer, "outcome")), NULL);
}

static char *
dup_step_words (ChoshoValue *answer)
{
  const char *state = chosho_value_get_string (answer, "state");
  const char *name = chosho_value_get_string (answer, "member_name");
  GString *text = g_string_new (NULL);

  append_line (text, _("Step"), chosho_value_get_string (answer, "text"));
  append_line (text, _("Result"), chosho_value_get_string (answer, "result"));
  append_line (text, _("Person asked"), chosho_value_get_string (answer, "respondent"));
  append_line (text, _("Place"), chosho_value_get_string (answer, "place"));
  append_line (text, _("Reason"), chosho_value_get_string (answer, "reason"));
  if (g_strcmp0 (state, "recorded") == 0)
    g_string_append_printf (text, "\n%s", _("Somebody recorded this step meanwhile."));
  else if (g_strcmp0 (state, "other") == 0)
    {
      g_autofree char *whose = g_strdup_printf (_("The sheet was made for %s, who alone can confirm it."), name != NULL ? name : "?");

      g_string_append_printf (text, "\n%s", whose);
    }
  return g_string_free (text, FALSE);
}

const ChoshoAnswersSpec chosho_answers_steps = {
  .command = "step import", .title = N_("Step Sheet That Came Back"),
  .description = N_("What you confirm is recorded as performed by you, and signed with your key."),
  .dup_title = dup_step_title, .dup_words = dup_step_words,
};

/* --- The confirmation of facts --------------------------------------------------------------------- */

static char *
dup_fact_title (ChoshoValue *answer)
{
  return g_strjoin ("  ", chosho_value_get_string (answer, "number"), chosho_word_fact_answer (chosho_value_get_string (answer, "answer")),
                    chosho_value_get_string (answer, "answered_by"), chosho_value_get_string (answer, "answered_on"), NULL);
}

static char *
dup_fact_words (ChoshoValue *answer)
{
  const char *state = chosho_value_get_string (answer, "state");
  GString *text = g_string_new (NULL);

  append_line (text, _("Fact asked about"), chosho_value_get_string (answer, "asked"));
  append_line (text, _("Comment"), chosho_value_get_string (answer, "comment"));
  if (chosho_value_get_boolean (answer, "text_changed", FALSE))
    append_line (text, _("The finding was changed since; it says now"), chosho_value_get_string (answer, "text"));
  if (g_strcmp0 (state, "recorded") == 0)
    g_string_append_printf (text, "\n%s", _("This answer is recorded already."));
  else if (g_strcmp0 (state, "closed") == 0)
    g_string_append_printf (text, "\n%s", _("The finding is confirmed or withdrawn."));
  return g_string_free (text, FALSE);
}

const ChoshoAnswersSpec chosho_answers_facts = {
  .command = "finding receive", .title = N_("Confirmation of Facts That Came Back"),
  .description = N_("What you confirm is recorded on the trail of each finding as the client's answer."),
  .dup_title = dup_fact_title, .dup_words = dup_fact_words,
};

/* --- Comments on a draft of the report --------------------------------------------------------------- */

static char *
dup_comment_title (ChoshoValue *answer)
{
  return g_strjoin ("  ", chosho_value_get_string (answer, "label"), chosho_value_get_string (answer, "answered_by"),
                    chosho_value_get_string (answer, "answered_on"), NULL);
}

static char *
dup_comment_words (ChoshoValue *answer)
{
  const char *now = chosho_value_get_string (answer, "now_text");
  GString *text = g_string_new (NULL);

  append_line (text, _("The draft said"), chosho_value_get_string (answer, "draft_text"));
  append_line (text, _("Comment"), chosho_value_get_string (answer, "comment"));
  append_line (text, _("Proposed words"), chosho_value_get_string (answer, "proposed"));
  if (chosho_value_get_boolean (answer, "now_changed", FALSE))
    append_line (text, _("The report says now"), now != NULL ? now : _("This line is not in it any more"));
  if (g_strcmp0 (chosho_value_get_string (answer, "state"), "recorded") == 0)
    g_string_append_printf (text, "\n%s", _("This comment is recorded already."));
  return g_string_free (text, FALSE);
}

const ChoshoAnswersSpec chosho_answers_comments = {
  .command = "report comments receive", .title = N_("Comments on the Draft That Came Back"),
  .description = N_("What you confirm is recorded as the client's comment on that line of the draft. Whether it is taken up is decided afterwards."),
  .dup_title = dup_comment_title, .dup_words = dup_comment_words,
};
