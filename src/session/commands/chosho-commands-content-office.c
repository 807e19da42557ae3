/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-commands-content-private.h"

#include <glib/gi18n-lib.h>

#include "chosho-content-place.h"
#include "chosho-error.h"

#define ROWS_AT_ONCE 10000

/* The member of the container, as --member takes it. */
static void
set_member (ChoshoValue *value, gint64 member)
{
  g_autofree char *text = member >= 0 ? g_strdup_printf ("#%" G_GINT64_FORMAT, member + 1) : NULL;

  chosho_value_set_string (value, "member", text);
}

static void
set_if_any (ChoshoValue *value, const char *key, const char *text)
{
  if (text != NULL && text[0] != '\0')
    chosho_value_set_string (value, key, text);
}

/* --- Sheets ------------------------------------------------------------------------------------------------- */

static gboolean
add_cells (ChoshoValue *cells, const char *sheet, const ChoshoTable *table, gsize *total_bytes, GError **error)
{
  const ChoshoTableSheet *rows = g_ptr_array_index (table->sheets, 0);

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const ChoshoTableRow *row = g_ptr_array_index (rows->rows, i);

      for (guint column = 0; column < row->cells->len; column++)
        {
          const char *text = chosho_table_row_get (row, column);
          ChoshoValue *cell;
          g_autofree char *place = NULL;

          if (text == NULL)
            continue;
          place = chosho_content_place_of_cell (sheet, row->number, column);
          if (!chosho_content_count_text (total_bytes, text, error) || !chosho_content_count_text (total_bytes, place, error))
            return FALSE;
          cell = chosho_value_new_object ();
          chosho_value_set_string (cell, "place", place);
          chosho_value_set_string (cell, "text", text);
          if (row->hidden)
            chosho_value_set_boolean (cell, "hidden", TRUE);
          chosho_value_append (cells, cell);
        }
    }
  return TRUE;
}

static gboolean
add_objects (ChoshoValue *objects, const char *sheet, const ChoshoSheetLayout *layout, gsize *total_bytes, GError **error)
{
  static const char *const kinds[] = { "picture", "shape", "other", "note" };

  for (guint i = 0; i < layout->objects->len; i++)
    {
      const ChoshoSheetObject *object = g_ptr_array_index (layout->objects, i);
      ChoshoValue *value = chosho_value_new_object ();
      g_autofree char *place = chosho_content_place_of_object (sheet, object);

      chosho_value_append (objects, value);
      chosho_value_set_string (value, "place", place);
      chosho_value_set_string (value, "kind", kinds[object->kind]);
      set_if_any (value, "name", object->name);
      set_if_any (value, "text", object->text);
      set_member (value, object->member);
      if (!chosho_content_count_text (total_bytes, object->text, error) || !chosho_content_count_text (total_bytes, object->name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_rows (ChoshoHelperDocument *document, guint index, const char *name, gint64 from, gint64 wanted, guint32 n_rows, ChoshoValue *cells,
          gsize *total_bytes, GCancellable *cancellable, GError **error)
{
  for (gint64 first = from; first <= (gint64) n_rows && wanted > 0; first += ROWS_AT_ONCE, wanted -= ROWS_AT_ONCE)
    {
      g_autoptr (ChoshoTable) table
        = chosho_helper_document_read_rows (document, index, (guint32) first, (guint32) MIN (wanted, ROWS_AT_ONCE), NULL, cancellable, error);

      if (table == NULL || !add_cells (cells, name, table, total_bytes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_sheet (ChoshoHelperDocument *document, guint index, const ChoshoSheetInfo *info, gint64 from, gint64 wanted, ChoshoValue *list,
           gsize *total_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoSheetLayout) layout = chosho_helper_document_read_layout (document, index, NULL, cancellable, error);
  ChoshoValue *value, *cells, *objects;

  if (layout == NULL)
    return FALSE;
  value = chosho_value_new_object ();
  cells = chosho_value_new_array ();
  objects = chosho_value_new_array ();
  chosho_value_append (list, value);
  chosho_value_set_integer (value, "sheet", index + 1);
  chosho_value_set_string (value, "name", info->name);
  chosho_value_set_boolean (value, "hidden", info->hidden);
  chosho_value_set_integer (value, "rows", layout->n_rows);
  chosho_value_set_integer (value, "columns", layout->n_columns);
  chosho_value_set (value, "cells", cells);
  chosho_value_set (value, "objects", objects);
  return add_rows (document, index, info->name, from, wanted, layout->n_rows, cells, total_bytes, cancellable, error)
         && add_objects (objects, info->name, layout, total_bytes, error);
}

gboolean
chosho_content_read_sheets (ChoshoHelperDocument *document, gint64 only, gint64 from, gint64 wanted, ChoshoValue *value,
                            GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sheets = chosho_helper_document_read_sheets (document, cancellable, error);
  ChoshoValue *list;
  gsize total_bytes = 0;

  if (sheets == NULL)
    return FALSE;
  if (only > (gint64) sheets->len)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("it has no sheet %u"), (guint) MIN (only, G_MAXUINT));
      return FALSE;
    }
  list = chosho_value_new_array ();
  chosho_value_set (value, "sheets", list);
  for (guint i = only >= 1 ? (guint) only - 1 : 0; i < (only >= 1 ? (guint) only : sheets->len); i++)
    if (!add_sheet (document, i, g_ptr_array_index (sheets, i), from, wanted, list, &total_bytes, cancellable, error))
      return FALSE;
  return TRUE;
}

/* --- Flows -------------------------------------------------------------------------------------------------- */

/* Tracked changes as wdiff writes them: [-deleted-]{+inserted+}. NULL where there are none. (transfer full) */
static char *
dup_marked (const ChoshoBlock *block)
{
  GString *out = NULL;
  guint32 at = 0;
  const char *p = block->text;

  for (guint i = 0; block->marks != NULL && i < block->marks->len; i++)
    {
      const ChoshoBlockMark *mark = g_ptr_array_index (block->marks, i);
      gboolean deleted = mark->kind == CHOSHO_MARK_DELETED;
      const char *from, *to;

      if (mark->kind > CHOSHO_MARK_DELETED || mark->first < at)
        continue;
      if (out == NULL)
        out = g_string_new (NULL);
      from = g_utf8_offset_to_pointer (p, (glong) (mark->first - at));
      to = g_utf8_offset_to_pointer (from, (glong) mark->n_characters);
      g_string_append_len (out, p, from - p);
      g_string_append (out, deleted ? "[-" : "{+");
      g_string_append_len (out, from, to - from);
      g_string_append (out, deleted ? "-]" : "+}");
      p = to;
      at = mark->first + mark->n_characters;
    }
  if (out == NULL)
    return NULL;
  g_string_append (out, p);
  return g_string_free (out, FALSE);
}

static void
add_marks (ChoshoValue *value, const ChoshoBlock *block)
{
  static const char *const kinds[] = { "inserted", "deleted", "hidden", "comment" };
  ChoshoValue *marks;

  if (block->marks == NULL)
    return;
  marks = chosho_value_new_array ();
  for (guint i = 0; i < block->marks->len; i++)
    {
      const ChoshoBlockMark *mark = g_ptr_array_index (block->marks, i);
      ChoshoValue *item = chosho_value_new_object ();

      chosho_value_set_string (item, "kind", kinds[mark->kind]);
      chosho_value_set_integer (item, "first", mark->first);
      chosho_value_set_integer (item, "characters", mark->n_characters);
      set_if_any (item, "author", mark->author);
      chosho_value_append (marks, item);
    }
  chosho_value_set (value, "marks", marks);
}

/* The numbers by which it is cited; those that mean nothing are left out. */
static void
add_numbers (ChoshoValue *value, const ChoshoBlock *block)
{
  if (block->slide > 0)
    chosho_value_set_integer (value, "slide", block->slide);
  if (block->number > 0)
    chosho_value_set_integer (value, "number", block->number);
  if (block->kind == CHOSHO_BLOCK_ATTACHMENT && block->row > 0)
    chosho_value_set_integer (value, "size_bytes", block->row);
  else if (block->zone == CHOSHO_ZONE_COMMENT && block->row > 0)
    chosho_value_set_integer (value, "paragraph", block->row);
  else if (block->kind == CHOSHO_BLOCK_TABLE_ROW)
    chosho_value_set_integer (value, "row", block->row);
  if (block->kind == CHOSHO_BLOCK_HEADING || block->level > 0)
    chosho_value_set_integer (value, "level", block->level);
}

static ChoshoValue *
describe_block (const ChoshoBlock *block)
{
  static const char *const kinds[] = { "paragraph", "heading", "list-item", "table-row", "picture", "other", "slide", "field", "attachment" };
  static const char *const zones[] = { "body", "header", "footer", "footnote", "endnote", "comment", "notes", "text-box", "html" };
  ChoshoValue *value = chosho_value_new_object ();
  g_autofree char *text = g_strdelimit (g_strdup (block->text), CHOSHO_BLOCK_CELL_END, '\t');
  g_autofree char *marked = dup_marked (block);

  chosho_value_set_string (value, "kind", kinds[block->kind]);
  chosho_value_set_string (value, "zone", zones[block->zone]);
  add_numbers (value, block);
  set_if_any (value, "name", block->label);
  set_if_any (value, "text", text);
  if (marked != NULL)
    chosho_value_set_string (value, "marked", g_strdelimit (marked, CHOSHO_BLOCK_CELL_END, '\t'));
  if (block->hidden)
    chosho_value_set_boolean (value, "hidden", TRUE);
  set_member (value, block->member);
  add_marks (value, block);
  return value;
}

gboolean
chosho_content_read_blocks (ChoshoHelperDocument *document, ChoshoValue *value, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) blocks = chosho_helper_document_read_blocks (document, cancellable, error);
  ChoshoValue *list;
  gsize total_bytes = 0;

  if (blocks == NULL)
    return FALSE;
  list = chosho_value_new_array ();
  chosho_value_set (value, "blocks", list);
  for (guint i = 0; i < blocks->len; i++)
    {
      const ChoshoBlock *block = g_ptr_array_index (blocks, i);

      if (!chosho_content_count_text (&total_bytes, block->text, error))
        return FALSE;
      chosho_value_append (list, describe_block (block));
    }
  return TRUE;
}
