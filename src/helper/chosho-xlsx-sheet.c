/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-xlsx-private.h"

#include <stdlib.h>
#include <string.h>

#include "chosho-helper-limits.h"

/* Whose text is being read. */
typedef enum
{
  CAPTURE_NONE,
  CAPTURE_VALUE,
  CAPTURE_FORMULA,
  CAPTURE_INLINE,
} Capture;

typedef struct
{
  const ChoshoXlsxSheetSource *source; /* (borrowed) */
  GArray  *cells;       /* (owned) (element-type ChoshoXlsxCell) */
  GArray  *ranges;      /* (owned) (element-type ChoshoXlsxRange): merged */
  guint8  *hidden_rows; /* (owned): a bit per row number */
  /* where reading stands */
  gboolean in_data;     /* inside <sheetData> */
  guint32  row;         /* current or last, from 1 */
  guint32  next_column; /* of a cell that names none, from 0 */
  Capture  capture;
  guint    phonetic;    /* inside <rPh> */
  /* the current cell */
  gboolean in_cell;
  guint32  column;
  guint    style;
  char     type[16];
  gboolean has_value;   /* <v> or <is> was there, if only empty */
  gboolean has_formula;
  GString *value;       /* (owned) */
  GString *formula;     /* (owned) */
} State;

#define HIDDEN_BYTES (CHOSHO_HELPER_LIMIT_ROWS / 8 + 1)

static gboolean
fail_value (State *state, ChoshoFault *fault)
{
  return chosho_fault_set_cell (fault, CHOSHO_HELPER_REASON_CELL_VALUE, state->row,
                                state->column + 1, state->value->str);
}

static gboolean
start_row (State *state, ChoshoXmlPart *part, ChoshoFault *fault)
{
  char buffer[16];
  const char *number = chosho_xml_part_get (part, "r", buffer, sizeof buffer);

  state->row = number != NULL ? (guint32) MIN (strtoul (number, NULL, 10), G_MAXUINT32 - 1)
                              : state->row + 1;
  state->next_column = 0;
  if (state->row == 0)
    return chosho_fault_set_cell (fault, CHOSHO_HELPER_REASON_CELL_REFERENCE, 0, 0, number);
  if (state->row > CHOSHO_HELPER_LIMIT_ROWS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_ROWS,
                                   CHOSHO_HELPER_LIMIT_ROWS, NULL);
  if (chosho_xml_part_get_boolean (part, "hidden"))
    state->hidden_rows[state->row / 8] |= 1 << state->row % 8;
  return TRUE;
}

static gboolean
start_cell (State *state, ChoshoXmlPart *part, ChoshoFault *fault)
{
  char reference[32], style[16];
  guint32 row = state->row;

  state->column = state->next_column;
  if (chosho_xml_part_get (part, "r", reference, sizeof reference) != NULL)
    {
      const char *end = chosho_xlsx_parse_reference (reference, &row, &state->column);

      if (end == NULL || *end != '\0' || row != state->row)
        return chosho_fault_set_cell (fault, CHOSHO_HELPER_REASON_CELL_REFERENCE, state->row, 0,
                                      reference);
    }
  if (state->column >= CHOSHO_HELPER_LIMIT_COLUMNS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_COLUMNS,
                                   CHOSHO_HELPER_LIMIT_COLUMNS, NULL);
  state->next_column = state->column + 1;
  state->style = chosho_xml_part_get (part, "s", style, sizeof style) != NULL
                   ? strtoul (style, NULL, 10) : 0;
  if (chosho_xml_part_get (part, "t", state->type, sizeof state->type) == NULL)
    g_strlcpy (state->type, "n", sizeof state->type);
  state->in_cell = TRUE;
  state->has_value = state->has_formula = FALSE;
  g_string_truncate (state->value, 0);
  g_string_truncate (state->formula, 0);
  return TRUE;
}

static gboolean
start_merge (State *state, ChoshoXmlPart *part, ChoshoFault *fault)
{
  char reference[64];
  ChoshoXlsxRange range;

  if (chosho_xml_part_get (part, "ref", reference, sizeof reference) == NULL)
    return TRUE;
  if (!chosho_xlsx_parse_range (reference, &range))
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_MERGE, reference);
  if (state->ranges->len >= CHOSHO_HELPER_LIMIT_MERGES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_MERGES,
                                   CHOSHO_HELPER_LIMIT_MERGES, NULL);
  g_array_append_val (state->ranges, range);
  return TRUE;
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;

  if (g_str_equal (name, "sheetData"))
    state->in_data = TRUE;
  else if (g_str_equal (name, "mergeCell"))
    return start_merge (state, part, fault);
  else if (!state->in_data)
    return TRUE;
  else if (g_str_equal (name, "row"))
    return start_row (state, part, fault);
  else if (g_str_equal (name, "c"))
    return start_cell (state, part, fault);
  else if (!state->in_cell)
    return TRUE;
  else if (g_str_equal (name, "v"))
    {
      state->has_value = TRUE;
      state->capture = CAPTURE_VALUE;
    }
  else if (g_str_equal (name, "f"))
    {
      state->has_formula = TRUE;
      state->capture = CAPTURE_FORMULA;
    }
  else if (g_str_equal (name, "is"))
    state->has_value = TRUE;
  else if (g_str_equal (name, "t"))
    state->capture = CAPTURE_INLINE;
  else if (g_str_equal (name, "rPh"))
    state->phonetic++;
  return TRUE;
}

static gboolean
on_text (ChoshoXmlPart *part, const char *text, gsize size_bytes, gpointer user_data,
         ChoshoFault *fault)
{
  State *state = user_data;
  GString *target = state->capture == CAPTURE_FORMULA ? state->formula : state->value;

  if (!state->in_cell || state->capture == CAPTURE_NONE
      || (state->capture == CAPTURE_INLINE && state->phonetic > 0))
    return TRUE;
  /* One step above the limit of a cell, which the table writer reports with its place. */
  if (target->len <= CHOSHO_HELPER_LIMIT_CELL_BYTES)
    g_string_append_len (target, text, size_bytes);
  return TRUE;
}

/* An ISO 8601 value: its date alone where it is midnight. */
static void
shorten_iso_date (GString *value)
{
  char *time = strchr (value->str, 'T');

  if (time != NULL && strspn (time + 1, "0:.Z") == strlen (time + 1))
    g_string_truncate (value, time - value->str);
  else if (time != NULL)
    *time = ' ';
}

static const char *
shared_string (State *state, ChoshoFault *fault)
{
  GPtrArray *strings = state->source->strings->strings;
  char *end;
  guint64 index = g_ascii_strtoull (state->value->str, &end, 10);

  if (*end != '\0' || index >= strings->len || !g_ascii_isdigit (state->value->str[0]))
    {
      fail_value (state, fault);
      return NULL;
    }
  return g_ptr_array_index (strings, index);
}

/* Makes the text of a number, boolean or date out of state->value, in place. */
static gboolean
convert_value (State *state, ChoshoFault *fault)
{
  GByteArray *styles = state->source->styles;
  ChoshoNumberKind kind = CHOSHO_NUMBER_PLAIN;
  char text[CHOSHO_NUMBER_TEXT_SIZE];

  if (g_str_equal (state->type, "str") || g_str_equal (state->type, "inlineStr"))
    chosho_xlsx_unescape (state->value);
  else if (g_str_equal (state->type, "b"))
    g_string_assign (state->value, g_str_equal (state->value->str, "0") ? "FALSE" : "TRUE");
  else if (g_str_equal (state->type, "d"))
    shorten_iso_date (state->value);
  else if (g_str_equal (state->type, "n"))
    {
      g_strstrip (state->value->str);
      state->value->len = strlen (state->value->str);
      if (styles != NULL && state->style < styles->len)
        kind = styles->data[state->style];
      if (!chosho_number_format (state->value->str, kind, state->source->from_1904, text))
        return fail_value (state, fault);
      g_string_assign (state->value, text);
    }
  else if (!g_str_equal (state->type, "e")) /* #N/A and its like stay as they are */
    return fail_value (state, fault);
  return TRUE;
}

static gboolean
end_cell (State *state, ChoshoFault *fault)
{
  ChoshoXlsxCell cell = { state->row, state->column, NULL };

  state->in_cell = FALSE;
  /* A formula that was never calculated: said as it is, since blank would be a lie. */
  if (state->has_formula && !state->has_value)
    g_string_printf (state->value, "=%s", state->formula->str);
  else if (state->value->len == 0)
    return TRUE;
  else if (g_str_equal (state->type, "s"))
    {
      cell.text = shared_string (state, fault);
      if (cell.text == NULL)
        return FALSE;
    }
  else if (!convert_value (state, fault))
    return FALSE;
  if (cell.text == NULL)
    cell.text = chosho_xlsx_strings_keep (state->source->strings, state->value->str, fault);
  if (cell.text == NULL)
    return FALSE;
  if (cell.text[0] == '\0')
    return TRUE;
  if (state->cells->len >= CHOSHO_HELPER_LIMIT_CELLS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CELLS,
                                   CHOSHO_HELPER_LIMIT_CELLS, NULL);
  g_array_append_val (state->cells, cell);
  return TRUE;
}

static gboolean
on_end (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;

  if (g_str_equal (name, "sheetData"))
    state->in_data = FALSE;
  else if (!state->in_cell)
    return TRUE;
  else if (g_str_equal (name, "c"))
    return end_cell (state, fault);
  else if (g_str_equal (name, "v") || g_str_equal (name, "f") || g_str_equal (name, "t"))
    state->capture = CAPTURE_NONE;
  else if (g_str_equal (name, "rPh"))
    state->phonetic--;
  return TRUE;
}

static const ChoshoXmlHandler handler = { on_start, on_end, on_text };

static gboolean
is_hidden (const State *state, guint32 row)
{
  return (state->hidden_rows[row / 8] >> row % 8 & 1) != 0;
}

static gboolean
deliver (State *state, ChoshoTableWriter *table, ChoshoFault *fault)
{
  guint32 row = 0;

  if (!chosho_xlsx_cells_sort (state->cells, fault)
      || !chosho_xlsx_cells_merge (state->cells, state->ranges, fault))
    return FALSE;
  for (guint i = 0; i < state->cells->len; i++)
    {
      const ChoshoXlsxCell *cell = &g_array_index (state->cells, ChoshoXlsxCell, i);

      if (cell->row != row
          && !chosho_table_writer_begin_row (table, cell->row, is_hidden (state, cell->row), fault))
        return FALSE;
      row = cell->row;
      if (!chosho_table_writer_add_cell (table, cell->column, cell->text, fault))
        return FALSE;
    }
  chosho_table_writer_end_row (table);
  return TRUE;
}

/* Reads from @parts, or from @data where there are none. */
static gboolean
read_sheet (ChoshoZipParts *parts, const char *data, gsize size_bytes,
            const ChoshoXlsxSheetSource *source, ChoshoTableWriter *table, ChoshoFault *fault)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (ChoshoXlsxCell));
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (ChoshoXlsxRange));
  g_autofree guint8 *hidden_rows = g_malloc0 (HIDDEN_BYTES);
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GString) formula = g_string_new (NULL);
  State state = {
    .source = source, .cells = cells, .ranges = ranges, .hidden_rows = hidden_rows,
    .value = value, .formula = formula,
  };

  return (parts != NULL
            ? chosho_xml_part_read (parts, source->name, &handler, &state, fault)
            : chosho_xml_part_read_memory (data, size_bytes, source->name, &handler, &state, fault))
         && deliver (&state, table, fault);
}

gboolean
chosho_xlsx_sheet_read (ChoshoZipParts *parts, const ChoshoXlsxSheetSource *source,
                        ChoshoTableWriter *table, ChoshoFault *fault)
{
  return read_sheet (parts, NULL, 0, source, table, fault);
}

gboolean
chosho_xlsx_sheet_read_memory (const char *data, gsize size_bytes,
                               const ChoshoXlsxSheetSource *source, ChoshoTableWriter *table,
                               ChoshoFault *fault)
{
  return read_sheet (NULL, data, size_bytes, source, table, fault);
}
