/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-archive-private.h"
#include "chosho-clock.h"
#include "chosho-index.h"

/* Every table of the record, for programs of other people: JSON says all of it, CSV what a spreadsheet shows. */

#define BYTE_ORDER_MARK "\xEF\xBB\xBF" /* without it spreadsheets take UTF-8 for CP932 */

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Columns in the order in which rows have them: JSON's members are sorted, so the table's are too. (element-type utf8) */
static GPtrArray *
list_columns (ChoshoValue *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      for (guint j = 0; j < chosho_value_get_length (row); j++)
        if (g_hash_table_add (seen, (gpointer) chosho_value_get_key (row, j)))
          g_ptr_array_add (columns, (gpointer) chosho_value_get_key (row, j));
    }
  g_ptr_array_sort (columns, compare_keys);
  return columns;
}

/* TRUE where a spreadsheet would take @text for a formula; the full-width forms are some programs' own. */
static gboolean
is_formula (const char *text)
{
  static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_prefix (text, starts[i]))
      return TRUE;
  return FALSE;
}

static void
append_cell (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  if (is_formula (text))
    g_string_append_c (out, '\'');
  for (; *text != '\0'; text++)
    g_string_append_len (out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
  g_string_append_c (out, '"');
}

/* A text as it is, a number or truth without quotes, all else as JSON. */
static void
append_value (GString *out, ChoshoValue *value)
{
  g_autofree char *text = NULL;

  if (value == NULL || chosho_value_get_value_type (value) == CHOSHO_VALUE_NULL)
    return;
  if (chosho_value_get_value_type (value) == CHOSHO_VALUE_STRING)
    {
      append_cell (out, chosho_value_as_string (value));
      return;
    }
  text = chosho_value_to_canonical (value, NULL);
  if (chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY || chosho_value_get_value_type (value) == CHOSHO_VALUE_OBJECT)
    append_cell (out, text);
  else
    g_string_append (out, text);
}

static GString *
make_csv (ChoshoValue *rows)
{
  g_autoptr (GPtrArray) columns = list_columns (rows);
  GString *out = g_string_new (BYTE_ORDER_MARK);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", (const char *) columns->pdata[i]);
  g_string_append (out, "\r\n");
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      for (guint j = 0; j < columns->len; j++)
        {
          if (j > 0)
            g_string_append_c (out, ',');
          append_value (out, chosho_value_get (chosho_value_get_item (rows, i), columns->pdata[j]));
        }
      g_string_append (out, "\r\n");
    }
  return out;
}

/* An array with a row a line. */
static GString *
make_json (ChoshoValue *rows)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      g_string_append (out, i > 0 ? ",\n" : "\n");
      chosho_value_append_canonical (chosho_value_get_item (rows, i), out);
    }
  g_string_append (out, "\n]\n");
  return out;
}

static gboolean
add_form (ChoshoArchive *self, const char *name, const char *ending, GString *text, GError **error)
{
  g_autofree char *path = g_strconcat ("data/tables/", name, ending, NULL);
  gboolean done = chosho_bag_writer_add_bytes (self->bag, path, text->str, text->len, error);

  g_string_free (text, TRUE);
  return done;
}

gboolean
chosho_archive_add_table (ChoshoArchive *self, const char *name, ChoshoValue *rows, GError **error)
{
  return add_form (self, name, ".json", make_json (rows), error) && add_form (self, name, ".csv", make_csv (rows), error);
}

static gboolean
add_event (const ChoshoEventFacts *facts, gpointer rows)
{
  ChoshoValue *row = chosho_value_new_object ();
  g_autofree char *at = chosho_time_format (facts->time_us);

  chosho_value_set_integer (row, "arrival", facts->arrival);
  chosho_value_set_string (row, "id", facts->id);
  chosho_value_set_string (row, "chain", facts->chain);
  chosho_value_set_integer (row, "seq", facts->seq);
  chosho_value_set_string (row, "action", facts->action);
  chosho_value_set_string (row, "author", facts->author);
  chosho_value_set_string (row, "at", at);
  chosho_value_set_boolean (row, "effective", facts->effective);
  chosho_value_set_string (row, "code", facts->code);
  chosho_value_set_string (row, "about", facts->about);
  chosho_value_append (rows, row);
  return TRUE;
}

gboolean
chosho_archive_add_tables (ChoshoArchive *self, GError **error)
{
  ChoshoIndex *index = chosho_session_get_index (self->session, error);
  g_autoptr (GPtrArray) kinds = index != NULL ? chosho_index_list_kinds (index, error) : NULL;
  g_autoptr (ChoshoValue) events = chosho_value_new_array ();

  for (guint i = 0; kinds != NULL && i < kinds->len; i++)
    {
      g_autoptr (ChoshoValue) rows = chosho_session_list_rows (self->session, kinds->pdata[i], NULL, error);

      if (rows == NULL || !chosho_archive_add_table (self, kinds->pdata[i], rows, error))
        return FALSE;
    }
  return kinds != NULL && chosho_index_foreach_event (index, 0, 0, add_event, events, error)
         && chosho_archive_add_table (self, "journal", events, error);
}
