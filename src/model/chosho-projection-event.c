/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-projection.h"
#include "chosho-text.h"

/* What an event concerns, by itself: what comes later changes nothing of it, so that the index needs to write it once. */

static void
append_once (GString *lines, GHashTable *seen, const char *id)
{
  if (id == NULL || id[0] == '\0' || !g_hash_table_add (seen, g_strdup (id)))
    return;
  g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", id);
}

/* What it merely points to is left out: two controls that share evidence do not share their journals. */
static void
append_subjects (GString *lines, GHashTable *seen, const ChoshoWrite *write)
{
  for (const ChoshoActionSubject *subject = chosho_action_get_subjects (write->action); subject->field != NULL; subject++)
    {
      ChoshoValue *value = chosho_value_get (write->item, subject->field);

      if (strcmp (subject->prefix, "linked:") == 0)
        continue;
      append_once (lines, seen, chosho_value_as_string (value));
      for (guint i = 0; i < chosho_value_get_length (value); i++)
        append_once (lines, seen, chosho_value_as_string (chosho_value_get_item (value, i)));
    }
}

char *
chosho_projection_dup_about (ChoshoNode *node)
{
  GPtrArray *writes = chosho_node_get_writes (node);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < writes->len; i++)
    append_subjects (lines, seen, g_ptr_array_index (writes, i));
  return lines->len > 0 ? g_strdup (lines->str) : NULL;
}
