/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-gate.h"
#include "chosho-sample-view.h"

/* TRUE where @link, to a sample, is of @step (nullable: of any). */
static gboolean
is_of_step (ChoshoValue *link, const char *step)
{
  return step == NULL || g_strcmp0 (chosho_value_get_string (link, "step"), step) == 0;
}

/* A draw serves many steps, which need not all test everything that was looked at. */
static gboolean
is_tested (ChoshoValue *link, const char *attribute)
{
  ChoshoValue *attributes = chosho_value_get (link, "attributes");

  return chosho_value_get_length (attributes) == 0 || chosho_value_has_text (attributes, attribute);
}

ChoshoValue *
chosho_gate_dup_tested (ChoshoGate *self, const char *step, const char *sample)
{
  g_autoptr (ChoshoValue) tested = chosho_value_new_array ();

  for (guint i = 0; i < self->sample_links->len; i++)
    {
      ChoshoValue *link = ((ChoshoWrite *) g_ptr_array_index (self->sample_links, i))->item;
      ChoshoValue *attributes = chosho_value_get (link, "attributes");

      if (!is_of_step (link, step) || g_strcmp0 (chosho_value_get_string (link, "to"), sample) != 0)
        continue;
      if (chosho_value_get_length (attributes) == 0)
        return NULL;
      for (guint j = 0; j < chosho_value_get_length (attributes); j++)
        if (!chosho_value_has_text (tested, chosho_value_as_string (chosho_value_get_item (attributes, j))))
          chosho_value_append (tested, chosho_value_ref (chosho_value_get_item (attributes, j)));
    }
  return chosho_value_get_length (tested) > 0 ? g_steal_pointer (&tested) : NULL;
}

GPtrArray *
chosho_gate_list_results (ChoshoGate *self, const char *step)
{
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < self->sample_links->len; i++)
    {
      ChoshoValue *link = ((ChoshoWrite *) g_ptr_array_index (self->sample_links, i))->item;
      g_autofree char *subject = g_strconcat ("thing:", chosho_value_get_string (link, "to"), NULL);
      g_autoptr (GPtrArray) results = is_of_step (link, step) ? chosho_view_list_about (self->view, subject, "sample-result") : NULL;

      for (guint j = 0; results != NULL && j < results->len; j++)
        if (is_tested (link, chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (results, j))->item, "attribute")))
          g_ptr_array_add (out, g_ptr_array_index (results, j));
    }
  return out;
}

gboolean
chosho_gate_has_sample_exception (ChoshoGate *self, const char *step)
{
  g_autoptr (GPtrArray) results = chosho_gate_list_results (self, step);

  for (guint i = 0; i < results->len; i++)
    if (strcmp (chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (results, i))->item, "state"), "exception") == 0)
      return TRUE;
  return FALSE;
}

GPtrArray *
chosho_gate_list_reversed_results (ChoshoGate *self, const char *step)
{
  g_autoptr (GPtrArray) results = chosho_gate_list_results (self, step);
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < results->len; i++)
    {
      g_autoptr (GPtrArray) exceptions = chosho_gate_list_reversed (self, g_ptr_array_index (results, i), "state");

      if (exceptions->len > 0)
        g_ptr_array_add (out, g_ptr_array_index (results, i));
    }
  return out;
}

/* TRUE where @result rests on evidence that @exception did not have. */
static gboolean
has_new_evidence (ChoshoWrite *result, ChoshoWrite *exception)
{
  ChoshoValue *list = chosho_value_get (result->item, "evidence");

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (!chosho_value_has_text (chosho_value_get (exception->item, "evidence"), chosho_value_as_string (chosho_value_get_item (list, i))))
      return TRUE;
  return FALSE;
}

gboolean
chosho_gate_is_result_settled (ChoshoGate *self, const ChoshoStep *step, ChoshoWrite *result)
{
  ChoshoWrite *consent = chosho_gate_find_consent (self, step, "reversal");
  g_autoptr (GPtrArray) exceptions = chosho_gate_list_reversed (self, result, "state");

  if (consent == NULL || !chosho_node_is_before (result->node, consent->node))
    return FALSE;
  for (guint i = 0; i < exceptions->len; i++)
    if (!has_new_evidence (result, g_ptr_array_index (exceptions, i)))
      return FALSE;
  return TRUE;
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

static gboolean
is_linked (ChoshoGate *self, const ChoshoStep *step, ChoshoWrite *sample)
{
  g_autoptr (GPtrArray) samples = chosho_gate_list_linked (self, step->id, "sample");

  return g_ptr_array_find (samples, sample, NULL);
}

/* Whether @sample serves another unit's step of this control than that of @instance. */
static gboolean
serves_another_unit (ChoshoGate *self, const ChoshoInstance *instance, ChoshoWrite *sample)
{
  g_autoptr (GPtrArray) all = chosho_instance_list (self->view, instance->control);

  for (guint i = 0; i < all->len; i++)
    {
      ChoshoInstance *other = g_ptr_array_index (all, i);

      for (guint s = 0; s < other->steps->len && strcmp (other->unit, instance->unit) != 0; s++)
        if (is_linked (self, g_ptr_array_index (other->steps, s), sample))
          return TRUE;
    }
  return FALSE;
}

static void
check_population (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step, ChoshoWrite *sample)
{
  ChoshoValue *population = chosho_view_get_item_printf (self->view, "population:%s", chosho_value_get_string (sample->item, "population"));
  ChoshoValue *units = chosho_value_get (population, "units");
  const char *rationale = chosho_value_get_string (population, "rationale");
  const char *from, *to;
  gboolean covered = instance->unit[0] == '\0' || chosho_value_get_length (units) == 0;
  gboolean stated = rationale != NULL && rationale[0] != '\0';

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
  if (!covered
      || (!stated && (chosho_value_get_length (units) > 1 || (instance->unit[0] != '\0' && serves_another_unit (self, instance, sample)))))
    chosho_gate_add (self, "same-population-unstated", instance, step, chosho_value_get_string (population, "name"));
}

/* What the firm's procedure says; where its file is silent, records are tested by sample over the period
 * (domain §3, from the standard audit procedure's formulaic text). */
static gboolean
is_sampling_prescribed (ChoshoGate *self, const ChoshoStep *step)
{
  ChoshoValue *stated = chosho_value_get (step->definition, "sampling");

  if (stated != NULL)
    return chosho_value_as_boolean (stated, FALSE);
  return g_strcmp0 (step->subject, "records") == 0 && g_strcmp0 (step->phase, "operation") == 0
         && chosho_technique_stands_alone (self->view, chosho_value_get_string (step->performance->item, "technique"));
}

void
chosho_gate_check_samples (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step)
{
  g_autoptr (GPtrArray) samples = chosho_gate_list_linked (self, step->id, "sample");
  gboolean no_occurrence = g_strcmp0 (chosho_step_get_outcome (step), "no-occurrence") == 0;
  gboolean exception = g_strcmp0 (chosho_step_get_outcome (step), "exception") == 0;

  /* A population of none needs only its extraction. */
  if (samples->len == 0 && !no_occurrence && is_sampling_prescribed (self, step))
    chosho_gate_add (self, "population-undefined", instance, step, NULL);
  if (!exception && chosho_gate_has_sample_exception (self, step->id))
    chosho_gate_add (self, "outcome-contradicts-sample", instance, step, NULL);

  for (guint i = 0; i < samples->len; i++)
    {
      ChoshoWrite *sample = g_ptr_array_index (samples, i);
      g_autofree char *id = chosho_write_dup_id (sample);
      g_autoptr (ChoshoValue) tested = chosho_gate_dup_tested (self, step->id, id);
      ChoshoSampleProgress progress;

      check_population (self, instance, step, sample);
      chosho_sample_view_get_progress (self->view, id, tested, &progress);
      if (progress.open > 0 || progress.not_obtained > 0 || progress.unreplaced > 0)
        {
          g_autofree char *detail = g_strdup_printf ("%u/%u", progress.answered, progress.items);

          chosho_gate_add (self, "sample-incomplete", instance, step, detail);
        }
    }
}
