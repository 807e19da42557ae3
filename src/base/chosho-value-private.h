/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

/* One node. Arrays and objects own their children; object members stay sorted by key, which for
 * ASCII keys is RFC 8785's order. */
struct _ChoshoValue
{
  gatomicrefcount ref_count;
  ChoshoValueType type;
  union
  {
    gboolean boolean;
    gint64   integer;
    char    *string;               /* (owned) */
    struct
    {
      ChoshoValue **items;         /* (owned) (array length=length) */
      const char  **keys;          /* (owned container, interned strings) NULL for arrays */
      guint         length;
      guint         allocated;
    } list;
  } u;
};

/* Makes room for one more entry and returns its place. */
guint chosho_value_list_grow (ChoshoValue *self);
