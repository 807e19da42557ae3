/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-gate.h"

static const char *
performance_get (const ChoshoStep *step, const char *field)
{
  return chosho_value_get_string (step->performance->item, field);
}

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

gboolean
chosho_gate_is_departure (const ChoshoStep *step)
{
  return step->performance != NULL && step->technique[0] != '\0' && strcmp (performance_get (step, "technique"), step->technique) != 0;
}

/* TRUE where a technique that was recorded, with the step performed, may stand alone. */
static gboolean
stood_alone (ChoshoGate *self, const ChoshoStep *step)
{
  return chosho_step_is_performed (step) && chosho_technique_stands_alone (self->view, performance_get (step, "technique"));
}

/* TRUE where who recorded the step said why, and the leader consented to it for @purpose. */
static gboolean
is_reasoned (ChoshoGate *self, const ChoshoStep *step, const char *purpose)
{
  return !is_blank (performance_get (step, "reason")) && chosho_gate_has_consent (self, step, purpose);
}

static gboolean
is_excused (ChoshoGate *self, const ChoshoStep *step)
{
  return g_strcmp0 (chosho_step_get_outcome (step), "unable") == 0 && is_reasoned (self, step, "unable");
}

/*
 * 「質問」のみで手続を終了することは不可 (standard audit procedure). What was recorded counts, not what
 * was prescribed. Where every step that could stand alone proved impossible, with reason and the
 * leader's consent, the procedure may end as 実施不能 and is reported only as that.
 */
static void
check_question_only (ChoshoGate *self, const ChoshoInstance *instance)
{
  guint performed = 0, standing = 0, able = 0, excused = 0;

  for (guint i = 0; i < instance->steps->len; i++)
    {
      const ChoshoStep *step = g_ptr_array_index (instance->steps, i);

      if (chosho_step_is_performed (step))
        performed++;
      if (stood_alone (self, step))
        standing++;
      if (step->stands_alone && step->required)
        {
          able++;
          excused += is_excused (self, step);
        }
    }
  if (performed > 0 && standing == 0 && (able == 0 || excused < able))
    chosho_gate_add (self, "question-only", instance, NULL, NULL);
}

/* An exception changed to none needs reason, evidence that came after it, and the leader. Asking again
 * gives none. */
static gboolean
is_reversal_settled (ChoshoGate *self, const ChoshoStep *step, ChoshoWrite *exception)
{
  gboolean fresh = FALSE;

  for (guint i = 0; i < self->links->len && !fresh; i++)
    {
      ChoshoWrite *link = g_ptr_array_index (self->links, i);

      fresh = g_strcmp0 (chosho_value_get_string (link->item, "step"), step->id) == 0
              && strcmp (chosho_value_get_string (link->item, "kind"), "interview") != 0
              && link->node != exception->node && !chosho_node_is_before (link->node, exception->node);
    }
  return fresh && chosho_gate_has_consent (self, step, "reversal");
}

GPtrArray *
chosho_gate_list_reversed (ChoshoGate *self, ChoshoWrite *standing, const char *field)
{
  gboolean stands = standing == NULL || g_strcmp0 (chosho_value_get_string (standing->item, field), "exception") == 0;
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; !stands && i < standing->key->writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (standing->key->writes, i);

      if (write != standing && chosho_view_counts (self->view, write->node)
          && g_strcmp0 (chosho_value_get_string (write->item, field), "exception") == 0)
        g_ptr_array_add (out, write);
    }
  return out;
}

/* TRUE where exceptions of the step or of its samples were changed to none and one is not settled. */
static gboolean
is_reversed (ChoshoGate *self, const ChoshoStep *step)
{
  g_autoptr (GPtrArray) exceptions = chosho_gate_list_reversed (self, step->performance, "outcome");
  g_autoptr (GPtrArray) results = chosho_gate_list_reversed_results (self, step->id);

  for (guint i = 0; i < exceptions->len; i++)
    if (!is_reversal_settled (self, step, g_ptr_array_index (exceptions, i)))
      return TRUE;
  for (guint i = 0; i < results->len; i++)
    if (!chosho_gate_is_result_settled (self, step, g_ptr_array_index (results, i)))
      return TRUE;
  return FALSE;
}

/* A deviation in a sample is reported as n件中m件 (domain §4): it needs its finding whatever the step as a whole says. */
static void
check_finding (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step)
{
  if (g_strcmp0 (chosho_step_get_outcome (step), "exception") != 0 && !chosho_gate_has_sample_exception (self, step->id))
    return;
  for (guint i = 0; i < self->findings->len; i++)
    {
      ChoshoValue *steps = chosho_value_get (((ChoshoWrite *) g_ptr_array_index (self->findings, i))->item, "steps");

      if (chosho_value_get_length (steps) == 0 || chosho_value_has_text (steps, step->id))
        return;
    }
  chosho_gate_add (self, "exception-without-finding", instance, step, NULL);
}

static void
check_performer (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step)
{
  const char *person = chosho_write_get_author_member (step->performance);
  const ChoshoMember *member = person != NULL ? chosho_team_lookup (self->view, person) : NULL;

  if (member == NULL)
    chosho_gate_add (self, "performer-not-in-team", instance, step, NULL);
  else if (!member->independent)
    chosho_gate_add (self, "independence-missing", instance, step, member->name);
}

static void
check_recorded (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step)
{
  if (chosho_gate_is_departure (step) && !is_reasoned (self, step, "departure"))
    chosho_gate_add (self, "procedure-departure", instance, step, performance_get (step, "technique"));
  if (is_blank (performance_get (step, "result")) && chosho_step_is_performed (step))
    chosho_gate_add (self, "result-empty", instance, step, NULL);
  check_performer (self, instance, step);
  check_finding (self, instance, step);
  if (is_reversed (self, step))
    chosho_gate_add (self, "exception-reversed", instance, step, NULL);

  if (!chosho_step_is_performed (step))
    {
      if (!is_excused (self, step))
        chosho_gate_add (self, "unable-without-reason", instance, step, NULL);
      return;
    }
  chosho_gate_check_evidence (self, instance, step);
  chosho_gate_check_samples (self, instance, step);
}

/* Whether the update test of what @instance tests (its individual control, version and unit) was performed, or a required step of
 * it is open, for which check_instance() stops the gate itself. */
static gboolean
is_update_told (ChoshoGate *self, const ChoshoInstance *instance)
{
  for (guint i = 0; i < self->instances->len; i++)
    {
      const ChoshoInstance *other = g_ptr_array_index (self->instances, i);

      if (strcmp (other->individual, instance->individual) != 0 || strcmp (other->version, instance->version) != 0
          || strcmp (other->unit, instance->unit) != 0)
        continue;
      for (guint j = 0; j < other->steps->len; j++)
        {
          const ChoshoStep *step = g_ptr_array_index (other->steps, j);

          if (strcmp (step->phase, "update") == 0 && (step->performance != NULL || step->required))
            return TRUE;
        }
    }
  return FALSE;
}

/* The update test (設計の期末までの再確認) where the procedure prescribes it. */
static void
check_update (ChoshoGate *self, const ChoshoInstance *instance)
{
  gboolean wanted = FALSE;

  for (guint i = 0; i < instance->steps->len; i++)
    {
      const ChoshoStep *step = g_ptr_array_index (instance->steps, i);

      wanted = wanted || (step->required && chosho_value_get_boolean (step->definition, "update_required", FALSE));
    }
  if (wanted && !is_update_told (self, instance))
    chosho_gate_add (self, "update-missing", instance, NULL, NULL);
}

void
chosho_gate_check_instance (ChoshoGate *self, const ChoshoInstance *instance)
{
  gboolean tested = FALSE, required = FALSE;

  check_question_only (self, instance);
  for (guint i = 0; i < instance->steps->len; i++)
    {
      const ChoshoStep *step = g_ptr_array_index (instance->steps, i);

      required = required || step->required;
      tested = tested || step->performance != NULL;
      if (step->performance != NULL)
        check_recorded (self, instance, step);
      else if (step->required && strcmp (step->phase, "update") == 0)
        chosho_gate_add (self, "update-missing", instance, step, NULL);
      else if (step->required)
        chosho_gate_add (self, "step-open", instance, step, NULL);
    }
  check_update (self, instance);
  if (instance->individual[0] != '\0' && required && !tested)
    {
      g_autofree char *name = g_strconcat (instance->individual, " ", instance->version, NULL);

      chosho_gate_add (self, "individual-control-uncovered", instance, NULL, name);
    }
}
