/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The XML of shared strings, out of its container: every string kept is text. */
#include "chosho-xlsx-private.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  g_autoptr (ChoshoXlsxStrings) strings = chosho_xlsx_strings_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  ChoshoXlsxStringsState state = { .strings = strings, .text = text };
  ChoshoFault fault;
  gboolean done;

  chosho_fault_init (&fault);
  done = chosho_xml_part_read_memory ((const char *) data, size_bytes, "strings.xml", &chosho_xlsx_strings_handler, &state, &fault);
  g_assert_true (done == (fault.reason == 0));
  for (guint i = 0; i < strings->strings->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (strings->strings, i), -1, NULL));
  chosho_fault_clear (&fault);
  return 0;
}
