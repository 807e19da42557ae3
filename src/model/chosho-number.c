/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-number.h"

#define DIGITS_PADDED 10 /* longest run of digits that sorts as a number; longer runs sort as text */

/* Reads one to two digits; the place after them or NULL. */
static const char *
skip_part (const char *p)
{
  if (!g_ascii_isdigit (*p))
    return NULL;
  p++;
  return g_ascii_isdigit (*p) ? p + 1 : p;
}

/* Splits @text: number of numeric parts (0 where the syntax is wrong) and where the suffix begins. */
static guint
split (const char *text, const char **after_third, const char **suffix)
{
  const char *p = text;
  guint parts = 0;

  while ((p = skip_part (p)) != NULL)
    {
      parts++;
      if (parts == 3 && after_third != NULL)
        *after_third = p;
      if (parts > 4)
        return 0;
      if (*p == '\0')
        break;
      if (*p != '.')
        return 0;
      if (!g_ascii_isdigit (p[1]))
        break;
      p++;
    }
  if (p == NULL || parts < 3)
    return 0;
  *suffix = p;
  if (*p == '\0' || strcmp (p, ".PB") == 0 || strcmp (p, ".P") == 0 || strcmp (p, ".B") == 0)
    return parts;
  return 0;
}

gboolean
chosho_number_is_valid (const char *text)
{
  const char *suffix;

  return text != NULL && split (text, NULL, &suffix) > 0;
}

gboolean
chosho_number_is_control (const char *text)
{
  const char *suffix;

  return text != NULL && split (text, NULL, &suffix) == 4;
}

char *
chosho_number_sort_key (const char *text)
{
  GString *key = g_string_new (NULL);
  const char *suffix = NULL;

  /* The space before a suffix lets 6.3.1.P come before its own control 6.3.1.1.PB. */
  if (split (text, NULL, &suffix) == 0)
    suffix = NULL;
  while (*text != '\0')
    {
      gsize run = strspn (text, "0123456789");

      if (run == 0)
        {
          g_string_append_c (key, text == suffix ? ' ' : *text);
          text++;
          continue;
        }
      for (gsize i = run; i < DIGITS_PADDED; i++)
        g_string_append_c (key, '0');
      g_string_append_len (key, text, run);
      text += run;
    }
  return g_string_free (key, FALSE);
}

char *
chosho_number_parent (const char *text)
{
  const char *after_third = NULL, *suffix;

  if (text == NULL || split (text, &after_third, &suffix) != 4)
    return NULL;
  return g_strndup (text, after_third - text);
}

const char *
chosho_number_tier (const char *text)
{
  guint64 chapter;

  if (!chosho_number_is_valid (text))
    return NULL;
  chapter = g_ascii_strtoull (text, NULL, 10);
  if (chapter == 3)
    return "governance";
  if (chapter == 4)
    return "management";
  return chapter >= 5 && chapter <= 18 ? "controls" : NULL;
}

gboolean
chosho_number_is_mandatory (const char *text)
{
  const char *suffix;

  if (text == NULL || split (text, NULL, &suffix) == 0)
    return FALSE;
  return strcmp (suffix, ".PB") == 0 || strcmp (suffix, ".B") == 0;
}
