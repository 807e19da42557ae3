/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-member-pictures.h"

G_BEGIN_DECLS

/* One block of a flow, for a list. */
#define CHOSHO_TYPE_FLOW_ITEM (chosho_flow_item_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFlowItem, chosho_flow_item, CHOSHO, FLOW_ITEM, GObject)

/* @blocks are kept; @index of them. */
ChoshoFlowItem    *chosho_flow_item_new       (GPtrArray *blocks, guint index);
const ChoshoBlock *chosho_flow_item_get_block (ChoshoFlowItem *self);
/* What it says, in one text: names, cells divided by tabs. (transfer full) */
char              *chosho_flow_item_dup_words (ChoshoFlowItem *self);

/* What shows @item: its place beside what it says. What opens a member calls the action
 * "flow-view.open" with (us). (transfer floating) */
GtkWidget         *chosho_flow_row_new (ChoshoFlowItem *item, ChoshoMemberPictures *pictures);

G_END_DECLS
