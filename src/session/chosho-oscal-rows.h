/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/* All rows that a standpoint in the record shows, as the command line prints them, in memory. One thread. */
typedef struct _ChoshoOscalRows ChoshoOscalRows;

/* (transfer full) */
ChoshoOscalRows *chosho_oscal_rows_new  (ChoshoView *view);
void             chosho_oscal_rows_free (ChoshoOscalRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoOscalRows, chosho_oscal_rows_free)

/* The rows of @kind in their order. (element-type ChoshoValue) Borrowed, never NULL. */
GPtrArray       *chosho_oscal_rows_list    (ChoshoOscalRows *self, const char *kind);
/* Those of @kind that belong to the control @number, in their order. Borrowed, never NULL. */
GPtrArray       *chosho_oscal_rows_list_of (ChoshoOscalRows *self, const char *kind, const char *number);
/* The row of @kind with the id @id; NULL. Borrowed. */
ChoshoValue     *chosho_oscal_rows_get     (ChoshoOscalRows *self, const char *kind, const char *id);
/* The kinds that have rows, sorted. (element-type utf8, borrowed) (transfer container) */
GList           *chosho_oscal_rows_list_kinds (ChoshoOscalRows *self);

G_END_DECLS
