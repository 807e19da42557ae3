/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* A line of the list of controls: a control with its state row, or the heading of an objective.
 * Its row is replaced when the state changes; the item stays, so that selection and place do. */
#define CHOSHO_TYPE_CONTROL_ITEM (chosho_control_item_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlItem, chosho_control_item, CHOSHO, CONTROL_ITEM, GObject)

/* @row: a "control" row, or a "catalog" row of an objective. Takes a reference. */
ChoshoControlItem *chosho_control_item_new (ChoshoValue *row, gboolean heading);
const char        *chosho_control_item_get_number (ChoshoControlItem *self);
ChoshoValue       *chosho_control_item_get_row (ChoshoControlItem *self); /* borrowed */
gboolean           chosho_control_item_is_heading (ChoshoControlItem *self);
/* TRUE where it changed; notifies "row" then. */
gboolean           chosho_control_item_set_row (ChoshoControlItem *self, ChoshoValue *row);
/* TRUE where number or title hold @normalised (see chosho_text_normalise()). */
gboolean           chosho_control_item_matches (ChoshoControlItem *self, const char *normalised);

G_END_DECLS
