/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The client's decoder on anything that a helper which was taken over may answer about a document.
 * The first byte says what was asked; HELLO is given, so that what comes after it is reached.
 */
#include "fuzz.h"

#include <unistd.h>

static void
feed (ChoshoHelperRecordFunc func, gpointer user_data, const uint8_t *data, size_t size_bytes)
{
  g_autoptr (GByteArray) hello = g_byte_array_new ();
  g_autoptr (ChoshoHelperStream) stream = chosho_helper_stream_new (CHOSHO_HELPER_REQUEST_DOCUMENT, func, user_data);

  chosho_record_writer_free (fuzz_answer_begin (hello, CHOSHO_HELPER_REQUEST_DOCUMENT));
  g_assert_true (chosho_helper_stream_feed (stream, hello->data, hello->len));
  chosho_helper_stream_feed (stream, data, size_bytes);
}

static void
feed_info (const uint8_t *data, size_t size_bytes)
{
  ChoshoHelperInfoState state = { 0 };

  feed (chosho_helper_take_info_record, &state, data, size_bytes);
  chosho_content_info_free (state.info);
}

static void
feed_image (const uint8_t *data, size_t size_bytes, gboolean as_png)
{
  ChoshoHelperImageState state = { .as_png = as_png };

  feed (chosho_helper_take_image_record, &state, data, size_bytes);
  g_assert_cmpuint (state.got_bytes, <=, state.total_bytes);
  g_free (state.bytes);
}

/* What the text promises whoever draws it. */
static void
feed_page_text (const uint8_t *data, size_t size_bytes)
{
  g_autoptr (ChoshoPageText) text = NULL;

  feed (chosho_helper_take_page_text_record, &text, data, size_bytes);
  if (text == NULL || text->text == NULL || g_utf8_strlen (text->text, -1) != (glong) text->rectangles->len)
    return; /* refused: never handed on */
  g_array_unref (chosho_page_text_cover (text, 0, text->rectangles->len));
  g_free (chosho_page_text_dup_range (text, 1, 3));
}

static void
feed_content (const uint8_t *data, size_t size_bytes)
{
  ChoshoHelperContentState state = { .fd = -1, .digest = chosho_digest_new () };

  feed (chosho_helper_take_content_record, &state, data, size_bytes);
  chosho_digest_free (state.digest);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  g_autoptr (ChoshoTextWindow) window = NULL;
  g_autoptr (ChoshoTextLines) lines = NULL;
  g_autoptr (GPtrArray) members = chosho_member_list_new (), sheets = chosho_sheet_list_new (), blocks = chosho_block_list_new ();
  g_autoptr (ChoshoSheetLayout) layout = NULL;

  if (size_bytes == 0)
    return 0;
  switch (data[0])
    {
    case 'i': feed_info (data + 1, size_bytes - 1); break;
    case 'g': feed_image (data + 1, size_bytes - 1, FALSE); break;
    case 'n': feed_image (data + 1, size_bytes - 1, TRUE); break;
    case 't': feed_page_text (data + 1, size_bytes - 1); break;
    case 'w': feed (chosho_helper_take_window_record, &window, data + 1, size_bytes - 1); break;
    case 'l': feed (chosho_helper_take_lines_record, &lines, data + 1, size_bytes - 1); break;
    case 'm': feed (chosho_helper_take_member_record, members, data + 1, size_bytes - 1); break;
    case 's': feed (chosho_helper_take_sheet_record, sheets, data + 1, size_bytes - 1); break;
    case 'y': feed (chosho_helper_take_layout_record, &layout, data + 1, size_bytes - 1); break;
    case 'k': feed (chosho_helper_take_block_record, blocks, data + 1, size_bytes - 1); break;
    default: feed_content (data + 1, size_bytes - 1); break;
    }
  return 0;
}
