/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-file-name.h"

#include <string.h>

/* Bytes that Windows itself leaves undefined in CP932 (80, A0, FD–FF) come out of iconv as these
 * characters: such a name was not written as CP932. */
static gboolean
is_undefined_in_cp932 (gunichar c)
{
  return c == 0x80 || c == 0xa0 || (c >= 0xf8f0 && c <= 0xf8f3);
}

static char *
decode_cp932 (const char *raw)
{
  g_autofree char *text = g_convert (raw, -1, "UTF-8", "CP932", NULL, NULL, NULL);

  if (text == NULL)
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_undefined_in_cp932 (g_utf8_get_char (p)))
      return NULL;
  return g_steal_pointer (&text);
}

static char *
escape_invalid (const char *raw)
{
  GString *out = g_string_new (NULL);

  while (*raw != '\0')
    {
      const char *end;

      g_utf8_validate (raw, -1, &end);
      g_string_append_len (out, raw, end - raw);
      raw = end;
      if (*raw != '\0')
        g_string_append_printf (out, "\\x%02X", (guint) (guint8) *raw++);
    }
  return g_string_free (out, FALSE);
}

char *
chosho_file_name_display (const char *raw, const char **charset)
{
  const char *used = "UTF-8";
  char *name;

  g_return_val_if_fail (raw != NULL, NULL);
  if (g_utf8_validate (raw, -1, NULL))
    name = g_strdup (raw);
  else if ((name = decode_cp932 (raw)) != NULL)
    used = "CP932";
  else
    {
      used = NULL;
      name = escape_invalid (raw);
    }
  if (charset != NULL)
    *charset = used;
  return name;
}
