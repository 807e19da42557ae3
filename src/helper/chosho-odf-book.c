/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-odf.h"

#include <string.h>

#include "chosho-helper-limits.h"
#include "chosho-sheet-layout.h"

typedef struct
{
  const char      *name;    /* (borrowed): of the strings */
  gboolean         hidden;
  ChoshoXlsxSheet *content; /* (owned) */
  GArray          *objects; /* (owned) (element-type ChoshoSheetObject) */
} Sheet;

struct _ChoshoOdfBook
{
  ChoshoZipParts    *parts;   /* (borrowed) */
  ChoshoXlsxStrings *strings; /* (owned) */
  GPtrArray         *sheets;  /* (owned) (element-type Sheet) */
};

/* Where characters go that stand directly in an element. */
typedef enum
{
  SINK_NONE,
  SINK_TEXT,
  SINK_AUTHOR,
  SINK_NAME,
} Sink;

/* The texts that are being read: of the cell, of a note on it, of a drawing over it. */
typedef enum
{
  TEXT_CELL,
  TEXT_NOTE,
  TEXT_DRAWING,
  N_TEXTS,
} Text;

typedef struct
{
  ChoshoOdfBook  *book;                /* (borrowed) */
  ChoshoOdfStyles styles;
  GByteArray     *sinks;               /* (owned): of the open elements that are reported */
  Sheet          *sheet;               /* (borrowed) (nullable): being read */
  guint           tables;              /* open; those in cells are no sheets */
  guint64         n_cells;             /* of the whole book */
  guint64         row;                 /* from 1: where the row begins */
  guint32         row_repeats;
  gboolean        row_hidden;
  guint32         row_height;
  GArray         *row_cells;           /* (owned) (element-type ChoshoSheetCell): of the row */
  guint64         column;              /* from 0 */
  guint32         repeats;             /* of the cell */
  guint32         columns_spanned, rows_spanned;
  char           *value;               /* (owned) (nullable): of a cell that shows none */
  GString        *texts[N_TEXTS];      /* (owned) */
  guint           paragraphs[N_TEXTS]; /* begun */
  guint           notes, drawings;     /* open */
  GString        *captured;            /* (owned): an author, a name */
  char           *author, *name;       /* (owned) (nullable): of the note, the drawing */
  guint32         member;
  gboolean        has_image, has_object;
  guint32         width, height;
} State;

/* --- Sheets ------------------------------------------------------------------------------------------------- */

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  chosho_xlsx_sheet_free (self->content);
  g_array_unref (self->objects);
  g_free (self);
}

static gboolean
start_sheet (State *state, ChoshoXmlPart *part, ChoshoFault *fault)
{
  g_autofree char *name = chosho_xml_part_dup (part, "name");
  Sheet *sheet;

  if (state->book->sheets->len >= CHOSHO_HELPER_LIMIT_SHEETS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_SHEETS, CHOSHO_HELPER_LIMIT_SHEETS, NULL);
  if (name != NULL && strlen (name) > CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CELL_BYTES, CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES, name);
  sheet = g_new0 (Sheet, 1);
  sheet->content = chosho_xlsx_sheet_new ();
  sheet->objects = g_array_new (FALSE, FALSE, sizeof (ChoshoSheetObject));
  g_ptr_array_add (state->book->sheets, sheet);
  sheet->hidden = chosho_odf_styles_find (&state->styles, part, "table")->hidden;
  sheet->name = chosho_xlsx_strings_keep (state->book->strings, name != NULL ? name : "", fault);
  state->sheet = sheet;
  state->row = 1;
  state->column = 0;
  return sheet->name != NULL;
}

static guint32
get_count (ChoshoXmlPart *part, const char *name)
{
  return MAX (chosho_xml_part_get_number (part, name, 1, G_MAXUINT32), 1);
}

static gboolean
is_collapsed (ChoshoXmlPart *part)
{
  char value[16] = "";

  chosho_xml_part_get (part, "visibility", value, sizeof value);
  return g_str_equal (value, "collapse") || g_str_equal (value, "filter");
}

static void
take_columns (State *state, ChoshoXmlPart *part)
{
  guint32 count = get_count (part, "number-columns-repeated"), width = chosho_odf_styles_find (&state->styles, part, "table-column")->width;
  ChoshoXlsxSheet *sheet = state->sheet->content;
  ChoshoXlsxColumns columns = {
    (guint32) state->column, (guint32) MIN (state->column + count, CHOSHO_HELPER_LIMIT_COLUMNS) - 1, width > 0 ? width : sheet->column_width,
    is_collapsed (part),
  };

  if (state->column < CHOSHO_HELPER_LIMIT_COLUMNS && (columns.width != sheet->column_width || columns.hidden))
    g_array_append_val (sheet->columns, columns);
  state->column += count;
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static void
start_row (State *state, ChoshoXmlPart *part)
{
  state->row_repeats = get_count (part, "number-rows-repeated");
  state->row_hidden = is_collapsed (part);
  state->row_height = chosho_odf_styles_find (&state->styles, part, "table-row")->height;
  state->column = 0;
  g_array_set_size (state->row_cells, 0);
}

static gboolean
add_row (State *state, guint32 number, ChoshoFault *fault)
{
  ChoshoXlsxSheet *sheet = state->sheet->content;
  ChoshoXlsxRow size = { number, state->row_height > 0 ? state->row_height : sheet->row_height, state->row_hidden };

  if (state->row_hidden)
    chosho_sheet_cells_hide_row (sheet->cells, number);
  if (size.height != sheet->row_height || size.hidden)
    g_array_append_val (sheet->rows, size);
  for (guint i = 0; i < state->row_cells->len; i++)
    {
      const ChoshoSheetCell *cell = &g_array_index (state->row_cells, ChoshoSheetCell, i);

      if (++state->n_cells > CHOSHO_HELPER_LIMIT_CELLS)
        return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CELLS, CHOSHO_HELPER_LIMIT_CELLS, NULL);
      if (!chosho_sheet_cells_add (sheet->cells, number, cell->column, cell->text, fault))
        return FALSE;
    }
  return TRUE;
}

/* A row that is repeated stands in the file once; without cells it only takes room. */
static gboolean
end_row (State *state, ChoshoFault *fault)
{
  guint64 first = state->row;

  state->row += state->row_repeats;
  if (state->row_cells->len == 0)
    return TRUE;
  if (state->row - 1 > CHOSHO_HELPER_LIMIT_ROWS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_ROWS, CHOSHO_HELPER_LIMIT_ROWS, NULL);
  for (guint64 row = first; row < state->row; row++)
    if (!add_row (state, (guint32) row, fault))
      return FALSE;
  return TRUE;
}

/* --- Cells -------------------------------------------------------------------------------------------------- */

/* What a cell without a text would show: its value, or its formula, since blank would be a lie. (transfer full) (nullable) */
static char *
find_value (ChoshoXmlPart *part)
{
  static const char *const names[] = { "string-value", "date-value", "time-value", "boolean-value", "value" };
  g_autofree char *formula = NULL;
  const char *equals;
  char *value = NULL;

  for (gsize i = 0; value == NULL && i < G_N_ELEMENTS (names); i++)
    value = chosho_xml_part_dup (part, names[i]);
  if (value != NULL)
    return value;
  formula = chosho_xml_part_dup (part, "formula");
  equals = formula != NULL ? strchr (formula, '=') : NULL;
  return g_strdup (equals != NULL ? equals : formula);
}

static void
start_cell (State *state, ChoshoXmlPart *part)
{
  state->repeats = get_count (part, "number-columns-repeated");
  state->columns_spanned = get_count (part, "number-columns-spanned");
  state->rows_spanned = get_count (part, "number-rows-spanned");
  g_free (state->value);
  state->value = find_value (part);
  g_string_truncate (state->texts[TEXT_CELL], 0);
  state->paragraphs[TEXT_CELL] = 0;
}

static gboolean
add_span (State *state, ChoshoFault *fault)
{
  GArray *ranges = state->sheet->content->ranges;
  ChoshoXlsxRange range = {
    (guint32) state->row, (guint32) MIN (state->row + state->rows_spanned - 1, CHOSHO_HELPER_LIMIT_ROWS),
    (guint32) state->column, (guint32) MIN (state->column + state->columns_spanned, CHOSHO_HELPER_LIMIT_COLUMNS) - 1,
  };

  if ((state->columns_spanned == 1 && state->rows_spanned == 1) || state->row > CHOSHO_HELPER_LIMIT_ROWS
      || state->column >= CHOSHO_HELPER_LIMIT_COLUMNS)
    return TRUE;
  if (ranges->len >= CHOSHO_HELPER_LIMIT_MERGES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_MERGES, CHOSHO_HELPER_LIMIT_MERGES, NULL);
  g_array_append_val (ranges, range);
  return TRUE;
}

static gboolean
end_cell (State *state, ChoshoFault *fault)
{
  const GString *shown = state->texts[TEXT_CELL];
  const char *text = shown->len > 0 || state->value == NULL ? shown->str : state->value;
  guint64 first = state->column;

  if (!add_span (state, fault))
    return FALSE;
  state->column += state->repeats;
  if (text[0] == '\0')
    return TRUE;
  if (state->column > CHOSHO_HELPER_LIMIT_COLUMNS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_COLUMNS, CHOSHO_HELPER_LIMIT_COLUMNS, NULL);
  text = chosho_xlsx_strings_keep (state->book->strings, text, fault);
  for (guint64 column = first; text != NULL && column < state->column; column++)
    {
      ChoshoSheetCell cell = { (guint32) state->row, (guint32) column, text };

      g_array_append_val (state->row_cells, cell);
    }
  return text != NULL;
}

/* --- Notes and drawings ------------------------------------------------------------------------------------- */

/* Over the cell that is being read, or over the first one. */
static gboolean
add_object (State *state, guint8 kind, const char *name, const char *text, ChoshoFault *fault)
{
  ChoshoXlsxStrings *strings = state->book->strings;
  ChoshoSheetObject object = {
    .kind = kind, .row = (guint32) MIN (state->row, CHOSHO_HELPER_LIMIT_ROWS), .column = (guint32) MIN (state->column, CHOSHO_HELPER_LIMIT_COLUMNS - 1),
    .width = kind != CHOSHO_HELPER_OBJECT_NOTE ? state->width : 0, .height = kind != CHOSHO_HELPER_OBJECT_NOTE ? state->height : 0,
    .member = kind == CHOSHO_HELPER_OBJECT_PICTURE ? state->member : CHOSHO_HELPER_NO_MEMBER,
    .name = chosho_xlsx_strings_keep (strings, name != NULL ? name : "", fault), .text = chosho_xlsx_strings_keep (strings, text, fault),
  };

  if (object.name == NULL || object.text == NULL)
    return FALSE;
  if (state->sheet->objects->len >= CHOSHO_HELPER_LIMIT_OBJECTS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_OBJECTS, CHOSHO_HELPER_LIMIT_OBJECTS, NULL);
  g_array_append_val (state->sheet->objects, object);
  return TRUE;
}

static void
start_note (State *state)
{
  g_clear_pointer (&state->author, g_free);
  if (state->notes++ > 0)
    return;
  g_string_truncate (state->texts[TEXT_NOTE], 0);
  state->paragraphs[TEXT_NOTE] = 0;
}

static gboolean
end_note (State *state, ChoshoFault *fault)
{
  return --state->notes > 0 || state->texts[TEXT_NOTE]->len == 0
         || add_object (state, CHOSHO_HELPER_OBJECT_NOTE, state->author, state->texts[TEXT_NOTE]->str, fault);
}

static void
start_drawing (State *state, ChoshoXmlPart *part)
{
  if (state->drawings++ > 0)
    return;
  g_free (state->name);
  state->name = chosho_xml_part_dup (part, "name");
  state->width = chosho_odf_get_pixels (part, "width", CHOSHO_HELPER_LIMIT_SIDE);
  state->height = chosho_odf_get_pixels (part, "height", CHOSHO_HELPER_LIMIT_SIDE);
  state->has_image = state->has_object = FALSE;
  state->member = CHOSHO_HELPER_NO_MEMBER;
  g_string_truncate (state->texts[TEXT_DRAWING], 0);
  state->paragraphs[TEXT_DRAWING] = 0;
}

static void
start_image (State *state, ChoshoXmlPart *part)
{
  g_autofree char *href = chosho_xml_part_dup (part, "href");

  if (!state->has_image && href != NULL)
    state->member = chosho_odf_find_member (state->book->parts, href);
  state->has_image = TRUE;
}

/* Of pictures that stand for each other the first is told; the picture of an object is none of its own. */
static gboolean
end_drawing (State *state, ChoshoFault *fault)
{
  guint8 kind = state->has_object ? CHOSHO_HELPER_OBJECT_OTHER : state->has_image ? CHOSHO_HELPER_OBJECT_PICTURE : CHOSHO_HELPER_OBJECT_SHAPE;

  return --state->drawings > 0 || add_object (state, kind, state->name, state->texts[TEXT_DRAWING]->str, fault);
}

/* --- Elements ----------------------------------------------------------------------------------------------- */

static gboolean
is (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

static const char *const cells[] = { "table-cell", "covered-table-cell", NULL };
static const char *const drawings[] = { "frame", "custom-shape", "rect", "ellipse", "line", "connector", "polygon", "polyline", "path", "circle", NULL };

static Sink
find_sink (State *state, const char *name)
{
  static const char *const silent[] = { "annotation", "frame", "text-box", "table", "table-row", "binary-data", "ruby-text", "script", "event-listeners", NULL };
  Sink around = state->sinks->len > 0 ? state->sinks->data[state->sinks->len - 1] : SINK_NONE;

  if (g_str_equal (name, "p") || g_str_equal (name, "h"))
    return SINK_TEXT;
  if (is (name, silent) || is (name, cells))
    return SINK_NONE;
  if (around == SINK_NONE && g_str_equal (name, "creator"))
    return SINK_AUTHOR;
  return around == SINK_NONE && (g_str_equal (name, "title") || g_str_equal (name, "desc")) ? SINK_NAME : around;
}

static Text
which_text (State *state)
{
  return state->notes > 0 ? TEXT_NOTE : state->drawings > 0 ? TEXT_DRAWING : TEXT_CELL;
}

/* One step above the limit of a cell, which is reported with its place. */
static void
put (State *state, const char *text, gsize size_bytes)
{
  Sink sink = state->sinks->len > 0 ? state->sinks->data[state->sinks->len - 1] : SINK_NONE;
  GString *target = sink == SINK_TEXT ? state->texts[which_text (state)] : state->captured;

  if (sink != SINK_NONE && target->len <= CHOSHO_HELPER_LIMIT_CELL_BYTES)
    g_string_append_len (target, text, (gssize) size_bytes);
}

static gboolean
on_text (ChoshoXmlPart *part, const char *text, gsize size_bytes, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;

  if (state->sheet != NULL)
    put (state, text, size_bytes);
  return TRUE;
}

static void
start_paragraph (State *state)
{
  if (state->paragraphs[which_text (state)]++ > 0)
    put (state, "\n", 1);
}

static gboolean
start_table (State *state, ChoshoXmlPart *part, ChoshoFault *fault)
{
  return state->tables++ > 0 || start_sheet (state, part, fault);
}

static gboolean
start_inside (State *state, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  Sink sink = state->sinks->data[state->sinks->len - 1];

  if (sink == SINK_AUTHOR || sink == SINK_NAME)
    g_string_truncate (state->captured, 0);
  if (g_str_equal (name, "p") || g_str_equal (name, "h"))
    start_paragraph (state);
  else if (g_str_equal (name, "s"))
    put (state, " ", 1);
  else if (g_str_equal (name, "tab"))
    put (state, "\t", 1);
  else if (g_str_equal (name, "line-break"))
    put (state, "\n", 1);
  else if (g_str_equal (name, "annotation"))
    start_note (state);
  else if (is (name, drawings))
    start_drawing (state, part);
  else if (g_str_equal (name, "image"))
    start_image (state, part);
  else if (g_str_equal (name, "object") || g_str_equal (name, "object-ole"))
    state->has_object = TRUE;
  else if (state->tables != 1 || state->drawings > 0)
    return TRUE;
  else if (g_str_equal (name, "table-column"))
    take_columns (state, part);
  else if (g_str_equal (name, "table-row"))
    start_row (state, part);
  else if (is (name, cells))
    start_cell (state, part);
  return TRUE;
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;
  guint8 sink = find_sink (state, name);

  g_byte_array_append (state->sinks, &sink, 1);
  /* sheets stand in the third element; tables elsewhere keep what other documents said */
  if (g_str_equal (name, "table") && (state->sheet != NULL || state->sinks->len == 4))
    return start_table (state, part, fault);
  return state->sheet != NULL ? start_inside (state, part, name, fault) : chosho_odf_styles_take (&state->styles, part, name, fault);
}

static gboolean
end_inside (State *state, const char *name, Sink sink, ChoshoFault *fault)
{
  if (sink == SINK_AUTHOR)
    {
      g_free (state->author);
      state->author = g_strdup (state->captured->str);
    }
  else if (sink == SINK_NAME && state->captured->len > 0)
    {
      g_free (state->name);
      state->name = g_strdup (state->captured->str);
    }
  else if (g_str_equal (name, "annotation"))
    return end_note (state, fault);
  else if (is (name, drawings))
    return end_drawing (state, fault);
  else if (state->tables != 1 || state->drawings > 0)
    return TRUE;
  else if (is (name, cells))
    return end_cell (state, fault);
  else if (g_str_equal (name, "table-row"))
    return end_row (state, fault);
  return TRUE;
}

static gboolean
on_end (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;
  Sink sink = state->sinks->data[state->sinks->len - 1];
  gboolean done = TRUE;

  g_byte_array_set_size (state->sinks, state->sinks->len - 1);
  if (state->sheet == NULL)
    chosho_odf_styles_end (&state->styles, name);
  else if (g_str_equal (name, "table"))
    {
      if (--state->tables == 0)
        state->sheet = NULL;
    }
  else
    done = end_inside (state, name, sink, fault);
  if (!done && state->sheet != NULL)
    chosho_fault_add_sheet (fault, state->sheet->name);
  return done;
}

/* --- The book ----------------------------------------------------------------------------------------------- */

static gboolean
read_content (ChoshoOdfBook *self, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { on_start, on_end, on_text, .open_document = TRUE };
  State state = { .book = self };
  gboolean done;

  chosho_odf_styles_init (&state.styles);
  state.sinks = g_byte_array_new ();
  state.row_cells = g_array_new (FALSE, FALSE, sizeof (ChoshoSheetCell));
  state.captured = g_string_new (NULL);
  for (gsize i = 0; i < N_TEXTS; i++)
    state.texts[i] = g_string_new (NULL);
  done = chosho_xml_part_read (self->parts, CHOSHO_ODF_CONTENT, &handler, &state, fault);
  chosho_odf_styles_clear (&state.styles);
  g_byte_array_unref (state.sinks);
  g_array_unref (state.row_cells);
  g_string_free (state.captured, TRUE);
  for (gsize i = 0; i < N_TEXTS; i++)
    g_string_free (state.texts[i], TRUE);
  g_free (state.value);
  g_free (state.author);
  g_free (state.name);
  return done;
}

ChoshoOdfBook *
chosho_odf_book_open (ChoshoZipParts *parts, ChoshoFault *fault)
{
  g_autoptr (ChoshoOdfBook) self = g_new0 (ChoshoOdfBook, 1);

  self->parts = parts;
  self->strings = chosho_xlsx_strings_new ();
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  if (!chosho_odf_check_open (parts, fault) || !read_content (self, fault))
    return NULL;
  if (self->sheets->len == 0)
    chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_SHEET, NULL);
  return self->sheets->len > 0 ? g_steal_pointer (&self) : NULL;
}

void
chosho_odf_book_free (ChoshoOdfBook *self)
{
  g_ptr_array_unref (self->sheets);
  chosho_xlsx_strings_free (self->strings);
  g_free (self);
}

static const Sheet *
need_sheet (ChoshoOdfBook *self, guint index, ChoshoFault *fault)
{
  if (index < self->sheets->len)
    return g_ptr_array_index (self->sheets, index);
  chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_NO_SUCH_SHEET, index + 1, NULL);
  return NULL;
}

gboolean
chosho_odf_book_write_sheets (ChoshoOdfBook *self, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const Sheet *sheet = g_ptr_array_index (self->sheets, i);

      chosho_sheet_write_name (sheet->name, sheet->hidden, writer);
    }
  return TRUE;
}

gboolean
chosho_odf_book_write_layout (ChoshoOdfBook *self, guint index, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  const Sheet *sheet = need_sheet (self, index, fault);
  guint objects = 0;

  if (sheet == NULL)
    return FALSE;
  chosho_sheet_layout_write (sheet->content, writer);
  for (guint i = 0; i < sheet->objects->len; i++)
    if (!chosho_sheet_object_write (&g_array_index (sheet->objects, ChoshoSheetObject, i), &objects, writer, fault))
      {
        chosho_fault_add_sheet (fault, sheet->name);
        return FALSE;
      }
  return TRUE;
}

gboolean
chosho_odf_book_write_rows (ChoshoOdfBook *self, guint index, guint32 first, guint32 count, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  const Sheet *sheet = need_sheet (self, index, fault);
  g_autoptr (ChoshoTableWriter) table = NULL;

  if (sheet == NULL)
    return FALSE;
  table = chosho_table_writer_new (writer, "");
  return chosho_table_writer_begin_sheet (table, sheet->name, sheet->hidden, fault)
         && chosho_sheet_cells_write_rows (sheet->content->cells, first, count, table, fault);
}
