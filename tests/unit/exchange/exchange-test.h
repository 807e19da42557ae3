/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "chosho-import.h"

/* A table from text: one line a row, cells separated by "|", "\\n" for a line feed inside a cell,
 * a line beginning with "~" is a hidden row, an empty line only takes up a row number. */
static inline void
add_test_sheet (ChoshoTable *table, const char *name, const char *text)
{
  ChoshoTableSheet *sheet = chosho_table_add_sheet (table, name, FALSE);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];
      gboolean hidden = *line == '~';
      g_auto (GStrv) cells = NULL;
      ChoshoTableRow *row;

      if (*line == '\0')
        continue;
      cells = g_strsplit (line + (hidden ? 1 : 0), "|", -1);
      row = chosho_table_sheet_add_row (sheet, i + 1, hidden);
      for (guint column = 0; cells[column] != NULL; column++)
        {
          g_autoptr (GString) cell = g_string_new (cells[column]);

          g_string_replace (cell, "\\n", "\n", 0);
          if (cell->len > 0)
            chosho_table_row_set (row, column, cell->str);
        }
    }
}

static inline ChoshoTable *
make_test_table (const char *text)
{
  ChoshoTable *table = chosho_table_new ("test.csv");

  add_test_sheet (table, "", text);
  return table;
}

/* A plain reader of our own CSV files (RFC 4180, UTF-8); clients' files go through the helper. */
static inline ChoshoTable *
read_test_csv (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *text = NULL;
  g_autoptr (GString) cell = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  ChoshoTable *table = chosho_table_new (base);
  ChoshoTableSheet *sheet = chosho_table_add_sheet (table, "", FALSE);
  ChoshoTableRow *row = NULL;
  guint number = 0, column = 0;
  gboolean quoted = FALSE;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (const char *p = g_str_has_prefix (text, "\xEF\xBB\xBF") ? text + 3 : text; *p != '\0'; p++)
    {
      gboolean ends_cell = !quoted && (*p == ',' || *p == '\n');

      if (row == NULL)
        row = chosho_table_sheet_add_row (sheet, ++number, FALSE);
      if (*p == '"' && quoted && p[1] == '"')
        g_string_append_c (cell, *p++);
      else if (*p == '"')
        quoted = !quoted;
      else if (!ends_cell && (quoted || *p != '\r'))
        g_string_append_c (cell, *p);
      if (!ends_cell)
        continue;
      if (cell->len > 0)
        chosho_table_row_set (row, column, cell->str);
      g_string_truncate (cell, 0);
      column = *p == ',' ? column + 1 : 0;
      if (*p == '\n')
        row = NULL;
    }
  return table;
}

static inline ChoshoValue *
parse_json (const char *json)
{
  g_autoptr (GError) error = NULL;
  ChoshoValue *value = chosho_value_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  return value;
}

/* All items of @kind as canonical JSON, compared with @expected (any JSON form). */
static inline void
assert_items (ChoshoImport *import, const char *kind, const char *expected)
{
  g_autoptr (ChoshoValue) wanted = parse_json (expected);
  g_autofree char *a = chosho_value_to_canonical (chosho_import_get_items (import, kind), NULL);
  g_autofree char *b = chosho_value_to_canonical (wanted, NULL);

  g_assert_cmpstr (a, ==, b);
}

/* All problems, one line each: "severity [sheet] row column code value". */
static inline char *
list_problems (ChoshoImport *import)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (import->problems); i++)
    {
      const ChoshoValue *problem = chosho_value_get_item (import->problems, i);
      const char *sheet = chosho_value_get_string (problem, "sheet");
      const char *column = chosho_value_get_string (problem, "column");
      const char *value = chosho_value_get_string (problem, "value");

      g_assert_nonnull (chosho_value_get_string (problem, "file"));
      g_assert_nonnull (chosho_value_get_string (problem, "reason"));
      g_string_append_printf (out, "%s %s%s%d %s %s %s\n", chosho_value_get_string (problem, "severity"),
                              sheet != NULL ? sheet : "", sheet != NULL && *sheet != '\0' ? " " : "",
                              (int) chosho_value_get_integer (problem, "row", 0), column != NULL ? column : "-",
                              chosho_value_get_string (problem, "code"), value != NULL ? value : "-");
    }
  return g_string_free (out, FALSE);
}

static inline void
assert_problems (ChoshoImport *import, const char *expected)
{
  g_autofree char *problems = list_problems (import);

  g_assert_cmpstr (problems, ==, expected);
}
