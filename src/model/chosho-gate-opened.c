/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-gate.h"
#include "chosho-reference.h"

/* What the executive opens one by one (domain §6): findings, 実施不能, departures, reversals, 写し未入手,
 * reused evidence, changed individual controls. Approval may be by chapter, these may not. */

/* Takes @detail. */
static void
want (ChoshoGate *self, const char *kind, const char *id, const ChoshoInstance *instance, const ChoshoStep *step, char *detail)
{
  ChoshoBlocker *blocker = chosho_gate_add (self, "not-opened", instance, step, detail);

  blocker->kind = kind;
  blocker->id = g_strdup (id);
  g_free (detail);
}

/* "F-K7QX-0003 TEXT" of the thing @id, whose words are @text. (transfer full) */
static char *
dup_detail (ChoshoGate *self, const char *id, const char *text)
{
  ChoshoWrite *made = chosho_state_lookup_write (chosho_view_get_state (self->view), id);
  g_autofree char *reference = made != NULL ? chosho_reference_dup (made) : NULL;

  return reference != NULL ? g_strconcat (reference, " ", text, NULL) : g_strdup (text);
}

static void
want_findings (ChoshoGate *self)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      ChoshoWrite *finding = g_ptr_array_index (self->findings, i);
      const char *id = strchr (finding->key->name, ':') + 1;

      want (self, "finding", id, NULL, NULL, dup_detail (self, id, chosho_value_get_string (finding->item, "text")));
    }
}

static void
want_step (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step)
{
  g_autoptr (GPtrArray) reversed = chosho_gate_list_reversed (self, step->performance, "outcome");
  g_autoptr (GPtrArray) results = chosho_gate_list_reversed_results (self, step->id);

  if (g_strcmp0 (chosho_step_get_outcome (step), "unable") == 0)
    want (self, "unable", step->id, instance, step, g_strdup (step->text));
  if (chosho_gate_is_departure (step))
    want (self, "departure", step->id, instance, step, g_strdup (step->text));
  if (reversed->len + results->len > 0)
    want (self, "reversal", step->id, instance, step, g_strdup (step->text));
}

static void
want_steps (ChoshoGate *self)
{
  for (guint i = 0; i < self->instances->len; i++)
    {
      const ChoshoInstance *instance = g_ptr_array_index (self->instances, i);

      for (guint j = 0; j < instance->steps->len; j++)
        want_step (self, instance, g_ptr_array_index (instance->steps, j));
    }
}

static void
want_evidence (ChoshoGate *self)
{
  g_autoptr (GPtrArray) evidence = chosho_gate_list_evidence (self, NULL);

  for (guint i = 0; i < evidence->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (evidence, i);
      g_autofree char *id = chosho_write_dup_id (write);
      const char *name = chosho_value_get_string (write->item, "name");

      if (strcmp (chosho_value_get_string (write->item, "kind"), "sighting") == 0)
        want (self, "sighting", id, NULL, NULL, dup_detail (self, id, name));
      if (chosho_gate_is_reused (write->item))
        want (self, "reused", id, NULL, NULL, dup_detail (self, id, name));
    }
}

/* An individual control that changed has several versions. */
static void
want_individuals (ChoshoGate *self)
{
  g_autofree char *subject = g_strconcat ("control:", self->control, NULL);
  g_autoptr (GPtrArray) all = chosho_view_list_about (self->view, subject, "individual-control");
  g_autoptr (GHashTable) versions = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < all->len; i++)
    {
      ChoshoValue *item = ((ChoshoWrite *) g_ptr_array_index (all, i))->item;
      const char *name = chosho_value_get_string (item, "individual");
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (versions, name)) + 1;
      const char *title = chosho_value_get_string (item, "title");

      g_hash_table_insert (versions, (gpointer) name, GUINT_TO_POINTER (count));
      if (count == 2)
        want (self, "individual-control", name, NULL, NULL, title != NULL ? g_strconcat (name, " ", title, NULL) : g_strdup (name));
    }
}

static void
want_all (ChoshoGate *self)
{
  want_findings (self);
  want_steps (self);
  want_evidence (self);
  want_individuals (self);
}

GPtrArray *
chosho_gate_list_to_open (ChoshoView *view, const char *target)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);
  ChoshoGate gate;

  chosho_gate_init (&gate, view, target, wanted);
  want_all (&gate);
  chosho_gate_clear (&gate);
  return wanted;
}

void
chosho_gate_check_opened (ChoshoGate *self, ChoshoValue *opened)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);
  ChoshoGate gate = *self;

  gate.blockers = wanted;
  want_all (&gate);
  for (guint i = 0; i < wanted->len; i++)
    if (!chosho_value_has_text (opened, ((ChoshoBlocker *) g_ptr_array_index (wanted, i))->id))
      {
        g_ptr_array_add (self->blockers, g_ptr_array_index (wanted, i));
        wanted->pdata[i] = NULL; /* chosho_blocker_free() takes NULL */
      }
}

ChoshoValue *
chosho_gate_describe_to_open (ChoshoView *view, const char *target)
{
  g_autoptr (GPtrArray) wanted = chosho_gate_list_to_open (view, target);
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < wanted->len; i++)
    {
      const ChoshoBlocker *blocker = g_ptr_array_index (wanted, i);
      ChoshoValue *json = chosho_value_new_object ();

      chosho_value_set_string (json, "kind", blocker->kind);
      chosho_value_set_string (json, "id", blocker->id);
      chosho_value_set_string (json, "text", blocker->detail);
      chosho_value_append (out, json);
    }
  return out;
}
