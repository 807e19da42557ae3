/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-checksum.h"
#include "chosho-oscal-export-private.h"

/* The namespace of our UUIDs (RFC 4122 §4.3), chosen once by chance. */
static const guint8 uuid_namespace[16] = { 0x5d, 0x0e, 0x7c, 0x1b, 0x93, 0x4f, 0x4c, 0x22, 0xa8, 0x6d, 0x31, 0xf7, 0x0b, 0x59, 0xe2, 0x84 };

/* Before the numbers of ISMAP, which begin with a digit as no token of OSCAL may. */
#define TOKEN_PREFIX "ismap-"

char *
chosho_oscal_dup_uuid (ChoshoOscal *self, const char *kind, const char *id)
{
  g_autoptr (ChoshoChecksum) checksum = chosho_checksum_new (CHOSHO_CHECKSUM_SHA1); /* what version 5 is made with; nothing rests on it */
  g_autofree char *name = g_strjoin (" ", self->engagement, kind, id, NULL);
  g_autofree char *hex = NULL;

  chosho_checksum_update (checksum, uuid_namespace, sizeof uuid_namespace);
  chosho_checksum_update (checksum, name, strlen (name));
  hex = chosho_checksum_dup_hex (checksum, CHOSHO_CHECKSUM_SHA1);
  return g_strdup_printf ("%.8s-%.4s-5%.3s-%c%.3s-%.12s", hex, hex + 8, hex + 13, "89ab"[g_ascii_xdigit_value (hex[16]) & 3], hex + 17, hex + 20);
}

void
chosho_oscal_set_uuid (ChoshoOscal *self, ChoshoValue *object, const char *key, const char *kind, const char *id)
{
  g_autofree char *uuid = chosho_oscal_dup_uuid (self, kind, id);

  chosho_value_set_string (object, key, uuid);
}

char *
chosho_oscal_dup_href (ChoshoOscal *self, const char *kind, const char *id)
{
  g_autofree char *uuid = chosho_oscal_dup_uuid (self, kind, id);

  return g_strconcat ("#", uuid, NULL);
}

/* --- Tokens ----------------------------------------------------------------------------------------------------------------- */

/* @number with what no token may hold replaced; small letters, as OSCAL's own catalogues have them. (transfer full) */
static char *
make_token (const char *number)
{
  gunichar first = g_utf8_get_char (number);
  GString *token = g_string_new (g_unichar_isalpha (first) || first == '_' ? NULL : TOKEN_PREFIX);

  for (const char *p = number; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (token, g_unichar_isalnum (c) || strchr (".-_", (int) MIN (c, 0x7f)) != NULL ? g_unichar_tolower (c) : '_');
    }
  return g_string_free (token, FALSE);
}

const char *
chosho_oscal_get_token (ChoshoOscal *self, const char *number)
{
  const char *known = g_hash_table_lookup (self->tokens, number);
  g_autofree char *token = known == NULL ? make_token (number) : NULL;

  if (known != NULL)
    return known;
  for (guint copy = 2; g_hash_table_contains (self->taken, token); copy++)
    {
      g_autofree char *plain = make_token (number);

      g_free (token);
      token = g_strdup_printf ("%s_%u", plain, copy);
    }
  known = token;
  g_hash_table_add (self->taken, (gpointer) known);
  g_hash_table_insert (self->tokens, g_strdup (number), g_steal_pointer (&token));
  return known;
}

/* --- Texts ------------------------------------------------------------------------------------------------------------------ */

char *
chosho_oscal_dup_markup (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (strchr ("\\*_`<>[]{}~^#|$", *text) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

void
chosho_oscal_set_markup (ChoshoValue *object, const char *key, const char *text)
{
  g_autofree char *markup = is_blank (text) ? NULL : chosho_oscal_dup_markup (text);

  chosho_value_set_string (object, key, markup);
}

char *
chosho_oscal_dup_moment (ChoshoOscal *self, const char *date)
{
  g_autofree char *text = g_strconcat (date, "T00:00:00", NULL);
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (text, self->zone);

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S%:z") : g_strdup (date);
}

/* A value is one line without blanks around it. (transfer full) */
static char *
dup_line (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean gap = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR
          || g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR)
        {
          gap = line->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (line, ' ');
      gap = FALSE;
      g_string_append_unichar (line, c);
    }
  return g_string_free (line, FALSE);
}

ChoshoValue *
chosho_oscal_get_array (ChoshoValue *object, const char *key)
{
  if (chosho_value_get (object, key) == NULL)
    chosho_value_set (object, key, chosho_value_new_array ());
  return chosho_value_get (object, key);
}

void
chosho_oscal_add_prop (ChoshoValue *object, const char *name, const char *text, const char *group)
{
  ChoshoValue *prop;
  g_autofree char *line = NULL;
  g_autofree char *plain = g_strdelimit (g_strdup (name), "_", '-');

  if (is_blank (text))
    return;
  line = dup_line (text);
  prop = chosho_value_new_object ();
  chosho_value_set_string (prop, "name", plain);
  chosho_value_set_string (prop, "ns", CHOSHO_OSCAL_NAMESPACE);
  chosho_value_set_string (prop, "value", line);
  chosho_value_set_string (prop, "group", group);
  if (strcmp (line, text) != 0)
    chosho_oscal_set_markup (prop, "remarks", text);
  chosho_value_append (chosho_oscal_get_array (object, "props"), prop);
}
