/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-command-check.h"
#include "chosho-cycle.h"
#include "chosho-instance.h"
#include "chosho-rollforward-private.h"

/* What was in scope in which year, and why not, is known as long as the engagements follow each other. */

static void
add (ChoshoRollforward *self, ChoshoValue *batch, ChoshoValue *item)
{
  const char *number = chosho_rollforward_map_number (self, chosho_value_get_string (item, "control"));
  ChoshoValue *copy;

  if (number == NULL)
    return;
  copy = chosho_command_copy_item (item);
  chosho_value_set_string (copy, "control", number);
  chosho_value_append (batch, copy);
}

void
chosho_rollforward_add_cycle (ChoshoRollforward *self)
{
  g_autoptr (GPtrArray) earlier = chosho_view_list_action (self->view, "prior-scope");
  g_autoptr (ChoshoValue) year = chosho_cycle_list_year (self->view);
  ChoshoValue *batch = chosho_rollforward_add_batch (self, "prior-scope");

  for (guint i = 0; i < earlier->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (earlier, i);

      if (!chosho_item_is_withdrawn (write->item) && !chosho_view_has_conflict (self->view, write->key))
        add (self, batch, write->item);
    }
  for (guint i = 0; i < chosho_value_get_length (year); i++)
    add (self, batch, chosho_value_get_item (year, i));
}
