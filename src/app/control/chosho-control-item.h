/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* A line of the list of controls: a control with its state row, or the heading of a chapter or
 * objective with the counts of what is below it. Its row is replaced when the state changes; the item
 * stays, so that selection and place do. Property "row" is notified at each change to be shown. */
#define CHOSHO_TYPE_CONTROL_ITEM (chosho_control_item_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlItem, chosho_control_item, CHOSHO, CONTROL_ITEM, GObject)

/* @row: a "control" row, a "catalog" row of an objective, or a chapter's number alone. Takes a reference. */
ChoshoControlItem *chosho_control_item_new (ChoshoValue *row, gboolean heading);
const char        *chosho_control_item_get_number (ChoshoControlItem *self);
ChoshoValue       *chosho_control_item_get_row (ChoshoControlItem *self); /* borrowed */
gboolean           chosho_control_item_is_heading (ChoshoControlItem *self);
/* TRUE where it changed; notifies "row" then. */
gboolean           chosho_control_item_set_row (ChoshoControlItem *self, ChoshoValue *row);
/* Further words to be found by: the control's text. */
void               chosho_control_item_set_text (ChoshoControlItem *self, const char *text);
/* TRUE where number, title, text or a person's name hold @normalised (see chosho_text_normalise()). */
gboolean           chosho_control_item_matches (ChoshoControlItem *self, const char *normalised);
/* How far it is indented. */
guint              chosho_control_item_get_depth (ChoshoControlItem *self);
void               chosho_control_item_set_depth (ChoshoControlItem *self, guint depth);

/* Headings: whether what is below is hidden; notifies "row" where that is new. */
gboolean           chosho_control_item_is_folded  (ChoshoControlItem *self);
void               chosho_control_item_set_folded (ChoshoControlItem *self, gboolean folded);

/* Headings: controls in scope below, and those of them approved. Counted between begin and end, which
 * tells where the numbers are others. */
void               chosho_control_item_begin_counts (ChoshoControlItem *self);
void               chosho_control_item_count        (ChoshoControlItem *self, ChoshoControlItem *control);
void               chosho_control_item_end_counts   (ChoshoControlItem *self);
void               chosho_control_item_get_counts   (ChoshoControlItem *self, guint *approved, guint *in_scope);

G_END_DECLS
