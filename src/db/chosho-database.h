/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"
#include "chosho-statement.h"

G_BEGIN_DECLS

/*
 * One SQLite connection, hardened, with its prepared statements. sqlite3 handles never leave this
 * layer. A connection belongs to one thread at a time; it may be handed over between calls.
 * Errors of every function: CHOSHO_ERROR_NO_SPACE, LOCKED, INTEGRITY (damaged or no database),
 * READ_ONLY, NOT_FOUND, CANCELLED, IO, FAILED; the message names the file.
 */
typedef struct _ChoshoDatabase ChoshoDatabase;

typedef enum
{
  CHOSHO_DATABASE_READ = 0,                      /* refuses every change by SQL */
  CHOSHO_DATABASE_WRITE = 1 << 0,                /* READ_ONLY where the file cannot be written */
  CHOSHO_DATABASE_CREATE = 1 << 1,               /* with WRITE: a missing file is made */
  CHOSHO_DATABASE_KEEP_LOG_ON_CLOSE = 1 << 2,    /* WAL: closing never checkpoints */
} ChoshoDatabaseFlags;

typedef enum
{
  CHOSHO_DATABASE_IS_EMPTY,   /* no schema and no application id yet */
  CHOSHO_DATABASE_IS_OLDER,   /* ours, of an earlier schema version */
  CHOSHO_DATABASE_IS_CURRENT,
  CHOSHO_DATABASE_IS_NEWER,   /* ours, made by a newer program */
} ChoshoDatabaseIdentity;

/* Opens @path (a regular file; anything else is refused before it is opened). A NULL @path gives a
 * private database in memory. A reader may roll back a crashed writer's journal, as every SQLite
 * reader must; apart from that it changes nothing. */
ChoshoDatabase *chosho_database_open (const char *path, ChoshoDatabaseFlags flags, GError **error);
/* Every statement must have been released. NULL is allowed. */
void            chosho_database_free (ChoshoDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoDatabase, chosho_database_free)

/* The path as opened, absolute; ":memory:" for one in memory. Borrowed. */
const char     *chosho_database_get_path (ChoshoDatabase *self);

/* Lets full-text tables of this connection be made and used whose words are single characters ("tokenize='ngram 1'") or
 * every two that follow each other ("ngram 2"); see chosho-database-ngrams.c. */
gboolean        chosho_database_add_ngrams (ChoshoDatabase *self, GError **error);

/* Reads whose file this is. Another @application_id is CHOSHO_ERROR_INTEGRITY. */
gboolean        chosho_database_identify (ChoshoDatabase *self, guint32 application_id, int user_version,
                                          ChoshoDatabaseIdentity *identity, GError **error);

/* Runs one or more statements without results. @sql must be a string literal: a variable does not
 * compile, so that no SQL is ever built at run time. */
#define chosho_database_exec(self, sql, error) \
  chosho_database_exec_literal ((self), "" sql "", (error))
gboolean         chosho_database_exec_literal (ChoshoDatabase *self, const char *sql, GError **error);

/* Borrows the connection's statement for the literal @sql, prepared once and kept by the literal's
 * address; while it is borrowed already (recursion), another one is prepared. Give it back with
 * chosho_statement_release() or g_autoptr, before the database is freed. */
#define chosho_database_prepare(self, sql, error) \
  chosho_database_prepare_literal ((self), "" sql "", (error))
ChoshoStatement *chosho_database_prepare_literal (ChoshoDatabase *self, const char *sql, GError **error);

/* The first column of the first row of @sql as a number. */
#define chosho_database_query_int64(self, sql, out, error) \
  chosho_database_query_int64_literal ((self), "" sql "", (out), (error))
gboolean         chosho_database_query_int64_literal (ChoshoDatabase *self, const char *sql, gint64 *out,
                                                      GError **error);
/* The first column of the first row of @sql as text; NULL value gives "". (transfer full) */
#define chosho_database_query_text(self, sql, error) \
  chosho_database_query_text_literal ((self), "" sql "", (error))
char            *chosho_database_query_text_literal (ChoshoDatabase *self, const char *sql, GError **error);

/* BEGIN IMMEDIATE: a writer that cannot write learns it here, not at its first change. */
gboolean chosho_database_begin (ChoshoDatabase *self, GError **error);
/* BEGIN: a stable snapshot for several reads. */
gboolean chosho_database_begin_read (ChoshoDatabase *self, GError **error);
/* Commits, or rolls back and says why. Cancellation is looked at before, never during or after:
 * FALSE with another error than CANCELLED can in rare cases (a failed last fsync) mean that the
 * change is there all the same. */
gboolean chosho_database_commit (ChoshoDatabase *self, GError **error);
/* Does nothing outside a transaction (SQLite ends some by itself on errors). Never fails. */
void     chosho_database_rollback (ChoshoDatabase *self);
gboolean chosho_database_in_transaction (ChoshoDatabase *self);

/* From now on @cancellable (nullable, a reference is kept) interrupts running statements. */
void     chosho_database_set_cancellable (ChoshoDatabase *self, GCancellable *cancellable);

/* A number that changes whenever another connection has committed. */
gboolean chosho_database_get_data_version (ChoshoDatabase *self, gint64 *version, GError **error);

/* The schema as one text, to compare two databases. Statistics tables are left out. (transfer full) */
char    *chosho_database_dup_schema (ChoshoDatabase *self, GError **error);

/* SQLite's own integrity check: (transfer full) (element-type utf8) its complaints, empty if none. */
GPtrArray *chosho_database_check (ChoshoDatabase *self, GError **error);

/* Empties a database that is damaged or no database at all, in place and under SQLite's own locks:
 * no open connection ever looks at an unlinked file. Only for derived files. */
gboolean chosho_database_reset (ChoshoDatabase *self, GError **error);

/* WAL: writes the log back into the file; where readers are in the way, as far as possible. A long log is
 * emptied too, if nobody reads just now: who comes first afterwards reads all of it, however old. */
gboolean chosho_database_checkpoint (ChoshoDatabase *self, GError **error);

/* Outside a transaction: writes the file anew and empties its log, so that nothing of what was deleted is left in either.
 * LOCKED where a reader is in the way: then old pages may be. */
gboolean chosho_database_vacuum (ChoshoDatabase *self, GError **error);

/* A durable copy at @path, which must not exist (EXISTS): backup API into a temporary name, fsync,
 * rename without replacing, fsync of the folder. @progress counts pages. */
gboolean chosho_database_copy_to (ChoshoDatabase *self, const char *path, ChoshoProgress *progress,
                                  GCancellable *cancellable, GError **error);

G_END_DECLS
