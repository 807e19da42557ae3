/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-number-display.h"

#include <math.h>
#include <string.h>

#define CODE_BYTES 512      /* longer ones are art; Excel allows 255 characters */
#define LIMIT_DECIMALS 30   /* Excel's own */
#define LIMIT_SCALINGS 3    /* percent signs, thousands left out: more is no number that anybody reads */
#define LIMIT_VALUE 1e15    /* beyond it digits are not exact, and shown plainly */
#define SECONDS_A_DAY 86400

const char *
chosho_number_display_code_of_id (guint id)
{
  static const struct
  {
    guint8      id;
    const char *code;
  } codes[] = {
    { 1, "0" }, { 2, "0.00" }, { 3, "#,##0" }, { 4, "#,##0.00" },
    { 5, "\"¥\"#,##0;\"¥\"-#,##0" }, { 6, "\"¥\"#,##0;\"¥\"-#,##0" },
    { 7, "\"¥\"#,##0.00;\"¥\"-#,##0.00" }, { 8, "\"¥\"#,##0.00;\"¥\"-#,##0.00" },
    { 9, "0%" }, { 10, "0.00%" }, { 11, "0.00E+00" },
    { 14, "yyyy/m/d" }, { 15, "d-mmm-yy" }, { 16, "d-mmm" }, { 17, "mmm-yy" },
    { 18, "h:mm AM/PM" }, { 19, "h:mm:ss AM/PM" }, { 20, "h:mm" }, { 21, "h:mm:ss" }, { 22, "yyyy/m/d h:mm" },
    { 27, "ge.m.d" }, { 28, "ggge\"年\"m\"月\"d\"日\"" }, { 29, "ggge\"年\"m\"月\"d\"日\"" },
    { 30, "m/d/yy" }, { 31, "yyyy\"年\"m\"月\"d\"日\"" }, { 32, "h\"時\"mm\"分\"" }, { 33, "h\"時\"mm\"分\"ss\"秒\"" },
    { 34, "yyyy\"年\"m\"月\"" }, { 35, "m\"月\"d\"日\"" }, { 36, "ge.m.d" },
    { 37, "#,##0;-#,##0" }, { 38, "#,##0;-#,##0" }, { 39, "#,##0.00;-#,##0.00" }, { 40, "#,##0.00;-#,##0.00" },
    { 45, "mm:ss" }, { 46, "[h]:mm:ss" }, { 47, "mm:ss" }, { 48, "##0.0E+0" },
    { 50, "ge.m.d" }, { 51, "ggge\"年\"m\"月\"d\"日\"" }, { 52, "yyyy\"年\"m\"月\"" }, { 53, "m\"月\"d\"日\"" },
    { 54, "ggge\"年\"m\"月\"d\"日\"" }, { 55, "yyyy\"年\"m\"月\"" }, { 56, "m\"月\"d\"日\"" }, { 57, "ge.m.d" },
    { 58, "ggge\"年\"m\"月\"d\"日\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].id == id)
      return codes[i].code;
  return NULL;
}

/* --- The code's parts -------------------------------------------------------------------------------- */

typedef enum
{
  PART_WORDS, /* text: as it stands */
  PART_CODE,  /* text: one run of the same letter or placeholder */
  PART_ELAPSED, /* text: h, m or s */
} PartKind;

typedef struct
{
  PartKind kind;
  char     text[64];
} Part;

/* One section, taken apart; FALSE where it holds what is not known here (conditions, fractions, fill). */
static gboolean
add_part (GArray *parts, PartKind kind, const char *text, gsize size_bytes)
{
  Part part = { .kind = kind };

  if (size_bytes >= sizeof part.text)
    return FALSE;
  memcpy (part.text, text, size_bytes);
  g_array_append_val (parts, part);
  return TRUE;
}

/* "[h]", "[$¥-411]", "[Red]"; conditions are not known. Returns what follows, or NULL. */
static const char *
take_bracket (const char *p, GArray *parts)
{
  const char *end = strchr (p, ']'), *sign;

  if (end == NULL || strchr ("<>=", p[1]) != NULL)
    return NULL;
  if (p[1] == '$')
    {
      sign = p + 2;
      return add_part (parts, PART_WORDS, sign, MIN (strcspn (sign, "-]"), (gsize) (end - sign))) ? end + 1 : NULL;
    }
  if (end > p + 1 && strspn (p + 1, "hHmMsS") == (gsize) (end - p - 1))
    {
      char unit = g_ascii_tolower (p[1]);

      return add_part (parts, PART_ELAPSED, &unit, 1) ? end + 1 : NULL;
    }
  return end + 1;
}

/* A run of one letter, AM/PM, or a placeholder. */
static const char *
take_run (const char *p, GArray *parts)
{
  gsize run = 1;

  if (g_ascii_strncasecmp (p, "AM/PM", 5) == 0)
    return add_part (parts, PART_CODE, "AM/PM", 5) ? p + 5 : NULL;
  if (g_ascii_strncasecmp (p, "A/P", 3) == 0)
    return add_part (parts, PART_CODE, "A/P", 3) ? p + 3 : NULL;
  if (g_ascii_tolower (*p) == 'e' && (p[1] == '+' || p[1] == '-'))
    return add_part (parts, PART_CODE, p[1] == '+' ? "E+" : "E-", 2) ? p + 2 : NULL;
  if (strchr ("#0?,.%", *p) != NULL)
    return add_part (parts, PART_CODE, p, 1) ? p + 1 : NULL;
  if (g_ascii_strncasecmp (p, "General", 7) == 0 || g_str_has_prefix (p, "G/"))
    return NULL;
  if (g_ascii_isalpha (*p))
    {
      g_autofree char *lower = NULL;

      while (g_ascii_tolower (p[run]) == g_ascii_tolower (*p))
        run++;
      lower = g_ascii_strdown (p, (gssize) run);
      return add_part (parts, PART_CODE, lower, run) ? p + run : NULL;
    }
  run = (gsize) (g_utf8_next_char (p) - p);
  return add_part (parts, PART_WORDS, p, run) ? p + run : NULL;
}

static gboolean
take_apart (const char *section, GArray *parts)
{
  const char *p = section;

  while (p != NULL && *p != '\0')
    switch (*p)
      {
      case '"':
        {
          const char *end = strchr (p + 1, '"');

          if (end == NULL || !add_part (parts, PART_WORDS, p + 1, (gsize) (end - p - 1)))
            return FALSE;
          p = end + 1;
          break;
        }
      case '\\':
        if (p[1] == '\0')
          return FALSE;
        if (!add_part (parts, PART_WORDS, p + 1, (gsize) (g_utf8_next_char (p + 1) - p - 1)))
          return FALSE;
        p = g_utf8_next_char (p + 1);
        break;
      case '_': case '*': /* room as wide as a character; filled with one */
        if (p[1] == '\0')
          return FALSE;
        if (*p == '_' && !add_part (parts, PART_WORDS, " ", 1))
          return FALSE;
        p = g_utf8_next_char (p + 1);
        break;
      case '[':
        p = take_bracket (p, parts);
        break;
      default:
        p = take_run (p, parts);
      }
  return p != NULL;
}

/* The section for @value out of up to three; @negative: it says itself that it is. (transfer full) */
static char *
find_section (const char *code, double value, gboolean *negative)
{
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func (g_free);
  const char *start = code;
  guint index = 0;

  for (const char *p = code;; p++)
    {
      if (*p == '"')
        {
          const char *end = strchr (p + 1, '"');

          p = end != NULL ? end : p + strlen (p) - 1;
        }
      else if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == ';' || *p == '\0')
        {
          g_ptr_array_add (sections, g_strndup (start, (gsize) (p - start)));
          start = p + 1;
          if (*p == '\0')
            break;
        }
    }
  if (value < 0 && sections->len >= 2)
    index = 1;
  else if (value == 0 && sections->len >= 3)
    index = 2;
  *negative = index == 1;
  return g_strdup (g_ptr_array_index (sections, index));
}

static const Part *
part_at (GArray *parts, guint index)
{
  return &g_array_index (parts, Part, index);
}

static gboolean
is_code (GArray *parts, guint index, const char *text)
{
  return index < parts->len && part_at (parts, index)->kind == PART_CODE && strcmp (part_at (parts, index)->text, text) == 0;
}

static gboolean
is_placeholder (const Part *part)
{
  return part->kind == PART_CODE && strchr ("#0?", part->text[0]) != NULL;
}

/* --- Dates and times ---------------------------------------------------------------------------------- */

static gboolean
is_time (GArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = part_at (parts, i);

      if (part->kind == PART_ELAPSED
          || (part->kind == PART_CODE && strchr ("ymdhsgera", g_ascii_tolower (part->text[0])) != NULL && part->text[1] != '+' && part->text[1] != '-'))
        return TRUE;
    }
  return FALSE;
}

/* A run of m is a minute behind hours and before seconds. */
static gboolean
is_minute (GArray *parts, guint index)
{
  for (guint i = index; i-- > 0;)
    if (part_at (parts, i)->kind == PART_ELAPSED)
      return part_at (parts, i)->text[0] != 's';
    else if (part_at (parts, i)->kind == PART_CODE)
      {
        if (part_at (parts, i)->text[0] == 'h')
          return TRUE;
        break;
      }
  for (guint i = index + 1; i < parts->len; i++)
    if (part_at (parts, i)->kind == PART_CODE || part_at (parts, i)->kind == PART_ELAPSED)
      return part_at (parts, i)->text[0] == 's';
  return FALSE;
}

static const struct
{
  int         from; /* yyyymmdd */
  const char *names[3];
} eras[] = {
  { 20190501, { "R", "令", "令和" } },
  { 19890108, { "H", "平", "平成" } },
  { 19261225, { "S", "昭", "昭和" } },
  { 19120730, { "T", "大", "大正" } },
  { 18680125, { "M", "明", "明治" } },
};

static gsize
find_era (const ChoshoNumberMoment *moment)
{
  int date = moment->year * 10000 + moment->month * 100 + moment->day;
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (eras) && date < eras[i].from)
    i++;
  return i;
}

static void
append_date (GString *out, const char *code, gsize run, const ChoshoNumberMoment *moment)
{
  static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
                                        "October", "November", "December" };
  static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
  static const char *const japanese[] = { "月", "火", "水", "木", "金", "土", "日" };
  gsize era = find_era (moment);
  int era_year = moment->year - eras[era].from / 10000 + 1;

  switch (code[0])
    {
    case 'y':
      g_string_append_printf (out, "%0*d", run <= 2 ? 2 : 4, run <= 2 ? moment->year % 100 : moment->year);
      break;
    case 'g':
      g_string_append (out, eras[era].names[MIN (run, 3) - 1]);
      break;
    case 'e':
      g_string_append_printf (out, "%0*d", run == 1 ? 1 : 2, era_year);
      break;
    case 'r':
      g_string_append_printf (out, "%s%02d", run == 1 ? "" : eras[era].names[2], era_year);
      break;
    case 'm':
      if (run <= 2)
        g_string_append_printf (out, "%0*d", run == 1 ? 1 : 2, moment->month);
      else
        g_string_append_len (out, months[moment->month - 1], run == 3 ? 3 : run == 5 ? 1 : (gssize) strlen (months[moment->month - 1]));
      break;
    case 'd':
      if (run <= 2)
        g_string_append_printf (out, "%0*d", run == 1 ? 1 : 2, moment->day);
      else
        g_string_append_len (out, days[moment->weekday - 1], run == 3 ? 3 : (gssize) strlen (days[moment->weekday - 1]));
      break;
    default: /* a: 月, 月曜日 */
      g_string_append_printf (out, "%s%s", japanese[moment->weekday - 1], run == 3 ? "" : "曜日");
    }
}

static void
append_elapsed (GString *out, char unit, double value)
{
  gint64 seconds = (gint64) (fabs (value) * SECONDS_A_DAY + 0.5);

  g_string_append_printf (out, "%s%" G_GINT64_FORMAT, value < 0 ? "-" : "", seconds / (unit == 'h' ? 3600 : unit == 'm' ? 60 : 1));
}

/* FALSE where a date is wanted of what has none, or what is not known here. */
static gboolean
append_time (GString *out, GArray *parts, double value, gboolean from_1904)
{
  gboolean twelve = FALSE;
  ChoshoNumberMoment moment;

  if (!chosho_number_to_moment (fabs (value), from_1904, &moment))
    return FALSE;
  for (guint i = 0; i < parts->len; i++)
    twelve |= is_code (parts, i, "AM/PM") || is_code (parts, i, "A/P");
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = part_at (parts, i);
      gsize run = strlen (part->text);
      int width = run == 1 ? 1 : 2;

      if (part->kind == PART_WORDS)
        g_string_append (out, part->text);
      else if (part->kind == PART_ELAPSED)
        append_elapsed (out, part->text[0], value);
      else if (is_code (parts, i, "AM/PM") || is_code (parts, i, "A/P"))
        g_string_append_len (out, moment.hour < 12 ? "AM" : "PM", run == 5 ? 2 : 1);
      else if (part->text[0] == 'h')
        g_string_append_printf (out, "%0*d", width, twelve ? (moment.hour + 11) % 12 + 1 : moment.hour);
      else if (part->text[0] == 's')
        g_string_append_printf (out, "%0*d", width, moment.second);
      else if (part->text[0] == 'm' && is_minute (parts, i))
        g_string_append_printf (out, "%0*d", width, moment.minute);
      else if (strchr ("ymdger", part->text[0]) != NULL || (part->text[0] == 'a' && run >= 3))
        {
          if (!moment.has_date || value < 0)
            return FALSE;
          append_date (out, part->text, run, &moment);
        }
      else if (part->text[0] == '.' && i + 1 < parts->len && is_code (parts, i + 1, "0"))
        while (i + 1 < parts->len && is_code (parts, i + 1, "0"))
          i++; /* parts of a second: not shown */
      else
        g_string_append (out, part->text);
    }
  return TRUE;
}

/* --- Numbers ------------------------------------------------------------------------------------------- */

/* What the placeholders ask for. */
typedef struct
{
  guint    first, last; /* parts of the number; first > last: there is none */
  guint    whole;       /* digits at least, before the point */
  guint    decimals;    /* at most */
  guint    shown;       /* decimals at least */
  guint    thousands;   /* commas at the end: divided by a thousand each */
  guint    percent;
  gboolean grouped;
  gboolean exponent;    /* 0.00E+00 */
} Pattern;

/* FALSE: not known here. */
static gboolean
read_pattern (GArray *parts, Pattern *pattern)
{
  gboolean point = FALSE, ended = FALSE;

  *pattern = (Pattern){ .first = G_MAXUINT };
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = part_at (parts, i);

      if (is_code (parts, i, "%"))
        pattern->percent++;
      if (part->kind != PART_CODE || is_code (parts, i, "%"))
        {
          ended |= pattern->first != G_MAXUINT;
          continue;
        }
      if (ended)
        return FALSE; /* digits in several places: a telephone number */
      pattern->first = MIN (pattern->first, i);
      pattern->last = i;
      if (strcmp (part->text, "E+") == 0 || strcmp (part->text, "E-") == 0)
        pattern->exponent = TRUE;
      else if (pattern->exponent)
        continue; /* digits of the exponent: always two */
      else if (part->text[0] == '.' && !point)
        point = TRUE;
      else if (part->text[0] == ',')
        pattern->thousands++;
      else if (!is_placeholder (part))
        return FALSE;
      else if (point)
        {
          pattern->decimals++;
          pattern->shown = part->text[0] == '0' ? pattern->decimals : pattern->shown;
        }
      else
        {
          pattern->grouped |= pattern->thousands > 0;
          pattern->thousands = 0;
          pattern->whole += part->text[0] == '0';
        }
    }
  return pattern->first != G_MAXUINT && pattern->decimals <= LIMIT_DECIMALS && pattern->whole <= LIMIT_DECIMALS
         && pattern->percent <= LIMIT_SCALINGS && pattern->thousands <= LIMIT_SCALINGS;
}

static void
append_number (GString *out, const Pattern *pattern, double value)
{
  g_autofree char *format = NULL;
  char digits[64], *point;
  gsize whole, decimals;

  value *= pow (100, pattern->percent) / pow (1000, pattern->thousands);
  format = g_strdup_printf ("%%.%u%c", pattern->decimals, pattern->exponent ? 'E' : 'f');
  g_ascii_formatd (digits, sizeof digits, format, value);
  if (pattern->exponent)
    {
      g_string_append (out, digits);
      return;
    }
  point = strchr (digits, '.');
  whole = point != NULL ? (gsize) (point - digits) : strlen (digits);
  decimals = point != NULL ? strlen (point + 1) : 0;
  while (decimals > pattern->shown && point[decimals] == '0')
    decimals--;
  if (whole == 1 && digits[0] == '0' && pattern->whole == 0 && pattern->decimals > 0)
    whole = 0; /* #.## shows .5 */
  for (gsize i = whole; i < pattern->whole; i++)
    g_string_append_c (out, '0');
  for (gsize i = 0; i < whole; i++)
    {
      g_string_append_c (out, digits[i]);
      if (pattern->grouped && (whole - i) % 3 == 1 && i + 1 < whole)
        g_string_append_c (out, ',');
    }
  if (decimals > 0)
    g_string_append_len (out, point, 1 + (gssize) decimals);
}

static gboolean
append_numeric (GString *out, GArray *parts, double value, gboolean negative)
{
  Pattern pattern;

  if (!read_pattern (parts, &pattern) || fabs (value) >= LIMIT_VALUE)
    return FALSE;
  if (value < 0 && !negative)
    g_string_append_c (out, '-');
  for (guint i = 0; i < parts->len; i++)
    {
      if (i == pattern.first)
        append_number (out, &pattern, fabs (value));
      if (i < pattern.first || i > pattern.last)
        g_string_append (out, part_at (parts, i)->text);
    }
  return TRUE;
}

void
chosho_number_display (GString *text, const char *code, gboolean from_1904, const char *plain)
{
  double value = g_ascii_strtod (text->str, NULL);
  g_autoptr (GArray) parts = g_array_new (FALSE, TRUE, sizeof (Part));
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *section = NULL;
  gboolean negative = FALSE, done;

  g_string_assign (text, plain);
  if (code == NULL || strlen (code) > CODE_BYTES || g_ascii_strncasecmp (code, "General", 7) == 0 || g_str_has_prefix (code, "G/標準")
      || strchr (code, '@') == code)
    return;
  section = find_section (code, value, &negative);
  if (!take_apart (section, parts) || parts->len == 0)
    return;
  done = is_time (parts) ? append_time (out, parts, value, from_1904) : append_numeric (out, parts, value, negative);
  g_strstrip (out->str);
  if (done && out->str[0] != '\0')
    g_string_assign (text, out->str);
}
