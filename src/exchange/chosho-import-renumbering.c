/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-import-private.h"
#include "chosho-import-renumbering.h"
#include "chosho-limits.h"
#include "chosho-sheet-reader.h"
#include "chosho-text.h"

typedef struct
{
  ChoshoImport              *import;   /* (owned by the caller) */
  const ChoshoImportOptions *options;  /* (borrowed) */
  GHashTable                *older, *newer; /* (owned) numbers not named yet (borrowed) */
} Renumbering;

static const char *const required[] = { "from", "number", NULL };
static const char *const sets[] = { "renumbering", NULL };

static GHashTable *
list_numbers (const ChoshoValue *entries)
{
  GHashTable *numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_value_get_length (entries); i++)
    g_hash_table_add (numbers, (gpointer) chosho_value_get_string (chosho_value_get_item (entries, i), "number"));
  return numbers;
}

/* Takes the number in the cell of @field out of @numbers; NULL, reported, where it is not there. (transfer full) */
static char *
take_number (ChoshoSheetReader *reader, const char *field, GHashTable *numbers)
{
  g_autofree char *number = chosho_text_fold_width (chosho_sheet_reader_get (reader, field));

  if (g_hash_table_remove (numbers, number))
    return g_steal_pointer (&number);
  chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, field, "number-unknown", "%s",
                              _("that edition has no such number, or a row above names it already"));
  return NULL;
}

static gboolean
read_row (Renumbering *self, ChoshoSheetReader *reader)
{
  g_autofree char *from = NULL;
  g_autofree char *number = NULL;
  ChoshoValue *item;

  if (chosho_sheet_reader_get (reader, "from") == NULL || chosho_sheet_reader_get (reader, "number") == NULL)
    return TRUE;
  from = take_number (reader, "from", self->older);
  number = take_number (reader, "number", self->newer);
  if (from == NULL || number == NULL)
    return TRUE;
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "from", from);
  chosho_value_set_string (item, "number", number);
  return chosho_import_add_item (self->import, "renumbering", item);
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Renumbering *self = user_data;
  g_autoptr (ChoshoSheetReader) reader = chosho_sheet_reader_new (sheet, "renumbering", required, self->options, self->import);

  while (reader != NULL && chosho_sheet_reader_next (reader))
    if (!read_row (self, reader))
      break;
  return reader != NULL;
}

ChoshoImport *
chosho_import_renumbering (const ChoshoTable *table, const ChoshoValue *older, const ChoshoValue *newer, const ChoshoImportOptions *options)
{
  ChoshoImport *import = chosho_import_new (table->file_name);
  Renumbering self = { import, options, list_numbers (older), list_numbers (newer) };

  chosho_import_run_sheets (import, table, options, sets, _("the number in the older edition and the one in the newer"), read_sheet, &self);
  g_hash_table_unref (self.older);
  g_hash_table_unref (self.newer);
  return import;
}
