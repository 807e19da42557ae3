/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cli-text.h"
#include "chosho-cli-width.h"

#define COLUMN_LIMIT 60      /* cells of one column; longer texts are read with --format json or show */
#define COLUMN_FLOOR 6       /* cells that every column keeps when the terminal is narrow */
#define ID_CELLS 12          /* digits of an id in a table: enough to tell ids apart */
#define VALUE_CELLS 100      /* where a long text is wrapped without a terminal */
#define INDENT 2

/* Columns come in this order, then the others alphabetically. */
static const char *const first_columns[] = {
  "number", "reference", "control", "controls", "id", "name", "seq", "level", "tier", "phase", "procedure", "individual",
  "version", "unit", "subject", "technique", "state", "outcome", "title", "text",
};

typedef struct
{
  GString *out;
  gsize    columns; /* 0: no terminal */
} Writer;

static void write_value (Writer *self, const ChoshoValue *value, gsize indent);

static gboolean
is_container (const ChoshoValue *value)
{
  ChoshoValueType type = chosho_value_get_value_type (value);

  return type == CHOSHO_VALUE_ARRAY || type == CHOSHO_VALUE_OBJECT;
}

static gboolean
is_plain_list (const ChoshoValue *value)
{
  if (chosho_value_get_value_type (value) != CHOSHO_VALUE_ARRAY)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (value); i++)
    if (is_container (chosho_value_get_item (value, i)))
      return FALSE;
  return TRUE;
}

/* (transfer full) (nullable): a moment of the record, which is kept and given to programs in UTC, as the clock on the
 * wall shows it; NULL where @text is none. */
static char *
dup_moment (const char *text)
{
  static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GDateTime) local = NULL;

  for (gsize i = 0; i < sizeof shape; i++)
    if (shape[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != shape[i])
      return NULL;
  moment = g_date_time_new_from_iso8601 (text, NULL);
  local = moment != NULL ? g_date_time_to_local (moment) : NULL;
  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S %:z") : NULL;
}

static char *
dup_text (const char *text)
{
  char *moment = dup_moment (text);

  return moment != NULL ? moment : g_strdup (text);
}

/* A scalar, or a list of scalars with commas. (transfer full) */
static char *
dup_plain (const ChoshoValue *value)
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
          g_autofree char *item = dup_plain (chosho_value_get_item (value, i));

          g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", item);
        }
      return g_string_free (out, FALSE);
    case CHOSHO_VALUE_NULL:
    case CHOSHO_VALUE_OBJECT:
    default:
      return g_strdup ("");
    }
}

/* --- Tables ------------------------------------------------------------------------------------ */

static gboolean
is_id (const char *text)
{
  gsize digits = strspn (text, "0123456789abcdef");

  return digits >= 32 && (text[digits] == '\0' || text[digits] == '#');
}

/* What stands in a table's cell. (transfer full) */
static char *
dup_cell (const ChoshoValue *value)
{
  g_autofree char *plain = value != NULL ? dup_plain (value) : g_strdup ("");
  g_autofree char *clean = chosho_cli_clean (plain, FALSE);
  const char *hash;

  if (!is_id (clean))
    return chosho_cli_cut (clean, COLUMN_LIMIT);
  hash = strchr (clean, '#');
  return g_strdup_printf ("%.*s…%s", ID_CELLS, clean, hash != NULL ? hash : "");
}

static int
rank (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_columns); i++)
    if (strcmp (first_columns[i], key) == 0)
      return (int) i;
  return G_N_ELEMENTS (first_columns);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;
  int difference = rank (x) - rank (y);

  return difference != 0 ? difference : strcmp (x, y);
}

/* Keys whose values stand in a cell and are not empty everywhere. (element-type utf8, borrowed) */
static GPtrArray *
list_columns (const ChoshoValue *rows)
{
  GPtrArray *keys = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      const ChoshoValue *row = chosho_value_get_item (rows, i);

      for (guint j = 0; j < chosho_value_get_length (row); j++)
        {
          const char *key = chosho_value_get_key (row, j);
          const ChoshoValue *value = chosho_value_get_member_at (row, j);
          g_autofree char *cell = NULL;

          if (g_hash_table_contains (seen, key) || (is_container (value) && !is_plain_list (value)))
            continue;
          cell = dup_cell (value);
          if (*cell == '\0')
            continue;
          g_hash_table_add (seen, (gpointer) key);
          g_ptr_array_add (keys, (gpointer) key);
        }
    }
  g_ptr_array_sort (keys, compare_keys);
  return keys;
}

static void
measure (const ChoshoValue *rows, GPtrArray *keys, gsize *widths)
{
  for (guint k = 0; k < keys->len; k++)
    {
      widths[k] = chosho_cli_width (g_ptr_array_index (keys, k));
      for (guint i = 0; i < chosho_value_get_length (rows); i++)
        {
          g_autofree char *cell = dup_cell (chosho_value_get (chosho_value_get_item (rows, i), g_ptr_array_index (keys, k)));

          widths[k] = MAX (widths[k], chosho_cli_width (cell));
        }
    }
}

/* Takes from the widest until the row fits. */
static void
fit (const Writer *self, gsize *widths, guint n, gsize indent)
{
  gsize total = indent + (n > 0 ? (n - 1) * 2 : 0);

  for (guint k = 0; k < n; k++)
    total += widths[k];
  while (self->columns > 0 && total > self->columns)
    {
      guint widest = 0;

      for (guint k = 1; k < n; k++)
        if (widths[k] > widths[widest])
          widest = k;
      if (widths[widest] <= COLUMN_FLOOR)
        return;
      widths[widest]--;
      total--;
    }
}

static void
write_cell (Writer *self, const char *text, gsize width, gboolean last)
{
  g_autofree char *cut = chosho_cli_cut (text, width);
  gsize used = chosho_cli_width (cut);

  g_string_append (self->out, cut);
  if (last)
    return;
  for (; used < width + 2; used++)
    g_string_append_c (self->out, ' ');
}

static void
end_row (Writer *self)
{
  while (self->out->len > 0 && self->out->str[self->out->len - 1] == ' ')
    g_string_truncate (self->out, self->out->len - 1);
  g_string_append_c (self->out, '\n');
}

static void
write_table (Writer *self, const ChoshoValue *rows, gsize indent)
{
  g_autoptr (GPtrArray) keys = list_columns (rows);
  g_autofree gsize *widths = g_new0 (gsize, keys->len + 1);

  measure (rows, keys, widths);
  fit (self, widths, keys->len, indent);
  g_string_append_printf (self->out, "%*s", (int) indent, "");
  for (guint k = 0; k < keys->len; k++)
    write_cell (self, g_ptr_array_index (keys, k), widths[k], k + 1 == keys->len);
  end_row (self);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      g_string_append_printf (self->out, "%*s", (int) indent, "");
      for (guint k = 0; k < keys->len; k++)
        {
          g_autofree char *cell = dup_cell (chosho_value_get (chosho_value_get_item (rows, i), g_ptr_array_index (keys, k)));

          write_cell (self, cell, widths[k], k + 1 == keys->len);
        }
      end_row (self);
    }
}

/* --- Sentences --------------------------------------------------------------------------------- */

/* A blocker, problem or warning: where, then the sentence and its code. */
static void
write_message (Writer *self, const ChoshoValue *item, gsize indent)
{
  static const char *const places[] = { "control", "phase", "procedure", "step" };
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *clean = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *paper = i == 0 ? chosho_value_get_string (item, "paper") : NULL;
      const char *place = paper != NULL ? paper : chosho_value_get_string (item, places[i]);

      if (place != NULL && *place != '\0')
        g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", place);
    }
  if (line->len > 0)
    g_string_append (line, ": ");
  g_string_append (line, chosho_value_get_string (item, "message"));
  if (chosho_value_get_string (item, "code") != NULL)
    g_string_append_printf (line, " [%s]", chosho_value_get_string (item, "code"));
  clean = chosho_cli_clean (line->str, FALSE);
  g_string_append_printf (self->out, "%*s%s\n", (int) indent, "", clean);
}

static gboolean
is_message_list (const ChoshoValue *array)
{
  for (guint i = 0; i < chosho_value_get_length (array); i++)
    if (chosho_value_get_string (chosho_value_get_item (array, i), "message") == NULL)
      return FALSE;
  return chosho_value_get_length (array) > 0;
}

/* --- Values ------------------------------------------------------------------------------------ */

static void
write_list (Writer *self, const ChoshoValue *array, gsize indent)
{
  if (is_message_list (array))
    for (guint i = 0; i < chosho_value_get_length (array); i++)
      write_message (self, chosho_value_get_item (array, i), indent);
  else if (is_plain_list (array))
    for (guint i = 0; i < chosho_value_get_length (array); i++)
      write_value (self, chosho_value_get_item (array, i), indent);
  else if (chosho_value_get_length (array) > 0)
    write_table (self, array, indent);
}

static void
write_member (Writer *self, const char *key, const ChoshoValue *value, gsize indent)
{
  gsize head = indent + strlen (key) + 2;
  gsize cells = self->columns > head + COLUMN_FLOOR ? self->columns - head : VALUE_CELLS;
  g_autofree char *plain = NULL;
  g_autofree char *clean = NULL;
  g_autofree char *wrapped = NULL;

  if (is_container (value) && !is_plain_list (value))
    {
      g_string_append_printf (self->out, "%*s%s:\n", (int) indent, "", key);
      write_value (self, value, indent + INDENT);
      return;
    }
  plain = dup_plain (value);
  clean = chosho_cli_clean (plain, TRUE);
  wrapped = chosho_cli_wrap (clean, cells, head);
  g_string_append_printf (self->out, "%*s%s: %s", (int) indent, "", key, wrapped);
  end_row (self);
}

static void
write_object (Writer *self, const ChoshoValue *object, gsize indent)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < chosho_value_get_length (object); i++)
    g_ptr_array_add (keys, (gpointer) chosho_value_get_key (object, i));
  g_ptr_array_sort (keys, compare_keys);
  for (guint k = 0; k < keys->len; k++)
    write_member (self, g_ptr_array_index (keys, k), chosho_value_get (object, g_ptr_array_index (keys, k)), indent);
}

static void
write_value (Writer *self, const ChoshoValue *value, gsize indent)
{
  g_autofree char *plain = NULL;
  g_autofree char *clean = NULL;

  if (chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY)
    write_list (self, value, indent);
  else if (chosho_value_get_value_type (value) == CHOSHO_VALUE_OBJECT)
    write_object (self, value, indent);
  else
    {
      plain = dup_plain (value);
      clean = chosho_cli_clean (plain, TRUE);
      g_string_append_printf (self->out, "%*s%s\n", (int) indent, "", clean);
    }
}

char *
chosho_cli_text (const ChoshoValue *value, gsize columns)
{
  Writer writer = { g_string_new (NULL), columns };
  gboolean single = chosho_value_get_value_type (value) == CHOSHO_VALUE_OBJECT && chosho_value_get_length (value) == 1;
  const ChoshoValue *shown = single ? chosho_value_get_member_at (value, 0) : value;

  /* Who asks what stands against a sign-off would take silence for no answer. */
  if (single && chosho_value_get_length (shown) == 0 && strcmp (chosho_value_get_key (value, 0), "blockers") == 0)
    g_string_append_printf (writer.out, "%s\n", _("Nothing stands against it."));
  else
    write_value (&writer, shown, 0);
  return g_string_free (writer.out, FALSE);
}
