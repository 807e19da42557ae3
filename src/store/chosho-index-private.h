/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-database.h"
#include "chosho-index.h"

G_BEGIN_DECLS

/* In the table meta while an empty index is being filled. */
#define CHOSHO_INDEX_BUILDING_KEY "building"

struct _ChoshoIndex
{
  ChoshoDatabase *database;           /* owned */
  int             projection_version; /* what this program computes */
  gboolean        writable;
  gboolean        in_memory;
};

/* Makes our tables in a file without any, in one transaction. */
gboolean chosho_index_make_tables  (ChoshoIndex *self, GError **error);
/* From here on what is written goes to a write-ahead log first. */
gboolean chosho_index_keep_log     (ChoshoIndex *self, GError **error);
/* Notes our projection version: the index is CURRENT. */
gboolean chosho_index_note_version (ChoshoIndex *self, GError **error);

G_END_DECLS
