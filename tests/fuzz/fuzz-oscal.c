/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reader of OSCAL catalogues with its scanner in front of json-glib. */
#include "chosho-oscal-reader.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  ChoshoRecordWriter *writer = fuzz_answer_begin (answer, CHOSHO_HELPER_REQUEST_CATALOG);
  g_autofree char *copy = fuzz_copy (data, size_bytes);
  ChoshoFault fault;
  gboolean done;

  chosho_fault_init (&fault);
  done = chosho_oscal_read (copy, size_bytes, writer, &fault);
  fuzz_answer_check (writer, answer, CHOSHO_HELPER_REQUEST_CATALOG, &fault, done);
  return 0;
}
