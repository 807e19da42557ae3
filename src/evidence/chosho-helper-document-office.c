/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-helper-client-private.h"

#include "chosho-helper-limits.h"

/* Pixels: further out than any sheet; the helper itself cuts at a million. */
#define LIMIT_PIXELS 2000000
#define LIMIT_LEVEL 16

gboolean
chosho_helper_take_sheet_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  GPtrArray *sheets = user_data;
  gboolean hidden;
  g_autofree char *name = NULL;

  if (type != CHOSHO_HELPER_RECORD_SHEET || sheets->len >= CHOSHO_HELPER_LIMIT_SHEETS)
    return FALSE;
  hidden = chosho_helper_payload_boolean (payload);
  name = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES);
  if (payload->broken)
    return FALSE;
  chosho_sheet_list_add (sheets, name, hidden);
  return TRUE;
}

/* --- Layout ------------------------------------------------------------------------------------------------- */

static gboolean
take_layout (ChoshoSheetLayout *layout, ChoshoHelperPayload *payload)
{
  layout->n_rows = chosho_helper_payload_u32 (payload);
  layout->n_columns = chosho_helper_payload_u32 (payload);
  layout->row_height = chosho_helper_payload_u32 (payload);
  layout->column_width = chosho_helper_payload_u32 (payload);
  return !payload->broken && layout->n_rows <= CHOSHO_HELPER_LIMIT_ROWS && layout->n_columns <= CHOSHO_HELPER_LIMIT_COLUMNS
         && layout->row_height <= LIMIT_PIXELS && layout->column_width <= LIMIT_PIXELS;
}

static gboolean
take_columns (ChoshoSheetLayout *layout, ChoshoHelperPayload *payload)
{
  ChoshoSheetColumns columns;
  guint32 next = 0;

  if (layout->columns->len > 0)
    next = g_array_index (layout->columns, ChoshoSheetColumns, layout->columns->len - 1).last + 1;
  columns.first = chosho_helper_payload_u32 (payload);
  columns.last = chosho_helper_payload_u32 (payload);
  columns.width = chosho_helper_payload_u32 (payload);
  columns.hidden = chosho_helper_payload_boolean (payload);
  if (payload->broken || columns.first < next || columns.last < columns.first || columns.last >= CHOSHO_HELPER_LIMIT_COLUMNS
      || columns.width > LIMIT_PIXELS)
    return FALSE;
  g_array_append_val (layout->columns, columns);
  return TRUE;
}

static gboolean
take_row_size (ChoshoSheetLayout *layout, ChoshoHelperPayload *payload)
{
  ChoshoSheetRowSize row;
  guint32 last = layout->rows->len > 0 ? g_array_index (layout->rows, ChoshoSheetRowSize, layout->rows->len - 1).number : 0;

  row.number = chosho_helper_payload_u32 (payload);
  row.height = chosho_helper_payload_u32 (payload);
  row.hidden = chosho_helper_payload_boolean (payload);
  if (payload->broken || row.number <= last || row.number > CHOSHO_HELPER_LIMIT_ROWS || row.height > LIMIT_PIXELS)
    return FALSE;
  g_array_append_val (layout->rows, row);
  return TRUE;
}

static gboolean
take_merge (ChoshoSheetLayout *layout, ChoshoHelperPayload *payload)
{
  ChoshoSheetMerge merge;

  merge.first_row = chosho_helper_payload_u32 (payload);
  merge.last_row = chosho_helper_payload_u32 (payload);
  merge.first_column = chosho_helper_payload_u32 (payload);
  merge.last_column = chosho_helper_payload_u32 (payload);
  if (payload->broken || layout->merges->len >= CHOSHO_HELPER_LIMIT_MERGES || merge.first_row == 0
      || merge.last_row < merge.first_row || merge.last_row > CHOSHO_HELPER_LIMIT_ROWS || merge.last_column < merge.first_column
      || merge.last_column >= CHOSHO_HELPER_LIMIT_COLUMNS)
    return FALSE;
  g_array_append_val (layout->merges, merge);
  return TRUE;
}

static gint64
take_member (ChoshoHelperPayload *payload)
{
  guint32 member = chosho_helper_payload_u32 (payload);

  return member == CHOSHO_HELPER_NO_MEMBER ? -1 : (gint64) member;
}

static gboolean
take_object (ChoshoSheetLayout *layout, ChoshoHelperPayload *payload)
{
  ChoshoSheetObject *object;
  guint8 kind = chosho_helper_payload_u8 (payload);

  if (layout->objects->len >= CHOSHO_HELPER_LIMIT_OBJECTS || kind > CHOSHO_HELPER_OBJECT_NOTE)
    return FALSE;
  object = chosho_sheet_layout_add_object (layout);
  object->kind = kind; /* both enumerations list the kinds in the order of the protocol */
  object->row = chosho_helper_payload_u32 (payload);
  object->column = chosho_helper_payload_u32 (payload);
  object->x = chosho_helper_payload_u32 (payload);
  object->y = chosho_helper_payload_u32 (payload);
  object->last_row = chosho_helper_payload_u32 (payload);
  object->last_column = chosho_helper_payload_u32 (payload);
  object->last_x = chosho_helper_payload_u32 (payload);
  object->last_y = chosho_helper_payload_u32 (payload);
  object->width = chosho_helper_payload_u32 (payload);
  object->height = chosho_helper_payload_u32 (payload);
  object->member = take_member (payload);
  object->name = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_CELL_BYTES);
  object->text = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_CELL_BYTES);
  return !payload->broken && object->row >= 1 && object->row <= CHOSHO_HELPER_LIMIT_ROWS
         && object->column < CHOSHO_HELPER_LIMIT_COLUMNS && object->last_row <= CHOSHO_HELPER_LIMIT_ROWS
         && object->last_column < CHOSHO_HELPER_LIMIT_COLUMNS && object->x <= LIMIT_PIXELS && object->y <= LIMIT_PIXELS
         && object->last_x <= LIMIT_PIXELS && object->last_y <= LIMIT_PIXELS && object->width <= LIMIT_PIXELS
         && object->height <= LIMIT_PIXELS;
}

gboolean
chosho_helper_take_layout_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  ChoshoSheetLayout **found = user_data;

  if (*found == NULL)
    {
      if (type != CHOSHO_HELPER_RECORD_LAYOUT)
        return FALSE;
      *found = chosho_sheet_layout_new ();
      return take_layout (*found, payload);
    }
  switch (type)
    {
    case CHOSHO_HELPER_RECORD_COLUMNS:
      return take_columns (*found, payload);
    case CHOSHO_HELPER_RECORD_ROW_SIZE:
      return take_row_size (*found, payload);
    case CHOSHO_HELPER_RECORD_MERGE:
      return take_merge (*found, payload);
    case CHOSHO_HELPER_RECORD_OBJECT:
      return take_object (*found, payload);
    default:
      return FALSE;
    }
}

/* --- Blocks ------------------------------------------------------------------------------------------------- */

static gboolean
take_marks (ChoshoBlock *block, ChoshoHelperPayload *payload)
{
  guint32 n_marks = chosho_helper_payload_u32 (payload);
  guint32 length;

  if (payload->broken || n_marks > CHOSHO_HELPER_LIMIT_BLOCK_MARKS)
    return FALSE;
  length = (guint32) g_utf8_strlen (block->text, -1);
  for (guint32 i = 0; i < n_marks; i++)
    {
      guint8 kind = chosho_helper_payload_u8 (payload);
      guint32 first = chosho_helper_payload_u32 (payload), characters = chosho_helper_payload_u32 (payload);
      char *author = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_BLOCK_BYTES);

      if (author == NULL)
        return FALSE;
      chosho_block_add_mark (block, kind, first, characters, author);
      if (kind > CHOSHO_HELPER_MARK_COMMENT || first > length || characters > length - first)
        return FALSE;
    }
  return TRUE;
}

gboolean
chosho_helper_take_block_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  GPtrArray *blocks = user_data;
  guint8 kind, zone, flags;
  ChoshoBlock *block;

  if (type != CHOSHO_HELPER_RECORD_BLOCK || blocks->len >= CHOSHO_HELPER_LIMIT_BLOCKS)
    return FALSE;
  block = chosho_block_list_add (blocks);
  kind = chosho_helper_payload_u8 (payload);
  zone = chosho_helper_payload_u8 (payload);
  block->level = chosho_helper_payload_u8 (payload);
  flags = chosho_helper_payload_u8 (payload);
  block->slide = chosho_helper_payload_u32 (payload);
  block->number = chosho_helper_payload_u32 (payload);
  block->row = chosho_helper_payload_u32 (payload);
  block->member = take_member (payload);
  block->label = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_BLOCK_BYTES);
  block->text = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_BLOCK_BYTES);
  /* these enumerations list their values in the order of the protocol */
  block->kind = kind;
  block->zone = zone;
  block->hidden = (flags & CHOSHO_HELPER_BLOCK_HIDDEN) != 0;
  return !payload->broken && kind <= CHOSHO_HELPER_BLOCK_ATTACHMENT && zone <= CHOSHO_HELPER_ZONE_HTML && block->level <= LIMIT_LEVEL
         && take_marks (block, payload);
}
