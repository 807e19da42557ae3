/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * ChoshoTextStore: text.db, the words of the record and of the evidence as they are searched, with a full-text index of
 * them. Derived and disposable: whatever is wrong with the file, it is emptied and filled again.
 *
 * Words belong to owners: the content of a piece of evidence (kind "object", by SHA-256), and rows of the index (by kind
 * and id). Each owner has units, which are found one by one.
 *
 * Writers take a lock of their own, the file "text.lock", for each transaction, so that reading evidence for minutes keeps
 * nobody from working (SQLite's WAL before 3.51.3 can lose commits of two simultaneous writers). One thread at a time;
 * all functions block. Errors: INTEGRITY (damaged: chosho_text_store_reset()), READ_ONLY, NO_SPACE, IO, LOCKED, CANCELLED,
 * NOT_FOUND.
 */
typedef struct _ChoshoTextStore ChoshoTextStore;

#define CHOSHO_TEXT_STORE_FILE "text.db"
#define CHOSHO_TEXT_STORE_LOCK "text.lock"
#define CHOSHO_TEXT_OBJECT "object"

/* Opens or makes text.db in the engagement's @folder. One that is damaged, of another version, or folded by another
 * Unicode than this program's is emptied. */
ChoshoTextStore *chosho_text_store_open          (const char *folder, GError **error);
/* What is there, for who can write nothing. NOT_FOUND or INTEGRITY where nothing of it can be used. */
ChoshoTextStore *chosho_text_store_open_reader   (const char *folder, GError **error);
ChoshoTextStore *chosho_text_store_new_in_memory (GError **error);
void             chosho_text_store_free          (ChoshoTextStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoTextStore, chosho_text_store_free)

/* Interrupts running statements; nullable. */
void             chosho_text_store_set_cancellable (ChoshoTextStore *self, GCancellable *cancellable);

/* One transaction, under the lock. */
gboolean         chosho_text_store_begin    (ChoshoTextStore *self, GError **error);
gboolean         chosho_text_store_commit   (ChoshoTextStore *self, GError **error);
void             chosho_text_store_rollback (ChoshoTextStore *self);
/* Outside a transaction: empties the file in place. */
gboolean         chosho_text_store_reset    (ChoshoTextStore *self, GError **error);
/* Outside a transaction: writes the log back into the file, as far as readers allow. */
gboolean         chosho_text_store_checkpoint (ChoshoTextStore *self, GError **error);

/* A small fact about the store itself. @value is NULL where the key is not set. (transfer full) */
gboolean         chosho_text_store_get_meta (ChoshoTextStore *self, const char *key, char **value, GError **error);
/* Within a transaction. */
gboolean         chosho_text_store_set_meta (ChoshoTextStore *self, const char *key, const char *value, GError **error);

/* What is known of an owner. Strings are borrowed, in both directions. */
typedef struct
{
  const char *kind;
  const char *name;
  gint64      stamp;   /* what it was made from, or by */
  const char *state;   /* a word of the caller's */
  const char *code;    /* (nullable) */
  const char *format;  /* (nullable) */
  const char *charset; /* (nullable) */
  gint64      blank;   /* pages without any text */
  const char *object;  /* (nullable) of evidence: the SHA-256 of its content */
} ChoshoTextOwner;

/* Within a transaction: the owner with its @units (element-type ChoshoTextUnit), in place of what was there. Units of one
 * @band (below 1024) are searched together. */
gboolean         chosho_text_store_put    (ChoshoTextStore *self, const ChoshoTextOwner *owner, guint band, GPtrArray *units, GError **error);
/* Within a transaction: adds units of another band to an owner just put. */
gboolean         chosho_text_store_add    (ChoshoTextStore *self, const char *kind, const char *name, guint band, GPtrArray *units, GError **error);
/* Within a transaction. */
gboolean         chosho_text_store_remove (ChoshoTextStore *self, const char *kind, const char *name, GError **error);

/* Outside a transaction: removes the owners @names (element-type utf8) so that none of their words is left in the file, its index or its log. Writes the
 * whole file anew. LOCKED where a reader kept it from that. */
gboolean         chosho_text_store_forget (ChoshoTextStore *self, const char *kind, GPtrArray *names, GError **error);

typedef gboolean (*ChoshoTextOwnerFunc) (const ChoshoTextOwner *owner, gpointer user_data);
/* All owners of @kind by name (NULL: of all kinds); FALSE of the function ends it. */
gboolean         chosho_text_store_foreach_owner (ChoshoTextStore *self, const char *kind, ChoshoTextOwnerFunc function,
                                                  gpointer user_data, GError **error);
/* The evidence with the content @sha256, by name. */
gboolean         chosho_text_store_foreach_holder (ChoshoTextStore *self, const char *sha256, ChoshoTextOwnerFunc function,
                                                   gpointer user_data, GError **error);

/* A unit found; strings are borrowed. */
typedef struct
{
  const char *kind;  /* of the owner */
  const char *name;
  gint64      number;
  const char *place;
  guint       carried;
  const char *text;
} ChoshoTextFound;

typedef gboolean (*ChoshoTextFoundFunc) (const ChoshoTextFound *found, gpointer user_data);
/* Every unit of @band in whose folded text @folded (chosho_find_text_fold(), not empty) stands, in the order in which they
 * were put; FALSE of the function ends it. */
gboolean         chosho_text_store_find (ChoshoTextStore *self, guint band, const char *folded, ChoshoTextFoundFunc function,
                                         gpointer user_data, GError **error);

G_END_DECLS
