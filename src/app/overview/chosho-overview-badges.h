/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-places.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/* Sets the counts beside the places: what asks for this person. Places that are not there are left out. */
void     chosho_overview_badges_show (ChoshoPlaces *places, ChoshoValue *overview);
/* The count of @place, what the list behind it is called (@label), and what is counted (@meaning); both static. FALSE: it has none. */
gboolean chosho_overview_badges_get  (ChoshoValue *overview, const char *place, guint *count, const char **label, const char **meaning);

G_END_DECLS
