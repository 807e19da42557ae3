/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-moment.h"

char *
chosho_moment_dup (const char *at, GTimeZone *zone, const char *format)
{
  g_autoptr (GDateTime) utc = at != NULL ? g_date_time_new_from_iso8601 (at, NULL) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, format) : NULL;
}
