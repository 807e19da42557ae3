/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office-fixture.h"

char *
office_fixture_dump_rows (ChoshoHelperDocument *document, guint sheet, guint32 first, guint32 count, const char *charset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTable) table = chosho_helper_document_read_rows (document, sheet, first, count, charset, NULL, &error);

  return table != NULL ? helper_fixture_dump_table (table) : g_strdup_printf ("error %s: %s\n", chosho_error_code (error), error->message);
}

char *
office_fixture_dump_layout (ChoshoHelperDocument *document, guint sheet)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoSheetLayout) layout = chosho_helper_document_read_layout (document, sheet, NULL, NULL, &error);
  GString *out = g_string_new (NULL);

  if (layout == NULL)
    {
      g_string_printf (out, "error %s: %s\n", chosho_error_code (error), error->message);
      return g_string_free (out, FALSE);
    }
  g_string_append_printf (out, "%ux%u\n", layout->n_rows, layout->n_columns);
  for (guint i = 0; i < layout->columns->len; i++)
    {
      const ChoshoSheetColumns *columns = &g_array_index (layout->columns, ChoshoSheetColumns, i);

      g_string_append_printf (out, "columns %u-%u %u%s\n", columns->first, columns->last, columns->width, columns->hidden ? "!" : "");
    }
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const ChoshoSheetRowSize *row = &g_array_index (layout->rows, ChoshoSheetRowSize, i);

      g_string_append_printf (out, "row %u %u%s\n", row->number, row->height, row->hidden ? "!" : "");
    }
  for (guint i = 0; i < layout->merges->len; i++)
    {
      const ChoshoSheetMerge *merge = &g_array_index (layout->merges, ChoshoSheetMerge, i);

      g_string_append_printf (out, "merge %u-%u %u-%u\n", merge->first_row, merge->last_row, merge->first_column, merge->last_column);
    }
  for (guint i = 0; i < layout->objects->len; i++)
    {
      const ChoshoSheetObject *object = g_ptr_array_index (layout->objects, i);

      g_string_append_printf (out, "object %d at %u,%u to %u,%u member %d “%s” “%s”\n", object->kind, object->row, object->column,
                              object->last_row, object->last_column, (int) object->member, object->name, object->text);
    }
  return g_string_free (out, FALSE);
}

static void
append_block (GString *out, const ChoshoBlock *block)
{
  static const char kinds[] = "ph-tfos:a";
  static const char zones[] = "bhfnecstw";
  g_autofree char *text = g_strdelimit (g_strdelimit (g_strdup (block->text), CHOSHO_BLOCK_CELL_END, '|'), "\n", '/');

  g_string_append_printf (out, "%c%c", zones[block->zone], kinds[block->kind]);
  if (block->slide > 0)
    g_string_append_printf (out, " s%u%s", block->slide, block->hidden ? "!" : "");
  g_string_append_printf (out, " %u", block->number);
  if (block->row > 0)
    g_string_append_printf (out, ".%u", block->row);
  if (block->level > 0)
    g_string_append_printf (out, " L%u", block->level);
  if (block->member >= 0)
    g_string_append_printf (out, " #%d", (int) block->member);
  if (block->label[0] != '\0')
    g_string_append_printf (out, " <%s>", block->label);
  g_string_append_printf (out, " %s", text);
  for (guint i = 0; block->marks != NULL && i < block->marks->len; i++)
    {
      const ChoshoBlockMark *mark = g_ptr_array_index (block->marks, i);

      g_string_append_printf (out, " {%d %u+%u %s}", mark->kind, mark->first, mark->n_characters, mark->author);
    }
  g_string_append_c (out, '\n');
}

char *
office_fixture_dump_blocks (ChoshoHelperDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = chosho_helper_document_read_blocks (document, NULL, &error);
  GString *out = g_string_new (NULL);

  if (blocks == NULL)
    g_string_printf (out, "error %s: %s\n", chosho_error_code (error), error->message);
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    append_block (out, g_ptr_array_index (blocks, i));
  return g_string_free (out, FALSE);
}

void
office_fixture_assert_blocks (GBytes *bytes, const char *expected)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (bytes);
  g_autofree char *text = office_fixture_dump_blocks (document);

  g_assert_cmpstr (text, ==, expected);
}

void
office_fixture_assert_kind (ChoshoHelperDocument *document, ChoshoContentKind kind, const char *format, gboolean has_cells)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoContentInfo) info = chosho_helper_document_read_info (document, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (info->kind, ==, kind);
  g_assert_cmpstr (info->format, ==, format);
  g_assert_cmpint (info->has_cells, ==, has_cells);
}
