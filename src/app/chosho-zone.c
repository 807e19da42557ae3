/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-moment.h"
#include "chosho-zone.h"

static GTimeZone *shown;

void
chosho_zone_set (const char *zone)
{
  GTimeZone *found = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;

  g_clear_pointer (&shown, g_time_zone_unref);
  shown = found != NULL ? found : g_time_zone_new_local ();
}

GTimeZone *
chosho_zone_get (void)
{
  if (shown == NULL)
    chosho_zone_set (NULL);
  return shown;
}

char *
chosho_zone_dup_time (const char *at)
{
  return chosho_moment_dup (at, chosho_zone_get (), CHOSHO_MOMENT_MINUTE);
}

char *
chosho_zone_dup_day (const char *at)
{
  g_autofree char *time = chosho_zone_dup_time (at);

  return time != NULL ? g_strndup (time, strlen ("YYYY-MM-DD")) : g_strdup (at);
}

char *
chosho_zone_dup_now (const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (chosho_clock_now_us () / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, chosho_zone_get ());

  return g_date_time_format (local, format);
}
