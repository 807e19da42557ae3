/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-database.h"
#include "chosho-index.h"

G_BEGIN_DECLS

struct _ChoshoIndex
{
  ChoshoDatabase *database;           /* owned */
  int             projection_version; /* what this program computes */
  gboolean        writable;
  gboolean        in_memory;
};

G_END_DECLS
