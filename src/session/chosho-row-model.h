/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-row-item.h"

G_BEGIN_DECLS

/*
 * ChoshoRowModel: a GListModel of ChoshoRowItem that holds ids alone; items are made when a view asks
 * for them and are the same object as long as somebody holds them. For lists of tens of thousands:
 * put no GtkSortListModel or GtkFilterListModel above it (they ask for every item) but give it other
 * ids, and hand the view a new model after a new order (GTK 4.8 looks through the whole list to find
 * what was selected). Main thread.
 */
#define CHOSHO_TYPE_ROW_MODEL (chosho_row_model_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoRowModel, chosho_row_model, CHOSHO, ROW_MODEL, GObject)

/* @ids is taken. (element-type utf8) */
ChoshoRowModel *chosho_row_model_new        (ChoshoWorkspace *workspace, const char *kind, GPtrArray *ids);
/* Other ids: what is the same at the beginning and at the end stays, only the middle is told as changed;
 * items alive are read again. @ids is taken. */
void            chosho_row_model_set_ids    (ChoshoRowModel *self, GPtrArray *ids);
/* How much of the list @ids would change: removed and added together. */
guint           chosho_row_model_count_difference (ChoshoRowModel *self, GPtrArray *ids);
/* Where @id stands; FALSE where it does not. */
gboolean        chosho_row_model_find       (ChoshoRowModel *self, const char *id, guint *position);
const char     *chosho_row_model_get_id     (ChoshoRowModel *self, guint position); /* borrowed; NULL past the end */
/* Items made since the model was: what a test counts instead of time. */
guint           chosho_row_model_get_n_made (ChoshoRowModel *self);

G_END_DECLS
