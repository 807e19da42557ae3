/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-schedule.h"

char *
chosho_schedule_add_term (const char *last_day, int months)
{
  g_autofree char *first = chosho_date_add_days (last_day, 1);
  g_autofree char *corresponding = chosho_date_is_valid (first) ? chosho_date_add_months (first, months) : NULL;

  if (!chosho_date_is_valid (corresponding))
    return NULL; /* beyond the years that dates here have */
  /* Clipped: no day of the last month corresponds, and the term ends with the month. */
  if (strcmp (strrchr (corresponding, '-'), strrchr (first, '-')) != 0)
    return g_steal_pointer (&corresponding);
  return chosho_date_add_days (corresponding, -1);
}

static ChoshoValue *
add_date (ChoshoValue *out, const char *code, const char *date, const char *today)
{
  ChoshoValue *entry = chosho_value_new_object ();
  gint64 days = chosho_date_to_days (date) - chosho_date_to_days (today);

  chosho_value_set_string (entry, "code", code);
  chosho_value_set_string (entry, "date", date);
  chosho_value_set_integer (entry, "days", days);
  chosho_value_set_string (entry, "state", days < 0 ? "passed" : "later");
  chosho_value_set_boolean (entry, "provisional", FALSE);
  chosho_value_append (out, entry);
  return entry;
}

/* The first that has not passed; what moves with the report is none. */
static void
mark_next (ChoshoValue *dates)
{
  for (guint i = 0; i < chosho_value_get_length (dates); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (dates, i);

      if (g_strcmp0 (chosho_value_get_string (entry, "state"), "later") == 0 && !chosho_value_get_boolean (entry, "provisional", FALSE))
        {
          chosho_value_set_string (entry, "state", "next");
          return;
        }
    }
}

ChoshoValue *
chosho_schedule_list (ChoshoValue *facts, ChoshoValue *deadlines, const char *report_date, const char *today)
{
  const char *start = chosho_value_get_string (facts, "period_start");
  const char *end = chosho_value_get_string (facts, "period_end");
  int report_months = (int) chosho_value_get_integer (deadlines, "report_months", CHOSHO_SCHEDULE_REPORT_MONTHS);
  int assembly_days = (int) chosho_value_get_integer (deadlines, "assembly_days", CHOSHO_SCHEDULE_ASSEMBLY_DAYS);
  ChoshoValue *out = chosho_value_new_array ();
  g_autofree char *report = NULL, *assembly = NULL, *registration = NULL;
  ChoshoValue *due;

  if (!chosho_date_is_valid (start) || !chosho_date_is_valid (end) || !chosho_date_is_valid (today))
    return out;
  report = chosho_schedule_add_term (end, report_months);
  registration = chosho_schedule_add_term (end, CHOSHO_SCHEDULE_REGISTRATION_MONTHS);
  if (report_date != NULL || report != NULL)
    assembly = chosho_date_add_days (report_date != NULL ? report_date : strcmp (report, today) < 0 ? today : report, assembly_days);
  if (report == NULL || registration == NULL || !chosho_date_is_valid (assembly))
    return out;
  add_date (out, "period-start", start, today);
  add_date (out, "period-end", end, today);
  due = add_date (out, "report-due", report, today);
  if (report_date != NULL)
    chosho_value_set_string (due, "state", "done");
  else if (chosho_value_get_integer (due, "days", 0) < 0)
    chosho_value_set_string (due, "state", "late");
  chosho_value_set_boolean (add_date (out, "assembly-due", assembly, today), "provisional", report_date == NULL);
  add_date (out, "registration-limit", registration, today);
  mark_next (out);
  return out;
}

ChoshoValue *
chosho_schedule_list_ended (ChoshoValue *facts, ChoshoValue *deadlines, ChoshoValue *ending, const char *today)
{
  int days = (int) chosho_value_get_integer (deadlines, "assembly_days", CHOSHO_SCHEDULE_ASSEMBLY_DAYS);
  g_autoptr (ChoshoValue) all = chosho_schedule_list (facts, deadlines, NULL, today);
  const char *day = chosho_value_get_string (ending, "day");
  g_autofree char *assembly = chosho_date_is_valid (day) ? chosho_date_add_days (day, days) : NULL;
  ChoshoValue *out = chosho_value_new_array (), *ended;

  if (chosho_value_get_length (all) == 0 || !chosho_date_is_valid (assembly))
    return out;
  add_date (out, "period-start", chosho_value_get_string (facts, "period_start"), today);
  add_date (out, "period-end", chosho_value_get_string (facts, "period_end"), today);
  ended = add_date (out, "ended", day, today);
  chosho_value_set_string (ended, "state", "passed");
  chosho_value_set_string (ended, "reason", chosho_value_get_string (ending, "reason"));
  add_date (out, "assembly-due", assembly, today);
  mark_next (out);
  return out;
}

void
chosho_schedule_assemble (ChoshoValue *dates, ChoshoValue *assembly, const char *today)
{
  const char *until = chosho_value_get_string (assembly, "retain_until");

  for (guint i = 0; i < chosho_value_get_length (dates); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (dates, i);
      gboolean is_next = g_strcmp0 (chosho_value_get_string (entry, "state"), "next") == 0;

      if (strcmp (chosho_value_get_string (entry, "code"), "assembly-due") != 0)
        continue;
      chosho_value_set_string (entry, "state", "done");
      chosho_value_set_boolean (entry, "provisional", FALSE);
      if (is_next)
        mark_next (dates);
    }
  if (chosho_date_is_valid (until))
    add_date (dates, "retention-until", until, today);
}

char *
chosho_schedule_get_retention (ChoshoValue *deadlines, const char *report_date)
{
  int years = (int) chosho_value_get_integer (deadlines, "retention_years", CHOSHO_SCHEDULE_RETENTION_YEARS);

  return chosho_schedule_add_term (report_date, 12 * years);
}
