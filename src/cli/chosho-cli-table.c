/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cli-plain.h"
#include "chosho-cli-table.h"
#include "chosho-cli-width.h"

#define COLUMN_LIMIT 60 /* cells of one column; longer texts are read with --format json or show */
#define COLUMN_FLOOR 12 /* cells that a column keeps when the terminal is narrow: most codes and every day are whole with so many */
#define TEXT_FLOOR 20   /* and one of sentences: its first words */
#define ID_CELLS 12     /* digits of an id in a table: enough to tell ids apart */
#define GAP 2           /* cells between columns */

typedef struct
{
  const char *key;     /* (borrowed) */
  gsize       natural; /* cells of the widest entry */
  gsize       floor;   /* cells without which it is left out */
  gsize       width;   /* cells that it gets; 0: left out */
} Column;

/* What people look for in a list, the most wanted first; the others come after them. */
static const char *const wanted_first[] = {
  "reference", "number", "id", "control", "controls", "name", "title", "text", "state", "phase", "technique", "outcome", "action",
  "level", "at", "by", "done", "warning", "reason", "due", "procedure", "who", "question", "answer", "size_bytes", "count", "roles",
};
/* What programs and checks need: on a terminal only where all fits. */
static const char *const programs_only[] = {
  "event", "write", "performance", "operation", "copy", "author", "sha256", "fingerprints", "public_key", "media_type",
};
static const char *const sentences[] = { "name", "title", "text", "result", "reason", "question", "answer", "basis", "note", "seen", "what" };

static gboolean
is_in (const char *const *list, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (list[i], key) == 0)
      return TRUE;
  return FALSE;
}

/* --- Cells ------------------------------------------------------------------------------------- */

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
  g_autofree char *plain = value != NULL ? chosho_cli_plain (value) : g_strdup ("");
  g_autofree char *clean = chosho_cli_clean (plain, FALSE);
  const char *hash;

  if (!is_id (clean))
    return chosho_cli_cut (clean, COLUMN_LIMIT);
  hash = strchr (clean, '#');
  return g_strdup_printf ("%.*s…%s", ID_CELLS, clean, hash != NULL ? hash : "");
}

static void
write_cell (GString *out, const char *text, gsize width)
{
  g_autofree char *cut = chosho_cli_cut (text, width);

  g_string_append (out, cut);
  for (gsize used = chosho_cli_width (cut); used < width + GAP; used++)
    g_string_append_c (out, ' ');
}

static void
end_row (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

/* --- Columns ----------------------------------------------------------------------------------- */

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  return chosho_cli_compare_keys (((const Column *) a)->key, ((const Column *) b)->key);
}

/* One that is cut cannot be given to a command. */
static gboolean
names_things (const char *key)
{
  return strcmp (key, "id") == 0 || strcmp (key, "reference") == 0 || strcmp (key, "number") == 0;
}

static void
measure (const ChoshoValue *rows, Column *column)
{
  column->natural = chosho_cli_width (column->key);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      g_autofree char *cell = dup_cell (chosho_value_get (chosho_value_get_item (rows, i), column->key));

      column->natural = MAX (column->natural, chosho_cli_width (cell));
    }
  if (names_things (column->key))
    column->floor = column->natural;
  else
    column->floor = MIN (column->natural, is_in (sentences, G_N_ELEMENTS (sentences), column->key) ? TEXT_FLOOR : COLUMN_FLOOR);
  column->width = column->natural;
}

/* Columns whose values stand in a cell and are not empty everywhere. (element-type Column) (transfer full) */
static GArray *
list_columns (const ChoshoValue *rows)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      const ChoshoValue *row = chosho_value_get_item (rows, i);

      for (guint j = 0; j < chosho_value_get_length (row); j++)
        {
          Column column = { .key = chosho_value_get_key (row, j) };
          const ChoshoValue *value = chosho_value_get_member_at (row, j);
          g_autofree char *cell = NULL;

          if (g_hash_table_contains (seen, column.key) || (chosho_cli_is_container (value) && !chosho_cli_is_plain_list (value)))
            continue;
          cell = dup_cell (value);
          if (*cell == '\0')
            continue;
          g_hash_table_add (seen, (gpointer) column.key);
          measure (rows, &column);
          g_array_append_val (columns, column);
        }
    }
  g_array_sort (columns, compare_columns);
  return columns;
}

static Column *
find (GArray *columns, const char *key)
{
  for (guint i = 0; i < columns->len; i++)
    if (strcmp (g_array_index (columns, Column, i).key, key) == 0)
      return &g_array_index (columns, Column, i);
  return NULL;
}

/* Gives @column its least width if there is room left. */
static void
take (Column *column, gsize *room)
{
  if (column == NULL || column->width > 0 || column->floor + GAP > *room)
    return;
  column->width = column->floor;
  *room -= column->floor + GAP;
}

/* What is left goes to the columns that are cut, a cell each in turn. */
static void
widen (GArray *columns, gsize room)
{
  gboolean any = TRUE;

  while (any && room > 0)
    {
      any = FALSE;
      for (guint i = 0; i < columns->len && room > 0; i++)
        {
          Column *column = &g_array_index (columns, Column, i);

          if (column->width == 0 || column->width == column->natural)
            continue;
          column->width++;
          room--;
          any = TRUE;
        }
    }
}

/* What says nothing more to people where things have references: their running number and their id. */
static gboolean
is_spare (GArray *columns, const char *key)
{
  return (strcmp (key, "number") == 0 || strcmp (key, "id") == 0) && find (columns, "reference") != NULL;
}

/* Chooses the columns that have room in @cells. */
static void
fit (GArray *columns, gsize cells)
{
  gsize total = 0, room = cells + GAP; /* there is no gap after the last one */

  for (guint i = 0; i < columns->len; i++)
    total += g_array_index (columns, Column, i).natural + GAP;
  if (total <= room)
    return;
  for (guint i = 0; i < columns->len; i++)
    g_array_index (columns, Column, i).width = 0;
  for (guint i = 0; i < G_N_ELEMENTS (wanted_first); i++)
    if (!is_spare (columns, wanted_first[i]))
      take (find (columns, wanted_first[i]), &room);
  for (guint i = 0; i < columns->len; i++)
    {
      Column *column = &g_array_index (columns, Column, i);

      if (!is_in (programs_only, G_N_ELEMENTS (programs_only), column->key) && !is_spare (columns, column->key))
        take (column, &room);
    }
  widen (columns, room);
}

/* --- The table --------------------------------------------------------------------------------- */

static void
write_row (GString *out, GArray *columns, const ChoshoValue *row, gsize indent)
{
  g_string_append_printf (out, "%*s", (int) indent, "");
  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = &g_array_index (columns, Column, i);
      g_autofree char *cell = row != NULL ? dup_cell (chosho_value_get (row, column->key)) : g_strdup (column->key);

      if (column->width > 0)
        write_cell (out, cell, column->width);
    }
  end_row (out);
}

static void
write_left_out (GString *out, GArray *columns, gsize cells, gsize indent)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *line = NULL;
  g_autofree char *wrapped = NULL;

  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, Column, i).width == 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", g_array_index (columns, Column, i).key);
  if (names->len == 0)
    return;
  /* Translators: the names of columns that have no room on the terminal */
  line = g_strdup_printf (_("(No room for: %s. --format json has everything.)"), names->str);
  wrapped = chosho_cli_wrap (line, cells, indent);
  g_string_append_printf (out, "%*s%s\n", (int) indent, "", wrapped);
}

void
chosho_cli_table_write (GString *out, const ChoshoValue *rows, gsize columns, gsize indent)
{
  g_autoptr (GArray) shown = list_columns (rows);
  gsize cells = columns > indent ? columns - indent : columns;

  if (columns > 0)
    fit (shown, cells);
  write_row (out, shown, NULL, indent);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    write_row (out, shown, chosho_value_get_item (rows, i), indent);
  if (columns > 0)
    write_left_out (out, shown, cells, indent);
}
