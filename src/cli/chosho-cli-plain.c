/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-cli-plain.h"
#include "chosho-moment.h"

/* Members come in this order, then the others alphabetically. */
static const char *const first_columns[] = {
  "number", "reference", "control", "controls", "id", "name", "seq", "level", "tier", "phase", "procedure", "individual",
  "version", "unit", "subject", "technique", "state", "outcome", "title", "text",
};

static GTimeZone *shown_zone; /* of the whole process */

void
chosho_cli_plain_set_zone (const char *zone)
{
  g_clear_pointer (&shown_zone, g_time_zone_unref);
  shown_zone = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
}

gboolean
chosho_cli_is_container (const ChoshoValue *value)
{
  ChoshoValueType type = chosho_value_get_value_type (value);

  return type == CHOSHO_VALUE_ARRAY || type == CHOSHO_VALUE_OBJECT;
}

gboolean
chosho_cli_is_plain_list (const ChoshoValue *value)
{
  if (chosho_value_get_value_type (value) != CHOSHO_VALUE_ARRAY)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (value); i++)
    if (chosho_cli_is_container (chosho_value_get_item (value, i)))
      return FALSE;
  return TRUE;
}

/* (transfer full) (nullable): a moment of the record, which is kept and given to programs in UTC, as the clock on the
 * wall shows it; NULL where @text is none. */
static char *
dup_moment (const char *text)
{
  static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";

  for (gsize i = 0; i < sizeof shape; i++)
    if (shape[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != shape[i])
      return NULL;
  if (shown_zone == NULL)
    shown_zone = g_time_zone_new_local ();
  return chosho_moment_dup (text, shown_zone, "%Y-%m-%d %H:%M:%S %:z");
}

static char *
dup_text (const char *text)
{
  char *moment = dup_moment (text);

  return moment != NULL ? moment : g_strdup (text);
}

char *
chosho_cli_plain (const ChoshoValue *value)
{
  GString *out;

  switch (chosho_value_get_value_type (value))
    {
    case CHOSHO_VALUE_BOOLEAN:
      return g_strdup (chosho_value_as_boolean (value, FALSE) ? "yes" : "no");
    case CHOSHO_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, chosho_value_as_integer (value, 0));
    case CHOSHO_VALUE_STRING:
      return dup_text (chosho_value_as_string (value));
    case CHOSHO_VALUE_ARRAY:
      out = g_string_new (NULL);
      for (guint i = 0; i < chosho_value_get_length (value); i++)
        {
          g_autofree char *item = chosho_cli_plain (chosho_value_get_item (value, i));

          g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", item);
        }
      return g_string_free (out, FALSE);
    case CHOSHO_VALUE_NULL:
    case CHOSHO_VALUE_OBJECT:
    default:
      return g_strdup ("");
    }
}

static int
rank (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_columns); i++)
    if (strcmp (first_columns[i], key) == 0)
      return (int) i;
  return G_N_ELEMENTS (first_columns);
}

int
chosho_cli_compare_keys (const char *a, const char *b)
{
  int difference = rank (a) - rank (b);

  return difference != 0 ? difference : strcmp (a, b);
}
