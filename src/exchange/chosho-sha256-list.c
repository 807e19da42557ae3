/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-sha256-list.h"

#define DIGEST_CHARACTERS 64

/* --- One line --------------------------------------------------------------------------------------------------- */

/* Where a digest stands alone in @line; NULL. */
static const char *
find_digest (const char *line)
{
  const char *p = line;

  while (*p != '\0')
    {
      gsize length = strspn (p, "0123456789abcdefABCDEF");

      if (length == DIGEST_CHARACTERS && !g_ascii_isalnum (p[length]) && (p == line || !g_ascii_isalnum (p[-1])))
        return p;
      p += MAX (length, 1);
    }
  return NULL;
}

/* sha256sum marks names with a line break or a backslash by one before the digest. */
static char *
unescape (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '\\' && (p[1] == 'n' || p[1] == 'r' || p[1] == '\\'))
        {
          p++;
          g_string_append_c (out, *p == 'n' ? '\n' : *p == 'r' ? '\r' : '\\');
        }
      else
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

/* A quoted field is what stands in the quotes; fields that tell a length, a day or the method are not its name. */
static char *
clean_field (const char *field)
{
  g_autofree char *copy = g_strstrip (g_strdup (field));
  gsize length = strlen (copy);

  if (length >= 2 && copy[0] == '"' && copy[length - 1] == '"')
    {
      copy[length - 1] = '\0';
      memmove (copy, copy + 1, length - 1);
    }
  if (strspn (copy, "0123456789./-: ") == strlen (copy) || g_ascii_strcasecmp (copy, "sha256") == 0)
    copy[0] = '\0';
  return g_steal_pointer (&copy);
}

static char *
find_name_in_row (const char *line, const char *digest, char separator)
{
  const char delimiter[] = { separator, '\0' };
  g_auto (GStrv) fields = g_strsplit (line, delimiter, -1);
  g_autofree char *own = g_strndup (digest, DIGEST_CHARACTERS);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *name = strstr (fields[i], own) == NULL ? clean_field (fields[i]) : NULL;

      if (name != NULL && name[0] != '\0')
        return g_steal_pointer (&name);
    }
  return g_strdup ("");
}

static char *
find_name (const char *line, const char *digest)
{
  const char *after = digest + DIGEST_CHARACTERS;
  gboolean leads = digest == line || (digest == line + 1 && line[0] == '\\');

  if (leads && after[0] == ' ' && (after[1] == ' ' || after[1] == '*'))
    return line[0] == '\\' ? unescape (after + 2) : g_strdup (after + 2);
  if (g_str_has_prefix (line, "SHA256 (") && digest - line > 12 && strncmp (digest - 4, ") = ", 4) == 0)
    return g_strndup (line + strlen ("SHA256 ("), digest - 4 - line - strlen ("SHA256 ("));
  if (strchr (line, '\t') != NULL)
    return find_name_in_row (line, digest, '\t');
  if (strchr (line, ',') != NULL)
    return find_name_in_row (line, digest, ',');
  if (leads)
    return g_strstrip (g_strdup (after));
  return g_strstrip (g_strndup (line, digest - line));
}

static ChoshoValue *
read_line (const char *line, const char *digest, guint number)
{
  ChoshoValue *item = chosho_value_new_object ();
  g_autofree char *sha256 = g_ascii_strdown (digest, DIGEST_CHARACTERS);
  g_autofree char *name = find_name (line, digest);

  chosho_value_set_string (item, "sha256", sha256);
  chosho_value_set_string (item, "name", name);
  chosho_value_set_integer (item, "line", number);
  return item;
}

/* --- All lines -------------------------------------------------------------------------------------------------- */

static gboolean
is_left_out (const char *line, gboolean first)
{
  return line[0] == '\0' || line[0] == '#' || (first && find_digest (line) == NULL);
}

ChoshoValue *
chosho_sha256_list_parse (const char *file_name, GPtrArray *lines, GError **error)
{
  g_autoptr (ChoshoValue) list = chosho_value_new_array ();
  gboolean first = TRUE;

  if (lines->len > CHOSHO_SHA256_LIST_LINES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s has more than %d lines"), file_name, CHOSHO_SHA256_LIST_LINES);
      return NULL;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = g_strchomp (g_strdup (g_ptr_array_index (lines, i)));
      const char *digest = find_digest (line);

      if (is_left_out (line, first))
        {
          first = first && line[0] == '\0';
          continue;
        }
      first = FALSE;
      if (digest == NULL)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s, line %u: there is no SHA-256 digest (64 hexadecimal digits)"), file_name, i + 1);
          return NULL;
        }
      chosho_value_append (list, read_line (line, digest, i + 1));
    }
  if (chosho_value_get_length (list) > 0)
    return g_steal_pointer (&list);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s holds no SHA-256 digest"), file_name);
  return NULL;
}
