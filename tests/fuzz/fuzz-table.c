/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole file as a table: sniffing, ZIP container, workbook, or text. */
#include "chosho-request.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  ChoshoRecordWriter *writer = fuzz_answer_begin (answer, CHOSHO_HELPER_REQUEST_TABLE);
  ChoshoFault fault;
  gboolean done;

  chosho_fault_init (&fault);
  done = chosho_request_answer (CHOSHO_HELPER_REQUEST_TABLE, fuzz_copy (data, size_bytes), size_bytes, writer, &fault);
  fuzz_answer_check (writer, answer, CHOSHO_HELPER_REQUEST_TABLE, &fault, done);
  return 0;
}
