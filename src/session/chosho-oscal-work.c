/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-oscal-export-private.h"

/* Where OSCAL's own name for the methods of steps stands. */
#define METHOD_NAMESPACE "http://csrc.nist.gov/ns/rmf"

/* (transfer none) */
static const char *
get_method (const char *technique)
{
  static const char *const methods[][2] = { { "inspection", "EXAMINE" }, { "observation", "EXAMINE" }, { "inquiry", "INTERVIEW" }, { "reperformance", "TEST" } };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_strcmp0 (methods[i][0], technique) == 0)
      return methods[i][1];
  return "UNKNOWN"; /* the firm's own */
}

/* What readers call @technique: the firm's own in the words of its setting. Borrowed. */
static const char *
name_technique (ChoshoOscal *self, const char *technique)
{
  ChoshoValue *list = chosho_value_get (chosho_view_get_item (self->view, "setting:techniques"), "value");
  gboolean english = chosho_report_template_get_language (self->words) == CHOSHO_REPORT_LANGUAGE_EN;

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (list, i);
      const char *label = chosho_value_get_string (entry, english ? "label_en" : "label_ja");

      if (g_strcmp0 (chosho_value_get_string (entry, "id"), technique) == 0 && label != NULL && label[0] != '\0')
        return label;
    }
  return chosho_report_template_get_label (self->words, "technique", technique);
}

/* The control's number as it is, for which OSCAL has a name. */
static void
add_label (ChoshoValue *object, const char *number)
{
  ChoshoValue *prop = chosho_value_new_object ();

  chosho_value_set_string (prop, "name", "label");
  chosho_value_set_string (prop, "value", number);
  chosho_value_append (chosho_oscal_get_array (object, "props"), prop);
}

static void
add_control (ChoshoOscal *self, ChoshoValue *object, const char *number)
{
  add_label (object, number);
  chosho_oscal_add_prop (object, "control-id", chosho_oscal_get_token (self, number), NULL);
}

static gboolean
is_control (ChoshoValue *entry)
{
  return g_strcmp0 (chosho_value_get_string (entry, "level"), "control") == 0;
}

/* Unique in the record: what follows from no procedure may have an id that somebody wrote. (transfer full) */
static char *
dup_step_id (ChoshoOscal *self, ChoshoValue *step)
{
  g_autofree char *id = g_strjoin (" ", chosho_value_get_string (step, "control"), chosho_value_get_string (step, "id"), NULL);
  g_autofree char *uuid = chosho_oscal_dup_uuid (self, "step", id);

  return g_strconcat ("step-", uuid, NULL);
}

/* --- Controls and their steps ---------------------------------------------------------------------------------------------- */

static ChoshoValue *
make_step (ChoshoOscal *self, ChoshoValue *step)
{
  ChoshoValue *part = chosho_value_new_object (), *method = chosho_value_new_object ();
  g_autofree char *id = dup_step_id (self, step);
  const char *text = chosho_value_get_string (step, "text");

  chosho_value_set_string (part, "name", "assessment-method");
  chosho_value_set_string (part, "id", id);
  chosho_value_set_string (method, "name", "method");
  chosho_value_set_string (method, "ns", METHOD_NAMESPACE);
  chosho_value_set_string (method, "value", get_method (chosho_value_get_string (step, "technique")));
  chosho_value_append (chosho_oscal_get_array (part, "props"), method);
  chosho_oscal_add_prop (part, "id", chosho_value_get_string (step, "id"), NULL);
  chosho_oscal_add_fields (self, part, "step", step, NULL);
  if (chosho_value_get_boolean (step, "disclosable", FALSE))
    chosho_oscal_set_markup (part, "prose", text);
  else if (text != NULL && text[0] != '\0')
    chosho_oscal_lose (self, "step", "text", 1);
  return part;
}

/* Rows of @kind that belong to the control @number, each as a group. */
static void
add_rows (ChoshoOscal *self, ChoshoValue *object, const char *kind, const char *number)
{
  GPtrArray *rows = chosho_oscal_rows_list_of (self->rows, kind, number);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *group = g_strdup_printf ("%s.%u", kind, i + 1);

      chosho_oscal_add_fields (self, object, kind, g_ptr_array_index (rows, i), group);
    }
}

static ChoshoValue *
make_objective (ChoshoOscal *self, ChoshoValue *entry)
{
  static const char *const kinds[] = { "statement", "scope", "consent" };
  const char *number = chosho_value_get_string (entry, "number"), *title = chosho_value_get_string (entry, "title");
  GPtrArray *steps = chosho_oscal_rows_list_of (self->rows, "step", number);
  ChoshoValue *state = chosho_oscal_rows_get (self->rows, "control", number);
  ChoshoValue *objective = chosho_value_new_object (), *part = chosho_value_new_object ();

  chosho_value_set_string (objective, "control-id", chosho_oscal_get_token (self, number));
  add_label (objective, number);
  chosho_oscal_add_fields (self, objective, "catalog", entry, NULL);
  if (state != NULL)
    chosho_oscal_add_fields (self, objective, "control", state, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_rows (self, objective, kinds[i], number);
  chosho_value_set_string (part, "name", "assessment-objective");
  chosho_oscal_set_markup (part, "title", title != NULL && title[0] != '\0' ? title : number);
  chosho_value_append (chosho_oscal_get_array (objective, "parts"), part);
  for (guint i = 0; i < steps->len; i++)
    chosho_value_append (chosho_value_get (objective, "parts"), make_step (self, g_ptr_array_index (steps, i)));
  return objective;
}

ChoshoValue *
chosho_oscal_make_definitions (ChoshoOscal *self)
{
  GPtrArray *entries = chosho_oscal_rows_list (self->rows, "catalog");
  ChoshoValue *definitions = chosho_value_new_object ();

  for (guint i = 0; i < entries->len; i++)
    {
      ChoshoValue *entry = g_ptr_array_index (entries, i);

      if (is_control (entry))
        chosho_value_append (chosho_oscal_get_array (definitions, "objectives-and-methods"), make_objective (self, entry));
      else
        chosho_oscal_lose (self, "catalog", "objective", 1);
    }
  return definitions;
}

/* --- Which controls ----------------------------------------------------------------------------------------------------------- */

static gboolean
is_performed (ChoshoOscal *self, const char *number)
{
  GPtrArray *steps = chosho_oscal_rows_list_of (self->rows, "step", number);

  for (guint i = 0; i < steps->len; i++)
    if (g_strcmp0 (chosho_value_get_string (g_ptr_array_index (steps, i), "state"), "performed") == 0)
      return TRUE;
  return FALSE;
}

ChoshoValue *
chosho_oscal_make_reviewed (ChoshoOscal *self)
{
  GPtrArray *entries = chosho_oscal_rows_list (self->rows, "catalog");
  ChoshoValue *reviewed = chosho_value_new_object (), *selection = chosho_value_new_object ();

  for (guint i = 0; i < entries->len; i++)
    {
      const char *number = chosho_value_get_string (g_ptr_array_index (entries, i), "number");
      ChoshoValue *chosen;

      if (!is_control (g_ptr_array_index (entries, i)))
        continue;
      chosen = chosho_value_new_object ();
      chosho_value_set_string (chosen, "control-id", chosho_oscal_get_token (self, number));
      chosho_value_append (chosho_oscal_get_array (selection, is_performed (self, number) ? "include-controls" : "exclude-controls"), chosen);
    }
  chosho_value_append (chosho_oscal_get_array (reviewed, "control-selections"), selection);
  return reviewed;
}

/* --- What was performed ----------------------------------------------------------------------------------------------------- */

static void
add_origin (ChoshoOscal *self, ChoshoValue *observation, const char *write)
{
  ChoshoWrite *made = chosho_state_lookup_write (chosho_view_get_state (self->view), write);
  const char *member = made != NULL ? chosho_write_get_author_member (made) : NULL;
  ChoshoValue *actor, *origin;

  if (member == NULL || chosho_oscal_rows_get (self->rows, "member", member) == NULL)
    return;
  actor = chosho_value_new_object ();
  origin = chosho_value_new_object ();
  chosho_value_set_string (actor, "type", "party");
  chosho_oscal_set_uuid (self, actor, "actor-uuid", "member", member);
  chosho_value_append (chosho_oscal_get_array (origin, "actors"), actor);
  chosho_value_append (chosho_oscal_get_array (observation, "origins"), origin);
}

static void
add_method (ChoshoValue *observation, const char *method)
{
  ChoshoValue *methods = chosho_oscal_get_array (observation, "methods");

  if (!chosho_value_has_text (methods, method))
    chosho_value_append_string (methods, method);
}

/* What the step rests on, as references to resources. */
static void
add_evidence (ChoshoOscal *self, ChoshoValue *observation, const char *kind, ChoshoValue *ids)
{
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      const char *id = chosho_value_as_string (chosho_value_get_item (ids, i));
      ChoshoValue *row = chosho_oscal_rows_get (self->rows, kind, id), *evidence;
      const char *reference = chosho_value_get_string (row, "reference"), *name = chosho_value_get_string (row, "name");
      g_autofree char *href = chosho_oscal_dup_href (self, kind, id);
      g_autofree char *shown = reference != NULL ? g_strjoin (" ", reference, name, NULL) : g_strdup (id);

      if (row == NULL)
        continue;
      evidence = chosho_value_new_object ();
      chosho_value_set_string (evidence, "href", href);
      chosho_oscal_set_markup (evidence, "description", shown);
      chosho_value_append (chosho_oscal_get_array (observation, "relevant-evidence"), evidence);
    }
}

static void
add_number (ChoshoValue *object, const char *name, ChoshoValue *row, const char *member, const char *group)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, chosho_value_get_integer (row, member, 0));

  chosho_oscal_add_prop (object, name, text, group);
}

/* How much of which population was looked at; the items stand in the sample's resource. */
static void
add_samples (ChoshoOscal *self, ChoshoValue *observation, ChoshoValue *ids)
{
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      ChoshoValue *sample = chosho_oscal_rows_get (self->rows, "sample", chosho_value_as_string (chosho_value_get_item (ids, i)));
      ChoshoValue *population = chosho_oscal_rows_get (self->rows, "population", chosho_value_get_string (sample, "population"));
      g_autofree char *group = g_strdup_printf ("sample.%u", i + 1);

      if (sample == NULL)
        continue;
      chosho_oscal_add_prop (observation, "sample", chosho_value_get_string (sample, "reference"), group);
      chosho_oscal_add_prop (observation, "sample-population", chosho_value_get_string (population, "name"), group);
      add_number (observation, "sample-population-count", population, "count", group);
      add_number (observation, "sample-items", sample, "total", group);
      add_number (observation, "sample-exceptions", sample, "exceptions", group);
    }
}

/* The result in words; where a step could not be performed, why. What was the words' place is not said again. */
static void
set_result (ChoshoOscal *self, ChoshoValue *observation, ChoshoValue *step)
{
  const char *result = chosho_value_get_string (step, "result"), *reason = chosho_value_get_string (step, "reason");

  chosho_oscal_set_markup (observation, "remarks", reason);
  chosho_oscal_set_markup (observation, "description", result);
  if (chosho_value_get (observation, "description") == NULL)
    chosho_oscal_set_markup (observation, "description",
                             chosho_report_template_get_label (self->words, "outcome", chosho_value_get_string (step, "outcome")));
}

static ChoshoValue *
make_performed (ChoshoOscal *self, ChoshoValue *step)
{
  static const char *const rests[][2] = { { "evidence", "evidence" }, { "interviews", "interview" }, { "observations", "observation" }, { "samples", "sample" } };
  const char *performance = chosho_value_get_string (step, "performance"), *technique = chosho_value_get_string (step, "recorded_technique");
  const char *number = chosho_value_get_string (step, "control"), *day = chosho_value_get_string (step, "performed_on");
  g_autofree char *collected = chosho_oscal_dup_moment (self, day != NULL ? day : chosho_value_get_string (step, "recorded_at"));
  g_autofree char *id = dup_step_id (self, step);
  g_autofree char *href = g_strconcat ("#", id, NULL);
  ChoshoValue *observation = chosho_value_new_object (), *link = chosho_value_new_object ();

  chosho_oscal_set_uuid (self, observation, "uuid", "performance", performance);
  add_control (self, observation, number);
  chosho_oscal_add_prop (observation, "step", chosho_value_get_string (step, "id"), NULL);
  chosho_oscal_add_prop (observation, "technique", name_technique (self, technique), NULL);
  chosho_oscal_add_fields (self, observation, "performance", step, NULL);
  add_samples (self, observation, chosho_value_get (step, "samples"));
  set_result (self, observation, step);
  chosho_value_set_string (link, "href", href);
  chosho_value_append (chosho_oscal_get_array (observation, "links"), link);
  add_method (observation, get_method (technique));
  add_origin (self, observation, performance);
  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    add_evidence (self, observation, rests[i][1], chosho_value_get (step, rests[i][0]));
  chosho_value_set_string (observation, "collected", collected);
  return observation;
}

/* The methods of the steps that it names. */
static void
add_finding_methods (ChoshoOscal *self, ChoshoValue *observation, ChoshoValue *finding)
{
  ChoshoValue *controls = chosho_value_get (finding, "controls"), *named = chosho_value_get (finding, "steps");

  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    {
      GPtrArray *steps = chosho_oscal_rows_list_of (self->rows, "step", chosho_value_as_string (chosho_value_get_item (controls, i)));

      for (guint j = 0; j < steps->len; j++)
        {
          ChoshoValue *step = g_ptr_array_index (steps, j);

          if (chosho_value_has_text (named, chosho_value_get_string (step, "id")))
            add_method (observation, get_method (chosho_value_get_string (step, "recorded_technique")));
        }
    }
  if (chosho_value_get (observation, "methods") == NULL)
    add_method (observation, "UNKNOWN");
}

/* A confirmed finding (発見事項) is a fact, and so an observation as well. Others are none, and no report says them. */
static ChoshoValue *
make_finding (ChoshoOscal *self, ChoshoValue *finding)
{
  const char *id = chosho_value_get_string (finding, "id");
  ChoshoValue *observation = chosho_value_new_object (), *controls = chosho_value_get (finding, "controls");

  chosho_oscal_set_uuid (self, observation, "uuid", "finding", id);
  chosho_oscal_set_markup (observation, "title", chosho_value_get_string (finding, "reference"));
  chosho_oscal_set_markup (observation, "description", chosho_value_get_string (finding, "text"));
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    add_control (self, observation, chosho_value_as_string (chosho_value_get_item (controls, i)));
  chosho_oscal_add_fields (self, observation, "finding", finding, NULL);
  add_finding_methods (self, observation, finding);
  chosho_value_append_string (chosho_oscal_get_array (observation, "types"), "finding");
  add_origin (self, observation, id);
  chosho_value_set_string (observation, "collected", chosho_value_get_string (finding, "at"));
  return observation;
}

ChoshoValue *
chosho_oscal_make_observations (ChoshoOscal *self)
{
  GPtrArray *steps = chosho_oscal_rows_list (self->rows, "step"), *findings = chosho_oscal_rows_list (self->rows, "finding");
  ChoshoValue *observations = chosho_value_new_array ();

  for (guint i = 0; i < steps->len; i++)
    if (chosho_value_get_string (g_ptr_array_index (steps, i), "performance") != NULL)
      chosho_value_append (observations, make_performed (self, g_ptr_array_index (steps, i)));
  for (guint i = 0; i < findings->len; i++)
    if (g_strcmp0 (chosho_value_get_string (g_ptr_array_index (findings, i), "state"), "confirmed") == 0)
      chosho_value_append (observations, make_finding (self, g_ptr_array_index (findings, i)));
    else
      chosho_oscal_lose (self, "finding", "unconfirmed", 1);
  return observations;
}
