/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

/*
 * The memory of one parsed text: the values, their lists and a copy of the text, into which strings
 * and keys point. A record has millions of values: one by one they would take more time to make and
 * to free than to read. All live as long as any of them is referenced; none of them is ever changed.
 */

/* One node. Arrays and objects own their children; object members stay sorted by key, which for
 * ASCII keys is RFC 8785's order. */
struct _ChoshoValue
{
  ChoshoValueArena *arena;         /* (nullable) where it lives: then the arena is counted, not the value */
  gatomicrefcount   ref_count;
  ChoshoValueType   type;
  union
  {
    gboolean boolean;
    gint64   integer;
    char    *string;               /* (owned) */
    struct
    {
      ChoshoValue **items;         /* (owned) (array length=length) */
      char        **keys;          /* (owned) NULL for arrays. Never interned: they come from files, too */
      guint         length;
      guint         allocated;
    } list;
  } u;
};

/* Makes room for one more entry and returns its place. */
guint chosho_value_list_grow (ChoshoValue *self);

/* chosho-value-arena.c. Aligned for any value; lives as long as the arena. */
gpointer          chosho_value_arena_alloc (ChoshoValueArena *self, gsize size_bytes);
