/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-helper-client-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-helper-limits.h"

static gboolean
take_sheet (ChoshoHelperTableState *state, ChoshoHelperPayload *payload)
{
  gboolean hidden = chosho_helper_payload_boolean (payload);
  g_autofree char *name = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES);

  if (name == NULL || state->table->sheets->len >= CHOSHO_HELPER_LIMIT_SHEETS)
    return FALSE;
  state->sheet = chosho_table_add_sheet (state->table, name, hidden);
  return TRUE;
}

/* The cells of one row, in ascending columns; counted as the table holds them in memory. */
static gboolean
take_cells (ChoshoHelperTableState *state, ChoshoTableRow *row, guint32 cells,
            ChoshoHelperPayload *payload)
{
  guint32 width = 0;

  for (guint32 i = 0; i < cells; i++)
    {
      guint32 column = chosho_helper_payload_u32 (payload);
      g_autofree char *text = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_CELL_BYTES);

      if (text == NULL || text[0] == '\0' || column < width || column >= CHOSHO_HELPER_LIMIT_COLUMNS)
        return FALSE;
      state->cells += column + 1 - width;
      state->text_bytes += strlen (text);
      width = column + 1;
      if (state->cells > CHOSHO_HELPER_LIMIT_CELLS
          || state->text_bytes > CHOSHO_HELPER_LIMIT_TEXT_BYTES)
        return FALSE;
      chosho_table_row_set (row, column, text);
    }
  return TRUE;
}

static gboolean
take_row (ChoshoHelperTableState *state, ChoshoHelperPayload *payload)
{
  guint32 number = chosho_helper_payload_u32 (payload);
  gboolean hidden = chosho_helper_payload_boolean (payload);
  guint32 cells = chosho_helper_payload_u32 (payload);
  guint32 last = 0;

  if (payload->broken || state->sheet == NULL || cells == 0)
    return FALSE;
  if (state->sheet->rows->len > 0)
    {
      const ChoshoTableRow *row = g_ptr_array_index (state->sheet->rows, state->sheet->rows->len - 1);

      last = row->number;
    }
  if (number <= last || number > CHOSHO_HELPER_LIMIT_ROWS)
    return FALSE;
  return take_cells (state, chosho_table_sheet_add_row (state->sheet, number, hidden), cells, payload);
}

gboolean
chosho_helper_take_table_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                 gpointer user_data)
{
  ChoshoHelperTableState *state = user_data;

  if (type == CHOSHO_HELPER_RECORD_TABLE && !state->begun)
    {
      state->begun = TRUE;
      state->table->encoding = chosho_helper_payload_optional (payload, CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES);
      return TRUE;
    }
  if (!state->begun)
    return FALSE;
  if (type == CHOSHO_HELPER_RECORD_SHEET)
    return take_sheet (state, payload);
  return type == CHOSHO_HELPER_RECORD_ROW && take_row (state, payload);
}

ChoshoTable *
chosho_helper_read_table (int fd, const char *file_name, ChoshoHelperFlags flags,
                          GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoTable) table = chosho_table_new (file_name);
  ChoshoHelperTableState state = { .table = table };

  if (!chosho_helper_run (fd, file_name, CHOSHO_HELPER_REQUEST_TABLE, flags,
                          chosho_helper_take_table_record, &state, cancellable, error))
    return NULL;
  if (table->sheets->len == 0) /* every table has one */
    {
      g_autofree char *shown = chosho_helper_show_text (file_name);

      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER, _("“%s” could not be read safely: %s"),
                   shown, _("the helper's answer makes no sense"));
      return NULL;
    }
  return g_steal_pointer (&table);
}
