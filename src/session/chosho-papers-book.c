/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-papers-book.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-source-file.h"
#include "chosho-tables-book.h"

/* As a cell gives a text back: blanks at its ends and the sign of the line's end are the reader's business. (transfer full) */
static char *
dup_cell (const char *text)
{
  GString *clean = g_string_new (text);

  g_string_replace (clean, "\r\n", "\n", 0);
  g_string_replace (clean, "\r", "\n", 0);
  return g_strstrip (g_string_free (clean, FALSE));
}

static gboolean
is_same_cell (ChoshoValue *written, const char *kind, const char *read)
{
  g_autofree char *one = dup_cell (chosho_value_as_string (written));
  g_autofree char *other = dup_cell (read);

  if (g_strcmp0 (kind, "number") == 0)
    {
      g_autoptr (GString) digits = g_string_new (other);

      g_string_replace (digits, ",", "", 0);
      return g_ascii_strtoll (digits->str, NULL, 10) == chosho_value_as_integer (written, 0);
    }
  /* Moments are a number and its format, which readers show in their own ways. */
  return g_strcmp0 (kind, "time") == 0 ? (one[0] == '\0') == (other[0] == '\0') : strcmp (one, other) == 0;
}

static const ChoshoTableRow *
find_row (const ChoshoTableSheet *sheet, guint number, guint *from)
{
  for (; *from < sheet->rows->len; (*from)++)
    {
      const ChoshoTableRow *row = g_ptr_array_index (sheet->rows, *from);

      if (row->number >= number)
        return row->number == number ? row : NULL;
    }
  return NULL;
}

static gboolean
is_same_table (ChoshoValue *table, const ChoshoTableSheet *sheet)
{
  ChoshoValue *columns = chosho_value_get (table, "columns"), *rows = chosho_value_get (table, "rows");
  gboolean same = strcmp (sheet->name, chosho_value_get_string (table, "name")) == 0;
  guint from = 0;

  for (guint r = 0; same && r < chosho_value_get_length (rows); r++)
    {
      const ChoshoTableRow *read = find_row (sheet, CHOSHO_TABLES_BOOK_HEADER + 2 + r, &from);

      same = read != NULL;
      for (guint c = 0; same && c < chosho_value_get_length (columns); c++)
        same = is_same_cell (chosho_value_get_item (chosho_value_get_item (rows, r), c),
                             chosho_value_get_string (chosho_value_get_item (columns, c), "kind"), chosho_table_row_get (read, c));
    }
  return same;
}

static gboolean
read_back (const char *path, ChoshoValue *tables, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoSourceFile) file = chosho_source_file_open (path, cancellable, error);
  g_autoptr (ChoshoTable) table = file != NULL ? chosho_source_file_read_table (file, cancellable, error) : NULL;
  gboolean same = table != NULL && table->sheets->len == chosho_value_get_length (tables);

  for (guint i = 0; same && i < table->sheets->len; i++)
    same = is_same_table (chosho_value_get_item (tables, i), g_ptr_array_index (table->sheets, i));
  if (table != NULL && !same)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s does not read back as it was written; it was not made"), file->name);
  return same;
}

gboolean
chosho_papers_book_write (ChoshoValue *tables, const char *author, gboolean english, const char *path, GCancellable *cancellable,
                          guint64 *size_bytes, GError **error)
{
  g_autoptr (GBytes) bytes = chosho_tables_book_make (tables, author, english, error);

  if (bytes == NULL || !chosho_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0600, FALSE, error))
    return FALSE;
  *size_bytes = g_bytes_get_size (bytes);
  return read_back (path, tables, cancellable, error);
}
