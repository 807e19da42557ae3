/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The XML of one worksheet, out of its container. */
#include "chosho-xlsx-private.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  static const guint8 kinds[] = { CHOSHO_NUMBER_PLAIN, CHOSHO_NUMBER_DATE, CHOSHO_NUMBER_TIME, CHOSHO_NUMBER_DATE_TIME };
  static const char *const codes[] = { "#,##0.0#%;(0)", "ggge\"年\"m\"月\"d\"日\"(aaaa)", "[h]:mm:ss AM/PM", "0.00E+00" };
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autoptr (ChoshoXlsxStyles) styles = chosho_xlsx_styles_new ();
  g_autoptr (ChoshoXlsxStrings) strings = chosho_xlsx_strings_new ();
  ChoshoRecordWriter *writer = fuzz_answer_begin (answer, CHOSHO_HELPER_REQUEST_TABLE);
  g_autoptr (ChoshoTableWriter) table = chosho_table_writer_new (writer, "");
  ChoshoXlsxSheetSource source = {
    .name = "sheet.xml", .strings = strings, .styles = styles, .from_1904 = size_bytes % 2, .displayed = size_bytes % 4 < 2,
  };
  ChoshoFault fault;
  gboolean done;

  chosho_fault_init (&fault);
  g_byte_array_append (styles->kinds, kinds, sizeof kinds);
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    g_ptr_array_add (styles->codes, (gpointer) codes[i]);
  g_ptr_array_add (strings->strings, (gpointer) chosho_xlsx_strings_keep (strings, "共有", &fault));
  g_ptr_array_add (strings->strings, (gpointer) chosho_xlsx_strings_keep (strings, "", &fault));
  done = chosho_table_writer_begin_sheet (table, "sheet", FALSE, &fault)
         && chosho_xlsx_sheet_read_memory ((const char *) data, size_bytes, &source, table, &fault);
  fuzz_answer_check (writer, answer, CHOSHO_HELPER_REQUEST_TABLE, &fault, done);
  return 0;
}
