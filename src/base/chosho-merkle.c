/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-merkle.h"

#include <stdlib.h>
#include <string.h>

static const guint8 leaf_prefix = 0x00;
static const guint8 node_prefix = 0x01;

static int
compare_hashes (const void *a, const void *b)
{
  return memcmp (a, b, CHOSHO_DIGEST_SIZE);
}

static void
hash_node (const guint8 *left, const guint8 *right, guint8 *out)
{
  guint8 node[1 + 2 * CHOSHO_DIGEST_SIZE];

  node[0] = node_prefix;
  memcpy (node + 1, left, CHOSHO_DIGEST_SIZE);
  memcpy (node + 1 + CHOSHO_DIGEST_SIZE, right, CHOSHO_DIGEST_SIZE);
  chosho_digest_bytes (node, sizeof node, out);
}

void
chosho_merkle_hash_leaf (gconstpointer data, gsize size_bytes, guint8 out[CHOSHO_DIGEST_SIZE])
{
  chosho_digest_prefixed (leaf_prefix, data, size_bytes, out);
}

gsize
chosho_merkle_sort (guint8 *hashes, gsize count)
{
  gsize kept = 0;

  if (count == 0)
    return 0;
  qsort (hashes, count, CHOSHO_DIGEST_SIZE, compare_hashes);
  for (gsize i = 1; i < count; i++)
    {
      const guint8 *hash = hashes + i * CHOSHO_DIGEST_SIZE;

      if (memcmp (hash, hashes + kept * CHOSHO_DIGEST_SIZE, CHOSHO_DIGEST_SIZE) != 0)
        memmove (hashes + ++kept * CHOSHO_DIGEST_SIZE, hash, CHOSHO_DIGEST_SIZE);
    }
  return kept + 1;
}

/* RFC 6962 splits at the largest power of two below the count. Level by level, pairs from the left with an
 * odd last one carried up, is the same tree. */
void
chosho_merkle_root (const guint8 *hashes, gsize count, guint8 out[CHOSHO_DIGEST_SIZE])
{
  g_autofree guint8 *level = NULL;

  if (count == 0)
    {
      chosho_digest_bytes ("", 0, out);
      return;
    }
  level = g_memdup2 (hashes, count * CHOSHO_DIGEST_SIZE);
  while (count > 1)
    {
      for (gsize i = 0; i < count / 2; i++)
        hash_node (level + 2 * i * CHOSHO_DIGEST_SIZE, level + (2 * i + 1) * CHOSHO_DIGEST_SIZE,
                   level + i * CHOSHO_DIGEST_SIZE);
      if (count % 2 == 1)
        memmove (level + count / 2 * CHOSHO_DIGEST_SIZE, level + (count - 1) * CHOSHO_DIGEST_SIZE,
                 CHOSHO_DIGEST_SIZE);
      count = (count + 1) / 2;
    }
  memcpy (out, level, CHOSHO_DIGEST_SIZE);
}
