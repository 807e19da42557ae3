/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reader of OSCAL assessment results, and the client that makes values of its records. */
#include <string.h>

#include "chosho-json-scanner.h"
#include "chosho-results-reader.h"
#include "fuzz.h"

/* What the client made says the same as the text: told once more, it is as many values. */
static gboolean
count (ChoshoJsonType type, guint depth, const char *key, const char *text, gpointer user_data, ChoshoFault *fault)
{
  ++*(guint64 *) user_data;
  return TRUE;
}

static void
check_again (ChoshoValue *root, guint64 n_values)
{
  g_autofree char *text = chosho_value_to_canonical (root, NULL);
  guint64 n_again = 0;
  g_auto (ChoshoFault) fault = { 0 };

  chosho_fault_init (&fault);
  g_assert_true (chosho_json_scan (text, strlen (text), G_MAXUINT, G_MAXUINT64, count, &n_again, &fault));
  g_assert_cmpuint (n_again, ==, n_values);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  ChoshoRecordWriter *writer = fuzz_answer_begin (answer, CHOSHO_HELPER_REQUEST_RESULTS);
  g_autofree char *copy = fuzz_copy (data, size_bytes);
  ChoshoHelperResultsState state = { .open = open };
  ChoshoFault fault;
  gboolean done;

  chosho_fault_init (&fault);
  done = chosho_results_read (copy, size_bytes, writer, &fault);
  fuzz_answer_check_with (writer, answer, CHOSHO_HELPER_REQUEST_RESULTS, &fault, done, chosho_helper_take_results_record, &state);
  g_assert_true (!done || state.root != NULL);
  if (done)
    check_again (state.root, state.n_values);
  g_clear_pointer (&state.root, chosho_value_unref);
  return 0;
}
