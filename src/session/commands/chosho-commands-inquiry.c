/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of inquiry and observation. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command-check.h"
#include "chosho-commands-work-private.h"
#include "chosho-links.h"

static const ChoshoCommandArg interview_args[] = {
  { "who", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Who was asked") },
  { "post", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Organisation and post") },
  { "at", CHOSHO_ARG_TEXT, TRUE, "TIME", N_("When\n2026-01-15T10:00") },
  { "how", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("How\nin person, by telephone, in writing") },
  { "question", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("What was asked") },
  { "answer", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("What was answered") },
  { "place", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Where") },
  { "with", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Who else was present") },
  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("Link to this step") },
  { NULL }
};

static const ChoshoCommandArg observation_args[] = {
  { "where", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Where") },
  { "at", CHOSHO_ARG_TEXT, TRUE, "TIME", N_("When\n2026-01-15T10:00") },
  { "with", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Who was present") },
  { "seen", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("What was seen") },
  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("Link to this step") },
  { NULL }
};

#define ID_ARG(name, text) { "id", CHOSHO_ARG_POSITIONAL, TRUE, name, text }

static const ChoshoCommandArg interview_id_args[] = { ID_ARG ("INTERVIEW", N_("The interview record: id or reference")), { NULL } };
static const ChoshoCommandArg observation_id_args[] = { ID_ARG ("OBSERVATION", N_("The observation record: id or reference")), { NULL } };

#define LINK_ARGS { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("A control that it serves") }, \
                  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("A step that it serves") }, { NULL }
#define UNLINK_ARGS { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("A control that it was linked to") }, \
                    { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("A step that it was linked to") }, { NULL }

static const ChoshoCommandArg interview_link_args[] = { ID_ARG ("INTERVIEW", N_("The interview record: id or reference")), LINK_ARGS };
static const ChoshoCommandArg interview_unlink_args[] = { ID_ARG ("INTERVIEW", N_("The interview record: id or reference")), UNLINK_ARGS };
static const ChoshoCommandArg observation_link_args[] = { ID_ARG ("OBSERVATION", N_("The observation record: id or reference")), LINK_ARGS };
static const ChoshoCommandArg observation_unlink_args[] = { ID_ARG ("OBSERVATION", N_("The observation record: id or reference")), UNLINK_ARGS };

static const ChoshoCommandArg no_args[] = { { NULL } };

/* An item of the text arguments of @args. (transfer full) */
static ChoshoValue *
copy_texts (ChoshoCommandContext *context, const ChoshoCommandArg *args)
{
  ChoshoValue *item = chosho_value_new_object ();

  for (; args->name != NULL; args++)
    if (args->kind == CHOSHO_ARG_TEXT)
      chosho_value_set_string (item, args->name, chosho_command_get_text (context, args->name));
  return item;
}

/* When it was: a moment, on a day that is there already. */
static gboolean
check_at (ChoshoCommandContext *context, GError **error)
{
  g_autoptr (ChoshoView) view = NULL;

  if (!chosho_command_check_moment (context, "at", error) || (view = chosho_session_get_view (context->session, FALSE, error)) == NULL)
    return FALSE;
  return chosho_command_check_past (context, view, "at", error);
}

static gboolean
run_interview_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return check_at (context, error)
         && chosho_links_create (context, "interview", copy_texts (context, interview_args), result, error);
}

static gboolean
run_observation_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return check_at (context, error)
         && chosho_links_create (context, "observation", copy_texts (context, observation_args), result, error);
}

static gboolean
run_interview_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  *result = chosho_session_list_rows (context->session, "interview", NULL, error);
  return *result != NULL;
}

static gboolean
run_observation_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  *result = chosho_session_list_rows (context->session, "observation", NULL, error);
  return *result != NULL;
}

static gboolean
run_interview_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_show (context, "interview", result, error);
}

static gboolean
run_observation_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_show (context, "observation", result, error);
}

static gboolean
run_interview_link (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_change (context, "interview", "id", TRUE, result, error);
}

static gboolean
run_observation_link (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_change (context, "observation", "id", TRUE, result, error);
}

static gboolean
run_interview_unlink (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_change (context, "interview", "id", FALSE, result, error);
}

static gboolean
run_observation_unlink (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_change (context, "observation", "id", FALSE, result, error);
}

const ChoshoCommand chosho_commands_inquiry[] = {
  { "interview add", N_("Record an inquiry"), interview_args, CHOSHO_COMMAND_WRITES, run_interview_add },
  { "interview conduct", N_("Record the answers of one person to the questions of many steps"), chosho_interview_conduct_args, CHOSHO_COMMAND_WRITES,
    chosho_command_interview_conduct },
  { "interview list", N_("List the interview records"), no_args, CHOSHO_COMMAND_READS, run_interview_list },
  { "interview show", N_("Show one interview record"), interview_id_args, CHOSHO_COMMAND_READS, run_interview_show },
  { "interview link", N_("Link an interview record to further steps"), interview_link_args, CHOSHO_COMMAND_WRITES, run_interview_link },
  { "interview unlink", N_("Take an interview record off a step"), interview_unlink_args, CHOSHO_COMMAND_WRITES, run_interview_unlink },
  { "observation add", N_("Record an observation"), observation_args, CHOSHO_COMMAND_WRITES, run_observation_add },
  { "observation list", N_("List the observation records"), no_args, CHOSHO_COMMAND_READS, run_observation_list },
  { "observation show", N_("Show one observation record"), observation_id_args, CHOSHO_COMMAND_READS, run_observation_show },
  { "observation link", N_("Link an observation record to further steps"), observation_link_args, CHOSHO_COMMAND_WRITES, run_observation_link },
  { "observation unlink", N_("Take an observation record off a step"), observation_unlink_args, CHOSHO_COMMAND_WRITES, run_observation_unlink },
  { NULL }
};
