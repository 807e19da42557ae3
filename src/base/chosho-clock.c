/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-clock.h"

#include <string.h>
#include <time.h>

#define BOOT_ID_FILE "/proc/sys/kernel/random/boot_id"
#define BOOT_ID_LENGTH 36

/* What GDateTime can express; a time outside is shown as the nearest it can. */
#define FIRST_SECOND G_GINT64_CONSTANT (-62135596800) /* 0001-01-01T00:00:00Z */
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)  /* 9999-12-31T23:59:59Z */

#define FIRST_YEAR 1900
#define LAST_YEAR 2999

static GMutex source_lock;
static ChoshoClockSource source; /* under source_lock; all NULL = the real clock */

static ChoshoClockSource
current_source (void)
{
  ChoshoClockSource copy;

  g_mutex_lock (&source_lock);
  copy = source;
  g_mutex_unlock (&source_lock);
  return copy;
}

void
chosho_clock_set_source (const ChoshoClockSource *replacement)
{
  g_mutex_lock (&source_lock);
  if (replacement != NULL)
    source = *replacement;
  else
    memset (&source, 0, sizeof source);
  g_mutex_unlock (&source_lock);
}

gint64
chosho_clock_now_us (void)
{
  ChoshoClockSource replacement = current_source ();

  return replacement.now_us != NULL ? replacement.now_us (replacement.user_data) : g_get_real_time ();
}

gint64
chosho_clock_monotonic_us (void)
{
  ChoshoClockSource replacement = current_source ();
  struct timespec now = { 0 };

  if (replacement.monotonic_us != NULL)
    return replacement.monotonic_us (replacement.user_data);
  /* BOOTTIME counts through suspend, so that a laptop closed overnight shows no false jump. */
  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time ();
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
is_boot_id (const char *text)
{
  if (strlen (text) != BOOT_ID_LENGTH)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isxdigit (*p) && *p != '-')
      return FALSE;
  return TRUE;
}

static const char *
real_boot_id (void)
{
  static gsize once = 0;
  static char boot_id[BOOT_ID_LENGTH + 1] = "unknown";

  if (g_once_init_enter (&once))
    {
      g_autofree char *text = NULL;

      if (g_file_get_contents (BOOT_ID_FILE, &text, NULL, NULL) && is_boot_id (g_strchomp (text)))
        memcpy (boot_id, text, sizeof boot_id);
      g_once_init_leave (&once, 1);
    }
  return boot_id;
}

gint64
chosho_clock_computed_us (GPid pid)
{
  clockid_t clock;
  struct timespec used;

  if (clock_getcpuclockid (pid, &clock) != 0 || clock_gettime (clock, &used) != 0)
    return -1;
  return used.tv_sec * G_TIME_SPAN_SECOND + used.tv_nsec / 1000;
}

const char *
chosho_clock_boot_id (void)
{
  ChoshoClockSource replacement = current_source ();

  return replacement.boot_id != NULL ? replacement.boot_id (replacement.user_data) : real_boot_id ();
}

/* Rounds down also before 1970, so that one instant never shows as the second after it. */
static gint64
whole_seconds (gint64 time_us)
{
  gint64 seconds = time_us / G_USEC_PER_SEC - (time_us % G_USEC_PER_SEC < 0 ? 1 : 0);

  return CLAMP (seconds, FIRST_SECOND, LAST_SECOND);
}

char *
chosho_time_format (gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (whole_seconds (time_us));

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ",
                          g_date_time_get_year (time), g_date_time_get_month (time),
                          g_date_time_get_day_of_month (time), g_date_time_get_hour (time),
                          g_date_time_get_minute (time), g_date_time_get_second (time));
}

static int
digits (const char *text, int count)
{
  int number = 0;

  for (int i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      number = number * 10 + (text[i] - '0');
    }
  return number;
}

static gboolean
parse_date (const char *text, GDate *out)
{
  int year, month, day;

  if (text == NULL || strlen (text) != strlen ("YYYY-MM-DD") || text[4] != '-' || text[7] != '-')
    return FALSE;
  year = digits (text, 4);
  month = digits (text + 5, 2);
  day = digits (text + 8, 2);
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || day < 1
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_clear (out, 1);
  g_date_set_dmy (out, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static char *
format_date (const GDate *date)
{
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date),
                          g_date_get_day (date));
}

gboolean
chosho_date_is_valid (const char *text)
{
  GDate date;

  return parse_date (text, &date);
}

gint64
chosho_date_to_days (const char *text)
{
  GDate date, epoch;

  g_return_val_if_fail (parse_date (text, &date), 0);

  g_date_clear (&epoch, 1);
  g_date_set_dmy (&epoch, 1, G_DATE_JANUARY, 1970);
  return g_date_days_between (&epoch, &date);
}

char *
chosho_date_add_days (const char *text, int days)
{
  GDate date;

  g_return_val_if_fail (parse_date (text, &date), NULL);

  if (days >= 0)
    g_date_add_days (&date, (guint) days);
  else
    g_date_subtract_days (&date, (guint) -days);
  return format_date (&date);
}

char *
chosho_date_add_months (const char *text, int months)
{
  GDate date;

  g_return_val_if_fail (parse_date (text, &date), NULL);

  if (months >= 0)
    g_date_add_months (&date, (guint) months);
  else
    g_date_subtract_months (&date, (guint) -months);
  return format_date (&date);
}

char *
chosho_date_of_time (gint64 time_us, const char *zone)
{
  g_autoptr (GTimeZone) time_zone = g_time_zone_new_identifier (zone);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (time_zone == NULL)
    return NULL;
  utc = g_date_time_new_from_unix_utc (whole_seconds (time_us));
  local = g_date_time_to_timezone (utc, time_zone);
  /* Beyond the last year only by the zone's offset: the date in UTC is as near as there is. */
  return g_date_time_format (local != NULL ? local : utc, "%Y-%m-%d");
}
