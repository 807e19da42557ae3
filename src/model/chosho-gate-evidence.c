/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-evidence.h"
#include "chosho-gate.h"

GPtrArray *
chosho_gate_list_linked (ChoshoGate *self, const char *step, const char *kind)
{
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < self->links->len; i++)
    {
      ChoshoValue *link = ((ChoshoWrite *) g_ptr_array_index (self->links, i))->item;
      const char *to = chosho_value_get_string (link, "to");
      ChoshoWrite *thing;

      if (g_strcmp0 (chosho_value_get_string (link, "kind"), kind) != 0
          || g_strcmp0 (chosho_value_get_string (link, "step"), step) != 0)
        continue;
      thing = chosho_view_get_printf (self->view, "%s:%s", kind, to);
      if (thing == NULL || g_ptr_array_find (out, thing, NULL))
        continue;
      if (chosho_evidence_counts (self->view, to))
        g_ptr_array_add (out, thing);
    }
  return out;
}

static void
add_evidence (ChoshoGate *self, const char *id, GPtrArray *out)
{
  ChoshoWrite *evidence = chosho_view_get_printf (self->view, "evidence:%s", id);

  if (evidence != NULL && !g_ptr_array_find (out, evidence, NULL)
      && chosho_evidence_counts (self->view, id))
    g_ptr_array_add (out, evidence);
}

GPtrArray *
chosho_gate_list_evidence (ChoshoGate *self, const char *step)
{
  g_autoptr (GPtrArray) results = chosho_gate_list_results (self, step);
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < self->links->len; i++)
    {
      ChoshoValue *link = ((ChoshoWrite *) g_ptr_array_index (self->links, i))->item;

      if (step == NULL || g_strcmp0 (chosho_value_get_string (link, "step"), step) == 0)
        add_evidence (self, chosho_value_get_string (link, "to"), out);
    }
  for (guint i = 0; i < results->len; i++)
    {
      ChoshoValue *list = chosho_value_get (((ChoshoWrite *) g_ptr_array_index (results, i))->item, "evidence");

      for (guint j = 0; j < chosho_value_get_length (list); j++)
        add_evidence (self, chosho_value_as_string (chosho_value_get_item (list, j)), out);
    }
  return out;
}

/* The leader's consent counts for the performance it was given about, and no later one. */
ChoshoWrite *
chosho_gate_find_consent (ChoshoGate *self, const ChoshoStep *step, const char *purpose)
{
  ChoshoWrite *consent = chosho_view_get_printf (self->view, "consent:%s:%s:%s", self->control, step->id, purpose);
  g_autofree char *about = step->performance != NULL ? chosho_write_dup_id (step->performance) : NULL;

  return consent != NULL && g_strcmp0 (chosho_value_get_string (consent->item, "about"), about) == 0 ? consent : NULL;
}

gboolean
chosho_gate_has_consent (ChoshoGate *self, const ChoshoStep *step, const char *purpose)
{
  return chosho_gate_find_consent (self, step, purpose) != NULL;
}

static ChoshoValue *
find_judgement (ChoshoGate *self, ChoshoWrite *evidence)
{
  g_autofree char *id = chosho_write_dup_id (evidence);

  return chosho_evidence_get_judgement (self->view, id);
}

/* What evidence speaks about must lie in the period; when it was received does not matter. */
static void
check_period (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step, ChoshoValue *evidence)
{
  ChoshoValue *facts = chosho_view_get_item (self->view, "engagement");
  const char *start = chosho_value_get_string (facts, "period_start");
  const char *end = chosho_value_get_string (facts, "period_end");
  const char *as_of = chosho_value_get_string (evidence, "as_of");
  const char *from = chosho_value_get_string (evidence, "covers_from");
  const char *to = chosho_value_get_string (evidence, "covers_to");

  if (as_of != NULL && (strcmp (as_of, start) < 0 || strcmp (as_of, end) > 0))
    chosho_gate_add (self, "outside-period", instance, step, as_of);
  else if ((from != NULL && strcmp (from, end) > 0) || (to != NULL && strcmp (to, start) < 0))
    chosho_gate_add (self, "outside-period", instance, step, from != NULL && strcmp (from, end) > 0 ? from : to);
}

gboolean
chosho_gate_is_reused (ChoshoValue *evidence)
{
  const char *origin = chosho_value_get_string (evidence, "origin");

  return g_str_has_prefix (origin, "other-") || strcmp (origin, "internal-audit") == 0;
}

/* Reports of other audits may not be used as they are; evidence collected in them may, where judged
 * appropriate. A report that is itself the subject is ordinary evidence (domain §4). */
static void
check_origins (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step, GPtrArray *evidence)
{
  guint other_reports = 0;

  for (guint i = 0; i < evidence->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (evidence, i);
      ChoshoValue *judgement = find_judgement (self, write);

      if (g_strcmp0 (chosho_value_get_string (write->item, "origin"), "other-report") == 0)
        other_reports += !chosho_value_get_boolean (judgement, "is_subject", FALSE);
      if (chosho_gate_is_reused (write->item) && judgement == NULL)
        chosho_gate_add (self, "reuse-not-judged", instance, step, chosho_value_get_string (write->item, "name"));
    }
  if (evidence->len > 0 && other_reports == evidence->len)
    chosho_gate_add (self, "other-report-only", instance, step, NULL);
}

/* What was seen and not taken shows what was inspected or observed; what somebody answered it does not show. */
static gboolean
has_taken (GPtrArray *evidence)
{
  for (guint i = 0; i < evidence->len; i++)
    if (g_strcmp0 (chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (evidence, i))->item, "kind"), "sighting") != 0)
      return TRUE;
  return FALSE;
}

void
chosho_gate_check_evidence (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step)
{
  const char *technique = chosho_value_get_string (step->performance->item, "technique");
  g_autoptr (GPtrArray) evidence = chosho_gate_list_evidence (self, step->id);

  if (strcmp (technique, "inquiry") == 0)
    {
      g_autoptr (GPtrArray) interviews = chosho_gate_list_linked (self, step->id, "interview");

      if (interviews->len == 0 && !has_taken (evidence))
        chosho_gate_add (self, "inquiry-record-missing", instance, step, NULL);
    }
  else if (strcmp (technique, "observation") == 0)
    {
      g_autoptr (GPtrArray) observations = chosho_gate_list_linked (self, step->id, "observation");

      if (observations->len == 0)
        chosho_gate_add (self, "observation-record-missing", instance, step, NULL);
      if (observations->len == 0 && evidence->len == 0)
        chosho_gate_add (self, "no-evidence", instance, step, NULL);
    }
  else if (evidence->len == 0)
    chosho_gate_add (self, "no-evidence", instance, step, NULL);

  check_origins (self, instance, step, evidence);
  for (guint i = 0; i < evidence->len; i++)
    check_period (self, instance, step, ((ChoshoWrite *) g_ptr_array_index (evidence, i))->item);
}
