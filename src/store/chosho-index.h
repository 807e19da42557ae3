/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * index.db: the engagement's current state, computed from the events; disposable. A writer and a
 * reader are objects of their own; each belongs to one thread at a time. All functions block.
 * Errors: INTEGRITY (a damaged file: chosho_index_reset() and build anew), NO_SPACE, IO, LOCKED,
 * READ_ONLY, CANCELLED; messages name the file.
 *
 * Only the holder of the engagement's ChoshoLock may open a writer, write, reset or checkpoint
 * (SQLite's WAL before 3.51.3 can lose commits of two simultaneous writers or checkpointers).
 */
typedef struct _ChoshoIndex ChoshoIndex;

typedef enum
{
  CHOSHO_INDEX_CURRENT, /* written by this projection version; it may still lag behind the log */
  CHOSHO_INDEX_STALE,   /* empty or of another projection version: clear and build anew */
} ChoshoIndexState;

/* Opens or makes the index at @path for writing. A file that is damaged, not a database or of another
 * schema is emptied in place and reported as STALE, like one of another @projection_version. */
ChoshoIndex *chosho_index_open_writer (const char *path, int projection_version, ChoshoIndexState *state,
                                       GError **error);
/* An empty index without a file, for who may read the record and can write nothing beside it. STALE. */
ChoshoIndex *chosho_index_new_in_memory (int projection_version, GError **error);
gboolean     chosho_index_is_in_memory (ChoshoIndex *self);
/* NOT_FOUND where there is no file or nothing in it, INTEGRITY where a writer has to repair it first. A reader can find
 * the index STALE later too: see chosho_index_get_state(). */
ChoshoIndex *chosho_index_open_reader (const char *path, int projection_version, ChoshoIndexState *state,
                                       GError **error);
/* Never checkpoints. */
void         chosho_index_free (ChoshoIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoIndex, chosho_index_free)

/* Looks again: whether what is committed now is of our projection version. */
gboolean chosho_index_get_state (ChoshoIndex *self, ChoshoIndexState *state, GError **error);
/* Whether an earlier version of the program made it, and nobody changed what it says of that. */
gboolean chosho_index_is_older (ChoshoIndex *self, gboolean *older, GError **error);
/* Whether its building has not begun or was cut off. */
gboolean chosho_index_is_unfinished (ChoshoIndex *self, gboolean *unfinished, GError **error);
/* Changes whenever another connection has committed. */
gboolean chosho_index_get_data_version (ChoshoIndex *self, gint64 *version, GError **error);
/* Interrupts running statements; nullable. */
void     chosho_index_set_cancellable (ChoshoIndex *self, GCancellable *cancellable);

/* Writer: one transaction. A commit that fails has rolled back. */
gboolean chosho_index_begin (ChoshoIndex *self, GError **error);
gboolean chosho_index_commit (ChoshoIndex *self, GError **error);
void     chosho_index_rollback (ChoshoIndex *self);
/* Writer, within a transaction: removes everything and notes this projection version, so that the
 * commit makes the index CURRENT. Readers see the old state until then. */
gboolean chosho_index_clear_all (ChoshoIndex *self, GError **error);
/* Writer, outside a transaction: empties a damaged file in place; the index is STALE afterwards. */
gboolean chosho_index_reset (ChoshoIndex *self, GError **error);
/* Writer, outside a transaction: where nobody else has the index open, empties it and begins to fill it, which needs
 * no transaction of one's own and no note of the version; @begun tells. A build that fails is rolled back
 * (chosho_index_rollback()) or leaves what the next one begins with: an index that is STALE. */
gboolean chosho_index_begin_build (ChoshoIndex *self, gboolean *begun, GError **error);
/* Ends it: the index is on the disk, and CURRENT. */
gboolean chosho_index_end_build (ChoshoIndex *self, GError **error);
/* Writer: moves the write-ahead log into the file as far as readers allow. */
gboolean chosho_index_checkpoint (ChoshoIndex *self, GError **error);

/* Reader or writer outside a transaction: until the end all reads see one state. */
gboolean chosho_index_begin_snapshot (ChoshoIndex *self, GError **error);
void     chosho_index_end_snapshot (ChoshoIndex *self);

#define CHOSHO_INDEX_MAX_KINDS 16

/* Rows: what the command line prints and the window lists. Within a kind, ids are unique; rows come
 * in order of @sort, ties by id, both bytewise. @control may be NULL. */
gboolean   chosho_index_put_row (ChoshoIndex *self, const char *kind, const char *id, const char *sort,
                                 const char *control, const char *json, GError **error);
gboolean   chosho_index_remove_row (ChoshoIndex *self, const char *kind, const char *id, GError **error);
/* @json is NULL where there is no such row. (transfer full) */
gboolean   chosho_index_get_row (ChoshoIndex *self, const char *kind, const char *id, char **json, GError **error);
/* The row of that id in one of @kinds (ends with NULL, at most CHOSHO_INDEX_MAX_KINDS): @kind (out) is that of @kinds which has
 * it, @json is NULL where none has. (transfer full) */
gboolean   chosho_index_find_row (ChoshoIndex *self, const char *const *kinds, const char *id, const char **kind, char **json,
                                  GError **error);

/* Borrowed strings, valid during the call; @control may be NULL. FALSE ends the walk. It must not write
 * to the index. */
typedef gboolean (*ChoshoIndexRowFunc) (const char *id, const char *sort, const char *control, const char *json,
                                        gpointer user_data);
/* All rows of @kind, or those of @control where it is not NULL. */
gboolean   chosho_index_foreach_row (ChoshoIndex *self, const char *kind, const char *control,
                                     ChoshoIndexRowFunc function, gpointer user_data, GError **error);
/* The ids alone, in the same order. (transfer full) (element-type utf8) */
GPtrArray *chosho_index_list_ids (ChoshoIndex *self, const char *kind, const char *control, GError **error);
gboolean   chosho_index_count_rows (ChoshoIndex *self, const char *kind, gint64 *count, GError **error);
/* The kinds that have rows, sorted; to compare two indexes. (transfer full) (element-type utf8) */
GPtrArray *chosho_index_list_kinds (ChoshoIndex *self, GError **error);

/* What is known of one event. Strings are borrowed, in both directions. */
typedef struct
{
  gint64      arrival;
  const char *id;      /* lower-case hex */
  const char *chain;   /* key of (copy, author) */
  gint64      seq;
  const char *action;
  const char *author;  /* fingerprint */
  gint64      time_us; /* the event's clock, UTC */
  gboolean    verified;
  gboolean    effective;
  const char *code;    /* why it has no effect; NULL where nothing is to be said */
  const char *about;   /* controls and things that it concerns, one a line; NULL where none */
} ChoshoEventFacts;

gboolean chosho_index_put_event (ChoshoIndex *self, const ChoshoEventFacts *facts, GError **error);
typedef gboolean (*ChoshoIndexEventFunc) (const ChoshoEventFacts *facts, gpointer user_data);
/* Calls @function at most once; @found (nullable) tells whether it was called. */
gboolean chosho_index_get_event (ChoshoIndex *self, const char *id, ChoshoIndexEventFunc function,
                                 gpointer user_data, gboolean *found, GError **error);
/* From @from_arrival on, in order of arrival, at most @limit (0: all). */
gboolean chosho_index_foreach_event (ChoshoIndex *self, gint64 from_arrival, guint limit,
                                     ChoshoIndexEventFunc function, gpointer user_data, GError **error);
/* The events of one chain from @from_seq on, by seq, then arrival (a fork has several of one seq). */
gboolean chosho_index_foreach_chain_event (ChoshoIndex *self, const char *chain, gint64 from_seq,
                                           ChoshoIndexEventFunc function, gpointer user_data, GError **error);
gboolean chosho_index_count_events (ChoshoIndex *self, gint64 *count, GError **error);

/* Small facts about the index itself: the arrival it stands at, the heads. Keys that begin with "index-"
 * are its own. @value is NULL where the key is not set. (transfer full) */
gboolean chosho_index_get_meta (ChoshoIndex *self, const char *key, char **value, GError **error);
/* A NULL @value removes the key. */
gboolean chosho_index_set_meta (ChoshoIndex *self, const char *key, const char *value, GError **error);

G_END_DECLS
