/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"
#include "chosho-control-filter.h"

G_BEGIN_DECLS

/* The filter's conditions to choose from, and the filters that the person gave a name. Signal
 * "changed": the filter given to it is another one now. */
#define CHOSHO_TYPE_FILTER_POPOVER (chosho_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFilterPopover, chosho_filter_popover, CHOSHO, FILTER_POPOVER, GtkPopover)

/* @filter is borrowed and must outlive the popover. */
void chosho_filter_popover_set_filter  (ChoshoFilterPopover *self, ChoshoControlFilter *filter);
/* Which persons and which visits can be asked for. */
void chosho_filter_popover_set_choices (ChoshoFilterPopover *self, ChoshoContext *context);
/* Shows the filter's conditions as they are now. */
void chosho_filter_popover_update      (ChoshoFilterPopover *self);

G_END_DECLS
