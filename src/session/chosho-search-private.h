/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-search-words.h"
#include "chosho-search.h"
#include "chosho-session-private.h"

G_BEGIN_DECLS

struct _ChoshoSearch
{
  ChoshoSession   *session; /* (owned) */
  ChoshoTextStore *file;    /* (owned) (nullable) text.db */
  ChoshoTextStore *memory;  /* (owned) (nullable) the record's words, where @file cannot be written */
  gboolean         writable; /* @file is */
  GError          *trouble; /* (owned) (nullable) */
};

/* chosho-search-record.c: makes @store hold the words of the rows of @index, and nothing that no row holds. */
gboolean chosho_search_follow_record (ChoshoTextStore *store, ChoshoIndex *index, GError **error);
/* chosho-search.c: the stores, with the record's words as they stand now. */
gboolean chosho_search_prepare (ChoshoSearch *self, GError **error);
/* The file failed with @error while contents were read from it. TRUE where the record can be searched without it, which is
 * then the trouble; else @error is passed on. Takes @local_error. */
gboolean chosho_search_do_without_file (ChoshoSearch *self, GError *local_error, GError **error);
/* NULL where there is none. (transfer full) */
ChoshoValue *chosho_search_get_row (ChoshoIndex *index, const char *kind, const char *id);
/* Where the record's words are. Borrowed. */
ChoshoTextStore *chosho_search_get_record (ChoshoSearch *self);

G_END_DECLS
