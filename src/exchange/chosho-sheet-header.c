/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-cell.h"
#include "chosho-number.h"
#include "chosho-sheet-header.h"
#include "chosho-sheet-reader.h"
#include "chosho-text.h"
#include "chosho-words.h"

/* What one column may stand for, before the fields choose their columns. */
typedef struct
{
  const char *field; /* (borrowed) */
  const char *mark;  /* (borrowed) (nullable) */
  guint       rank;
} Meaning;

typedef struct
{
  guint column;
  guint rank;
} Choice;

static const ChoshoTableRow *
get_row (const ChoshoTableSheet *sheet, guint index)
{
  return g_ptr_array_index (sheet->rows, index);
}

static char *
dup_key (const ChoshoTableRow *row, guint column)
{
  const char *text = chosho_table_row_get (row, column);

  return text != NULL ? chosho_text_header_key (text) : g_strdup ("");
}

/* Distinct header keys of @column from top to bottom: merged cells repeat their text. */
static GPtrArray *
dup_keys (const ChoshoTableSheet *sheet, guint first, guint height, guint column)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < height; i++)
    {
      char *key = dup_key (get_row (sheet, first + i), column);

      if (*key == '\0' || g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
        g_free (key);
      else
        g_ptr_array_add (keys, key);
    }
  return keys;
}

static gboolean
find_meaning (const char *set, const char *key, Meaning *out)
{
  g_autofree char *rest = NULL;

  out->mark = NULL;
  out->field = chosho_words_find_field (set, key, &out->rank);
  if (out->field != NULL)
    return TRUE;
  out->mark = chosho_words_find_suffix ("column_mark", key, &rest);
  out->field = out->mark != NULL ? chosho_words_find_field (set, rest, &out->rank) : NULL;
  return out->field != NULL;
}

/* All rows joined ("管理策" over "番号"), else the lowest name alone. A name that only stands above
 * others ("管理策" over "備考") is not the column's. */
static gboolean
find_column_meaning (const char *set, const GPtrArray *keys, Meaning *out)
{
  g_autoptr (GString) joined = NULL;

  if (keys->len == 0)
    return FALSE;
  joined = g_string_new (NULL);
  for (guint i = 0; i < keys->len; i++)
    g_string_append (joined, g_ptr_array_index (keys, i));
  return find_meaning (set, joined->str, out)
         || (keys->len > 1 && find_meaning (set, g_ptr_array_index (keys, keys->len - 1), out));
}

/* The column that an explicit mapping names by header text, or by letter where no header is so
 * called; -1 where there is none. */
static int
find_mapped_column (const ChoshoTableSheet *sheet, guint first, guint height, guint n_columns, const char *name)
{
  g_autofree char *wanted = chosho_text_header_key (name);

  for (guint column = 0; column < n_columns; column++)
    {
      g_autoptr (GPtrArray) keys = dup_keys (sheet, first, height, column);
      g_autoptr (GString) joined = g_string_new (NULL);

      for (guint i = 0; i < keys->len; i++)
        g_string_append (joined, g_ptr_array_index (keys, i));
      if (joined->len > 0
          && (g_str_equal (joined->str, wanted) || g_str_equal (g_ptr_array_index (keys, keys->len - 1), wanted)))
        return (int) column;
    }
  for (guint column = 0; column < n_columns; column++)
    {
      g_autofree char *letter = chosho_table_column_name (column);

      if (g_ascii_strcasecmp (letter, name) == 0)
        return (int) column;
    }
  return -1;
}

static int
compare_choices (gconstpointer a, gconstpointer b)
{
  const Choice *x = a, *y = b;

  return x->rank != y->rank ? (x->rank < y->rank ? -1 : 1) : (x->column < y->column ? -1 : x->column > y->column);
}

static void
add_choice (ChoshoSheetHeader *self, const char *field, guint column, guint rank)
{
  GArray *choices = g_hash_table_lookup (self->columns, field);
  Choice choice = { column, rank };

  if (choices == NULL)
    {
      choices = g_array_new (FALSE, FALSE, sizeof (Choice));
      g_hash_table_insert (self->columns, g_strdup (field), choices);
      self->n_fields++;
    }
  g_array_append_val (choices, choice);
  g_array_sort (choices, compare_choices);
}

static gboolean
is_reserved (const char *member)
{
  return g_str_equal (member, "sheet") || g_str_equal (member, "disclosable_columns");
}

/* Columns named by the mapping; FALSE where one of them is not here. @taken collects them. */
static gboolean
apply_mapping (ChoshoSheetHeader *self, const ChoshoTableSheet *sheet, const char *set, guint n_columns,
               const ChoshoValue *mapping, GHashTable *taken)
{
  for (guint i = 0; i < chosho_value_get_length (mapping); i++)
    {
      const char *field = chosho_value_get_key (mapping, i);
      const char *name = chosho_value_as_string (chosho_value_get_member_at (mapping, i));
      int column;

      if (is_reserved (field) || name == NULL || !chosho_words_has_field (set, field))
        continue;
      column = find_mapped_column (sheet, self->first, self->height, n_columns, name);
      if (column < 0)
        return FALSE;
      add_choice (self, field, (guint) column, 0);
      g_hash_table_add (taken, GUINT_TO_POINTER ((guint) column));
    }
  return TRUE;
}

static void
apply_synonyms (ChoshoSheetHeader *self, const ChoshoTableSheet *sheet, const char *set, guint n_columns,
                const ChoshoValue *mapping, GHashTable *taken)
{
  for (guint column = 0; column < n_columns; column++)
    {
      g_autoptr (GPtrArray) keys = NULL;
      Meaning meaning;

      if (g_hash_table_contains (taken, GUINT_TO_POINTER (column)))
        continue;
      keys = dup_keys (sheet, self->first, self->height, column);
      if (find_column_meaning (set, keys, &meaning) && chosho_value_get (mapping, meaning.field) == NULL)
        {
          add_choice (self, meaning.field, column, meaning.rank);
          if (meaning.mark != NULL && !g_hash_table_contains (self->marks, meaning.field))
            g_hash_table_insert (self->marks, g_strdup (meaning.field), (gpointer) meaning.mark);
        }
      else if (keys->len > 0)
        g_ptr_array_add (self->unknown, chosho_sheet_header_dup_text (self, sheet, column));
    }
}

/* Header rows hold names; a control number or a bare figure in them means that the data has begun. */
static gboolean
could_be_header (const ChoshoTableRow *row)
{
  for (guint column = 0; column < row->cells->len; column++)
    {
      const char *text = chosho_table_row_get (row, column);
      g_autofree char *number = NULL;
      gint64 value;

      if (text == NULL || *text == '\0')
        continue;
      number = chosho_cell_dup_number (text);
      if (chosho_number_is_valid (number) || chosho_cell_get_integer (text, G_MAXINT64, &value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_required (const ChoshoSheetHeader *self, const char *const *required)
{
  for (guint i = 0; required[i] != NULL; i++)
    if (!g_hash_table_contains (self->columns, required[i]))
      return FALSE;
  return TRUE;
}

static void
free_choices (gpointer data)
{
  g_array_free (data, TRUE);
}

static ChoshoSheetHeader *
try_header (const ChoshoTableSheet *sheet, guint first, guint height, const char *set, const char *const *required,
            const ChoshoValue *mapping)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  ChoshoSheetHeader *self = g_new0 (ChoshoSheetHeader, 1);
  guint n_columns = 0;

  self->first = first;
  self->height = height;
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_choices);
  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unknown = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < height; i++)
    n_columns = MAX (n_columns, get_row (sheet, first + i)->cells->len);
  n_columns = MIN (n_columns, CHOSHO_SHEET_HEADER_COLUMNS);
  if (apply_mapping (self, sheet, set, n_columns, mapping, taken))
    {
      apply_synonyms (self, sheet, set, n_columns, mapping, taken);
      if (has_required (self, required))
        return self;
    }
  chosho_sheet_header_free (self);
  return NULL;
}

/* Keeps the better of both; on a tie the earlier found. (transfer full) */
static ChoshoSheetHeader *
take_better (ChoshoSheetHeader *best, ChoshoSheetHeader *candidate)
{
  if (candidate == NULL)
    return best;
  if (best == NULL)
    return candidate;
  if (candidate->n_fields <= best->n_fields)
    {
      chosho_sheet_header_free (candidate);
      return best;
    }
  chosho_sheet_header_free (best);
  return candidate;
}

ChoshoSheetHeader *
chosho_sheet_header_find (const ChoshoTableSheet *sheet, const char *set, const char *const *required,
                          const ChoshoValue *mapping)
{
  gboolean could_be[CHOSHO_SHEET_HEADER_SEARCH_ROWS];
  guint rows = MIN (sheet->rows->len, CHOSHO_SHEET_HEADER_SEARCH_ROWS);
  ChoshoSheetHeader *best = NULL;

  for (guint i = 0; i < rows; i++)
    could_be[i] = could_be_header (get_row (sheet, i));
  for (guint height = 1; height <= CHOSHO_SHEET_HEADER_ROWS; height++)
    for (guint first = 0; first + height <= rows; first++)
      {
        gboolean possible = TRUE;

        for (guint i = 0; i < height; i++)
          possible = possible && could_be[first + i];
        if (possible)
          best = take_better (best, try_header (sheet, first, height, set, required, mapping));
      }
  return best;
}

void
chosho_sheet_header_free (ChoshoSheetHeader *self)
{
  g_hash_table_unref (self->columns);
  g_hash_table_unref (self->marks);
  g_ptr_array_unref (self->unknown);
  g_free (self);
}

int
chosho_sheet_header_get_column (const ChoshoSheetHeader *self, const char *field, guint nth)
{
  const GArray *choices = g_hash_table_lookup (self->columns, field);

  return choices != NULL && nth < choices->len ? (int) g_array_index (choices, Choice, nth).column : -1;
}

gboolean
chosho_sheet_header_is_ambiguous (const ChoshoSheetHeader *self, const char *field)
{
  const GArray *choices = g_hash_table_lookup (self->columns, field);

  return choices != NULL && choices->len > 1
         && g_array_index (choices, Choice, 0).rank == g_array_index (choices, Choice, 1).rank;
}

char *
chosho_sheet_header_dup_text (const ChoshoSheetHeader *self, const ChoshoTableSheet *sheet, guint column)
{
  GString *text = g_string_new (NULL);
  g_autofree char *last = NULL;

  for (guint i = 0; i < self->height; i++)
    {
      g_autofree char *cell = chosho_cell_dup_trimmed (chosho_table_row_get (get_row (sheet, self->first + i), column));

      if (cell == NULL || g_strcmp0 (cell, last) == 0)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, cell);
      g_free (last);
      last = g_steal_pointer (&cell);
    }
  return g_string_free (text, FALSE);
}
