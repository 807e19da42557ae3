/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The content of an OpenDocument container in the helper's own code, as a text, as a workbook and as slides: every answer
 * must be one that the client accepts, or a fault with a sentence.
 */
#include "fuzz.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "chosho-helper-document.h"
#include "chosho-office-server.h"

/* Larger ones are for the mutants: a fuzzer's time is better spent on many small files. */
#define SIZE_LIMIT_BYTES (64 * 1024)
#define ZIP_BYTES (SIZE_LIMIT_BYTES + 4096)

static void
add (struct archive *archive, const char *name, const void *data, size_t size_bytes)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_size (entry, (la_int64_t) size_bytes);
  if (archive_write_header (archive, entry) != ARCHIVE_OK || archive_write_data (archive, data, size_bytes) != (la_ssize_t) size_bytes)
    g_error ("%s", archive_error_string (archive));
  archive_entry_free (entry);
}

/* A container, stored, whose styles and content are @data. (transfer full) */
static char *
make_container (const char *kind, const uint8_t *data, size_t size_bytes, gsize *zip_bytes)
{
  g_autofree char *type = g_strconcat ("application/vnd.oasis.opendocument.", kind, NULL);
  struct archive *archive = archive_write_new ();
  char *zip = g_malloc0 (2 * ZIP_BYTES);

  if (archive_write_set_format_zip (archive) != ARCHIVE_OK || archive_write_zip_set_compression_store (archive) != ARCHIVE_OK
      || archive_write_open_memory (archive, zip, 2 * ZIP_BYTES, zip_bytes) != ARCHIVE_OK)
    g_error ("%s", archive_error_string (archive));
  add (archive, "mimetype", type, strlen (type));
  add (archive, "content.xml", data, size_bytes);
  add (archive, "styles.xml", data, size_bytes);
  if (archive_write_close (archive) != ARCHIVE_OK)
    g_error ("%s", archive_error_string (archive));
  archive_write_free (archive);
  return zip;
}

static void
check_blocks (ChoshoOfficeFile *file)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autoptr (GPtrArray) blocks = chosho_block_list_new ();
  ChoshoRecordWriter *writer = fuzz_answer_begin (answer, CHOSHO_HELPER_REQUEST_DOCUMENT);
  ChoshoFault fault;
  gboolean done;

  chosho_fault_init (&fault);
  done = chosho_office_file_write_blocks (file, writer, &fault);
  fuzz_answer_check_with (writer, answer, CHOSHO_HELPER_REQUEST_DOCUMENT, &fault, done, chosho_helper_take_block_record, blocks);
}

static void
check_sheet (ChoshoOfficeFile *file, guint sheet)
{
  g_autoptr (GByteArray) layout_answer = g_byte_array_new (), rows_answer = g_byte_array_new ();
  g_autoptr (ChoshoSheetLayout) layout = NULL;
  g_autoptr (ChoshoTable) table = chosho_table_new ("file");
  ChoshoHelperTableState rows = { .table = table };
  ChoshoRecordWriter *writer = fuzz_answer_begin (layout_answer, CHOSHO_HELPER_REQUEST_DOCUMENT);
  ChoshoFault fault;
  gboolean done;

  chosho_fault_init (&fault);
  done = chosho_office_file_write_layout (file, sheet, writer, &fault);
  fuzz_answer_check_with (writer, layout_answer, CHOSHO_HELPER_REQUEST_DOCUMENT, &fault, done, chosho_helper_take_layout_record, &layout);
  writer = fuzz_answer_begin (rows_answer, CHOSHO_HELPER_REQUEST_DOCUMENT);
  chosho_fault_init (&fault);
  done = chosho_office_file_write_rows (file, sheet, 1, 100, writer, &fault);
  fuzz_answer_check_with (writer, rows_answer, CHOSHO_HELPER_REQUEST_DOCUMENT, &fault, done, chosho_helper_take_table_record, &rows);
}

static void
check_sheets (ChoshoOfficeFile *file)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autoptr (GPtrArray) sheets = chosho_sheet_list_new ();
  ChoshoRecordWriter *writer = fuzz_answer_begin (answer, CHOSHO_HELPER_REQUEST_DOCUMENT);
  ChoshoFault fault;
  gboolean done;

  chosho_fault_init (&fault);
  done = chosho_office_file_write_sheets (file, writer, &fault);
  fuzz_answer_check_with (writer, answer, CHOSHO_HELPER_REQUEST_DOCUMENT, &fault, done, chosho_helper_take_sheet_record, sheets);
  for (guint i = 0; i < MIN (sheets->len + 1, 3); i++)
    check_sheet (file, i);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  static const char *const kinds[] = { "text", "spreadsheet", "presentation" };

  for (gsize i = 0; size_bytes <= SIZE_LIMIT_BYTES && i < G_N_ELEMENTS (kinds); i++)
    {
      gsize zip_bytes = 0;
      char *zip = make_container (kinds[i], data, size_bytes, &zip_bytes);
      g_autoptr (ChoshoOfficeFile) file = chosho_office_file_open_zip (zip, zip_bytes);

      if (file == NULL)
        g_error ("the container of a document is not known as one");
      check_blocks (file);
      check_sheets (file);
    }
  return 0;
}
