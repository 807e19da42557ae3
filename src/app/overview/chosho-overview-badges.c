/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-overview-badges.h"
#include "chosho-place.h"

static gint64
count_controls (ChoshoValue *overview)
{
  return chosho_value_get_integer (overview, "asking", 0);
}

static gint64
count_findings (ChoshoValue *overview)
{
  static const char *const undecided[] = { "candidate", "inquired", "answered" };
  ChoshoValue *findings = chosho_value_get (overview, "findings");
  gint64 count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (undecided); i++)
    count += chosho_value_get_integer (findings, undecided[i], 0);
  return count;
}

static gint64
count_requests (ChoshoValue *overview)
{
  return chosho_value_get_integer (chosho_value_get (overview, "requests"), "asking", 0);
}

static gint64
count_notes (ChoshoValue *overview)
{
  return chosho_value_get_integer (chosho_value_get (overview, "notes"), "open", 0);
}

static const struct
{
  const char *place;
  const char *label;   /* of the list behind it */
  const char *meaning; /* of the number */
  gint64    (*count) (ChoshoValue *overview);
} badges[] = {
  { "controls", N_("To do"), N_("late, with notes to you, or waiting for you"), count_controls },
  { "findings", N_("Not decided"), N_("not decided"), count_findings },
  { "requests", N_("Late or returned"), N_("late or returned"), count_requests },
  { "review", N_("Not answered"), N_("not answered"), count_notes },
};

void
chosho_overview_badges_show (ChoshoPlaces *places, ChoshoValue *overview)
{
  for (guint i = 0; i < G_N_ELEMENTS (badges); i++)
    if (chosho_place_lookup (badges[i].place) != NULL)
      chosho_places_set_count (places, badges[i].place, (guint) badges[i].count (overview), _(badges[i].meaning));
}

gboolean
chosho_overview_badges_get (ChoshoValue *overview, const char *place, guint *count, const char **label, const char **meaning)
{
  for (guint i = 0; i < G_N_ELEMENTS (badges); i++)
    if (g_str_equal (badges[i].place, place))
      {
        *count = (guint) badges[i].count (overview);
        *label = _(badges[i].label);
        *meaning = _(badges[i].meaning);
        return TRUE;
      }
  return FALSE;
}
