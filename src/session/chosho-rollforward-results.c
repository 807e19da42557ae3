/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-command-check.h"
#include "chosho-instance.h"
#include "chosho-reference.h"
#include "chosho-rollforward-private.h"

/* What was found becomes an earlier result, codes as they were recorded; what was asked for is to be asked again. */

typedef struct
{
  ChoshoRollforward *rollforward;
  ChoshoValue       *items;    /* (borrowed) */
  GHashTable        *ordinals; /* (owned) control → results that it has */
} Results;

/* Controls have results of their own; "0001" and on, as imported ones have. Takes @item. */
static void
add_result (Results *self, const char *before, ChoshoValue *item)
{
  const char *control = chosho_rollforward_map_number (self->rollforward, before);
  guint ordinal = control != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->ordinals, control)) + 1 : 0;
  g_autofree char *text = g_strdup_printf ("%04u", ordinal);

  if (control == NULL)
    {
      chosho_value_unref (item);
      return;
    }

  g_hash_table_insert (self->ordinals, g_strdup (control), GUINT_TO_POINTER (ordinal));
  chosho_value_set_string (item, "control", control);
  chosho_value_set_string (item, "ordinal", text);
  chosho_value_set_string (item, "period", self->rollforward->period);
  chosho_value_set_string (item, "source", chosho_value_get_string (chosho_view_get_item (self->rollforward->view, "engagement"), "title"));
  chosho_value_append (self->items, item);
}

/* "IC-1 / 2 / 東京": whose version was tested, and where. (transfer full) (nullable) */
static char *
dup_individual (const ChoshoInstance *instance)
{
  if (instance->individual[0] == '\0')
    return NULL;
  return instance->unit[0] != '\0' ? g_strjoin (" / ", instance->individual, instance->version, instance->unit, NULL)
                                   : g_strjoin (" / ", instance->individual, instance->version, NULL);
}

static void
add_step (Results *self, const ChoshoInstance *instance, const ChoshoStep *step)
{
  static const char *const fields[] = { "technique", "performed_on", "outcome", "result" };
  g_autofree char *individual = dup_individual (instance);
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "individual", individual);
  if (instance->procedure[0] != '\0')
    chosho_value_set_string (item, "procedure", instance->procedure);
  chosho_value_set_string (item, "phase", step->phase);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    chosho_value_set_string (item, fields[i], chosho_value_get_string (step->performance->item, fields[i]));
  chosho_value_set_string (item, "remarks", chosho_value_get_string (step->performance->item, "reason"));
  add_result (self, instance->control, item);
}

/* TRUE where the instance is there again: its version of the individual control comes along, or none ever did. */
static gboolean
is_again (ChoshoRollforward *self, GPtrArray *instances, const ChoshoInstance *instance)
{
  if (instance->individual_write != NULL)
    return !chosho_item_is_withdrawn (instance->individual_write->item)
           && !chosho_rollforward_has_ended (self, instance->individual_write->item);
  for (guint i = 0; i < instances->len; i++)
    {
      const ChoshoInstance *other = g_ptr_array_index (instances, i);

      if (other->individual_write != NULL && is_again (self, instances, other))
        return FALSE;
    }
  return TRUE;
}

/* The id of the same step in the new engagement; NULL where its control was withdrawn. (transfer full) */
static char *
dup_step_id (ChoshoRollforward *self, const ChoshoInstance *instance, const ChoshoStep *step)
{
  const char *number = chosho_rollforward_map_number (self, instance->control);
  g_autofree char *definition = NULL;

  if (number == NULL || strcmp (number, instance->control) == 0)
    return number != NULL ? g_strdup (step->id) : NULL;
  definition = chosho_definition_dup_id (number, instance->procedure, step->phase, chosho_value_get_integer (step->definition, "ordinal", 0));
  return chosho_step_dup_id (definition, instance->individual, instance->version, instance->unit);
}

/* What a step was done on, and which steps there will be again. */
static void
read_control (Results *self, const char *control)
{
  g_autoptr (GPtrArray) instances = chosho_instance_list (self->rollforward->view, control);

  for (guint i = 0; i < instances->len; i++)
    {
      const ChoshoInstance *instance = g_ptr_array_index (instances, i);
      gboolean again = is_again (self->rollforward, instances, instance);

      for (guint j = 0; j < instance->steps->len; j++)
        {
          const ChoshoStep *step = g_ptr_array_index (instance->steps, j);

          if (step->performance != NULL)
            add_step (self, instance, step);
          if (again && step->definition != NULL && !chosho_item_is_withdrawn (step->definition))
            g_hash_table_insert (self->rollforward->steps, g_strdup (step->id), dup_step_id (self->rollforward, instance, step));
        }
    }
}

/* Confirmed facts alone are facts. */
static void
add_findings (Results *self)
{
  ChoshoView *view = self->rollforward->view;
  GPtrArray *made = chosho_state_get_writes_of (chosho_view_get_state (view), "finding");

  for (guint i = 0; i < made->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (made, i);
      g_autofree char *id = chosho_write_dup_id (write);
      ChoshoValue *finding = chosho_view_get_item (view, write->key->name);
      const char *state = chosho_value_get_string (chosho_view_get_item_printf (view, "finding-state:%s", id), "state");
      ChoshoValue *controls = chosho_value_get (finding, "controls");

      if (finding == NULL || g_strcmp0 (state, "withdrawn") == 0)
        continue;
      if (g_strcmp0 (state, "confirmed") != 0)
        {
          g_autofree char *reference = chosho_reference_dup (write);

          chosho_rollforward_leave (self->rollforward, "finding", reference, "not-confirmed");
        }
      for (guint j = 0; g_strcmp0 (state, "confirmed") == 0 && j < chosho_value_get_length (controls); j++)
        {
          ChoshoValue *item = chosho_value_new_object ();

          chosho_value_set_string (item, "finding_text", chosho_value_get_string (finding, "text"));
          add_result (self, chosho_value_as_string (chosho_value_get_item (controls, j)), item);
        }
    }
}

/* A control on which nothing was done keeps what was known of it. */
static void
keep_earlier (Results *self)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (self->rollforward->view, "prior-result");

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      const char *number = chosho_rollforward_map_number (self->rollforward, chosho_value_get_string (write->item, "control"));
      ChoshoValue *copy;

      if (number == NULL || chosho_item_is_withdrawn (write->item) || chosho_view_has_conflict (self->rollforward->view, write->key)
          || g_hash_table_contains (self->ordinals, number))
        continue;
      copy = chosho_command_copy_item (write->item);
      chosho_value_set_string (copy, "control", number);
      chosho_value_append (self->items, copy);
    }
}

void
chosho_rollforward_add_results (ChoshoRollforward *self)
{
  Results results = { self, chosho_rollforward_add_batch (self, "prior-result"), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  g_autoptr (GPtrArray) entries = chosho_view_list_action (self->view, "catalogue-entry");
  g_autoptr (GHashTable) read = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      ChoshoValue *entry = ((ChoshoWrite *) g_ptr_array_index (entries, i))->item;
      const char *number = chosho_value_get_string (entry, "number");

      if (g_hash_table_add (read, (gpointer) number))
        read_control (&results, number);
    }
  add_findings (&results);
  keep_earlier (&results);
  g_hash_table_unref (results.ordinals);
}

/* --- Requests ------------------------------------------------------------------------------------ */

/* "2025-04〜2026-03", as requests write the period that is wanted. (transfer full) */
static char *
dup_wanted_period (ChoshoValue *facts)
{
  gboolean english = g_strcmp0 (chosho_value_get_string (facts, "language"), "en") == 0;

  return g_strdup_printf ("%.7s%s%.7s", chosho_value_get_string (facts, "period_start"), english ? " to " : "〜",
                          chosho_value_get_string (facts, "period_end"));
}

/* (transfer full) */
static char *
replace_text (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

/* What was wanted of last year's period is wanted of this one's. What else it says of a period is the firm's own and is
 * written anew, as are the day until when, files, the client's reply and remarks. */
static ChoshoValue *
new_request (ChoshoRollforward *self, ChoshoValue *last, ChoshoValue *controls)
{
  static const char *const same[] = { "number", "subject", "made_from", "owner" };
  g_autofree char *before = dup_wanted_period (chosho_view_get_item (self->view, "engagement"));
  g_autofree char *after = dup_wanted_period (self->facts);
  g_autofree char *text = replace_text (chosho_value_get_string (last, "text"), before, after);
  ChoshoValue *steps = chosho_value_get (last, "steps"), *again = chosho_value_new_array ();
  ChoshoValue *item = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    chosho_value_set_string (item, same[i], chosho_value_get_string (last, same[i]));
  chosho_value_set_string (item, "text", text);
  if (g_strcmp0 (chosho_value_get_string (last, "period"), before) == 0)
    chosho_value_set_string (item, "period", after);
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      const char *step = g_hash_table_lookup (self->steps, chosho_value_as_string (chosho_value_get_item (steps, i)));

      if (step != NULL)
        chosho_value_append_string (again, step);
    }
  chosho_value_set (item, "controls", chosho_value_ref (controls));
  chosho_value_set (item, "steps", again);
  return item;
}

void
chosho_rollforward_add_requests (ChoshoRollforward *self)
{
  GPtrArray *made = chosho_state_get_writes_of (chosho_view_get_state (self->view), "request");
  ChoshoValue *items = chosho_rollforward_add_batch (self, "request");

  for (guint i = 0; i < made->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (made, i);
      g_autofree char *id = chosho_write_dup_id (write);
      ChoshoValue *request = chosho_view_get_item (self->view, write->key->name);
      const char *state = chosho_value_get_string (chosho_view_get_item_printf (self->view, "request-state:%s", id), "state");

      g_autoptr (ChoshoValue) controls = chosho_rollforward_map_numbers (self, chosho_value_get (request, "controls"));

      if (request == NULL)
        continue;
      if (g_strcmp0 (state, "withdrawn") == 0 || chosho_value_get_length (controls) < MIN (1, chosho_value_get_length (chosho_value_get (request, "controls"))))
        chosho_rollforward_leave (self, "request", chosho_value_get_string (request, "number"),
                                  g_strcmp0 (state, "withdrawn") == 0 || self->comparison != NULL ? "withdrawn" : "not-chosen");
      else
        chosho_value_append (items, new_request (self, request, controls));
    }
}
