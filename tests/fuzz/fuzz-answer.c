/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The client's decoder on anything that a helper which was taken over may send. The first byte
 * says which request was made and in pieces of which size the answer arrives; HELLO is given, so
 * that what comes after it is reached.
 */
#include "fuzz.h"

static void
feed (ChoshoHelperStream *stream, const guint8 *data, gsize size_bytes, gsize piece_bytes)
{
  gboolean sound = TRUE;

  while (size_bytes > 0)
    {
      gsize piece = MIN (piece_bytes, size_bytes);

      /* Broken is broken for good. */
      g_assert_true (!chosho_helper_stream_feed (stream, data, piece) || sound);
      sound = chosho_helper_stream_feed (stream, data, 0);
      data += piece;
      size_bytes -= piece;
    }
  g_assert_true (sound || !chosho_helper_stream_is_complete (stream));
}

/* What the table promises its readers. */
static void
check_table (const ChoshoTable *table)
{
  for (guint i = 0; i < table->sheets->len; i++)
    {
      const ChoshoTableSheet *sheet = g_ptr_array_index (table->sheets, i);
      guint last = 0;

      for (guint j = 0; j < sheet->rows->len; j++)
        {
          const ChoshoTableRow *row = g_ptr_array_index (sheet->rows, j);

          g_assert_cmpuint (row->number, >, last);
          last = row->number;
          for (guint k = 0; k < row->cells->len; k++)
            g_assert_true (chosho_table_row_get (row, k) == NULL
                           || g_utf8_validate (chosho_table_row_get (row, k), -1, NULL));
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("client.file");
  g_autoptr (ChoshoCatalogData) catalog = chosho_catalog_data_new ("client.file");
  g_autoptr (GByteArray) hello = g_byte_array_new ();
  g_autoptr (ChoshoHelperStream) stream = NULL;
  ChoshoHelperTableState table_state = { .table = table };
  ChoshoHelperCatalogState catalog_state = { .catalog = catalog };
  gboolean is_table = size_bytes > 0 && data[0] % 2 == 0;
  ChoshoHelperRequest request = is_table ? CHOSHO_HELPER_REQUEST_TABLE : CHOSHO_HELPER_REQUEST_CATALOG;
  const ChoshoHelperFault *fault;

  if (size_bytes == 0)
    return 0;
  chosho_record_writer_free (fuzz_answer_begin (hello, request));
  stream = chosho_helper_stream_new (request, is_table ? chosho_helper_take_table_record : chosho_helper_take_catalog_record,
                                     is_table ? (gpointer) &table_state : &catalog_state);
  g_assert_true (chosho_helper_stream_feed (stream, hello->data, hello->len));
  feed (stream, data + 1, size_bytes - 1, data[0] / 2 + 1);
  fault = chosho_helper_stream_get_fault (stream);
  if (fault != NULL)
    {
      g_autoptr (GError) error = NULL;

      chosho_helper_fault_to_error (fault, "client.file", &error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  check_table (table);
  return 0;
}
