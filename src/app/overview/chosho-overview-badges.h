/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-places.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/* Sets the counts beside the places: what asks for this person. Places that are not there are left out. */
void chosho_overview_badges_show (ChoshoPlaces *places, ChoshoValue *overview);

G_END_DECLS
