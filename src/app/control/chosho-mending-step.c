/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-mending-step.h"

static gboolean
is_same (ChoshoValue *a, ChoshoValue *b, const char *member)
{
  return g_strcmp0 (chosho_value_get_string (a, member), chosho_value_get_string (b, member)) == 0;
}

static gboolean
is_code (ChoshoValue *blocker, const char *code)
{
  return g_strcmp0 (chosho_value_get_string (blocker, "code"), code) == 0;
}

/* Whether a step beside @step, of the same procedure, version and unit, is recorded; @alone: by a technique that can stand alone. */
static gboolean
is_begun (ChoshoValue *steps, ChoshoValue *step, gboolean alone)
{
  static const char *const members[] = { "procedure", "phase", "individual", "version", "unit" };

  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *other = chosho_value_get_item (steps, i);
      gboolean beside = chosho_value_get_string (other, "performance") != NULL
                        && (!alone || g_strcmp0 (chosho_value_get_string (other, "recorded_technique"), "inquiry") != 0);

      for (guint j = 0; j < G_N_ELEMENTS (members) && beside; j++)
        beside = is_same (other, step, members[j]);
      if (beside)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_of_version (ChoshoValue *step, const char *name)
{
  g_autofree char *version = g_strjoin (" ", chosho_value_get_string (step, "individual"), chosho_value_get_string (step, "version"), NULL);

  return name == NULL || g_strcmp0 (version, name) == 0;
}

static gboolean
mends (ChoshoValue *steps, ChoshoValue *step, ChoshoValue *blocker)
{
  if (chosho_value_get_string (step, "performance") != NULL)
    return FALSE;
  if (is_code (blocker, "update-missing"))
    return g_strcmp0 (chosho_value_get_string (step, "phase"), "update") == 0;
  if (chosho_value_get_string (blocker, "procedure") == NULL || !is_same (step, blocker, "procedure") || !is_same (step, blocker, "phase"))
    return FALSE;
  if (is_code (blocker, "question-only"))
    return g_strcmp0 (chosho_value_get_string (step, "technique"), "inquiry") != 0 && is_begun (steps, step, FALSE) && !is_begun (steps, step, TRUE);
  if (is_code (blocker, "individual-control-uncovered"))
    return is_of_version (step, chosho_value_get_string (blocker, "detail")) && !is_begun (steps, step, FALSE);
  return TRUE;
}

ChoshoValue *
chosho_mending_step_find (ChoshoValue *steps, ChoshoValue *blocker)
{
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    if (mends (steps, chosho_value_get_item (steps, i), blocker))
      return chosho_value_get_item (steps, i);
  return NULL;
}

gboolean
chosho_mending_step_is_addition (ChoshoValue *blocker)
{
  static const char *const codes[] = { "no-evidence", "inquiry-record-missing", "observation-record-missing", "exception-without-finding", "other-report-only" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (is_code (blocker, codes[i]))
      return TRUE;
  return FALSE;
}

/* --- In words ------------------------------------------------------------------------------------------------------- */

static ChoshoValue *
find_step (ChoshoValue *steps, const char *id)
{
  for (guint i = 0; id != NULL && i < chosho_value_get_length (steps); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (steps, i), "id"), id) == 0)
      return chosho_value_get_item (steps, i);
  return NULL;
}

/* What tells steps of one procedure apart. (transfer full) */
static char *
dup_step (ChoshoValue *step)
{
  const char *unit = chosho_value_get_string (step, "unit");
  const char *technique = chosho_word_technique (chosho_value_get_string (step, "technique"));

  return unit != NULL && unit[0] != '\0' ? g_strjoin ("  ·  ", technique, unit, NULL) : g_strdup (technique);
}

/* (transfer full) (nullable) */
static char *
dup_where (ChoshoValue *steps, ChoshoValue *blocker)
{
  ChoshoValue *step = find_step (steps, chosho_value_get_string (blocker, "step"));
  ChoshoValue *mending = step == NULL ? chosho_mending_step_find (steps, blocker) : NULL;
  g_autofree char *words = mending != NULL ? dup_step (mending) : NULL;

  if (step != NULL)
    return dup_step (step);
  return words != NULL ? g_strdup_printf (_("still to be performed: %s"), words) : NULL;
}

ChoshoValue *
chosho_mending_step_dup_row (ChoshoValue *row, ChoshoValue *steps)
{
  ChoshoValue *blockers = chosho_value_get (row, "blockers");
  ChoshoValue *told = chosho_value_new_array ();
  ChoshoValue *own = chosho_value_copy (row);

  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (blockers, i);
      g_autofree char *where = dup_where (steps, blocker);
      ChoshoValue *named = chosho_value_copy (blocker);

      if (where != NULL)
        chosho_value_set_string (named, "where", where);
      chosho_value_append (told, named);
    }
  chosho_value_set (own, "blockers", told);
  return own;
}
