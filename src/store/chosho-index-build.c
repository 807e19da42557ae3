/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-error.h"
#include "chosho-index-private.h"

/*
 * Filling an empty index. Through the write-ahead log every page would be written twice and read once more, and
 * checksums of the log computed anew; a journal of an empty file protects nothing. What is half done after a power
 * cut, whatever it looks like, lacks the version, which is noted after all else has reached the disk: it is STALE.
 * That it is being built is noted before, so that a version which somebody took away is told from that.
 */

/* Pages stay in memory until they are full: the index by id is filled in no order. */
#define BUILD_CACHE "PRAGMA cache_size=-32768"

/* FALSE with LOCKED where somebody else has the file open. */
static gboolean
leave_log (ChoshoIndex *self, GError **error)
{
  g_autofree char *mode = chosho_database_query_text (self->database, "PRAGMA journal_mode=MEMORY", error);

  if (mode == NULL || g_str_equal (mode, "memory"))
    return mode != NULL;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED, "%s", chosho_database_get_path (self->database));
  return FALSE;
}

gboolean
chosho_index_begin_build (ChoshoIndex *self, gboolean *begun, GError **error)
{
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self->writable && !chosho_database_in_transaction (self->database), FALSE);

  *begun = leave_log (self, &local);
  if (*begun)
    return chosho_database_reset (self->database, error) && chosho_index_make_tables (self, error)
           && chosho_index_set_meta (self, CHOSHO_INDEX_BUILDING_KEY, "1", error)
           && chosho_database_exec (self->database, BUILD_CACHE, error) && chosho_database_begin (self->database, error);
  if (g_error_matches (local, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
chosho_index_end_build (ChoshoIndex *self, GError **error)
{
  return chosho_database_commit (self->database, error) && chosho_index_keep_log (self, error)
         && chosho_database_begin (self->database, error) && chosho_index_note_version (self, error)
         && chosho_database_commit (self->database, error);
}
