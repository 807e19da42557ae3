/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-cli-width.h"

static gsize
character_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

gsize
chosho_cli_width (const char *text)
{
  gsize width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += character_width (g_utf8_get_char (p));
  return width;
}

/* Characters that turn the direction of what follows. */
static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x061c;
}

char *
chosho_cli_clean (const char *text, gboolean lines)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' && lines)
        g_string_append_c (out, '\n');
      else if (c == '\n' || c == '\t' || c == '\r')
        g_string_append_c (out, ' ');
      else if (g_unichar_iscntrl (c) || turns_direction (c) || c == 0x2028 || c == 0x2029)
        g_string_append (out, "·");
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

char *
chosho_cli_cut (const char *text, gsize cells)
{
  gsize width = 0;
  const char *end = text; /* what fits beside "…" */

  if (chosho_cli_width (text) <= cells)
    return g_strdup (text);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      width += character_width (g_utf8_get_char (p));
      if (width + 1 > cells)
        break;
      end = g_utf8_next_char (p);
    }
  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

/* End of the piece of @text that fits in @cells; at least one character. */
static const char *
find_break (const char *text, gsize cells)
{
  gsize width = 0;
  const char *good = NULL;
  const char *p;

  for (p = text; *p != '\0' && *p != '\n'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += character_width (c);
      if (width > cells && p > text)
        return good != NULL ? good : p;
      if (c == ' ' || g_unichar_iswide (c))
        good = g_utf8_next_char (p);
    }
  return p;
}

char *
chosho_cli_wrap (const char *text, gsize cells, gsize indent)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      const char *end = find_break (p, cells);
      const char *trimmed = end;

      while (trimmed > p && trimmed[-1] == ' ')
        trimmed--;
      if (p > text)
        g_string_append_printf (out, "\n%*s", (int) indent, "");
      g_string_append_len (out, p, trimmed - p);
      p = *end == '\n' ? end + 1 : end;
    }
  return g_string_free (out, FALSE);
}
