/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-xlsx-book.h"

#include <string.h>

#include "chosho-helper-limits.h"
#include "chosho-sheet-layout.h"

static void
sheet_free (gpointer data)
{
  ChoshoXlsxBookSheet *self = data;

  g_free (self->name);
  g_free (self->relation);
  g_clear_pointer (&self->content, chosho_xlsx_sheet_free);
  g_free (self);
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  ChoshoXlsxBook *self = user_data;
  g_autofree char *sheet_name = NULL, *relation = NULL;
  char state[16] = "";
  ChoshoXlsxBookSheet *sheet;

  if (g_str_equal (name, "workbookPr"))
    self->from_1904 = chosho_xml_part_get_boolean (part, "date1904");
  if (!g_str_equal (name, "sheet"))
    return TRUE;
  relation = chosho_xml_part_dup_relation (part, "id");
  sheet_name = chosho_xml_part_dup (part, "name");
  if (relation == NULL || sheet_name == NULL)
    return TRUE;
  if (self->sheets->len >= CHOSHO_HELPER_LIMIT_SHEETS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_SHEETS,
                                   CHOSHO_HELPER_LIMIT_SHEETS, NULL);
  if (strlen (sheet_name) > CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CELL_BYTES,
                                   CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES, sheet_name);
  chosho_xml_part_get (part, "state", state, sizeof state);
  sheet = g_new0 (ChoshoXlsxBookSheet, 1);
  sheet->name = g_steal_pointer (&sheet_name);
  sheet->relation = g_steal_pointer (&relation);
  sheet->hidden = g_str_equal (state, "hidden") || g_str_equal (state, "veryHidden");
  g_ptr_array_add (self->sheets, sheet);
  return TRUE;
}

ChoshoXlsxBook *
chosho_xlsx_book_open (ChoshoZipParts *parts, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { .start = on_start };
  g_autoptr (ChoshoXlsxBook) self = g_new0 (ChoshoXlsxBook, 1);
  g_autofree char *name = chosho_office_find_main (parts, fault);

  self->parts = parts;
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  self->strings = chosho_xlsx_strings_new ();
  if (name == NULL || !chosho_xml_part_read (parts, name, &handler, self, fault))
    return NULL;
  self->relations = chosho_office_relations_read (parts, name, fault);
  return self->relations != NULL ? g_steal_pointer (&self) : NULL;
}

void
chosho_xlsx_book_free (ChoshoXlsxBook *self)
{
  g_ptr_array_unref (self->sheets);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  chosho_xlsx_strings_free (self->strings);
  g_clear_pointer (&self->styles, chosho_xlsx_styles_free);
  g_free (self);
}

gboolean
chosho_xlsx_book_read_common (ChoshoXlsxBook *self, ChoshoFault *fault)
{
  const ChoshoOfficeRelation *strings = chosho_office_relations_find_type (self->relations, "sharedStrings");
  const ChoshoOfficeRelation *styles = chosho_office_relations_find_type (self->relations, "styles");

  if (strings != NULL && !chosho_xlsx_strings_read (self->strings, self->parts, strings->target, fault))
    return FALSE;
  if (styles != NULL)
    self->styles = chosho_xlsx_styles_read (self->parts, styles->target, fault);
  return styles == NULL || self->styles != NULL;
}

const char *
chosho_xlsx_book_find_part (ChoshoXlsxBook *self, guint index, ChoshoFault *fault)
{
  const ChoshoXlsxBookSheet *sheet = g_ptr_array_index (self->sheets, index);
  const ChoshoOfficeRelation *relation = chosho_office_relations_find_id (self->relations, sheet->relation);

  if (relation == NULL)
    {
      chosho_fault_set (fault, CHOSHO_HELPER_REASON_PART_MISSING, sheet->relation);
      chosho_fault_add_sheet (fault, sheet->name);
      return NULL;
    }
  return g_str_equal (relation->type, "worksheet") ? relation->target : "";
}

/* --- Answers ------------------------------------------------------------------------------------------ */

/* Sheet @index with its cells; NULL with @fault set. */
static ChoshoXlsxBookSheet *
need_sheet (ChoshoXlsxBook *self, guint index, ChoshoFault *fault)
{
  ChoshoXlsxSheetSource source = {
    .strings = self->strings, .styles = self->styles, .from_1904 = self->from_1904, .displayed = TRUE,
  };
  ChoshoXlsxBookSheet *sheet;

  if (index >= self->sheets->len)
    {
      chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_NO_SUCH_SHEET, index + 1, NULL);
      return NULL;
    }
  sheet = g_ptr_array_index (self->sheets, index);
  if (sheet->content != NULL)
    return sheet;
  source.name = chosho_xlsx_book_find_part (self, index, fault);
  if (source.name == NULL)
    return NULL;
  if (source.name[0] == '\0')
    sheet->content = chosho_xlsx_sheet_new ();
  else
    sheet->content = chosho_xlsx_sheet_load (self->parts, NULL, 0, &source, fault);
  if (sheet->content == NULL)
    chosho_fault_add_sheet (fault, sheet->name);
  return sheet->content != NULL ? sheet : NULL;
}

void
chosho_xlsx_book_write_sheets (ChoshoXlsxBook *self, ChoshoRecordWriter *writer)
{
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const ChoshoXlsxBookSheet *sheet = g_ptr_array_index (self->sheets, i);

      chosho_sheet_write_name (sheet->name, sheet->hidden, writer);
    }
}

/* What lies over the cells; its parts are found by the sheet's own relations. */
static gboolean
write_objects (ChoshoXlsxBook *self, guint index, const ChoshoXlsxSheet *sheet, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  const char *part = chosho_xlsx_book_find_part (self, index, fault);
  g_autoptr (GPtrArray) relations = part != NULL && part[0] != '\0' ? chosho_office_relations_read (self->parts, part, fault) : NULL;
  const ChoshoOfficeRelation *drawing, *comments;
  guint objects = 0;

  if (relations == NULL)
    return fault->reason == 0;
  drawing = sheet->drawing != NULL ? chosho_office_relations_find_id (relations, sheet->drawing) : NULL;
  comments = chosho_office_relations_find_type (relations, "comments");
  return (drawing == NULL || chosho_xlsx_drawing_write (self->parts, drawing->target, &objects, writer, fault))
         && (comments == NULL || chosho_xlsx_comments_write (self->parts, comments->target, &objects, writer, fault));
}

gboolean
chosho_xlsx_book_write_layout (ChoshoXlsxBook *self, guint index, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  const ChoshoXlsxBookSheet *sheet = need_sheet (self, index, fault);

  if (sheet == NULL)
    return FALSE;
  chosho_sheet_layout_write (sheet->content, writer);
  if (write_objects (self, index, sheet->content, writer, fault))
    return TRUE;
  chosho_fault_add_sheet (fault, sheet->name);
  return FALSE;
}

gboolean
chosho_xlsx_book_write_rows (ChoshoXlsxBook *self, guint index, guint32 first, guint32 count, ChoshoRecordWriter *writer,
                             ChoshoFault *fault)
{
  const ChoshoXlsxBookSheet *sheet = need_sheet (self, index, fault);
  g_autoptr (ChoshoTableWriter) table = NULL;

  if (sheet == NULL)
    return FALSE;
  table = chosho_table_writer_new (writer, "");
  return chosho_table_writer_begin_sheet (table, sheet->name, sheet->hidden, fault)
         && chosho_sheet_cells_write_rows (sheet->content->cells, first, count, table, fault);
}
