/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-value-private.h"

/* Bytes of values and lists for each byte of text: a short member ("a":1,) takes most, a long text next to
 * nothing. What is more goes into further blocks. (A record of full size: 267 MB with 2, 300 with 3, 271 with 1.) */
#define BYTES_PER_BYTE 2
#define LEAST_BLOCK_BYTES 512

typedef struct _Block Block;

struct _Block
{
  Block *next;       /* (owned) (nullable) */
  gsize  used_bytes; /* with this head */
  gsize  size_bytes;
};

struct _ChoshoValueArena
{
  gatomicrefcount ref_count;
  Block          *blocks; /* (owned) the newest first */
};

static gsize
align (gsize size_bytes)
{
  return (size_bytes + sizeof (gint64) - 1) / sizeof (gint64) * sizeof (gint64);
}

static void
add_block (ChoshoValueArena *self, gsize size_bytes)
{
  gsize whole = align (sizeof (Block)) + MAX (size_bytes, LEAST_BLOCK_BYTES);
  Block *block = g_malloc (whole);

  block->next = self->blocks;
  block->used_bytes = align (sizeof (Block));
  block->size_bytes = whole;
  self->blocks = block;
}

ChoshoValueArena *
chosho_value_arena_new (gsize size_bytes)
{
  ChoshoValueArena *self = g_new0 (ChoshoValueArena, 1);

  g_atomic_ref_count_init (&self->ref_count);
  add_block (self, size_bytes * (BYTES_PER_BYTE + 1));
  return self;
}

void
chosho_value_arena_ref (ChoshoValueArena *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
}

void
chosho_value_arena_unref (ChoshoValueArena *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  while (self->blocks != NULL)
    {
      Block *block = self->blocks;

      self->blocks = block->next;
      g_free (block);
    }
  g_free (self);
}

gpointer
chosho_value_arena_alloc (ChoshoValueArena *self, gsize size_bytes)
{
  gsize wanted = align (size_bytes);
  Block *block = self->blocks;
  gpointer memory;

  if (block->size_bytes - block->used_bytes < wanted)
    {
      add_block (self, MAX (wanted, block->size_bytes));
      block = self->blocks;
    }
  memory = (char *) block + block->used_bytes;
  block->used_bytes += wanted;
  return memory;
}
