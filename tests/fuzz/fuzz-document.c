/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A file of any kind in the helper's own code, without its process: opened, then asked all that its
 * kind can be asked. Every answer must be one that the client accepts, or a fault with a sentence.
 */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "chosho-document-server.h"

/* Larger ones are for the mutants: a fuzzer's time is better spent on many small files. */
#define SIZE_LIMIT_BYTES (64 * 1024)

static void
put (GByteArray *ask, guint64 value, gsize size_bytes)
{
  for (gsize i = 0; i < size_bytes; i++)
    g_byte_array_append (ask, &(guint8){ (value >> (8 * i)) & 0xff }, 1);
}

/* Puts one ask whose fields @fields stand for, as in the protocol ("4" is a u32, "s" an empty string). */
static void
ask (ChoshoDocumentServer *server, ChoshoHelperAsk type, const char *fields, const guint64 *values, ChoshoHelperRecordFunc func,
     gpointer user_data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new (), answer = g_byte_array_new ();
  ChoshoRecordWriter *writer = fuzz_answer_begin (answer, CHOSHO_HELPER_REQUEST_DOCUMENT);
  ChoshoFault fault;
  ChoshoAsk parsed;
  gboolean done;

  for (; *fields != '\0'; fields++)
    put (bytes, *fields == 's' ? 0 : *values++, *fields == 's' ? 4 : (gsize) (*fields - '0'));
  parsed = (ChoshoAsk){ .type = type, .next = bytes->data, .left_bytes = bytes->len };
  chosho_fault_init (&fault);
  done = chosho_document_server_answer (server, &parsed, writer, &fault);
  fuzz_answer_check_with (writer, answer, CHOSHO_HELPER_REQUEST_DOCUMENT, &fault, done, func, user_data);
}

static void
ask_pages (ChoshoDocumentServer *server, guint n_pages)
{
  for (guint64 page = 0; page < MIN (n_pages + 1, 3); page++)
    {
      ChoshoHelperImageState image = { 0 };
      g_autoptr (ChoshoPageText) text = NULL;

      ask (server, CHOSHO_HELPER_ASK_RENDER, "4444441", (guint64[]){ page, 500, 1, 1, 50, 50, 0 },
           chosho_helper_take_image_record, &image);
      g_free (image.bytes);
      ask (server, CHOSHO_HELPER_ASK_TEXT, "4", (guint64[]){ page }, chosho_helper_take_page_text_record, &text);
    }
}

static void
ask_text (ChoshoDocumentServer *server)
{
  static const guint64 offsets[] = { 0, 1, 777, G_MAXUINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autoptr (ChoshoTextWindow) window = NULL;
      g_autoptr (ChoshoTextLines) lines = NULL;

      ask (server, CHOSHO_HELPER_ASK_WINDOW, "814s", (guint64[]){ offsets[i], i % 2, 100 }, chosho_helper_take_window_record, &window);
      ask (server, CHOSHO_HELPER_ASK_LINES, "84s", (guint64[]){ offsets[i], 100 }, chosho_helper_take_lines_record, &lines);
    }
}

static void
ask_members (ChoshoDocumentServer *server)
{
  g_autoptr (GPtrArray) members = chosho_member_list_new ();

  ask (server, CHOSHO_HELPER_ASK_MEMBERS, "s", NULL, chosho_helper_take_member_record, members);
  for (guint64 i = 0; i < MIN (members->len, 2); i++)
    {
      ChoshoHelperContentState content = { .fd = -1, .digest = chosho_digest_new () };

      ask (server, CHOSHO_HELPER_ASK_MEMBER, "4s", (guint64[]){ i }, chosho_helper_take_content_record, &content);
      chosho_digest_free (content.digest);
    }
}

static void
ask_office (ChoshoDocumentServer *server)
{
  g_autoptr (GPtrArray) sheets = chosho_sheet_list_new (), blocks = chosho_block_list_new ();

  ask (server, CHOSHO_HELPER_ASK_SHEETS, "", NULL, chosho_helper_take_sheet_record, sheets);
  for (guint64 sheet = 0; sheet < MIN (sheets->len + 1, 3); sheet++)
    {
      g_autoptr (ChoshoSheetLayout) layout = NULL;
      g_autoptr (ChoshoTable) table = chosho_table_new ("file");
      ChoshoHelperTableState rows = { .table = table };

      ask (server, CHOSHO_HELPER_ASK_LAYOUT, "4s", (guint64[]){ sheet }, chosho_helper_take_layout_record, &layout);
      ask (server, CHOSHO_HELPER_ASK_ROWS, "444s", (guint64[]){ sheet, 1, 100 }, chosho_helper_take_table_record, &rows);
    }
  ask (server, CHOSHO_HELPER_ASK_BLOCKS, "", NULL, chosho_helper_take_block_record, blocks);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  int fd = memfd_create ("fuzz", MFD_CLOEXEC);
  ChoshoDocumentServer *server;
  ChoshoHelperInfoState info = { 0 };

  if (size_bytes > SIZE_LIMIT_BYTES || fd < 0 || write (fd, data, size_bytes) != (gssize) size_bytes)
    {
      close (fd);
      return 0;
    }
  chosho_document_server_prepare (fd);
  server = chosho_document_server_new (fd);
  ask (server, CHOSHO_HELPER_ASK_OPEN, "s", NULL, chosho_helper_take_info_record, &info);
  if (info.info != NULL && info.info->pages->len == info.n_pages)
    {
      /* also what its kind does not answer */
      ask_pages (server, info.n_pages);
      ask_text (server);
      ask_office (server);
      ask_members (server);
    }
  chosho_content_info_free (info.info);
  chosho_document_server_free (server);
  return 0;
}
