/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-engagement-facts.h"

#define SUFFIX ".chosho"
#define NAME_BYTES 120 /* of a folder's name before the suffix: file systems take 255 bytes */
/* The audit period (domain §5). */
#define LONGEST_PERIOD_MONTHS 12
#define SHORTEST_PERIOD_MONTHS 3

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static const char *
get_period_problem (ChoshoValue *args)
{
  const char *start = chosho_value_get_string (args, "period_start"), *end = chosho_value_get_string (args, "period_end");

  if (!chosho_date_is_valid (start))
    return _("Write the first day of the audit period as 2025-04-01.");
  if (!chosho_date_is_valid (end))
    return _("Write the last day of the audit period as 2026-03-31.");
  return strcmp (start, end) > 0 ? _("The audit period ends before it begins.") : NULL;
}

const char *
chosho_engagement_facts_get_problem (ChoshoValue *args)
{
  const char *zone = chosho_value_get_string (args, "time_zone");
  g_autofree char *today = zone != NULL ? chosho_date_of_time (chosho_clock_now_us (), zone) : NULL;
  const char *problem;

  if (is_blank (chosho_value_get_string (args, "title")))
    return _("Give the engagement a title.");
  if (is_blank (chosho_value_get_string (args, "firm")))
    return _("Name the audit firm.");
  if (is_blank (chosho_value_get_string (args, "client")))
    return _("Name the cloud service provider.");
  if (chosho_value_get_length (chosho_value_get (args, "service")) == 0)
    return _("Name at least one service of the statement.");
  problem = get_period_problem (args);
  if (problem != NULL)
    return problem;
  return today == NULL ? _("Write the time zone as Asia/Tokyo.") : NULL;
}

const char *
chosho_engagement_facts_get_warning (ChoshoValue *args)
{
  const char *start = chosho_value_get_string (args, "period_start"), *end = chosho_value_get_string (args, "period_end");
  const char *kind = chosho_value_get_string (args, "kind");
  g_autofree char *too_late = chosho_date_add_months (start, LONGEST_PERIOD_MONTHS);
  g_autofree char *shortest = chosho_date_add_months (start, SHORTEST_PERIOD_MONTHS);
  g_autofree char *next = chosho_date_add_days (end, 1);

  if (strcmp (end, too_late) >= 0)
    return _("The audit period is longer than a year.");
  if (strcmp (next, shortest) < 0)
    return _("The audit period is shorter than three months.");
  if ((g_strcmp0 (kind, "additional") == 0 || g_strcmp0 (kind, "reaudit") == 0) && chosho_value_get_string (args, "parent") == NULL)
    return _("An additional audit or a re-audit belongs to an earlier engagement: choose it.");
  return NULL;
}

char *
chosho_engagement_facts_dup_folder_name (const char *title)
{
  GString *name = g_string_new (NULL);

  for (const char *p = title; *p != '\0' && name->len < NAME_BYTES; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || strchr ("/\\:*?\"<>|", (int) MIN (c, 0x7f)) != NULL)
        c = '-';
      if (name->len > 0 || (c != '.' && !g_unichar_isspace (c)))
        g_string_append_unichar (name, c);
    }
  g_strchomp (name->str);
  name->len = strlen (name->str);
  if (name->len == 0)
    g_string_append (name, "engagement");
  g_string_append (name, SUFFIX);
  return g_string_free (name, FALSE);
}
