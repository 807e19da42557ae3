/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "chosho-cell.h"
#include "chosho-number.h"
#include "chosho-text.h"

/* Serial numbers of Excel's 1900 date system that are read as dates: 1950-01-01 to 2099-12-31.
 * Below lie ordinary small numbers, above lies nothing an engagement speaks about. */
#define SERIAL_FIRST 18264
#define SERIAL_LAST 73050

typedef struct
{
  const char *name;
  int         offset; /* year 1 of the era is offset + 1 */
  int         first;  /* yyyymmdd of its first day */
} Era;

static const Era eras[] = {
  { "令和", 2018, 20190501 }, { "平成", 1988, 19890108 }, { "昭和", 1925, 19261225 },
  { "R", 2018, 20190501 },    { "H", 1988, 19890108 },    { "S", 1925, 19261225 },
};

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x3000 || c == 0x200B || c == 0xFEFF;
}

char *
chosho_cell_dup_trimmed (const char *text)
{
  const char *end;

  if (text == NULL)
    return NULL;
  while (*text != '\0' && is_space (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  end = text + strlen (text);
  while (end > text)
    {
      const char *previous = g_utf8_prev_char (end);

      if (!is_space (g_utf8_get_char (previous)))
        break;
      end = previous;
    }
  return end > text ? g_strndup (text, (gsize) (end - text)) : NULL;
}

static char *
remove_spaces (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_space (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

/* Weekday in brackets and a midnight time say nothing more than the date. Before spaces go: in
 * "2025/4/10 0:00" only the space tells the day from the hour. */
static void
cut_tail (char *text)
{
  char *bracket = strchr (text, '(');
  char *mark;

  if (bracket != NULL && bracket != text && g_str_has_suffix (text, ")"))
    *bracket = '\0';
  g_strchomp (text);
  mark = strpbrk (text, " T");
  if (mark == NULL || mark == text)
    return;
  while (mark[1] == ' ')
    mark++;
  if (strchr (mark, ':') != NULL && strspn (mark + 1, "0:.Z") == strlen (mark + 1))
    *mark = '\0';
}

static const char *
read_digits (const char *p, guint most, int *out)
{
  guint n = 0;

  *out = 0;
  while (n < most && g_ascii_isdigit (p[n]))
    *out = *out * 10 + (p[n++] - '0');
  return n > 0 ? p + n : NULL;
}

/* One of the separators that may stand after the year or month. */
static const char *
read_mark (const char *p, const char *kanji)
{
  if (p == NULL)
    return NULL;
  if (g_str_has_prefix (p, kanji))
    return p + strlen (kanji);
  return *p == '-' || *p == '/' || *p == '.' ? p + 1 : NULL;
}

static char *
format_date (int year, int month, int day)
{
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1900 || year > 2999
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/* "4月1日" or "4/1" at @p. */
static char *
read_month_day (const char *p, int year, int *month, int *day)
{
  p = p != NULL ? read_mark (read_digits (p, 2, month), "月") : NULL;
  p = p != NULL ? read_digits (p, 2, day) : NULL;
  if (p != NULL && g_str_has_prefix (p, "日"))
    p += strlen ("日");
  return p != NULL && *p == '\0' ? format_date (year, *month, *day) : NULL;
}

static char *
read_era (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (eras); i++)
    {
      gsize size = strlen (eras[i].name);
      const char *p = text + size;
      int year, month, day;
      char *date;

      if (g_ascii_strncasecmp (text, eras[i].name, size) != 0)
        continue;
      if (g_str_has_prefix (p, "元"))
        {
          year = 1;
          p += strlen ("元");
        }
      else
        p = read_digits (p, 2, &year);
      if (p == NULL || year == 0)
        return NULL;
      year += eras[i].offset;
      date = read_month_day (read_mark (p, "年"), year, &month, &day);
      if (date != NULL && year * 10000 + month * 100 + day < eras[i].first)
        g_clear_pointer (&date, g_free);
      return date;
    }
  return NULL;
}

static char *
read_serial (const char *text)
{
  GDate date;
  gint64 serial;

  if (!chosho_cell_get_integer (text, SERIAL_LAST, &serial) || serial < SERIAL_FIRST)
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 30, G_DATE_DECEMBER, 1899);
  g_date_add_days (&date, (guint) serial);
  return format_date (g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

char *
chosho_cell_dup_date (const char *text)
{
  g_autofree char *folded = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *plain = NULL;
  int year, month, day;
  const char *p;

  if (folded == NULL)
    return NULL;
  g_strstrip (folded);
  cut_tail (folded);
  plain = remove_spaces (folded);
  if (strlen (plain) == 8 && strspn (plain, "0123456789") == 8)
    {
      long number = strtol (plain, NULL, 10);

      return format_date ((int) (number / 10000), (int) (number / 100 % 100), (int) (number % 100));
    }
  p = read_digits (plain, 4, &year);
  if (p == plain + 4 && *p != '\0' && !g_ascii_isdigit (*p))
    return read_month_day (read_mark (p, "年"), year, &month, &day);
  if (p == NULL)
    return read_era (plain);
  return read_serial (plain);
}

gboolean
chosho_cell_get_integer (const char *text, gint64 maximum, gint64 *out)
{
  g_autofree char *folded = chosho_text_fold_width (text);
  char *dot = strchr (folded, '.');

  if (dot != NULL && dot[1] != '\0' && strspn (dot + 1, "0") == strlen (dot + 1))
    *dot = '\0';
  if (*folded == '\0' || strlen (folded) > 18 || strspn (folded, "0123456789") != strlen (folded))
    return FALSE;
  *out = g_ascii_strtoll (folded, NULL, 10);
  return *out <= maximum;
}

char *
chosho_cell_dup_number (const char *text)
{
  g_autofree char *folded = text != NULL ? chosho_text_fold_width (text) : g_strdup ("");
  g_autofree char *trimmed = chosho_cell_dup_trimmed (folded);
  g_autofree char *plain = NULL, *upper = NULL, *dotted = NULL;
  gsize digits;

  if (trimmed == NULL)
    return g_strdup ("");
  plain = remove_spaces (trimmed);
  upper = g_ascii_strup (plain, -1);
  if (chosho_number_is_valid (upper))
    return g_steal_pointer (&upper);
  digits = strspn (upper, "0123456789.");
  if (digits > 0 && g_ascii_isdigit (upper[digits - 1]) && upper[digits] != '\0')
    {
      const char *suffix = upper + digits + (upper[digits] == '-' ? 1 : 0);

      upper[digits] = upper[digits] == '-' ? '\0' : upper[digits];
      dotted = g_strdup_printf ("%.*s.%s", (int) digits, upper, suffix);
      if (chosho_number_is_valid (dotted))
        return g_steal_pointer (&dotted);
    }
  return g_steal_pointer (&trimmed);
}

GPtrArray *
chosho_cell_split (const char *text)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;

  while (start != NULL && out->len < CHOSHO_CELL_LIST_LIMIT)
    {
      const char *end = start;
      g_autofree char *part = NULL;
      char *trimmed;

      while (*end != '\0' && g_utf8_strchr ("、,，､;；\n\r", -1, g_utf8_get_char (end)) == NULL)
        end = g_utf8_next_char (end);
      part = g_strndup (start, (gsize) (end - start));
      trimmed = chosho_cell_dup_trimmed (part);
      if (trimmed != NULL)
        g_ptr_array_add (out, trimmed);
      start = *end != '\0' ? g_utf8_next_char (end) : NULL;
    }
  return out;
}

/* "8.1.2.1 8.1.2.2 PB" → both numbers; FALSE (and nothing added) where any word is no number. */
static gboolean
split_words (const char *text, GPtrArray *out)
{
  g_autofree char *folded = chosho_text_fold_width (text);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);
  guint before = out->len;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *joined = NULL;

      if (*words[i] == '\0')
        continue;
      if (words[i + 1] != NULL && g_ascii_isalpha (*words[i + 1]))
        joined = g_strconcat (words[i], " ", words[i + 1], NULL);
      {
        g_autofree char *number = chosho_cell_dup_number (joined != NULL ? joined : words[i]);

        if (!chosho_number_is_valid (number))
          {
            g_ptr_array_set_size (out, (int) before);
            return FALSE;
          }
        g_ptr_array_add (out, g_steal_pointer (&number));
      }
      if (joined != NULL)
        i++;
    }
  return out->len > before;
}

GPtrArray *
chosho_cell_split_numbers (const char *text)
{
  g_autoptr (GPtrArray) entries = chosho_cell_split (text);
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < entries->len; i++)
    {
      char *number = chosho_cell_dup_number (g_ptr_array_index (entries, i));

      if (chosho_number_is_valid (number) || !split_words (g_ptr_array_index (entries, i), out))
        g_ptr_array_add (out, number);
      else
        g_free (number);
    }
  return out;
}
