/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A prepared statement borrowed from a ChoshoDatabase; same thread as the database. */
typedef struct _ChoshoStatement ChoshoStatement;

typedef enum
{
  CHOSHO_STEP_ERROR = -1,
  CHOSHO_STEP_DONE = 0,
  CHOSHO_STEP_ROW = 1,
} ChoshoStep;

/* Resets the statement, clears what was bound, gives it back. NULL is allowed. */
void        chosho_statement_release (ChoshoStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoStatement, chosho_statement_release)

/* Parameters count from 1. Values are copied. A failed binding is reported by the next step. */
void        chosho_statement_bind_int64 (ChoshoStatement *self, int parameter, gint64 value);
void        chosho_statement_bind_text (ChoshoStatement *self, int parameter, const char *text); /* NULL: SQL NULL */
void        chosho_statement_bind_blob (ChoshoStatement *self, int parameter, gconstpointer data, gsize size_bytes);
void        chosho_statement_bind_bytes (ChoshoStatement *self, int parameter, GBytes *bytes);

/* The next row. */
ChoshoStep  chosho_statement_step (ChoshoStatement *self, GError **error);
/* Steps to the end, ignoring rows, and resets, so that new values can be bound. */
gboolean    chosho_statement_run (ChoshoStatement *self, GError **error);
/* Back to before the first row; what is bound stays. */
void        chosho_statement_reset (ChoshoStatement *self);

/* Columns count from 0. What is borrowed is valid until the next step, reset or release. */
gint64        chosho_statement_get_int64 (ChoshoStatement *self, int column);
const char   *chosho_statement_get_text (ChoshoStatement *self, int column); /* NULL for SQL NULL */
gconstpointer chosho_statement_get_blob (ChoshoStatement *self, int column, gsize *size_bytes);
gboolean      chosho_statement_is_null (ChoshoStatement *self, int column);
gboolean      chosho_statement_is_blob (ChoshoStatement *self, int column);
GBytes       *chosho_statement_dup_bytes (ChoshoStatement *self, int column); /* never NULL */

G_END_DECLS
