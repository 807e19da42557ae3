/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-sha256-list.h"

#define DIGEST_CHARACTERS 64
#define TABLE_METHOD "SHA256 " /* how a row of Get-FileHash begins, and a heading of certutil */

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

  if (g_str_has_prefix (line, TABLE_METHOD) && strspn (line + strlen (TABLE_METHOD), " ") == (gsize) (digest - line) - strlen (TABLE_METHOD))
    return g_strstrip (g_strdup (after));
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

/* --- What Windows writes around digests -------------------------------------------------------------------------- */

/* certutil of Windows 7 and 8 parts the bytes by blanks. */
static void
join_bytes (char *line)
{
  char *to = line;

  if (strspn (line, "0123456789abcdefABCDEF ") != DIGEST_CHARACTERS / 2 * 3 - 1 || strlen (line) != DIGEST_CHARACTERS / 2 * 3 - 1)
    return;
  for (const char *p = line; *p != '\0'; p++)
    if (*p != ' ')
      *to++ = *p;
  *to = '\0';
}

/* The name in certutil's heading of the digest below it: "SHA256 ハッシュ (対象 NAME):", "SHA256 hash of NAME:"; NULL where
 * @line is none. (transfer full) */
static char *
find_name_in_heading (const char *line)
{
  static const char *const words[] = { "hash of file ", "hash of " };
  gsize length = strlen (line);
  g_autofree char *said = NULL;
  const char *open;

  if (!g_str_has_prefix (line, TABLE_METHOD) || line[length - 1] != ':')
    return NULL;
  said = g_strndup (line + strlen (TABLE_METHOD), length - strlen (TABLE_METHOD) - 1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (said, words[i]))
      return g_strdup (said + strlen (words[i]));
  open = strstr (said, " (");
  open = open != NULL ? strchr (open + 2, ' ') : NULL;
  if (open == NULL || !g_str_has_suffix (said, ")"))
    return NULL;
  return g_strndup (open + 1, strlen (open + 1) - 1);
}

/* The value of "@key   : VALUE", as Get-FileHash | Format-List writes it; NULL. */
static const char *
find_value (const char *line, const char *key)
{
  const char *p = g_str_has_prefix (line, key) ? line + strlen (key) : NULL;

  while (p != NULL && *p == ' ')
    p++;
  return p != NULL && p[0] == ':' && p[1] == ' ' ? p + 2 : NULL;
}

static gboolean
is_around_digests (const char *line)
{
  return g_str_has_prefix (line, "CertUtil: ") || find_value (line, "Algorithm") != NULL || strspn (line, "- ") == strlen (line);
}

/* --- All lines -------------------------------------------------------------------------------------------------- */

/* Whether @line tells only of the digest before or behind it. @heading: the name that stands above a digest. */
static gboolean
read_surrounding (const char *line, ChoshoValue *list, char **heading)
{
  char *above = find_name_in_heading (line);
  const char *path = find_value (line, "Path");
  guint n = chosho_value_get_length (list);

  if (above != NULL)
    {
      g_free (*heading);
      *heading = above;
      return TRUE;
    }
  if (path == NULL)
    return is_around_digests (line);
  if (n > 0)
    chosho_value_set_string (chosho_value_get_item (list, n - 1), "name", path);
  return TRUE;
}

static void
append_line (ChoshoValue *list, const char *line, const char *digest, guint number, char **heading)
{
  ChoshoValue *item = read_line (line, digest, number);

  if (find_value (line, "Hash") != NULL)
    chosho_value_set_string (item, "name", "");
  if (*heading != NULL)
    chosho_value_set_string (item, "name", *heading);
  g_clear_pointer (heading, g_free);
  chosho_value_append (list, item);
}

ChoshoValue *
chosho_sha256_list_parse (const char *file_name, GPtrArray *lines, GError **error)
{
  g_autoptr (ChoshoValue) list = chosho_value_new_array ();
  g_autofree char *heading = NULL;
  gboolean first = TRUE;

  if (lines->len > CHOSHO_SHA256_LIST_LINES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s has more than %d lines"), file_name, CHOSHO_SHA256_LIST_LINES);
      return NULL;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = g_strchomp (g_strdup (g_ptr_array_index (lines, i)));
      gboolean is_blank = line[0] == '\0', is_heading = first && !is_blank;
      const char *digest;

      join_bytes (line);
      digest = find_digest (line);
      first = first && is_blank;
      if (digest != NULL)
        append_line (list, line, digest, i + 1, &heading);
      else if (!read_surrounding (line, list, &heading) && !is_blank && line[0] != '#' && !is_heading)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s, line %u: there is no SHA-256 digest (64 hexadecimal digits)"), file_name, i + 1);
          return NULL;
        }
    }
  if (chosho_value_get_length (list) > 0)
    return g_steal_pointer (&list);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s holds no SHA-256 digest"), file_name);
  return NULL;
}
