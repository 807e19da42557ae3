/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-schedule.h"

#include <string.h>

static void
test_terms (void)
{
  static const struct
  {
    const char *last_day;
    int         months;
    const char *expected;
  } cases[] = {
    { "2026-03-31", 3, "2026-06-30" },  /* a month's end leads to a month's end */
    { "2026-02-28", 3, "2026-05-31" },  /* … where the months are of other lengths too */
    { "2024-02-29", 3, "2024-05-31" },  /* leap day */
    { "2024-02-28", 3, "2024-05-28" },  /* the day before a leap day is no month's end */
    { "2023-11-29", 3, "2024-02-29" },  /* from the 30th: February has none, and ends on its 29th */
    { "2022-11-29", 3, "2023-02-28" },  /* … on its 28th */
    { "2022-11-30", 3, "2023-02-28" },
    { "2025-09-15", 3, "2025-12-15" },
    { "2026-03-31", 16, "2027-07-31" }, /* 1 April 2026 to 31 July 2027 */
    { "2026-10-31", 16, "2028-02-29" },
    { "2025-10-31", 16, "2027-02-28" },
    { "2025-12-31", 16, "2027-04-30" },
    { "2026-06-30", 12, "2027-06-30" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *end = chosho_schedule_add_term (cases[i].last_day, cases[i].months);

      g_assert_cmpstr (end, ==, cases[i].expected);
    }
}

static ChoshoValue *
new_facts (const char *start, const char *end)
{
  ChoshoValue *facts = chosho_value_new_object ();

  chosho_value_set_string (facts, "period_start", start);
  chosho_value_set_string (facts, "period_end", end);
  return facts;
}

/* "code date state days[?]", one a line. */
static char *
describe (ChoshoValue *dates)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (dates); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (dates, i);

      g_string_append_printf (text, "%s %s %s %d%s\n", chosho_value_get_string (entry, "code"), chosho_value_get_string (entry, "date"),
                              chosho_value_get_string (entry, "state"), (int) chosho_value_get_integer (entry, "days", 999999),
                              chosho_value_get_boolean (entry, "provisional", FALSE) ? "?" : "");
    }
  return g_string_free (text, FALSE);
}

static void
assert_dates (const char *deadlines_json, const char *report_date, const char *today, const char *expected)
{
  g_autoptr (ChoshoValue) facts = new_facts ("2025-04-01", "2026-03-31");
  g_autoptr (ChoshoValue) deadlines = deadlines_json != NULL ? chosho_value_parse (deadlines_json, strlen (deadlines_json), NULL) : NULL;
  g_autoptr (ChoshoValue) dates = chosho_schedule_list (facts, deadlines, report_date, today);
  g_autofree char *text = describe (dates);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_before_the_end (void)
{
  assert_dates (NULL, NULL, "2026-03-31",
                "period-start 2025-04-01 passed -364\nperiod-end 2026-03-31 next 0\nreport-due 2026-06-30 later 91\n"
                "assembly-due 2026-08-29 later 151?\nregistration-limit 2027-07-31 later 487\n");
}

static void
test_last_day_for_the_report (void)
{
  assert_dates (NULL, NULL, "2026-06-30",
                "period-start 2025-04-01 passed -455\nperiod-end 2026-03-31 passed -91\nreport-due 2026-06-30 next 0\n"
                "assembly-due 2026-08-29 later 60?\nregistration-limit 2027-07-31 later 396\n");
}

static void
test_report_late (void)
{
  assert_dates (NULL, NULL, "2026-07-01",
                "period-start 2025-04-01 passed -456\nperiod-end 2026-03-31 passed -92\nreport-due 2026-06-30 late -1\n"
                "assembly-due 2026-08-30 later 60?\nregistration-limit 2027-07-31 next 395\n");
}

static void
test_report_issued (void)
{
  assert_dates (NULL, "2026-06-10", "2026-06-11",
                "period-start 2025-04-01 passed -436\nperiod-end 2026-03-31 passed -72\nreport-due 2026-06-30 done 19\n"
                "assembly-due 2026-08-09 next 59\nregistration-limit 2027-07-31 later 415\n");
}

static void
test_all_over (void)
{
  assert_dates (NULL, "2026-06-10", "2027-08-01",
                "period-start 2025-04-01 passed -852\nperiod-end 2026-03-31 passed -488\nreport-due 2026-06-30 done -397\n"
                "assembly-due 2026-08-09 passed -357\nregistration-limit 2027-07-31 passed -1\n");
}

static void
test_deadlines_of_the_firm (void)
{
  assert_dates ("{\"report_months\":2,\"assembly_days\":45,\"retention_years\":10}", NULL, "2025-03-31",
                "period-start 2025-04-01 next 1\nperiod-end 2026-03-31 later 365\nreport-due 2026-05-31 later 426\n"
                "assembly-due 2026-07-15 later 471?\nregistration-limit 2027-07-31 later 852\n");
}

static void
test_no_period (void)
{
  g_autoptr (ChoshoValue) facts = new_facts ("2025-04-01", "2026-02-29");
  g_autoptr (ChoshoValue) dates = chosho_schedule_list (facts, NULL, NULL, "2025-05-01");
  g_autoptr (ChoshoValue) none = chosho_schedule_list (NULL, NULL, NULL, "2025-05-01");
  g_autoptr (ChoshoValue) last_facts = new_facts ("2999-01-01", "2999-12-31");
  g_autoptr (ChoshoValue) last = chosho_schedule_list (last_facts, NULL, NULL, "2025-05-01");

  g_assert_cmpuint (chosho_value_get_length (dates), ==, 0);
  g_assert_cmpuint (chosho_value_get_length (none), ==, 0);
  g_assert_cmpuint (chosho_value_get_length (last), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/terms", test_terms);
  g_test_add_func ("/schedule/before-the-end", test_before_the_end);
  g_test_add_func ("/schedule/last-day-for-the-report", test_last_day_for_the_report);
  g_test_add_func ("/schedule/report-late", test_report_late);
  g_test_add_func ("/schedule/report-issued", test_report_issued);
  g_test_add_func ("/schedule/all-over", test_all_over);
  g_test_add_func ("/schedule/deadlines-of-the-firm", test_deadlines_of_the_firm);
  g_test_add_func ("/schedule/no-period", test_no_period);
  return g_test_run ();
}
