/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-fill.h"

#include <string.h>

#include "chosho-key.h"
#include "chosho-signed-view.h"

/* A register names what stands there; so does a removal. */
static void
fill_replaces (ChoshoView *view, const ChoshoAction *action, ChoshoValue *item)
{
  g_autofree char *key = chosho_action_key (action, item, "@");
  g_autoptr (GPtrArray) standing = chosho_view_list (view, key);
  ChoshoValue *names;

  if (action->mode == CHOSHO_WRITE_SET || standing->len == 0 || chosho_value_get (item, "replaces") != NULL)
    return;
  names = chosho_value_new_array ();
  for (guint i = 0; i < standing->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (standing, i));

      chosho_value_append_string (names, id);
    }
  chosho_value_set (item, "replaces", names);
}

static void
fill_view (ChoshoView *view, ChoshoValue *item)
{
  const char *target = chosho_value_get_string (item, "target");
  g_autofree char *digest = NULL;

  if (g_strcmp0 (chosho_value_get_string (item, "view"), "auto") != 0 || target == NULL)
    return;
  digest = chosho_signed_view_digest (view, target, chosho_stage_from_code (chosho_value_get_string (item, "stage")));
  chosho_value_set_string (item, "view", digest);
}

ChoshoValue *
chosho_test_fill_items (ChoshoView *view, const char *action_name, ChoshoValue *items)
{
  const ChoshoAction *action = chosho_action_lookup (action_name);
  ChoshoValue *out;

  if (action == NULL)
    return chosho_value_ref (items);
  out = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      ChoshoValue *item = chosho_value_copy (chosho_value_get_item (items, i));

      fill_replaces (view, action, item);
      fill_view (view, item);
      chosho_value_append (out, item);
    }
  return out;
}

GPtrArray *
chosho_test_list_new_heads (ChoshoState *state, ChoshoNode *last)
{
  g_autoptr (GPtrArray) heads = chosho_state_list_heads (state);
  GPtrArray *seen = g_ptr_array_new ();

  for (guint i = 0; i < heads->len; i++)
    {
      ChoshoNode *head = g_ptr_array_index (heads, i);

      if (head != last && (last == NULL || !chosho_node_is_before (head, last)))
        g_ptr_array_add (seen, chosho_node_get_event (head)->id_hex);
    }
  g_ptr_array_add (seen, NULL);
  return seen;
}

gboolean
chosho_test_signature_is_good (const ChoshoEvent *event, const char *public_key, gpointer user_data)
{
  static GHashTable *verified;
  g_autofree char *signature = chosho_hex_encode (event->signature, sizeof event->signature);
  g_autofree char *name = g_strconcat (event->id_hex, public_key, signature, NULL);
  guint8 raw[CHOSHO_KEY_PUBLIC_SIZE];
  gpointer known;

  if (verified == NULL)
    verified = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_size (verified) > 10000)
    g_hash_table_remove_all (verified);
  if (!g_hash_table_lookup_extended (verified, name, NULL, &known))
    {
      known = GINT_TO_POINTER (chosho_hex_decode (public_key, raw, sizeof raw)
                               && chosho_key_verify (raw, CHOSHO_EVENT_SIGNATURE_PREFIX, event->id, event->signature));
      g_hash_table_insert (verified, g_steal_pointer (&name), known);
    }
  return GPOINTER_TO_INT (known);
}

GBytes *
chosho_test_dup_event_bytes (const ChoshoEvent *event)
{
  gsize size_bytes;
  char *text = chosho_value_to_canonical (event->value, &size_bytes);

  return g_bytes_new_take (text, size_bytes);
}
