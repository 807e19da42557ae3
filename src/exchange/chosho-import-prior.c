/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-control-index.h"
#include "chosho-import-prior.h"
#include "chosho-import-private.h"
#include "chosho-limits.h"
#include "chosho-sheet-reader.h"

typedef struct
{
  ChoshoImport              *import;   /* (owned by the caller) */
  const ChoshoImportOptions *options;  /* (borrowed) */
  const char                *period;   /* (borrowed) */
  const char                *file_name; /* (borrowed) */
  ChoshoControlIndex        *controls; /* (owned) */
  GHashTable                *ordinals; /* (owned) "control\nperiod" → last ordinal */
} Prior;

static const char *const required[] = { "control", "result", NULL };
static const char *const sets[] = { "prior", NULL };

/* Names are short, results may be pages. */
static gboolean
fill (ChoshoSheetReader *reader, ChoshoValue *item)
{
  static const char *const names[] = { "period", "individual", "procedure", "phase", "technique", "performed_on", "outcome" };
  static const char *const texts[] = { "result", "finding_text", "remarks" };
  gboolean good = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    good = chosho_sheet_reader_copy (reader, names[i], CHOSHO_LIMIT_NAME_BYTES, item, names[i]) && good;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    good = chosho_sheet_reader_copy (reader, texts[i], CHOSHO_LIMIT_TEXT_BYTES, item, texts[i]) && good;
  return good;
}

/* "0001" and on: keys of the record are texts, and are listed by them. (transfer full) */
static char *
dup_next_ordinal (Prior *self, const char *control, const char *period)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", control, period);
  int ordinal = GPOINTER_TO_INT (g_hash_table_lookup (self->ordinals, key)) + 1;

  g_hash_table_insert (self->ordinals, g_steal_pointer (&key), GINT_TO_POINTER (ordinal));
  return g_strdup_printf ("%04d", ordinal);
}

/* A result that was written once for several controls is a result of each. */
static gboolean
add_row (Prior *self, ChoshoSheetReader *reader)
{
  g_autoptr (GPtrArray) controls = chosho_control_index_read (self->controls, reader, "control", FALSE);
  g_autoptr (ChoshoValue) common = chosho_value_new_object ();

  if (!fill (reader, common) || controls == NULL)
    return TRUE;
  if (chosho_value_get (common, "result") == NULL && chosho_value_get (common, "outcome") == NULL
      && chosho_value_get (common, "finding_text") == NULL)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_NOTICE, "result", "result-blank", "%s", _("the row says no result and was left out"));
      return TRUE;
    }
  if (chosho_value_get (common, "period") == NULL)
    chosho_value_set_string (common, "period", self->period);
  chosho_value_set_string (common, "source", self->file_name);
  for (guint i = 0; i < controls->len; i++)
    {
      const char *control = g_ptr_array_index (controls, i);
      g_autofree char *ordinal = dup_next_ordinal (self, control, chosho_value_get_string (common, "period"));
      ChoshoValue *item = chosho_value_copy (common);

      chosho_value_set_string (item, "control", control);
      chosho_value_set_string (item, "ordinal", ordinal);
      if (!chosho_import_add_item (self->import, "results", item))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Prior *self = user_data;
  g_autoptr (ChoshoSheetReader) reader = chosho_sheet_reader_new (sheet, "prior", required, self->options, self->import);

  if (reader == NULL)
    return FALSE;
  while (chosho_sheet_reader_next (reader))
    if (!add_row (self, reader))
      break;
  return TRUE;
}

ChoshoImport *
chosho_import_prior (const ChoshoTable *table, const char *period, const ChoshoImportOptions *options)
{
  ChoshoImport *import = chosho_import_new (table->file_name);
  Prior self = { .import = import, .options = options, .period = period, .file_name = table->file_name };

  self.controls = chosho_control_index_new (options != NULL ? options->criteria : NULL);
  self.ordinals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  chosho_import_run_sheets (import, table, options, sets, _("the control's number and the result"), read_sheet, &self);
  chosho_control_index_free (self.controls);
  g_hash_table_unref (self.ordinals);
  return import;
}
