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

static void
carry (ChoshoRollforward *self, const char *action)
{
  g_autoptr (GPtrArray) items = list_standing (self, action);
  ChoshoValue *batch = chosho_rollforward_add_batch (self, action);

  for (guint i = 0; i < items->len; i++)
    chosho_value_append (batch, chosho_command_copy_item (g_ptr_array_index (items, i)));
}

/* The edition that came in last is the one that the entries are of. */
static void
carry_catalogue (ChoshoRollforward *self)
{
  g_autoptr (GPtrArray) items = list_standing (self, "catalogue");
  ChoshoValue *batch = chosho_rollforward_add_batch (self, "catalogue");

  if (items->len > 0)
    chosho_value_append (batch, chosho_command_copy_item (g_ptr_array_index (items, items->len - 1)));
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

      if (chosho_rollforward_has_ended (self, item))
        chosho_rollforward_leave (self, "individual-control", name, "version-ended");
      else
        chosho_value_append (batch, chosho_command_copy_item (item));
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

      if (comes_along (self, chosho_value_get_string (item, "member")) || comes_along (self, chosho_value_get_string (item, "reviewer")))
        chosho_value_append (self->assignments, chosho_value_ref (item));
    }
}

void
chosho_rollforward_add_carried (ChoshoRollforward *self)
{
  carry (self, "setting");
  carry_catalogue (self);
  carry (self, "catalogue-entry");
  carry (self, "procedure-source");
  carry (self, "procedure-template");
  carry (self, "procedure-step");
  carry (self, "control-subjects");
  carry (self, "statement-line");
  carry_individuals (self);
  carry (self, "scope");
  carry_assignments (self);
}
