/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-control-filter.h"

G_BEGIN_DECLS

/*
 * ChoshoControlTree: the criteria as a list of lines – chapters, objectives, controls – of which those
 * below a folded heading, and those that the filter does not want, are left out. A heading is listed
 * where any of its controls is. A filter shows through folded headings. A list of ChoshoControlItem.
 */
#define CHOSHO_TYPE_CONTROL_TREE (chosho_control_tree_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlTree, chosho_control_tree, CHOSHO, CONTROL_TREE, GObject)

typedef gboolean (*ChoshoControlTest) (ChoshoControlItem *item, gpointer user_data);

/* @controls: headings and controls in the order of the criteria (see ChoshoContext); a reference is
 * taken. @filter is borrowed and must outlive the tree. */
ChoshoControlTree *chosho_control_tree_new      (GListModel *controls, ChoshoControlFilter *filter);
/* The filter or the rows' states are others now. */
void               chosho_control_tree_refilter (ChoshoControlTree *self);
gboolean           chosho_control_tree_is_folded (ChoshoControlTree *self, const char *heading);
void               chosho_control_tree_fold     (ChoshoControlTree *self, const char *heading, gboolean folded);
void               chosho_control_tree_fold_all (ChoshoControlTree *self, gboolean folded);
/* The control that stays listed at the next refilter though its new state no longer fits: what one has
 * just signed must not vanish under one's hand. (nullable) */
void               chosho_control_tree_keep     (ChoshoControlTree *self, const char *number);
/* Controls listed, headings not counted. */
guint              chosho_control_tree_get_n_controls (ChoshoControlTree *self);
/* The control after the line @from (@step 1) or before it (-1) that the filter wants, below a fold or not, and that passes @test
 * (nullable: each does). Where @from is NULL or no line, from the one end or the other; @around: the search goes on at the other end,
 * up to @from. NULL: there is none. Borrowed. */
ChoshoControlItem *chosho_control_tree_look_on (ChoshoControlTree *self, const char *from, int step, gboolean around, ChoshoControlTest test,
                                                gpointer user_data);
/* Unfolds what hides the line @number. */
void               chosho_control_tree_reveal  (ChoshoControlTree *self, const char *number);
/* Which of the controls that the filter wants @number is, from 1, and of how many; 0 where it is none of them. */
guint              chosho_control_tree_get_rank (ChoshoControlTree *self, const char *number, guint *count);
/* Where the line @number stands; FALSE where it is not listed. */
gboolean           chosho_control_tree_find     (ChoshoControlTree *self, const char *number, guint *position);
/* Where the heading above the line @item stands; FALSE where there is none. */
gboolean           chosho_control_tree_find_above (ChoshoControlTree *self, ChoshoControlItem *item, guint *position);

G_END_DECLS
