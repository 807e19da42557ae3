/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-clock.h"

#include <string.h>

static gint64
fixed_now (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static gint64
fixed_monotonic (gpointer user_data)
{
  return *(gint64 *) user_data + 7;
}

static const char *
fixed_boot_id (gpointer user_data)
{
  return "00000000-0000-0000-0000-000000000001";
}

static void
test_real_clock (void)
{
  gint64 before = g_get_real_time (), now = chosho_clock_now_us (), after = g_get_real_time ();
  gint64 first = chosho_clock_monotonic_us (), second;
  g_autofree char *boot_id = NULL;

  g_assert_cmpint (before, <=, now);
  g_assert_cmpint (now, <=, after);

  g_usleep (2000);
  second = chosho_clock_monotonic_us ();
  g_assert_cmpint (second - first, >=, 2000);

  if (g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot_id, NULL, NULL))
    g_assert_cmpstr (chosho_clock_boot_id (), ==, g_strchomp (boot_id));
  else
    g_assert_cmpstr (chosho_clock_boot_id (), ==, "unknown");
  g_assert_true (chosho_clock_boot_id () == chosho_clock_boot_id ());
}

static void
test_replaced_clock (void)
{
  gint64 time_us = 1234;
  ChoshoClockSource source = { fixed_now, fixed_monotonic, fixed_boot_id, &time_us };
  ChoshoClockSource partial = { .now_us = fixed_now, .user_data = &time_us };

  chosho_clock_set_source (&source);
  g_assert_cmpint (chosho_clock_now_us (), ==, 1234);
  g_assert_cmpint (chosho_clock_monotonic_us (), ==, 1241);
  g_assert_cmpstr (chosho_clock_boot_id (), ==, "00000000-0000-0000-0000-000000000001");

  chosho_clock_set_source (&partial);
  g_assert_cmpint (chosho_clock_now_us (), ==, 1234);
  g_assert_cmpint (chosho_clock_monotonic_us (), !=, 1241);
  g_assert_cmpstr (chosho_clock_boot_id (), !=, "00000000-0000-0000-0000-000000000001");

  chosho_clock_set_source (NULL);
  g_assert_cmpint (chosho_clock_now_us (), >, G_GINT64_CONSTANT (1600000000000000));
}

static void
test_time_format (void)
{
  static const struct { gint64 time_us; const char *text; } cases[] = {
    { 0, "1970-01-01T00:00:00Z" },
    { G_GINT64_CONSTANT (1795203706000000), "2026-11-20T19:41:46Z" },
    { G_GINT64_CONSTANT (1795203706999999), "2026-11-20T19:41:46Z" },
    { -1, "1969-12-31T23:59:59Z" },
    { -1000000, "1969-12-31T23:59:59Z" },
    { -1000001, "1969-12-31T23:59:58Z" },
    { (G_GINT64_CONSTANT (1) << 53) - 1, "2255-06-05T23:47:34Z" },
    { G_MAXINT64, "9999-12-31T23:59:59Z" },
    { G_MININT64, "0001-01-01T00:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = chosho_time_format (cases[i].time_us);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_date_validity (void)
{
  static const char *const valid[] = { "2026-11-20", "1900-01-01", "2999-12-31", "2024-02-29", "2000-02-29" };
  static const char *const invalid[] = {
    "", "2026-11-2", "2026-11-200", "2026/11/20", "20261120", "2026-13-01", "2026-00-01", "2026-01-00",
    "2026-02-29", "1900-02-29", "2026-04-31", "1899-12-31", "3000-01-01", " 2026-11-20", "2026-11-20 ",
    "+026-11-20", "2026-1a-20", "２０２６-11-20", "2026-11-20T00:00:00Z",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (valid); i++)
    g_assert_true (chosho_date_is_valid (valid[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (invalid); i++)
    g_assert_false (chosho_date_is_valid (invalid[i]));
  g_assert_false (chosho_date_is_valid (NULL));
}

static void
test_date_days (void)
{
  g_assert_cmpint (chosho_date_to_days ("1970-01-01"), ==, 0);
  g_assert_cmpint (chosho_date_to_days ("1969-12-31"), ==, -1);
  g_assert_cmpint (chosho_date_to_days ("2000-03-01"), ==, 11017);
  g_assert_cmpint (chosho_date_to_days ("2026-11-20"), ==, 20777);
}

static void
assert_moved (char *got, const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

static void
test_date_arithmetic (void)
{
  assert_moved (chosho_date_add_days ("2026-11-20", 0), "2026-11-20");
  assert_moved (chosho_date_add_days ("2026-12-31", 1), "2027-01-01");
  assert_moved (chosho_date_add_days ("2024-03-01", -1), "2024-02-29");
  assert_moved (chosho_date_add_days ("2026-01-01", -365), "2025-01-01");
  assert_moved (chosho_date_add_months ("2026-01-31", 1), "2026-02-28");
  assert_moved (chosho_date_add_months ("2024-01-31", 1), "2024-02-29");
  assert_moved (chosho_date_add_months ("2026-03-31", -1), "2026-02-28");
  assert_moved (chosho_date_add_months ("2026-11-20", 2), "2027-01-20");
  assert_moved (chosho_date_add_months ("2026-01-15", -1), "2025-12-15");
  assert_moved (chosho_date_add_months ("2026-08-31", 12), "2027-08-31");
}

static void
test_date_of_time (void)
{
  gint64 evening_us = G_GINT64_CONSTANT (1795203706000000); /* 2026-11-20T19:41:46Z */

  assert_moved (chosho_date_of_time (evening_us, "UTC"), "2026-11-20");
  assert_moved (chosho_date_of_time (evening_us, "Asia/Tokyo"), "2026-11-21");
  assert_moved (chosho_date_of_time (evening_us, "America/Los_Angeles"), "2026-11-20");
  assert_moved (chosho_date_of_time (-1, "Asia/Tokyo"), "1970-01-01");
  assert_moved (chosho_date_of_time (G_MAXINT64, "Asia/Tokyo"), "9999-12-31");
  g_assert_null (chosho_date_of_time (evening_us, "Asia/Edo"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/real", test_real_clock);
  g_test_add_func ("/base/clock/replaced", test_replaced_clock);
  g_test_add_func ("/base/clock/time-format", test_time_format);
  g_test_add_func ("/base/clock/date-validity", test_date_validity);
  g_test_add_func ("/base/clock/date-days", test_date_days);
  g_test_add_func ("/base/clock/date-arithmetic", test_date_arithmetic);
  g_test_add_func ("/base/clock/date-of-time", test_date_of_time);
  return g_test_run ();
}
