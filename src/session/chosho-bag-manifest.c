/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-bag-manifest.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAYLOAD "data/"
#define VERSION_LABEL "BagIt-Version:"
#define ENCODING_LABEL "Tag-File-Character-Encoding:"
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

gboolean
chosho_bag_parse_pair (const char *text, guint64 *first, guint64 *second)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);

  return g_strv_length (parts) == 2 && g_ascii_string_to_unsigned (parts[0], 10, 0, G_MAXUINT64, first, NULL)
         && g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXUINT64, second, NULL);
}

/* --- bagit.txt ------------------------------------------------------------------------------------------------------------ */

void
chosho_bag_declaration_clear (ChoshoBagDeclaration *self)
{
  g_clear_pointer (&self->encoding, g_free);
}

/* The value of the @index-th line where it has @label; NULL. (transfer full) */
static char *
dup_value (GStrv lines, guint index, const char *label)
{
  const char *line = index < g_strv_length (lines) ? lines[index] : "";

  return g_str_has_prefix (line, label) ? g_strstrip (g_strdup (line + strlen (label))) : NULL;
}

gboolean
chosho_bag_declaration_parse (ChoshoBagDeclaration *self, const char *data, gsize size_bytes, ChoshoBagComplaint complain, gpointer user_data)
{
  g_auto (GStrv) lines = chosho_bag_lines_new (data, size_bytes, "UTF-8", complain, user_data);
  g_autofree char *version = lines != NULL ? dup_value (lines, 0, VERSION_LABEL) : NULL;
  guint n_lines = lines != NULL ? g_strv_length (lines) : 0;
  gboolean sound = TRUE;
  guint64 major = 1, minor = 0;

  self->encoding = lines != NULL ? dup_value (lines, 1, ENCODING_LABEL) : NULL;
  if (version == NULL || !chosho_bag_parse_pair (version, &major, &minor))
    {
      major = 1;
      minor = 0;
      complain (1, "bag-invalid", FALSE, NULL, _("the first line does not say the version of BagIt"), user_data);
      sound = FALSE;
    }
  if (self->encoding == NULL || self->encoding[0] == '\0')
    {
      complain (2, "bag-invalid", FALSE, NULL, _("the second line does not say the encoding of the tag files"), user_data);
      g_free (self->encoding);
      self->encoding = g_strdup ("UTF-8");
      sound = FALSE;
    }
  self->major = (guint) MIN (major, G_MAXUINT);
  self->minor = (guint) MIN (minor, G_MAXUINT);
  for (guint i = 2; i < n_lines; i++)
    if (lines[i][0] != '\0')
      complain (i + 1, "bag-invalid", FALSE, NULL, _("the declaration has more than two lines"), user_data);
  return sound;
}

/* --- Lines ---------------------------------------------------------------------------------------------------------------- */

/* LF, CR or CRLF end a line. */
static GStrv
split_lines (const char *text)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  const char *begin = text;

  for (; *text != '\0'; text++)
    if (*text == '\n' || *text == '\r')
      {
        g_ptr_array_add (lines, g_strndup (begin, (gsize) (text - begin)));
        if (text[0] == '\r' && text[1] == '\n')
          text++;
        begin = text + 1;
      }
  if (begin < text)
    g_ptr_array_add (lines, g_strdup (begin));
  g_ptr_array_add (lines, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

GStrv
chosho_bag_lines_new (const char *data, gsize size_bytes, const char *encoding, ChoshoBagComplaint complain, gpointer user_data)
{
  gboolean utf8 = g_ascii_strcasecmp (encoding, "UTF-8") == 0;
  g_autofree char *text = utf8 ? g_strndup (data, size_bytes) : g_convert (data, (gssize) size_bytes, "UTF-8", encoding, NULL, NULL, NULL);
  const char *body = text;

  if (text == NULL || !g_utf8_validate (text, -1, NULL) || (utf8 && strlen (text) != size_bytes))
    {
      g_autofree char *message = g_strdup_printf (_("it is not text in the encoding %s"), encoding);

      complain (0, "bag-invalid", FALSE, NULL, message, user_data);
      return NULL;
    }
  if (g_str_has_prefix (text, BYTE_ORDER_MARK))
    {
      if (utf8)
        complain (1, "bag-invalid", FALSE, NULL, _("it begins with a byte order mark"), user_data);
      body += strlen (BYTE_ORDER_MARK);
    }
  return split_lines (body);
}

/* --- Paths ---------------------------------------------------------------------------------------------------------------- */

gboolean
chosho_bag_path_is_safe (const char *path)
{
  g_auto (GStrv) parts = g_strsplit_set (path, "/\\", -1);

  if (path[0] == '/' || path[0] == '\\' || path[0] == '~' || (g_ascii_isalpha (path[0]) && path[1] == ':'))
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (strcmp (parts[i], "..") == 0)
      return FALSE;
  return TRUE;
}

/* Line ends and the percent sign itself are written as %0A, %0D, %25. "./" before a path is what some programs write.
 * (transfer full) */
static char *
dup_path (const char *text)
{
  GString *out = g_string_new (NULL);

  while (g_str_has_prefix (text, "./"))
    text += 2;
  for (; *text != '\0'; text++)
    if (g_ascii_strncasecmp (text, "%0A", 3) == 0 || g_ascii_strncasecmp (text, "%0D", 3) == 0 || g_ascii_strncasecmp (text, "%25", 3) == 0)
      {
        g_string_append_c (out, text[1] == '2' ? '%' : g_ascii_toupper (text[2]) == 'A' ? '\n' : '\r');
        text += 2;
      }
    else
      g_string_append_c (out, *text);
  return g_string_free (out, FALSE);
}

/* --- Manifests ------------------------------------------------------------------------------------------------------------ */

ChoshoBagManifest *
chosho_bag_manifest_new (const char *name)
{
  gboolean of_tags = g_str_has_prefix (name, "tagmanifest-");
  const char *rest = of_tags ? name + strlen ("tagmanifest-") : g_str_has_prefix (name, "manifest-") ? name + strlen ("manifest-") : NULL;
  g_autofree char *algorithm = NULL;
  ChoshoBagManifest *self;

  if (rest == NULL || !g_str_has_suffix (rest, ".txt") || strlen (rest) == strlen (".txt") || strchr (rest, '/') != NULL)
    return NULL;
  algorithm = g_ascii_strdown (rest, (gssize) (strlen (rest) - strlen (".txt")));
  self = g_new0 (ChoshoBagManifest, 1);
  self->name = g_strdup (name);
  self->of_tags = of_tags;
  self->kind = chosho_checksum_kind_from_name (algorithm);
  self->sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
chosho_bag_manifest_free (ChoshoBagManifest *self)
{
  g_free (self->name);
  g_hash_table_unref (self->sums);
  g_free (self);
}

static gboolean
is_sum (const ChoshoBagManifest *self, const char *text)
{
  gsize digits = strspn (text, "0123456789abcdefABCDEF");

  return text[digits] == '\0' && (self->kind == 0 ? digits > 0 : digits == 2 * chosho_checksum_kind_get_size (self->kind));
}

static gboolean
is_place (const ChoshoBagManifest *self, const char *path)
{
  return self->of_tags || g_str_has_prefix (path, PAYLOAD);
}

/* A path is kept although it is complained of, unless it leads out of the bag: its file is looked at all the same. */
static void
take_line (ChoshoBagManifest *self, guint line, const char *text, ChoshoBagComplaint complain, gpointer user_data)
{
  gsize digits = strcspn (text, " \t"), gap = strspn (text + digits, " \t");
  const char *rest = text + digits + gap;
  g_autofree char *sum = g_ascii_strdown (text, (gssize) digits);
  /* "*" marks binary mode in what md5sum and its kin write; it is no part of the name. */
  g_autofree char *path = dup_path (*rest == '*' ? rest + 1 : rest);
  const char *known = g_hash_table_lookup (self->sums, path);

  if (gap == 0 || path[0] == '\0' || !is_sum (self, sum))
    complain (line, "manifest-bad", FALSE, path[0] != '\0' ? path : NULL, _("the line is no checksum and path"), user_data);
  if (g_str_has_prefix (rest, "./"))
    complain (line, "manifest-bad", TRUE, path, _("the path begins with “./”"), user_data);
  if (!chosho_bag_path_is_safe (path))
    complain (line, "unsafe-path", FALSE, path, _("the path leads out of the bag"), user_data);
  else if (path[0] != '\0' && !is_place (self, path))
    complain (line, "manifest-bad", FALSE, path, _("it lists what is no payload"), user_data);
  else if (known != NULL) /* harmless as long as both say the same */
    complain (line, "manifest-bad", strcmp (known, sum) == 0, path, _("it lists the file twice"), user_data);
  else if (path[0] != '\0')
    g_hash_table_insert (self->sums, g_steal_pointer (&path), g_steal_pointer (&sum));
}

void
chosho_bag_manifest_parse (ChoshoBagManifest *self, GStrv lines, ChoshoBagComplaint complain, gpointer user_data)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      take_line (self, i + 1, lines[i], complain, user_data);
}

/* --- fetch.txt, bag-info.txt ---------------------------------------------------------------------------------------------- */

GPtrArray *
chosho_bag_fetch_parse (GStrv lines, ChoshoBagComplaint complain, gpointer user_data)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *url = lines[i], *length = url + strcspn (url, " \t"), *path;
      g_autofree char *plain = NULL;

      length += strspn (length, " \t");
      path = length + strcspn (length, " \t");
      plain = dup_path (path + strspn (path, " \t"));
      if (url[0] == '\0')
        continue;
      if (plain[0] == '\0' || (length[0] != '-' && !g_ascii_isdigit (length[0])))
        complain (i + 1, "bag-invalid", FALSE, NULL, _("the line is no address, length and path"), user_data);
      else if (!chosho_bag_path_is_safe (plain))
        complain (i + 1, "unsafe-path", FALSE, plain, _("the path leads out of the bag"), user_data);
      else if (!g_str_has_prefix (plain, PAYLOAD))
        complain (i + 1, "bag-invalid", FALSE, plain, _("it lists what is no payload"), user_data);
      else
        g_ptr_array_add (paths, g_steal_pointer (&plain));
    }
  return paths;
}

static gboolean
continues (const char *line)
{
  return line[0] == ' ' || line[0] == '\t';
}

char *
chosho_bag_info_dup (GStrv lines, const char *label)
{
  gsize size_bytes = strlen (label);
  GString *value = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (lines[i], label, size_bytes) != 0 || lines[i][size_bytes] != ':')
        continue;
      if (value != NULL)
        g_string_free (value, TRUE);
      value = g_string_new (g_strstrip (lines[i] + size_bytes + 1));
      for (; lines[i + 1] != NULL && continues (lines[i + 1]); i++)
        g_string_append_printf (value, " %s", lines[i + 1] + strspn (lines[i + 1], " \t"));
    }
  return value != NULL ? g_string_free (value, FALSE) : NULL;
}

void
chosho_bag_info_check (GStrv lines, ChoshoBagComplaint complain, gpointer user_data)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && (continues (lines[i]) ? i == 0 : strchr (lines[i], ':') == NULL))
      complain (i + 1, "bag-invalid", FALSE, NULL, _("the line has no label"), user_data);
}
