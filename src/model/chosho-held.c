/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-held.h"

#include <string.h>

#include "chosho-evidence.h"

gboolean
chosho_held_is_object (const char *action, ChoshoValue *item)
{
  static const char *const held[] = { "evidence", "population", "statement-file", "prior-file", "representation", "report-issue" };
  const char *digest = chosho_value_get_string (item, "sha256");

  if (digest == NULL || !chosho_digest_is_hex (digest) || chosho_evidence_is_member (item))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    if (strcmp (held[i], action) == 0)
      return TRUE;
  return FALSE;
}

void
chosho_held_foreach (ChoshoState *state, ChoshoHeldFunc function, gpointer user_data)
{
  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      ChoshoEvent *event = chosho_node_get_event (node);

      for (guint j = 0; chosho_node_is_admissible (node) && j < chosho_value_get_length (event->items); j++)
        {
          ChoshoValue *item = chosho_value_get_item (event->items, j);

          if (chosho_held_is_object (event->action, item))
            function (node, chosho_value_get_string (item, "sha256"), chosho_value_get_integer (item, "size_bytes", -1), user_data);
        }
    }
}
