/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-overview-badges.h"
#include "chosho-place.h"

static void
set_count (ChoshoPlaces *places, const char *place, gint64 count, const char *meaning)
{
  if (chosho_place_lookup (place) != NULL)
    chosho_places_set_count (places, place, (guint) count, meaning);
}

void
chosho_overview_badges_show (ChoshoPlaces *places, ChoshoValue *overview)
{
  ChoshoValue *findings = chosho_value_get (overview, "findings");
  ChoshoValue *requests = chosho_value_get (overview, "requests");
  gint64 undecided = chosho_value_get_integer (findings, "candidate", 0) + chosho_value_get_integer (findings, "inquired", 0)
                     + chosho_value_get_integer (findings, "answered", 0);

  set_count (places, "controls", chosho_value_get_integer (overview, "asking", 0), _("late, with notes to you, or waiting for you"));
  set_count (places, "findings", undecided, _("not decided"));
  set_count (places, "requests", chosho_value_get_integer (requests, "asking", 0), _("late or returned"));
  set_count (places, "review", chosho_value_get_integer (chosho_value_get (overview, "notes"), "open", 0), _("not answered"));
}
