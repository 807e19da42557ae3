/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-import-private.h"
#include "chosho-text.h"
#include "chosho-words.h"

static gboolean
is_known_field (const char *field, const char *const *sets)
{
  if (g_str_equal (field, "sheet") || g_str_equal (field, "disclosable_columns"))
    return TRUE;
  for (guint i = 0; sets[i] != NULL; i++)
    if (chosho_words_has_field (sets[i], field))
      return TRUE;
  return FALSE;
}

static void
check_mapping (ChoshoImport *self, const ChoshoValue *mapping, const char *const *sets)
{
  for (guint i = 0; i < chosho_value_get_length (mapping); i++)
    {
      const char *field = chosho_value_get_key (mapping, i);

      if (!is_known_field (field, sets))
        chosho_import_add_problem (self, CHOSHO_IMPORT_PROBLEM, NULL, 0, NULL, NULL, field, "mapping-unknown",
                                   _ ("the mapping names a field that this import does not have"));
    }
}

void
chosho_import_run_sheets (ChoshoImport *self, const ChoshoTable *table, const ChoshoImportOptions *options,
                          const char *const *sets, const char *wanted, ChoshoImportSheetFunc function,
                          gpointer user_data)
{
  const ChoshoValue *mapping = options != NULL ? options->mapping : NULL;
  const char *only = chosho_value_get_string (mapping, "sheet");
  guint n_tried = 0, n_read = 0;
  g_autofree char *reason = NULL;

  check_mapping (self, mapping, sets);
  for (guint i = 0; i < table->sheets->len; i++)
    {
      const ChoshoTableSheet *sheet = g_ptr_array_index (table->sheets, i);

      if (only != NULL && g_strcmp0 (only, sheet->name) != 0)
        continue;
      if (sheet->hidden && only == NULL)
        {
          chosho_import_add_problem (self, CHOSHO_IMPORT_NOTICE, sheet->name, 0, NULL, NULL, NULL, "sheet-hidden",
                                     _ ("the sheet is hidden and was left out"));
          continue;
        }
      n_tried++;
      if (function (sheet, user_data))
        n_read++;
      else if (table->sheets->len > 1)
        chosho_import_add_problem (self, CHOSHO_IMPORT_NOTICE, sheet->name, 0, NULL, NULL, NULL, "sheet-left-out",
                                   _ ("no header row of a known kind was found; the sheet was left out"));
    }
  if (n_tried == 0 && only != NULL)
    chosho_import_add_problem (self, CHOSHO_IMPORT_PROBLEM, NULL, 0, NULL, NULL, only, "sheet-missing",
                               _ ("the file has no sheet of this name"));
  else if (n_read == 0)
    {
      reason = g_strdup_printf (_ ("no header row was found; it must name columns for %s"), wanted);
      chosho_import_add_problem (self, CHOSHO_IMPORT_PROBLEM, NULL, 0, NULL, NULL, NULL, "header-missing", reason);
    }
}

/* --- Words -------------------------------------------------------------------------------------- */

static const char *
find_own_technique (const ChoshoValue *techniques, const char *cell)
{
  static const char *const members[] = { "id", "label_ja", "label_en" };
  g_autofree char *wanted = chosho_text_normalise (cell);

  for (guint i = 0; i < chosho_value_get_length (techniques); i++)
    for (guint j = 0; j < G_N_ELEMENTS (members); j++)
      {
        const ChoshoValue *technique = chosho_value_get_item (techniques, i);
        const char *text = chosho_value_get_string (technique, members[j]);
        g_autofree char *known = text != NULL ? chosho_text_normalise (text) : NULL;

        if (g_strcmp0 (known, wanted) == 0)
          return chosho_value_get_string (technique, "id");
      }
  return NULL;
}

const char *
chosho_import_find_technique (const ChoshoImportOptions *options, const char *cell)
{
  const char *code = cell != NULL ? chosho_words_find ("technique", cell) : NULL;

  return code != NULL || cell == NULL ? code : find_own_technique (options != NULL ? options->techniques : NULL, cell);
}
