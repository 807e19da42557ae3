/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-number-format.h"

#include <math.h>
#include <string.h>

#define SECONDS_A_DAY 86400
/* Serial numbers of 1970-01-01. */
#define EPOCH_1900 25569
#define EPOCH_1904 24107
/* The 1900 system has a 29 February 1900 that never was: serials up to it are one day off. */
#define LEAP_BUG_SERIAL 60
#define LAST_SERIAL_1900 2958465 /* 9999-12-31 */

ChoshoNumberKind
chosho_number_format_kind_of_id (guint id)
{
  switch (id)
    {
    case 14: case 15: case 16: case 17:
    case 27: case 28: case 29: case 30: case 31: case 34: case 35: case 36:
    case 50: case 51: case 52: case 53: case 54: case 55: case 56: case 57: case 58:
      return CHOSHO_NUMBER_DATE;
    case 18: case 19: case 20: case 21: case 32: case 33: case 45: case 47:
      return CHOSHO_NUMBER_TIME;
    case 22:
      return CHOSHO_NUMBER_DATE_TIME;
    default:
      return CHOSHO_NUMBER_PLAIN;
    }
}

/* What was seen of a format's first section. */
typedef struct
{
  gboolean date;
  gboolean time;
  gboolean month_or_minute;
  gboolean elapsed;
} Tokens;

/* "[h]" and its like measure a duration; every other bracket is colour, condition or locale. */
static const char *
skip_bracket (const char *p, Tokens *tokens)
{
  const char *end = strchr (p, ']');
  gsize letters;

  if (end == NULL)
    return p + strlen (p);
  letters = strspn (p + 1, "hHmMsS");
  if (letters > 0 && p + 1 + letters == end)
    tokens->elapsed = TRUE;
  return end + 1;
}

static const char *
skip_letter (const char *p, Tokens *tokens)
{
  switch (g_ascii_tolower (*p))
    {
    case 'e': /* 0.00E+00 is a number, e is the year of an era */
      if (p[1] == '+' || p[1] == '-')
        return p + 2;
      tokens->date = TRUE;
      break;
    case 'y': case 'd': case 'g': case 'b': case 'r':
      tokens->date = TRUE;
      break;
    case 'h': case 's':
      tokens->time = TRUE;
      break;
    case 'm':
      tokens->month_or_minute = TRUE;
      break;
    case 'a':
      if (g_ascii_strncasecmp (p, "AM/PM", 5) == 0)
        return p + 5;
      if (g_ascii_strncasecmp (p, "A/P", 3) == 0)
        return p + 3;
      tokens->date |= g_ascii_strncasecmp (p, "aaa", 3) == 0; /* 月, 月曜日 */
      break;
    default:
      break;
    }
  return p + 1;
}

ChoshoNumberKind
chosho_number_format_kind_of_code (const char *code)
{
  Tokens tokens = { 0 };
  const char *p = code;

  /* Japanese Excel writes its word for General into files. */
  if (g_ascii_strncasecmp (code, "General", 7) == 0 || g_str_has_prefix (code, "G/標準"))
    return CHOSHO_NUMBER_PLAIN;
  while (*p != '\0' && *p != ';')
    switch (*p)
      {
      case '"':
        p = strchr (p + 1, '"');
        if (p == NULL)
          return CHOSHO_NUMBER_PLAIN;
        p++;
        break;
      case '\\': case '_': case '*':
        p = p[1] == '\0' ? p + 1 : g_utf8_next_char (p + 1);
        break;
      case '[':
        p = skip_bracket (p, &tokens);
        break;
      default:
        p = skip_letter (p, &tokens);
      }
  if (tokens.elapsed)
    return CHOSHO_NUMBER_PLAIN;
  /* A lone m is a month, unless hours or seconds stand beside it. */
  if (tokens.month_or_minute && !tokens.time)
    tokens.date = TRUE;
  if (tokens.date)
    return tokens.time ? CHOSHO_NUMBER_DATE_TIME : CHOSHO_NUMBER_DATE;
  return tokens.time ? CHOSHO_NUMBER_TIME : CHOSHO_NUMBER_PLAIN;
}

static void
write_number (double value, char out[CHOSHO_NUMBER_TEXT_SIZE])
{
  static const char *const precisions[] = { "%.15g", "%.16g", "%.17g" };

  if (value == 0)
    value = 0; /* no "-0" */
  if (fabs (value) < 1e15 && value == (double) (gint64) value)
    {
      g_ascii_formatd (out, CHOSHO_NUMBER_TEXT_SIZE, "%.0f", value);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (precisions); i++)
    {
      g_ascii_formatd (out, CHOSHO_NUMBER_TEXT_SIZE, precisions[i], value);
      if (g_ascii_strtod (out, NULL) == value)
        return;
    }
}

gboolean
chosho_number_to_moment (double value, gboolean from_1904, ChoshoNumberMoment *moment)
{
  gint64 seconds, days, rest;
  g_autoptr (GDateTime) date = NULL;

  *moment = (ChoshoNumberMoment){ 0 };
  if (value < 0 || value >= LAST_SERIAL_1900 + 1)
    return FALSE;
  /* To the nearest second, since serials are rounded fractions: 0.5 s before midnight is midnight. */
  seconds = (gint64) (value * SECONDS_A_DAY + 0.5);
  days = seconds / SECONDS_A_DAY;
  rest = seconds % SECONDS_A_DAY;
  moment->hour = (int) (rest / 3600);
  moment->minute = (int) (rest / 60 % 60);
  moment->second = (int) (rest % 60);
  if (!from_1904 && (days == 0 || days == LEAP_BUG_SERIAL))
    return TRUE;
  if (!from_1904 && days < LEAP_BUG_SERIAL)
    days++;
  days -= from_1904 ? EPOCH_1904 : EPOCH_1900;
  date = g_date_time_new_from_unix_utc (days * SECONDS_A_DAY + rest);
  if (date == NULL)
    return FALSE;
  g_date_time_get_ymd (date, &moment->year, &moment->month, &moment->day);
  moment->weekday = g_date_time_get_day_of_week (date);
  moment->has_date = TRUE;
  return TRUE;
}

/* FALSE where @value is no point in time of the system. */
static gboolean
write_date (double value, ChoshoNumberKind kind, gboolean from_1904, char out[CHOSHO_NUMBER_TEXT_SIZE])
{
  gboolean is_first_day = value * SECONDS_A_DAY + 0.5 < SECONDS_A_DAY;
  ChoshoNumberMoment moment;

  if (!chosho_number_to_moment (value, from_1904, &moment))
    return FALSE;
  if (kind == CHOSHO_NUMBER_TIME && is_first_day)
    {
      g_snprintf (out, CHOSHO_NUMBER_TEXT_SIZE, "%02d:%02d:%02d", moment.hour, moment.minute, moment.second);
      return TRUE;
    }
  if (!moment.has_date)
    return FALSE;
  g_snprintf (out, CHOSHO_NUMBER_TEXT_SIZE, "%04d-%02d-%02d", moment.year, moment.month, moment.day);
  if (kind != CHOSHO_NUMBER_DATE && (moment.hour != 0 || moment.minute != 0 || moment.second != 0))
    g_snprintf (out + 10, CHOSHO_NUMBER_TEXT_SIZE - 10, " %02d:%02d:%02d", moment.hour, moment.minute, moment.second);
  return TRUE;
}

gboolean
chosho_number_format (const char *text, ChoshoNumberKind kind, gboolean from_1904,
                      char out[CHOSHO_NUMBER_TEXT_SIZE])
{
  gsize size = strlen (text);
  char *end;
  double value;

  /* strtod also knows hexadecimal numbers and infinity. */
  if (size == 0 || strspn (text, "0123456789+-.eE") != size)
    return FALSE;
  value = g_ascii_strtod (text, &end);
  if (*end != '\0' || end == text || !isfinite (value))
    return FALSE;
  if (kind == CHOSHO_NUMBER_PLAIN || !write_date (value, kind, from_1904, out))
    write_number (value, out);
  return TRUE;
}
