/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-checkpoint.h"
#include "chosho-merkle.h"

#define PREFIX "chosho-checkpoint-1"

static void
add_digests (ChoshoNode *node, GByteArray *leaves)
{
  ChoshoValue *items = chosho_node_get_event (node)->items;

  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      const char *hex = chosho_value_get_string (chosho_value_get_item (items, i), "sha256");
      guint8 digest[CHOSHO_DIGEST_SIZE], leaf[CHOSHO_DIGEST_SIZE];

      if (hex == NULL || !chosho_hex_decode (hex, digest, sizeof digest))
        continue;
      chosho_merkle_hash_leaf (digest, sizeof digest, leaf);
      g_byte_array_append (leaves, leaf, sizeof leaf);
    }
}

/* Sorts, drops doubles and writes the root as hex; returns the number of leaves. */
static guint
make_root (GByteArray *leaves, guint8 raw[CHOSHO_DIGEST_SIZE], char hex[CHOSHO_DIGEST_HEX_SIZE])
{
  gsize count = chosho_merkle_sort (leaves->data, leaves->len / CHOSHO_DIGEST_SIZE);

  chosho_merkle_root (leaves->data, count, raw);
  chosho_hex_encode_to (raw, CHOSHO_DIGEST_SIZE, hex);
  return (guint) count;
}

void
chosho_checkpoint_compute_filtered (ChoshoState *state, ChoshoCheckpointFilter filter, gpointer user_data, ChoshoCheckpoint *out)
{
  g_autoptr (GByteArray) ids = g_byte_array_new ();
  g_autoptr (GByteArray) digests = g_byte_array_new ();
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  g_autofree char *counts = NULL;
  guint8 events_root[CHOSHO_DIGEST_SIZE], objects_root[CHOSHO_DIGEST_SIZE], root[CHOSHO_DIGEST_SIZE];

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);

      if (!filter (node, user_data))
        continue;
      g_byte_array_append (ids, chosho_node_get_event (node)->id, CHOSHO_DIGEST_SIZE);
      add_digests (node, digests);
    }
  out->events = make_root (ids, events_root, out->events_root);
  out->objects = make_root (digests, objects_root, out->objects_root);
  counts = g_strdup_printf ("%u\n%u\n", out->events, out->objects);
  chosho_digest_update (digest, PREFIX, sizeof PREFIX);
  chosho_digest_update (digest, counts, strlen (counts));
  chosho_digest_update (digest, events_root, sizeof events_root);
  chosho_digest_update (digest, objects_root, sizeof objects_root);
  chosho_digest_finish (digest, root);
  chosho_hex_encode_to (root, sizeof root, out->root);
}

static gboolean
is_before (ChoshoNode *node, gpointer at)
{
  return at == NULL || chosho_node_is_before (node, at);
}

void
chosho_checkpoint_compute (ChoshoState *state, ChoshoNode *at, ChoshoCheckpoint *out)
{
  chosho_checkpoint_compute_filtered (state, is_before, at, out);
}

ChoshoValue *
chosho_checkpoint_to_item (const ChoshoCheckpoint *self)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_integer (item, "events", self->events);
  chosho_value_set_integer (item, "objects", self->objects);
  chosho_value_set_string (item, "events_root", self->events_root);
  chosho_value_set_string (item, "objects_root", self->objects_root);
  chosho_value_set_string (item, "root", self->root);
  return item;
}

gboolean
chosho_checkpoint_is_right (ChoshoState *state, ChoshoNode *node)
{
  ChoshoValue *said = chosho_value_get_item (chosho_node_get_event (node)->items, 0);
  g_autoptr (ChoshoValue) computed = NULL;
  ChoshoCheckpoint checkpoint;

  chosho_checkpoint_compute (state, node, &checkpoint);
  computed = chosho_checkpoint_to_item (&checkpoint);
  return chosho_value_equal (said, computed);
}

ChoshoValue *
chosho_checkpoint_describe (ChoshoState *state)
{
  g_autoptr (GPtrArray) heads = chosho_state_list_heads (state);
  ChoshoValue *list = chosho_value_new_array ();
  ChoshoCheckpoint checkpoint;
  ChoshoValue *value;

  chosho_checkpoint_compute (state, NULL, &checkpoint);
  for (guint i = 0; i < heads->len; i++)
    {
      ChoshoEvent *event = chosho_node_get_event (g_ptr_array_index (heads, i));
      ChoshoValue *head = chosho_value_new_object ();

      chosho_value_set_string (head, "copy", event->copy);
      chosho_value_set_string (head, "author", event->author);
      chosho_value_set_integer (head, "seq", event->seq);
      chosho_value_set_string (head, "id", event->id_hex);
      chosho_value_append (list, head);
    }
  value = chosho_checkpoint_to_item (&checkpoint);
  chosho_value_set (value, "heads", list);
  return value;
}
