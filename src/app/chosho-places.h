/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The sidebar: the places with the counts that ask for this person, and at the foot who acts.
 * Signal "chosen" (place id). */
#define CHOSHO_TYPE_PLACES (chosho_places_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPlaces, chosho_places, CHOSHO, PLACES, GtkBox)

void chosho_places_select       (ChoshoPlaces *self, const char *place);
/* 0: no badge. @meaning (nullable): what is counted, for the tooltip and the screen reader. */
void chosho_places_set_count    (ChoshoPlaces *self, const char *place, guint count, const char *meaning);
/* @name NULL: nobody yet. @roles: as people read them. */
void chosho_places_set_identity (ChoshoPlaces *self, const char *name, const char *roles);
/* Icons alone, where there is little room. */
void chosho_places_set_compact  (ChoshoPlaces *self, gboolean compact);

G_END_DECLS
