/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-index.h"
#include "chosho-row-query.h"

G_BEGIN_DECLS

/*
 * ChoshoRowTable: the rows of one kind as a few columns of text in memory, so that 50,000 of them are
 * searched and sorted between two keystrokes; the rows themselves stay in the index and are read by
 * id where somebody looks at them. One thread at a time.
 */
typedef struct _ChoshoRowTable ChoshoRowTable;

/* @kind: a kind of rows, or "event" for the journal. */
ChoshoRowTable *chosho_row_table_new    (const char *kind);
void            chosho_row_table_free   (ChoshoRowTable *self);
/* Brings the columns up to @index where its data is of another @version than at the last call; rows
 * whose JSON is as before are not parsed again. */
gboolean        chosho_row_table_update (ChoshoRowTable *self, ChoshoIndex *index, gint64 version, GError **error);
/* The ids of the rows that fit @query, in its order; of the journal only events that are in the set @about or concern what
 * is in it (nullable: all). (transfer full) (element-type utf8) */
GPtrArray      *chosho_row_table_query  (ChoshoRowTable *self, ChoshoRowQuery *query, GHashTable *about);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoRowTable, chosho_row_table_free)

G_END_DECLS
