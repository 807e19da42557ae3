/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-command-check.h"
#include "chosho-instance.h"
#include "chosho-rollforward-private.h"
#include "chosho-text.h"

/* What is the same again: the firm's data, criteria, procedures, statement, scope and who works on what. */

/* The standing items of @action, each register once: where people disagree, nobody's word is taken for the others'.
 * (transfer full) */
static GPtrArray *
list_standing (ChoshoRollforward *self, const char *action)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (self->view, action);
  GPtrArray *items = g_ptr_array_new ();
  g_autoptr (GHashTable) told = g_hash_table_new (chosho_text_hash, g_str_equal);

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);

      if (chosho_item_is_withdrawn (write->item))
        continue;
      if (!chosho_view_has_conflict (self->view, write->key) || write->action->mode == CHOSHO_WRITE_SET)
        g_ptr_array_add (items, write->item);
      else if (g_hash_table_add (told, (gpointer) write->key->name))
        chosho_rollforward_leave (self, action, write->key->name, "conflict");
    }
  return items;
}

/* What is about no control. */
static void
carry (ChoshoRollforward *self, const char *action)
{
  g_autoptr (GPtrArray) items = list_standing (self, action);
  ChoshoValue *batch = chosho_rollforward_add_batch (self, action);

  for (guint i = 0; i < items->len; i++)
    chosho_value_append (batch, chosho_command_copy_item (g_ptr_array_index (items, i)));
}

/* @item as about the control @number of the new engagement. A line of the procedure is known by a digest of its number too.
 * (transfer full) */
static ChoshoValue *
copy_for (ChoshoValue *item, const char *number)
{
  ChoshoValue *copy = chosho_command_copy_item (item);
  g_autofree char *definition = NULL;

  if (strcmp (chosho_value_get_string (copy, "control"), number) == 0)
    return copy;
  chosho_value_set_string (copy, "control", number);
  if (chosho_value_get (copy, "definition") == NULL)
    return copy;
  definition = chosho_definition_dup_id (number, chosho_value_get_string (copy, "procedure"), chosho_value_get_string (copy, "phase"),
                                         chosho_value_get_integer (copy, "ordinal", 0));
  chosho_value_set_string (copy, "definition", definition);
  return copy;
}

/* What is about one control; @decided: it was decided for the text that the control had then. */
static void
carry_of_controls (ChoshoRollforward *self, const char *action, gboolean decided)
{
  g_autoptr (GPtrArray) items = list_standing (self, action);
  ChoshoValue *batch = chosho_rollforward_add_batch (self, action);

  for (guint i = 0; i < items->len; i++)
    {
      ChoshoValue *item = g_ptr_array_index (items, i);
      const char *number = chosho_rollforward_map_number (self, chosho_value_get_string (item, "control"));

      if (number != NULL && !(decided && chosho_rollforward_has_changed (self, number)))
        chosho_value_append (batch, copy_for (item, number));
    }
}

/* The edition that came in last is the one that the entries are of. */
static void
carry_catalogue (ChoshoRollforward *self)
{
  g_autoptr (GPtrArray) items = list_standing (self, "catalogue");
  ChoshoValue *batch = chosho_rollforward_add_batch (self, "catalogue");

  if (self->catalogue != NULL)
    chosho_value_append (batch, chosho_value_ref (self->catalogue));
  else if (items->len > 0)
    chosho_value_append (batch, chosho_command_copy_item (g_ptr_array_index (items, items->len - 1)));
}

static void
carry_entries (ChoshoRollforward *self)
{
  ChoshoValue *batch;

  if (self->entries == NULL)
    {
      carry (self, "catalogue-entry");
      return;
    }
  batch = chosho_rollforward_add_batch (self, "catalogue-entry");
  for (guint i = 0; i < chosho_value_get_length (self->entries); i++)
    chosho_value_append (batch, chosho_value_ref (chosho_value_get_item (self->entries, i)));
}

gboolean
chosho_rollforward_has_ended (ChoshoRollforward *self, ChoshoValue *individual)
{
  const char *end = chosho_value_get_string (individual, "valid_to");

  return end != NULL && strcmp (end, chosho_value_get_string (self->facts, "period_start")) < 0;
}

/* A version that ended before the new period is of another period: a step of it would ask for work on what is no more. One
 * that ends within it, and the one after it, both come along. */
static void
carry_individuals (ChoshoRollforward *self)
{
  g_autoptr (GPtrArray) items = list_standing (self, "individual-control");
  ChoshoValue *batch = chosho_rollforward_add_batch (self, "individual-control");

  for (guint i = 0; i < items->len; i++)
    {
      ChoshoValue *item = g_ptr_array_index (items, i);
      g_autofree char *name = g_strdup_printf ("%s %s", chosho_value_get_string (item, "individual"), chosho_value_get_string (item, "version"));

      g_autoptr (ChoshoValue) controls = chosho_rollforward_map_numbers (self, chosho_value_get (item, "controls"));
      g_autoptr (ChoshoValue) copy = chosho_command_copy_item (item);

      chosho_value_set (copy, "controls", chosho_value_ref (controls));
      if (chosho_rollforward_has_ended (self, item))
        chosho_rollforward_leave (self, "individual-control", name, "version-ended");
      else if (chosho_value_get_length (controls) == 0 && chosho_value_get_length (chosho_value_get (item, "controls")) > 0)
        chosho_rollforward_leave (self, "individual-control", name, self->comparison != NULL ? "withdrawn" : "not-chosen");
      else
        chosho_value_append (batch, g_steal_pointer (&copy));
    }
}

static gboolean
comes_along (ChoshoRollforward *self, const char *member)
{
  return member != NULL && g_hash_table_contains (self->people, member);
}

/* Who, and who reviews; days and visits are planned anew. */
static void
carry_assignments (ChoshoRollforward *self)
{
  g_autoptr (GPtrArray) items = list_standing (self, "assignment");

  for (guint i = 0; i < items->len; i++)
    {
      ChoshoValue *item = g_ptr_array_index (items, i);
      const char *number = chosho_rollforward_map_number (self, chosho_value_get_string (item, "control"));

      if (number != NULL && !chosho_rollforward_has_changed (self, number)
          && (comes_along (self, chosho_value_get_string (item, "member")) || comes_along (self, chosho_value_get_string (item, "reviewer"))))
        chosho_value_append (self->assignments, copy_for (item, number));
    }
}

void
chosho_rollforward_add_carried (ChoshoRollforward *self)
{
  carry (self, "setting");
  carry_catalogue (self);
  carry_entries (self);
  carry (self, "procedure-source");
  carry (self, "procedure-template");
  carry_of_controls (self, "procedure-step", FALSE);
  carry_of_controls (self, "control-subjects", FALSE);
  carry_of_controls (self, "statement-line", FALSE);
  carry_individuals (self);
  carry_of_controls (self, "scope", TRUE);
  carry_assignments (self);
}
