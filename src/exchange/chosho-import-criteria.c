/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cell.h"
#include "chosho-control-index.h"
#include "chosho-import-criteria.h"
#include "chosho-import-private.h"
#include "chosho-limits.h"
#include "chosho-number.h"
#include "chosho-sheet-reader.h"

/* One accepted row with its place, so that what shows only at the end can still name it. */
typedef struct
{
  ChoshoValue            *item;   /* (owned) */
  char                   *key;    /* (owned) sort key */
  const ChoshoTableSheet *sheet;  /* (borrowed) */
  guint                   row;
  char                   *parent; /* (owned) (nullable) as the file gives it */
} Row;

typedef struct
{
  ChoshoImport              *import;   /* (owned by the caller) */
  const ChoshoImportOptions *options;  /* (borrowed) */
  GPtrArray                 *rows;     /* (owned) of Row */
  GHashTable                *by_number; /* (owned) number → Row (borrowed) */
  guint                      n_bare;     /* rows of the present sheet with a number alone */
  guint                      first_bare; /* the first of them */
  gboolean                   is_ismap;
  gboolean                   is_scan;  /* first pass: only looks at the numbers */
} Criteria;

static const char *const required[] = { "number", NULL };
static const char *const required_wide[] = { "objective", NULL };
static const char *const sets[] = { "criteria", NULL };

static void
row_free (gpointer data)
{
  Row *row = data;

  chosho_value_unref (row->item);
  g_free (row->key);
  g_free (row->parent);
  g_free (row);
}

static gboolean
is_heading (const char *number)
{
  gsize digits = strspn (number, "0123456789");

  if (digits == 0 || digits > 2)
    return FALSE;
  if (number[digits] == '.')
    {
      gsize more = strspn (number + digits + 1, "0123456789");

      return more <= 2 && (number[digits + 1 + more] == '\0' || g_str_equal (number + digits + 1 + more, "."));
    }
  return number[digits] == '\0';
}

/* FALSE, reported, where @number cannot be a control's. */
static gboolean
check_number (Criteria *self, ChoshoSheetReader *reader, const char *field, const char *number)
{
  g_autofree char *date = NULL;

  if (!self->is_ismap)
    {
      if (strlen (number) <= CHOSHO_LIMIT_NAME_BYTES)
        return TRUE;
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, field, "too-long", "%s",
                                  _ ("the number is too long"));
      return FALSE;
    }
  if (chosho_number_is_valid (number))
    return TRUE;
  if (is_heading (number))
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_NOTICE, field, "heading", "%s",
                                  _ ("the heading of a chapter or section was left out"));
      return FALSE;
    }
  date = chosho_cell_dup_date (number);
  chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, field, "number-bad", "%s",
                              date != NULL ? _ ("a spreadsheet program has turned this number into a date; make the "
                                                "column text and type it again")
                                           : _ ("this is no number of the criteria, such as 8.1.2.1 or 9.2.3.11.PB"));
  return FALSE;
}

/* Level by the number (ISMAP) or the column; FALSE, reported, where they disagree. */
static gboolean
set_level (Criteria *self, ChoshoSheetReader *reader, ChoshoValue *item, const char *number)
{
  const char *given, *level;

  if (!chosho_sheet_reader_copy_word (reader, "level", "level", item, "level"))
    return FALSE;
  given = chosho_value_get_string (item, "level");
  if (!self->is_ismap)
    level = given != NULL ? given : "control";
  else
    level = chosho_number_is_control (number) ? "control" : "objective";
  if (given != NULL && !g_str_equal (given, level))
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "level", "level-bad",
                                  _ ("by its number, %s is of the other level"), number);
      return FALSE;
    }
  chosho_value_set_string (item, "level", level);
  return TRUE;
}

static gboolean
set_tier (Criteria *self, ChoshoSheetReader *reader, ChoshoValue *item, const char *number)
{
  const char *by_number = self->is_ismap ? chosho_number_tier (number) : NULL;

  if (by_number == NULL)
    {
      if (self->is_ismap)
        {
          chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "number", "number-bad", "%s",
                                      _ ("the criteria have chapters 3 to 18 only"));
          return FALSE;
        }
      return chosho_sheet_reader_copy (reader, "tier", CHOSHO_LIMIT_NAME_BYTES, item, "tier");
    }
  if (!chosho_sheet_reader_copy_word (reader, "tier", "tier", item, "tier"))
    return FALSE;
  if (g_strcmp0 (chosho_value_get_string (item, "tier"), by_number) != 0
      && chosho_value_get_string (item, "tier") != NULL)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "tier", "tier-bad",
                                  _ ("by its chapter, %s belongs elsewhere"), number);
      return FALSE;
    }
  chosho_value_set_string (item, "tier", by_number);
  return TRUE;
}

static gboolean
set_mandatory (Criteria *self, ChoshoSheetReader *reader, ChoshoValue *item, const char *number)
{
  gboolean by_number = self->is_ismap && chosho_number_is_mandatory (number);

  if (!chosho_sheet_reader_copy_boolean (reader, "mandatory", "boolean", item, "mandatory"))
    return FALSE;
  if (by_number && chosho_value_get (item, "mandatory") != NULL
      && !chosho_value_get_boolean (item, "mandatory", TRUE))
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_NOTICE, "mandatory", "mandatory-suffix",
                                _ ("the number %s says that the control is mandatory; it was taken so"), number);
  if (by_number || chosho_value_get (item, "mandatory") == NULL)
    chosho_value_set_boolean (item, "mandatory", by_number);
  return TRUE;
}

static void
add_row (Criteria *self, ChoshoSheetReader *reader, const ChoshoTableSheet *sheet, ChoshoValue *item,
         const char *parent)
{
  Row *row = g_new0 (Row, 1);
  const char *number = chosho_value_get_string (item, "number");

  row->item = item;
  row->key = chosho_number_sort_key (number);
  row->sheet = sheet;
  row->row = chosho_sheet_reader_get_row (reader);
  row->parent = g_strdup (parent);
  g_ptr_array_add (self->rows, row);
  g_hash_table_insert (self->by_number, (gpointer) number, row);
}

static gboolean
is_duplicate (Criteria *self, ChoshoSheetReader *reader, const char *number)
{
  const Row *first = g_hash_table_lookup (self->by_number, number);

  if (first == NULL)
    return FALSE;
  if (g_str_equal (first->sheet->name, chosho_sheet_reader_get_sheet (reader)))
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "number", "duplicate",
                                _ ("%s stands already in row %u"), number, first->row);
  else
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "number", "duplicate",
                                _ ("%s stands already in row %u of sheet %s"), number, first->row,
                                first->sheet->name);
  return TRUE;
}

static gboolean
fill_control (Criteria *self, ChoshoSheetReader *reader, ChoshoValue *item, const char *number)
{
  chosho_value_set_string (item, "number", number);
  return set_level (self, reader, item, number) && set_tier (self, reader, item, number)
         && set_mandatory (self, reader, item, number)
         && chosho_sheet_reader_copy (reader, "label", CHOSHO_LIMIT_NAME_BYTES, item, "label")
         && chosho_sheet_reader_copy (reader, "title", CHOSHO_LIMIT_NAME_BYTES, item, "title")
         && chosho_sheet_reader_copy (reader, "text", CHOSHO_LIMIT_TEXT_BYTES, item, "text");
}

static gboolean
has_text_column (ChoshoSheetReader *reader)
{
  return chosho_sheet_reader_has (reader, "title") || chosho_sheet_reader_has (reader, "text");
}

static void
count_bare (Criteria *self, ChoshoSheetReader *reader)
{
  if (!has_text_column (reader) || chosho_sheet_reader_get (reader, "title") != NULL || chosho_sheet_reader_get (reader, "text") != NULL)
    return;
  if (self->n_bare++ == 0)
    self->first_bare = chosho_sheet_reader_get_row (reader);
}

static void
read_control (Criteria *self, ChoshoSheetReader *reader, const ChoshoTableSheet *sheet, const char *objective)
{
  g_autofree char *number = chosho_cell_dup_number (chosho_sheet_reader_get (reader, "number"));
  const char *cell = chosho_sheet_reader_get (reader, "parent");
  g_autofree char *parent = cell != NULL ? chosho_cell_dup_number (cell) : g_strdup (objective);
  g_autoptr (ChoshoValue) item = chosho_value_new_object ();

  if (*number == '\0')
    {
      if (objective == NULL)
        chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "number", "number-blank", "%s",
                                    _ ("the number is missing"));
      return;
    }
  if (!check_number (self, reader, "number", number) || is_duplicate (self, reader, number)
      || !fill_control (self, reader, item, number))
    return;
  add_row (self, reader, sheet, g_steal_pointer (&item), parent);
  count_bare (self, reader);
}

/* The objective that stands beside the control; it repeats on every row of its group. The number
 * as read, or NULL. (transfer full) */
static char *
read_objective (Criteria *self, ChoshoSheetReader *reader, const ChoshoTableSheet *sheet)
{
  const char *cell = chosho_sheet_reader_get (reader, "objective");
  g_autofree char *number = cell != NULL ? chosho_cell_dup_number (cell) : NULL;
  g_autoptr (ChoshoValue) item = NULL;
  const Row *first;

  if (number == NULL || !check_number (self, reader, "objective", number))
    return NULL;
  if (self->is_ismap && chosho_number_is_control (number))
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "objective", "level-bad",
                                  _ ("by its number, %s is of the other level"), number);
      return NULL;
    }
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "number", number);
  chosho_value_set_string (item, "level", "objective");
  chosho_value_set_boolean (item, "mandatory", FALSE);
  chosho_value_set_string (item, "tier", self->is_ismap ? chosho_number_tier (number) : NULL);
  if (!chosho_sheet_reader_copy (reader, "objective_text", CHOSHO_LIMIT_TEXT_BYTES, item, "text"))
    return NULL;
  first = g_hash_table_lookup (self->by_number, number);
  if (first == NULL)
    add_row (self, reader, sheet, g_steal_pointer (&item), NULL);
  else if (chosho_value_get (item, "text") != NULL
           && g_strcmp0 (chosho_value_get_string (item, "text"), chosho_value_get_string (first->item, "text")) != 0)
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "objective_text", "duplicate",
                                _ ("objective %s has another text in row %u; that one was taken"), number, first->row);
  return g_steal_pointer (&number);
}

static void
scan_row (Criteria *self, ChoshoSheetReader *reader)
{
  static const char *const fields[] = { "number", "objective" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *cell = chosho_sheet_reader_get (reader, fields[i]);
      g_autofree char *number = cell != NULL ? chosho_cell_dup_number (cell) : NULL;

      self->is_ismap = self->is_ismap || chosho_number_is_valid (number);
    }
}

/* Numbers alone may be meant, for texts can be added later; where the column of texts has another heading they are not.
 * One notice a sheet: outlines have hundreds. */
static void
tell_bare (Criteria *self, ChoshoSheetReader *reader, const ChoshoTableSheet *sheet)
{
  g_autofree char *unknown = chosho_sheet_reader_dup_unknown (reader);
  g_autofree char *reason = NULL;

  if (!chosho_sheet_reader_has (reader, "number"))
    return;
  if (self->n_bare > 0)
    reason = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u row, this one, has neither a title nor a text; its number alone came in",
                                           "%u rows, this one the first, have neither a title nor a text; their numbers alone came in",
                                           self->n_bare),
                              self->n_bare);
  else if (!has_text_column (reader) && unknown != NULL)
    reason = g_strdup_printf (_ ("no column of titles or texts was found; the numbers alone came in, and these columns were left out: %s"),
                              unknown);
  else if (!has_text_column (reader))
    reason = g_strdup (_ ("there is no column of titles or texts; the numbers alone came in"));
  if (reason != NULL)
    chosho_import_add_problem (self->import, CHOSHO_IMPORT_NOTICE, sheet->name, self->n_bare > 0 ? self->first_bare : 0, NULL, NULL, NULL,
                               "entries-bare", reason);
  self->n_bare = 0;
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Criteria *self = user_data;
  g_autoptr (ChoshoSheetReader) reader
      = chosho_sheet_reader_new (sheet, "criteria", required, self->options, self->import);
  gboolean is_wide;

  if (reader == NULL)
    reader = chosho_sheet_reader_new (sheet, "criteria", required_wide, self->options, self->import);
  if (reader == NULL)
    return FALSE;
  is_wide = chosho_sheet_reader_has (reader, "objective");
  while (chosho_sheet_reader_next (reader) && self->rows->len < CHOSHO_IMPORT_ITEM_LIMIT + 1)
    {
      g_autofree char *objective = NULL;

      if (self->is_scan)
        {
          scan_row (self, reader);
          continue;
        }
      if (is_wide)
        objective = read_objective (self, reader, sheet);
      if (chosho_sheet_reader_has (reader, "number"))
        read_control (self, reader, sheet, objective);
    }
  if (!self->is_scan)
    tell_bare (self, reader, sheet);
  return TRUE;
}

static gboolean
exists (Criteria *self, ChoshoControlIndex *known, const char *number)
{
  return g_hash_table_contains (self->by_number, number) || chosho_control_index_find (known, number) != NULL;
}

/* Nearest number that is a prefix, suffixes of the parent ("6.3.1.P") included. */
static char *
find_parent (Criteria *self, ChoshoControlIndex *known, const char *number)
{
  static const char *const suffixes[] = { "", ".P", ".PB", ".B" };
  g_autofree char *derived = chosho_number_parent (number);

  for (guint i = 0; derived != NULL && i < G_N_ELEMENTS (suffixes); i++)
    {
      char *candidate = g_strconcat (derived, suffixes[i], NULL);

      if (exists (self, known, candidate))
        return candidate;
      g_free (candidate);
    }
  return g_steal_pointer (&derived);
}

/* FALSE, reported, where the file names a parent that is nowhere. */
static gboolean
set_parent (Criteria *self, ChoshoControlIndex *known, Row *row)
{
  const char *number = chosho_value_get_string (row->item, "number");
  g_autofree char *found = NULL, *reason = NULL;

  if (row->parent != NULL && exists (self, known, row->parent))
    {
      chosho_value_set_string (row->item, "parent", row->parent);
      return TRUE;
    }
  found = self->is_ismap ? find_parent (self, known, number) : NULL;
  if (row->parent != NULL && g_strcmp0 (row->parent, found) != 0)
    {
      reason = g_strdup_printf (_ ("the parent of %s is nowhere in the criteria"), number);
      chosho_import_add_problem (self->import, CHOSHO_IMPORT_PROBLEM, row->sheet->name, row->row, NULL, NULL,
                                 row->parent, "parent-unknown", reason);
      return FALSE;
    }
  chosho_value_set_string (row->item, "parent", found);
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = *(const Row *const *) a, *y = *(const Row *const *) b;

  return strcmp (x->key, y->key);
}

static void
finish (Criteria *self)
{
  g_autoptr (ChoshoControlIndex) known
      = chosho_control_index_new (self->options != NULL ? self->options->criteria : NULL);
  gint64 position = 0;

  if (self->is_ismap)
    g_ptr_array_sort (self->rows, compare_rows);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (!set_parent (self, known, row))
        continue;
      chosho_value_set_integer (row->item, "position", ++position);
      if (!chosho_import_add_item (self->import, "criteria", chosho_value_ref (row->item)))
        return;
    }
}

ChoshoImport *
chosho_import_criteria (const ChoshoTable *table, const ChoshoImportOptions *options)
{
  g_autoptr (ChoshoImport) scan = chosho_import_new (table->file_name);
  ChoshoImport *import = chosho_import_new (table->file_name);
  Criteria self = { .import = scan, .options = options, .is_scan = TRUE };

  self.rows = g_ptr_array_new_with_free_func (row_free);
  self.by_number = g_hash_table_new (g_str_hash, g_str_equal);
  chosho_import_run_sheets (scan, table, options, sets, "", read_sheet, &self);
  self.is_scan = FALSE;
  self.import = import;
  chosho_import_run_sheets (import, table, options, sets, _ ("the control's number"), read_sheet, &self);
  finish (&self);
  chosho_value_set_string (import->facts, "scheme", self.is_ismap ? "ismap" : "other");
  g_hash_table_unref (self.by_number);
  g_ptr_array_unref (self.rows);
  return import;
}
