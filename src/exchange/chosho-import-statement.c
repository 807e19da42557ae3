/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cell.h"
#include "chosho-control-index.h"
#include "chosho-import-private.h"
#include "chosho-import-statement.h"
#include "chosho-limits.h"
#include "chosho-sheet-reader.h"

typedef struct
{
  ChoshoImport              *import;      /* (owned by the caller) */
  const ChoshoImportOptions *options;     /* (borrowed) */
  ChoshoControlIndex        *controls;    /* (owned) */
  GHashTable                *lines;       /* (owned) control → item (borrowed) */
  GHashTable                *individuals; /* (owned) "individual\nversion" → item (borrowed) */
  GHashTable                *rows;        /* (owned) item → row number it came from */
  GHashTable                *refused;     /* (owned) row numbers of this sheet whose line was refused */
} Statement;

static const char *const required_lines[] = { "control", "selected", NULL };
static const char *const required_text_lines[] = { "control", "text", NULL };
static const char *const required_individuals[] = { "individual", NULL };
static const char *const sets[] = { "lines", "individuals", NULL };

/* Members of @item that @old does not have are added; the name of the first that contradicts, or
 * NULL. Lists are joined. */
static const char *
join (ChoshoValue *old, const ChoshoValue *item)
{
  for (guint i = 0; i < chosho_value_get_length (item); i++)
    {
      const char *key = chosho_value_get_key (item, i);
      ChoshoValue *value = chosho_value_get_member_at (item, i);
      ChoshoValue *before = chosho_value_get (old, key);

      if (before != NULL && chosho_value_get_value_type (value) != CHOSHO_VALUE_ARRAY
          && !chosho_value_equal (before, value))
        return key;
    }
  for (guint i = 0; i < chosho_value_get_length (item); i++)
    {
      const char *key = chosho_value_get_key (item, i);
      ChoshoValue *value = chosho_value_get_member_at (item, i);
      ChoshoValue *before = chosho_value_get (old, key);

      if (before == NULL)
        chosho_value_set (old, key, chosho_value_ref (value));
      else if (chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY)
        for (guint j = 0; j < chosho_value_get_length (value); j++)
          {
            ChoshoValue *entry = chosho_value_get_item (value, j);
            gboolean is_there = FALSE;

            for (guint k = 0; k < chosho_value_get_length (before); k++)
              is_there = is_there || chosho_value_equal (chosho_value_get_item (before, k), entry);
            if (!is_there)
              chosho_value_append (before, chosho_value_ref (entry));
          }
    }
  return NULL;
}

/* Adds @item (transfer full) under @key of @table or joins it to the one there. FALSE at the limit. */
static gboolean
add_or_join (Statement *self, ChoshoSheetReader *reader, GHashTable *table, const char *kind, const char *key,
             ChoshoValue *item)
{
  g_autoptr (ChoshoValue) owned = item;
  ChoshoValue *old = g_hash_table_lookup (table, key);
  const char *conflict;

  if (old == NULL)
    {
      if (!chosho_import_add_item (self->import, kind, g_steal_pointer (&owned)))
        return FALSE;
      g_hash_table_insert (table, g_strdup (key), item);
      g_hash_table_insert (self->rows, item, GUINT_TO_POINTER (chosho_sheet_reader_get_row (reader)));
      return TRUE;
    }
  conflict = join (old, item);
  if (conflict != NULL)
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM,
                                chosho_sheet_reader_has (reader, conflict) ? conflict : NULL, "contradiction",
                                _ ("row %u says something else about the same %s"),
                                GPOINTER_TO_UINT (g_hash_table_lookup (self->rows, old)),
                                g_str_equal (kind, "lines") ? _ ("control") : _ ("individual control and version"));
  return TRUE;
}

static gboolean
fill_line (ChoshoSheetReader *reader, ChoshoValue *item, gboolean with_text)
{
  if (chosho_sheet_reader_has (reader, "selected"))
    {
      if (chosho_sheet_reader_get (reader, "selected") == NULL)
        {
          chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "selected", "selection-blank", "%s",
                                      _ ("the cell is blank: selected or not?"));
          return FALSE;
        }
      if (!chosho_sheet_reader_copy_boolean (reader, "selected", "selected", item, "selected"))
        return FALSE;
    }
  else
    chosho_value_set_boolean (item, "selected", TRUE);
  return chosho_sheet_reader_copy (reader, "basis", CHOSHO_LIMIT_TEXT_BYTES, item, "basis")
         && (!with_text || chosho_sheet_reader_copy (reader, "text", CHOSHO_LIMIT_TEXT_BYTES, item, "text"));
}

static gboolean
read_line (Statement *self, ChoshoSheetReader *reader, gboolean with_text)
{
  g_autoptr (GPtrArray) controls = chosho_control_index_read (self->controls, reader, "control", FALSE);
  g_autoptr (ChoshoValue) common = chosho_value_new_object ();

  if (controls == NULL || !fill_line (reader, common, with_text))
    {
      g_hash_table_add (self->refused, GUINT_TO_POINTER (chosho_sheet_reader_get_row (reader)));
      return TRUE;
    }
  for (guint i = 0; i < controls->len; i++)
    {
      const char *control = g_ptr_array_index (controls, i);
      ChoshoValue *item = chosho_value_copy (common);

      chosho_value_set_string (item, "control", control);
      if (!add_or_join (self, reader, self->lines, "lines", control, item))
        return FALSE;
    }
  return TRUE;
}

static void
copy_list (ChoshoSheetReader *reader, const char *field, ChoshoValue *item, gboolean always)
{
  g_autoptr (GPtrArray) entries = chosho_cell_split (chosho_sheet_reader_get (reader, field));
  ChoshoValue *list;

  if (entries->len == 0 && !always)
    return;
  list = chosho_value_new_array ();
  for (guint i = 0; i < entries->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (entries, i));
  chosho_value_set (item, field, list);
}

static gboolean
set_dates (ChoshoSheetReader *reader, ChoshoValue *item)
{
  const char *from, *to;
  gboolean is_good = chosho_sheet_reader_copy_date (reader, "valid_from", item, "valid_from");

  /* Both cells are looked at, so that both are reported. */
  is_good = chosho_sheet_reader_copy_date (reader, "valid_to", item, "valid_to") && is_good;
  from = chosho_value_get_string (item, "valid_from");
  to = chosho_value_get_string (item, "valid_to");
  if (is_good && from != NULL && to != NULL && strcmp (to, from) < 0)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "valid_to", "date-order",
                                  _ ("the end lies before the beginning (%s)"), from);
      return FALSE;
    }
  return is_good;
}

static gboolean
read_individual (Statement *self, ChoshoSheetReader *reader)
{
  g_autoptr (GPtrArray) controls = NULL;
  g_autoptr (ChoshoValue) item = chosho_value_new_object ();
  g_autofree char *key = NULL;
  ChoshoValue *list;

  if (chosho_sheet_reader_get (reader, "individual") == NULL)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "individual", "individual-blank", "%s",
                                  _ ("the individual control's number is missing"));
      return TRUE;
    }
  controls = chosho_control_index_read (self->controls, reader, "controls", TRUE);
  if (!set_dates (reader, item) || controls == NULL
      || !chosho_sheet_reader_copy_identifier (reader, "individual", item, "individual")
      || !chosho_sheet_reader_copy_identifier (reader, "version", item, "version")
      || !chosho_sheet_reader_copy (reader, "title", CHOSHO_LIMIT_NAME_BYTES, item, "title")
      || !chosho_sheet_reader_copy (reader, "text", CHOSHO_LIMIT_TEXT_BYTES, item, "text"))
    return TRUE;
  if (chosho_value_get (item, "version") == NULL)
    chosho_value_set_string (item, "version", "1");
  list = chosho_value_new_array ();
  for (guint i = 0; i < controls->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (controls, i));
  chosho_value_set (item, "controls", list);
  copy_list (reader, "units", item, TRUE);
  copy_list (reader, "services", item, FALSE);
  key = g_strdup_printf ("%s\n%s", chosho_value_get_string (item, "individual"),
                         chosho_value_get_string (item, "version"));
  return add_or_join (self, reader, self->individuals, "individuals", key, g_steal_pointer (&item));
}

/* In a sheet of both kinds a row needs no individual control, and one whose line was refused has
 * been reported already. */
static gboolean
is_left_to_line (Statement *self, ChoshoSheetReader *reader)
{
  return chosho_sheet_reader_get (reader, "individual") == NULL
         || g_hash_table_contains (self->refused, GUINT_TO_POINTER (chosho_sheet_reader_get_row (reader)));
}

static void
read_rows (Statement *self, ChoshoSheetReader *lines, ChoshoSheetReader *individuals)
{
  gboolean is_both = lines != NULL && individuals != NULL;

  g_hash_table_remove_all (self->refused);
  while (lines != NULL && chosho_sheet_reader_next (lines))
    if (!read_line (self, lines, !is_both))
      return;
  if (is_both)
    chosho_sheet_reader_set_quiet (individuals);
  while (individuals != NULL && chosho_sheet_reader_next (individuals))
    if (!(is_both && is_left_to_line (self, individuals)) && !read_individual (self, individuals))
      return;
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Statement *self = user_data;
  g_autoptr (ChoshoSheetReader) individuals
      = chosho_sheet_reader_new (sheet, "individuals", required_individuals, self->options, self->import);
  g_autoptr (ChoshoSheetReader) lines
      = chosho_sheet_reader_new (sheet, "lines", required_lines, self->options, self->import);

  if (lines == NULL && individuals == NULL)
    lines = chosho_sheet_reader_new (sheet, "lines", required_text_lines, self->options, self->import);
  if (lines == NULL && individuals == NULL)
    return FALSE;
  if (individuals == NULL || chosho_sheet_reader_require (individuals, "controls"))
    read_rows (self, lines, individuals);
  return TRUE;
}

ChoshoImport *
chosho_import_statement (const ChoshoTable *table, const ChoshoImportOptions *options)
{
  ChoshoImport *import = chosho_import_new (table->file_name);
  Statement self = { .import = import, .options = options };

  self.controls = chosho_control_index_new (options != NULL ? options->criteria : NULL);
  self.lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.individuals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.rows = g_hash_table_new (NULL, NULL);
  self.refused = g_hash_table_new (NULL, NULL);
  chosho_import_run_sheets (import, table, options, sets,
                            _ ("the control's number and its selection, or the individual control's number"),
                            read_sheet, &self);
  chosho_control_index_free (self.controls);
  g_hash_table_unref (self.lines);
  g_hash_table_unref (self.individuals);
  g_hash_table_unref (self.rows);
  g_hash_table_unref (self.refused);
  return import;
}
