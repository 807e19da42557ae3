/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-row-table.h"

G_BEGIN_DECLS

/* ChoshoRowTables: the tables of all kinds that were asked for, each brought up to the index before it answers. One
 * thread at a time. */
typedef struct _ChoshoRowTables ChoshoRowTables;

ChoshoRowTables *chosho_row_tables_new   (void);
void             chosho_row_tables_free  (ChoshoRowTables *self);
/* The ids of the rows of @index that fit @query, in its order. (transfer full) (element-type utf8) */
GPtrArray       *chosho_row_tables_query (ChoshoRowTables *self, ChoshoIndex *index, ChoshoRowQuery *query, GError **error);

G_END_DECLS
