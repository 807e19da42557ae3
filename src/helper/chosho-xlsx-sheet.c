/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-xlsx-private.h"

#include <stdlib.h>
#include <string.h>

#include "chosho-helper-limits.h"
#include "chosho-number-display.h"

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
  ChoshoXlsxSheet *sheet;              /* (owned) */
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

/* Sizes in a file: widths count digits of the default font, heights are points. */
#define PIXELS_PER_DIGIT 7
#define DIGIT_PADDING 5
#define PIXELS_PER_POINT (96.0 / 72)
#define DEFAULT_ROW_HEIGHT 20
#define DEFAULT_COLUMN_WIDTH 64
/* Excel's own: 409 points, 255 digits. */
#define LIMIT_ROW_HEIGHT 546
#define LIMIT_COLUMN_WIDTH 1790

static gboolean
fail_value (State *state, ChoshoFault *fault)
{
  return chosho_fault_set_cell (fault, CHOSHO_HELPER_REASON_CELL_VALUE, state->row,
                                state->column + 1, state->value->str);
}

/* A length of attribute @name in pixels, @scale and @offset applied; @fallback where there is none. */
static guint32
get_pixels (ChoshoXmlPart *part, const char *name, double scale, double offset, guint32 limit, guint32 fallback)
{
  char buffer[32];
  const char *text = chosho_xml_part_get (part, name, buffer, sizeof buffer);
  double value = text != NULL ? g_ascii_strtod (text, NULL) : -1;

  /* not a number is none either */
  return value >= 0 && value < 1e6 ? (guint32) MIN (value * scale + offset, limit) : fallback;
}

static void
start_columns (State *state, ChoshoXmlPart *part)
{
  ChoshoXlsxSheet *sheet = state->sheet;
  guint32 first = chosho_xml_part_get_number (part, "min", 0, CHOSHO_HELPER_LIMIT_COLUMNS);
  guint32 last = chosho_xml_part_get_number (part, "max", 0, CHOSHO_HELPER_LIMIT_COLUMNS);
  ChoshoXlsxColumns columns = {
    first - 1, last - 1,
    get_pixels (part, "width", PIXELS_PER_DIGIT, DIGIT_PADDING, LIMIT_COLUMN_WIDTH, sheet->column_width),
    chosho_xml_part_get_boolean (part, "hidden"),
  };

  /* a column of no width is hidden too; so many are all there can be */
  columns.hidden |= columns.width <= DIGIT_PADDING;
  if (first > 0 && first <= last && sheet->columns->len < CHOSHO_HELPER_LIMIT_COLUMNS)
    g_array_append_val (sheet->columns, columns);
}

static void
keep_row_size (State *state, ChoshoXmlPart *part)
{
  ChoshoXlsxSheet *sheet = state->sheet;
  ChoshoXlsxRow row = {
    state->row,
    get_pixels (part, "ht", PIXELS_PER_POINT, 0, LIMIT_ROW_HEIGHT, sheet->row_height),
    chosho_xml_part_get_boolean (part, "hidden"),
  };

  if (row.hidden)
    chosho_sheet_cells_hide_row (sheet->cells, row.number);
  if ((row.height != sheet->row_height || row.hidden) && sheet->rows->len < CHOSHO_HELPER_LIMIT_ROWS)
    g_array_append_val (sheet->rows, row);
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
  keep_row_size (state, part);
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
  if (state->sheet->ranges->len >= CHOSHO_HELPER_LIMIT_MERGES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_MERGES,
                                   CHOSHO_HELPER_LIMIT_MERGES, NULL);
  g_array_append_val (state->sheet->ranges, range);
  return TRUE;
}

/* What stands around the rows: sizes before them, pictures behind. */
static void
start_frame (State *state, ChoshoXmlPart *part, const char *name)
{
  ChoshoXlsxSheet *sheet = state->sheet;

  if (g_str_equal (name, "sheetFormatPr"))
    {
      sheet->row_height = get_pixels (part, "defaultRowHeight", PIXELS_PER_POINT, 0, LIMIT_ROW_HEIGHT, DEFAULT_ROW_HEIGHT);
      sheet->column_width = get_pixels (part, "defaultColWidth", PIXELS_PER_DIGIT, DIGIT_PADDING, LIMIT_COLUMN_WIDTH, DEFAULT_COLUMN_WIDTH);
    }
  else if (g_str_equal (name, "col"))
    start_columns (state, part);
  else if (g_str_equal (name, "drawing") && sheet->drawing == NULL)
    sheet->drawing = chosho_xml_part_dup_relation (part, "id");
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
    start_frame (state, part, name);
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
  const ChoshoXlsxStyles *styles = state->source->styles;
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
      if (styles != NULL && state->style < styles->kinds->len)
        kind = styles->kinds->data[state->style];
      if (!chosho_number_format (state->value->str, kind, state->source->from_1904, text))
        return fail_value (state, fault);
      if (state->source->displayed && styles != NULL && state->style < styles->codes->len)
        chosho_number_display (state->value, g_ptr_array_index (styles->codes, state->style), state->source->from_1904, text);
      else
        g_string_assign (state->value, text);
    }
  else if (!g_str_equal (state->type, "e")) /* #N/A and its like stay as they are */
    return fail_value (state, fault);
  return TRUE;
}

static gboolean
end_cell (State *state, ChoshoFault *fault)
{
  const char *text = NULL;

  state->in_cell = FALSE;
  /* A formula that was never calculated: said as it is, since blank would be a lie. */
  if (state->has_formula && !state->has_value)
    g_string_printf (state->value, "=%s", state->formula->str);
  else if (state->value->len == 0)
    return TRUE;
  else if (g_str_equal (state->type, "s"))
    {
      text = shared_string (state, fault);
      if (text == NULL)
        return FALSE;
    }
  else if (!convert_value (state, fault))
    return FALSE;
  if (text == NULL)
    text = chosho_xlsx_strings_keep (state->source->strings, state->value->str, fault);
  if (text == NULL)
    return FALSE;
  return text[0] == '\0' || chosho_sheet_cells_add (state->sheet->cells, state->row, state->column, text, fault);
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

ChoshoXlsxSheet *
chosho_xlsx_sheet_new (void)
{
  ChoshoXlsxSheet *self = g_new0 (ChoshoXlsxSheet, 1);

  self->cells = chosho_sheet_cells_new (TRUE);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (ChoshoXlsxRange));
  self->columns = g_array_new (FALSE, FALSE, sizeof (ChoshoXlsxColumns));
  self->rows = g_array_new (FALSE, FALSE, sizeof (ChoshoXlsxRow));
  self->row_height = DEFAULT_ROW_HEIGHT;
  self->column_width = DEFAULT_COLUMN_WIDTH;
  return self;
}

void
chosho_xlsx_sheet_free (ChoshoXlsxSheet *self)
{
  chosho_sheet_cells_free (self->cells);
  g_array_unref (self->ranges);
  g_array_unref (self->columns);
  g_array_unref (self->rows);
  g_free (self->drawing);
  g_free (self);
}

ChoshoXlsxSheet *
chosho_xlsx_sheet_load (ChoshoZipParts *parts, const char *data, gsize size_bytes, const ChoshoXlsxSheetSource *source,
                        ChoshoFault *fault)
{
  g_autoptr (ChoshoXlsxSheet) self = chosho_xlsx_sheet_new ();
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GString) formula = g_string_new (NULL);
  State state = { .source = source, .sheet = self, .value = value, .formula = formula };

  if (!(parts != NULL ? chosho_xml_part_read (parts, source->name, &handler, &state, fault)
                      : chosho_xml_part_read_memory (data, size_bytes, source->name, &handler, &state, fault))
      || !chosho_sheet_cells_sort (self->cells, fault))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
deliver (ChoshoXlsxSheet *sheet, ChoshoTableWriter *table, ChoshoFault *fault)
{
  return chosho_xlsx_cells_merge (sheet->cells->cells, sheet->ranges, fault)
         && chosho_sheet_cells_write_rows (sheet->cells, 1, G_MAXUINT32, table, fault);
}

gboolean
chosho_xlsx_sheet_read (ChoshoZipParts *parts, const ChoshoXlsxSheetSource *source,
                        ChoshoTableWriter *table, ChoshoFault *fault)
{
  g_autoptr (ChoshoXlsxSheet) sheet = chosho_xlsx_sheet_load (parts, NULL, 0, source, fault);

  return sheet != NULL && deliver (sheet, table, fault);
}

gboolean
chosho_xlsx_sheet_read_memory (const char *data, gsize size_bytes,
                               const ChoshoXlsxSheetSource *source, ChoshoTableWriter *table,
                               ChoshoFault *fault)
{
  g_autoptr (ChoshoXlsxSheet) sheet = chosho_xlsx_sheet_load (NULL, data, size_bytes, source, fault);

  return sheet != NULL && deliver (sheet, table, fault);
}
