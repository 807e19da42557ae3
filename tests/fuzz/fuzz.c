/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "chosho-error.h"

ChoshoRecordWriter *
fuzz_answer_begin (GByteArray *answer, ChoshoHelperRequest request)
{
  ChoshoRecordWriter *writer = chosho_record_writer_new_for_memory (answer);

  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_HELLO);
  chosho_record_writer_u32 (writer, CHOSHO_HELPER_MAGIC);
  chosho_record_writer_u16 (writer, CHOSHO_HELPER_VERSION);
  chosho_record_writer_u8 (writer, request);
  chosho_record_writer_u8 (writer, 0);
  chosho_record_writer_u32 (writer, 0);
  chosho_record_writer_end (writer);
  return writer;
}

/* The client's sentence for the fault, which must be one of its own list and valid text. */
static void
check_words (const ChoshoHelperFault *fault)
{
  g_autoptr (GError) error = NULL;

  chosho_helper_fault_to_error (fault, "client.file", &error);
  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (error->domain == CHOSHO_ERROR && error->code != CHOSHO_ERROR_HELPER);
}

void
fuzz_answer_check_with (ChoshoRecordWriter *writer, GByteArray *answer, ChoshoHelperRequest request, ChoshoFault *fault,
                        gboolean done, ChoshoHelperRecordFunc func, gpointer user_data)
{
  g_autoptr (ChoshoHelperStream) stream = chosho_helper_stream_new (request, func, user_data);

  g_assert_true (done == (fault->reason == 0));
  chosho_record_writer_finish (writer, fault);
  g_assert_true (chosho_helper_stream_feed (stream, answer->data, answer->len));
  g_assert_true (chosho_helper_stream_is_complete (stream));
  g_assert_true (done == (chosho_helper_stream_get_fault (stream) == NULL));
  if (!done)
    check_words (chosho_helper_stream_get_fault (stream));
  chosho_record_writer_free (writer);
  chosho_fault_clear (fault);
}

void
fuzz_answer_check (ChoshoRecordWriter *writer, GByteArray *answer, ChoshoHelperRequest request,
                   ChoshoFault *fault, gboolean done)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("client.file");
  g_autoptr (ChoshoCatalogData) catalog = chosho_catalog_data_new ("client.file");
  ChoshoHelperTableState table_state = { .table = table };
  ChoshoHelperCatalogState catalog_state = { .catalog = catalog };

  if (request == CHOSHO_HELPER_REQUEST_TABLE)
    fuzz_answer_check_with (writer, answer, request, fault, done, chosho_helper_take_table_record, &table_state);
  else
    fuzz_answer_check_with (writer, answer, request, fault, done, chosho_helper_take_catalog_record, &catalog_state);
}

char *
fuzz_copy (const uint8_t *data, size_t size_bytes)
{
  char *copy = g_malloc (size_bytes + 1);

  if (size_bytes > 0)
    memcpy (copy, data, size_bytes);
  copy[size_bytes] = '\0';
  return copy;
}
