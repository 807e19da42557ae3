/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-moment.h"

static void
check (const char *at, const char *zone, const char *format, const char *wanted)
{
  g_autoptr (GTimeZone) found = g_time_zone_new_identifier (zone);
  g_autofree char *shown = NULL;

  g_assert_nonnull (found);
  shown = chosho_moment_dup (at, found, format);
  g_assert_cmpstr (shown, ==, wanted);
}

/* The day may be another one there; summer time is that of the moment. */
static void
test_zones (void)
{
  check ("2026-01-15T20:12:05Z", "Asia/Tokyo", CHOSHO_MOMENT_MINUTE, "2026-01-16 05:12");
  check ("2026-01-15T20:12:05Z", "UTC", CHOSHO_MOMENT_MINUTE, "2026-01-15 20:12");
  check ("2026-07-15T20:12:05Z", "Europe/Berlin", CHOSHO_MOMENT_MINUTE, "2026-07-15 22:12");
  check ("2026-01-15T20:12:05Z", "Asia/Tokyo", "%Y-%m-%d %H:%M:%S %:z", "2026-01-16 05:12:05 +09:00");
}

static void
test_no_moment (void)
{
  check (NULL, "Asia/Tokyo", CHOSHO_MOMENT_MINUTE, NULL);
  check ("", "Asia/Tokyo", CHOSHO_MOMENT_MINUTE, NULL);
  check ("2026-01-15", "Asia/Tokyo", CHOSHO_MOMENT_MINUTE, NULL);
  check ("yesterday", "Asia/Tokyo", CHOSHO_MOMENT_MINUTE, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/moment/zones", test_zones);
  g_test_add_func ("/base/moment/no-moment", test_no_moment);
  return g_test_run ();
}
