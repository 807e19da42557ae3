/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-gate.h"
#include "chosho-sample-view.h"

static gboolean
has_evidence (ChoshoGate *self, ChoshoValue *result)
{
  ChoshoValue *list = chosho_value_get (result, "evidence");

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      const char *id = chosho_value_as_string (chosho_value_get_item (list, i));

      if (chosho_view_get_item_printf (self->view, "evidence:%s", id) != NULL
          && chosho_view_get_item_printf (self->view, "evidence-withdrawn:%s", id) == NULL)
        return TRUE;
    }
  return FALSE;
}

gboolean
chosho_gate_has_evidenced_sample (ChoshoGate *self, const char *step)
{
  g_autoptr (GPtrArray) samples = chosho_gate_list_linked (self, step, "sample");

  for (guint i = 0; i < samples->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (samples, i));
      g_autofree char *subject = g_strconcat ("thing:", id, NULL);
      g_autoptr (GPtrArray) results = chosho_view_list_about (self->view, subject, "sample-result");

      for (guint j = 0; j < results->len; j++)
        if (has_evidence (self, ((ChoshoWrite *) g_ptr_array_index (results, j))->item))
          return TRUE;
    }
  return FALSE;
}

/* The span that the population must cover: the audit period, cut to the time in which the version
 * of the individual control was valid. */
static void
get_span (ChoshoGate *self, const ChoshoInstance *instance, const char **from, const char **to)
{
  ChoshoValue *facts = chosho_view_get_item (self->view, "engagement");
  ChoshoValue *individual = instance->individual_write != NULL ? instance->individual_write->item : NULL;
  const char *valid_from = chosho_value_get_string (individual, "valid_from");
  const char *valid_to = chosho_value_get_string (individual, "valid_to");

  *from = chosho_value_get_string (facts, "period_start");
  *to = chosho_value_get_string (facts, "period_end");
  if (valid_from != NULL && strcmp (valid_from, *from) > 0)
    *from = valid_from;
  if (valid_to != NULL && strcmp (valid_to, *to) < 0)
    *to = valid_to;
}

static void
check_population (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step, ChoshoValue *population)
{
  ChoshoValue *units = chosho_value_get (population, "units");
  const char *rationale = chosho_value_get_string (population, "rationale");
  const char *from, *to;
  gboolean covered = instance->unit[0] == '\0' || chosho_value_get_length (units) == 0;

  if (population == NULL || chosho_value_get_string (population, "source") == NULL)
    {
      chosho_gate_add (self, "population-undefined", instance, step, NULL);
      return;
    }
  get_span (self, instance, &from, &to);
  if (strcmp (chosho_value_get_string (population, "from"), from) > 0 || strcmp (chosho_value_get_string (population, "to"), to) < 0)
    chosho_gate_add (self, "population-gap", instance, step, chosho_value_get_string (population, "name"));

  for (guint i = 0; i < chosho_value_get_length (units) && !covered; i++)
    covered = g_strcmp0 (chosho_value_as_string (chosho_value_get_item (units, i)), instance->unit) == 0;
  if ((chosho_value_get_length (units) > 1 && (rationale == NULL || rationale[0] == '\0')) || !covered)
    chosho_gate_add (self, "same-population-unstated", instance, step, chosho_value_get_string (population, "name"));
}

void
chosho_gate_check_samples (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step)
{
  g_autoptr (GPtrArray) samples = chosho_gate_list_linked (self, step->id, "sample");
  gboolean no_occurrence = g_strcmp0 (chosho_step_get_outcome (step), "no-occurrence") == 0;

  /* Records over the period are tested by sample; a population of none needs only its extraction. */
  if (samples->len == 0 && !no_occurrence && g_strcmp0 (step->subject, "records") == 0
      && g_strcmp0 (step->phase, "operation") == 0 && chosho_technique_stands_alone (self->view, chosho_value_get_string (step->performance->item, "technique")))
    chosho_gate_add (self, "population-undefined", instance, step, NULL);

  for (guint i = 0; i < samples->len; i++)
    {
      ChoshoWrite *sample = g_ptr_array_index (samples, i);
      g_autofree char *id = chosho_write_dup_id (sample);
      ChoshoSampleProgress progress;

      check_population (self, instance, step,
                        chosho_view_get_item_printf (self->view, "population:%s", chosho_value_get_string (sample->item, "population")));
      chosho_sample_view_get_progress (self->view, id, &progress);
      if (progress.open > 0 || progress.not_obtained > 0 || progress.unreplaced > 0)
        {
          g_autofree char *detail = g_strdup_printf ("%u/%u", progress.answered, progress.items);

          chosho_gate_add (self, "sample-incomplete", instance, step, detail);
        }
    }
}
