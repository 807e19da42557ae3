/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "chosho-database.h"

G_BEGIN_DECLS

struct _ChoshoDatabase
{
  /* owned */
  char         *path;        /* absolute, or ":memory:" */
  sqlite3      *handle;
  GHashTable   *statements;  /* address of the literal → ChoshoStatement (owned) */
  GCancellable *cancellable; /* nullable */

  /* state */
  gboolean      ending;      /* committing or rolling back: never interrupted */
};

struct _ChoshoStatement
{
  ChoshoDatabase *database;    /* borrowed: it outlives its statements */
  sqlite3_stmt   *handle;      /* owned */
  gboolean        cached;      /* belongs to the database's table */
  gboolean        borrowed;    /* somebody works with it */
  int             bind_result; /* first failed binding, else SQLITE_OK */
};

ChoshoStatement *chosho_statement_new (ChoshoDatabase *database, const char *sql, gboolean cached, GError **error);
void             chosho_statement_free (ChoshoStatement *self);

/* Sets @error from SQLite's extended result @code. Returns FALSE. */
gboolean chosho_database_set_error (ChoshoDatabase *self, int code, GError **error);

G_END_DECLS
