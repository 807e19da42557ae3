/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-workspace.h"

G_BEGIN_DECLS

/*
 * ChoshoRowItem: one row of a ChoshoRowModel. Its JSON is read from the index by its id when somebody
 * first looks (well below a millisecond), and again after the record changed. Main thread.
 *
 * Property "row" is notified when the JSON may be another one.
 */
#define CHOSHO_TYPE_ROW_ITEM (chosho_row_item_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoRowItem, chosho_row_item, CHOSHO, ROW_ITEM, GObject)

ChoshoRowItem *chosho_row_item_new        (ChoshoWorkspace *workspace, const char *kind, const char *id);
const char    *chosho_row_item_get_id     (ChoshoRowItem *self);
/* Borrowed until the next notify::row; NULL where the row went away. */
ChoshoValue   *chosho_row_item_get_row    (ChoshoRowItem *self);
/* Forgets the JSON and tells who shows it. */
void           chosho_row_item_invalidate (ChoshoRowItem *self);

G_END_DECLS
