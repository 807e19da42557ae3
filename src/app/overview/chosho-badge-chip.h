/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoBadgeChip: the number that stands beside a place in the sidebar, once more on that place's page: pressed, it lists what
 * is counted. It is seen while there is anything to count, or while it is pressed. The page listens to "toggled" and narrows its list.
 */
#define CHOSHO_TYPE_BADGE_CHIP (chosho_badge_chip_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoBadgeChip, chosho_badge_chip, CHOSHO, BADGE_CHIP, GtkToggleButton)

/* Follows the count of @place (static), which has one; once. */
void chosho_badge_chip_follow (ChoshoBadgeChip *self, ChoshoContext *context, const char *place);

G_END_DECLS
