/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-xlsx-reader.h"

#include "chosho-helper-limits.h"
#include "chosho-xlsx-book.h"

gboolean
chosho_xlsx_is_workbook (ChoshoZipParts *parts)
{
  g_auto (ChoshoFault) fault = { 0 };
  g_autoptr (ChoshoXlsxBook) book = NULL;

  chosho_fault_init (&fault);
  if (chosho_office_find_kind (parts) != CHOSHO_OFFICE_WORKBOOK)
    return FALSE;
  book = chosho_xlsx_book_open (parts, &fault);
  return book != NULL && book->sheets->len > 0;
}

gboolean
chosho_xlsx_read (ChoshoZipParts *parts, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autoptr (ChoshoXlsxBook) book = chosho_xlsx_book_open (parts, fault);
  g_autoptr (ChoshoTableWriter) table = NULL;
  ChoshoXlsxSheetSource source = { 0 };
  guint worksheets = 0;

  if (book == NULL || !chosho_xlsx_book_read_common (book, fault))
    return FALSE;
  table = chosho_table_writer_new (writer, "");
  source = (ChoshoXlsxSheetSource){ .strings = book->strings, .styles = book->styles, .from_1904 = book->from_1904 };
  for (guint i = 0; i < book->sheets->len; i++)
    {
      const ChoshoXlsxBookSheet *sheet = g_ptr_array_index (book->sheets, i);

      source.name = chosho_xlsx_book_find_part (book, i, fault);
      if (source.name == NULL)
        return FALSE;
      if (source.name[0] == '\0')
        continue;
      worksheets++;
      if (!chosho_table_writer_begin_sheet (table, sheet->name, sheet->hidden, fault)
          || !chosho_xlsx_sheet_read (parts, &source, table, fault))
        {
          chosho_fault_add_sheet (fault, sheet->name);
          return FALSE;
        }
    }
  return worksheets > 0 || chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_SHEET, NULL);
}
