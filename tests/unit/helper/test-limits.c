/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every limit of chosho-helper-limits.h on what is read is reached and passed by one: below it the
 * file is read, above it a message names it. Limits of the process and of the answer are in
 * test-confinement.c and test-client.c. */

#include <string.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-helper-limits.h"
#include "helper-fixture.h"

static GString *
repeat (GString *text, const char *piece, gsize times)
{
  for (gsize i = 0; i < times; i++)
    g_string_append (text, piece);
  return text;
}

static void
assert_table_limit (const char *data, gsize size_bytes, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTable) table = helper_fixture_read_table (data, size_bytes, &error);

  if (expected == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, expected);
}

/* Takes @text. */
static void
assert_csv (GString *text, const char *expected)
{
  assert_table_limit (text->str, text->len, expected);
  g_string_free (text, TRUE);
}

/* Takes @bytes. */
static void
assert_workbook (GBytes *bytes, const char *expected)
{
  assert_table_limit (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected);
  g_bytes_unref (bytes);
}

/* Takes @text. */
static void
assert_catalog (GString *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoCatalogData) catalog = helper_fixture_read_catalog (text->str, text->len, &error);

  if (expected == NULL)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
      g_assert_cmpstr (error->message, ==, expected);
    }
  g_string_free (text, TRUE);
}

static void
test_file_bytes (void)
{
  g_autoptr (GError) error = NULL;
  int fd = helper_fixture_open ("a", 1);

  g_assert_cmpint (ftruncate (fd, CHOSHO_HELPER_LIMIT_FILE_BYTES + 1), ==, 0);
  g_assert_null (chosho_helper_read_table (fd, "client.file", CHOSHO_HELPER_FLAGS_NONE, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, "“client.file”: the file is larger than 256.0\302\240MiB");
  close (fd);
}

static void
test_csv_rows (void)
{
  assert_csv (repeat (g_string_new (NULL), "a\n", CHOSHO_HELPER_LIMIT_ROWS), NULL);
  assert_csv (repeat (g_string_new (NULL), "a\n", CHOSHO_HELPER_LIMIT_ROWS + 1), "“client.file”: it has more than 1048576 rows");
}

static void
test_csv_columns (void)
{
  assert_csv (repeat (g_string_new (NULL), "a,", CHOSHO_HELPER_LIMIT_COLUMNS), NULL);
  assert_csv (g_string_append (repeat (g_string_new ("b\n"), "a,", CHOSHO_HELPER_LIMIT_COLUMNS), "a"),
              "“client.file”, row 2, column XFE: it has more than 16384 columns");
}

/* Rows whose only cell is far out: what counts is what a table holds in memory. */
static void
test_csv_cells (void)
{
  g_autoptr (GString) row = g_string_append (repeat (g_string_new (NULL), ",", CHOSHO_HELPER_LIMIT_COLUMNS - 1), "x\n");
  gsize rows = CHOSHO_HELPER_LIMIT_CELLS / CHOSHO_HELPER_LIMIT_COLUMNS;

  assert_csv (repeat (g_string_new (NULL), row->str, rows), NULL);
  assert_csv (repeat (g_string_new (NULL), row->str, rows + 1), "“client.file”, row 489, column XFD: it has more than 8000000 cells");
}

static void
test_csv_bytes (void)
{
  g_autoptr (GString) cell = repeat (g_string_new (NULL), "x", CHOSHO_HELPER_LIMIT_CELL_BYTES);
  g_autoptr (GString) row = NULL;
  gsize cells = CHOSHO_HELPER_LIMIT_ROW_BYTES / CHOSHO_HELPER_LIMIT_CELL_BYTES;

  assert_csv (g_string_append (g_string_new ("a,"), cell->str), NULL);
  assert_csv (g_string_append (g_string_new ("a,x"), cell->str),
              "“client.file”, row 1, column B: a cell or sheet name has more than 128.0\302\240KiB of text");
  g_string_append_c (cell, ',');
  row = repeat (g_string_new (NULL), cell->str, cells);
  assert_csv (g_string_new (row->str), NULL);
  assert_csv (g_string_append (g_string_new (row->str), "x"), "“client.file”, row 1, column AG: a row has more than 4.0\302\240MiB of text");
}

/* All text together: of a large CSV in the long suite, of one shared string used often in the short. */
static void
test_text_bytes (void)
{
  g_autoptr (GString) text = repeat (g_string_new ("<si><t>"), "x", CHOSHO_HELPER_LIMIT_CELL_BYTES);
  g_autoptr (GString) row = repeat (g_string_new ("<row>"), "<c t=\"s\"><v>0</v></c>", 32), rows = NULL;

  g_string_append (text, "</t></si><si><t>y</t></si>");
  g_string_append (row, "</row>");
  rows = repeat (g_string_new (NULL), row->str, CHOSHO_HELPER_LIMIT_TEXT_BYTES / CHOSHO_HELPER_LIMIT_ROW_BYTES);
  assert_workbook (helper_workbook (rows->str, NULL, text->str, NULL), NULL);
  g_string_append (rows, "<row><c t=\"s\"><v>1</v></c></row>");
  assert_workbook (helper_workbook (rows->str, NULL, text->str, NULL),
                   "“client.file”, sheet “表”, row 49, column A: it has more than 192.0\302\240MiB of text");
}

static void
test_csv_text_bytes (void)
{
  g_autoptr (GString) row = repeat (g_string_new (NULL), "x", CHOSHO_HELPER_LIMIT_CELL_BYTES), rows = NULL;

  g_string_append_c (row, '\n');
  rows = repeat (g_string_new (NULL), row->str, CHOSHO_HELPER_LIMIT_TEXT_BYTES / CHOSHO_HELPER_LIMIT_CELL_BYTES);
  assert_csv (g_string_new (rows->str), NULL);
  assert_csv (g_string_append (g_string_new (rows->str), "x"), "“client.file”, row 1537, column A: it has more than 192.0\302\240MiB of text");
}

/* A workbook of @sheets sheets, all of one part, the last called @name. */
static GBytes *
workbook_of_sheets (guint sheets, const char *name)
{
  HelperZip *zip = helper_zip_new ();
  g_autoptr (GString) book = g_string_new ("<workbook " HELPER_MAIN "><sheets>");

  for (guint i = 1; i < sheets; i++)
    g_string_append_printf (book, "<sheet name=\"%u\" r:id=\"a\"/>", i);
  g_string_append_printf (book, "<sheet name=\"%s\" r:id=\"a\"/></sheets></workbook>", name);
  helper_zip_add_frame (zip);
  helper_zip_add (zip, "xl/workbook.xml", book->str, -1);
  helper_zip_add (zip, "xl/_rels/workbook.xml.rels", "<Relationships " HELPER_RELATIONS "><Relationship Id=\"a\" Type=\"" HELPER_TYPE
                  "worksheet\" Target=\"a.xml\"/></Relationships>", -1);
  helper_zip_add (zip, "xl/a.xml", "<worksheet " HELPER_MAIN "/>", -1);
  return helper_zip_end (zip);
}

static void
test_sheets (void)
{
  g_autoptr (GString) name = repeat (g_string_new (NULL), "x", CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES);

  assert_workbook (workbook_of_sheets (CHOSHO_HELPER_LIMIT_SHEETS, name->str), NULL);
  assert_workbook (workbook_of_sheets (CHOSHO_HELPER_LIMIT_SHEETS + 1, "x"), "“client.file”: it has more than 1024 sheets");
  g_string_append_c (name, 'x');
  assert_workbook (workbook_of_sheets (1, name->str), "“client.file”: a cell or sheet name has more than 256 bytes of text");
}

static void
test_xlsx_places (void)
{
  g_autoptr (GString) row = repeat (g_string_new ("<row>"), "<c/>", CHOSHO_HELPER_LIMIT_COLUMNS);

  assert_workbook (helper_workbook ("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>", NULL, NULL, NULL), NULL);
  assert_workbook (helper_workbook ("<row r=\"1048577\"/>", NULL, NULL, NULL), "“client.file”, sheet “表”: it has more than 1048576 rows");
  g_string_append (row, "<c/></row>");
  assert_workbook (helper_workbook (row->str, NULL, NULL, NULL), "“client.file”, sheet “表”: it has more than 16384 columns");
}

/* Merged ranges multiply cells: the largest used area, all of it merged. */
static void
test_xlsx_merges (void)
{
  g_autoptr (GString) ranges = repeat (g_string_new (NULL), "<mergeCell ref=\"A1\"/>", CHOSHO_HELPER_LIMIT_MERGES);

  assert_workbook (helper_workbook ("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"500\"><c r=\"XFD500\"><v>1</v></c></row>",
                                    "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>", NULL, NULL),
                   "“client.file”, sheet “表”: it has more than 8000000 cells");
  assert_workbook (helper_workbook ("", ranges->str, NULL, NULL), NULL);
  g_string_append (ranges, "<mergeCell ref=\"A1\"/>");
  assert_workbook (helper_workbook ("", ranges->str, NULL, NULL), "“client.file”, sheet “表”: a sheet has more than 65536 merged ranges");
}

static void
test_xlsx_styles (void)
{
  g_autoptr (GString) styles = repeat (g_string_new ("<cellXfs>"), "<xf/>", CHOSHO_HELPER_LIMIT_STYLES);
  g_autofree char *allowed = g_strconcat (styles->str, "</cellXfs>", NULL);
  g_autofree char *refused = g_strconcat (styles->str, "<xf/></cellXfs>", NULL);

  assert_workbook (helper_workbook ("", NULL, NULL, allowed), NULL);
  assert_workbook (helper_workbook ("", NULL, NULL, refused), "“client.file”: it has more than 65490 cell formats");
}

static void
test_zip_entries (void)
{
  HelperZip *zip = helper_zip_new ();

  helper_zip_add_frame (zip);
  for (guint i = 2; i <= CHOSHO_HELPER_LIMIT_ZIP_ENTRIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      helper_zip_add_stored (zip, name, "", 0);
    }
  assert_workbook (helper_zip_end (zip), "“client.file”: its ZIP container has more than 16384 entries");
}

/* A frame, @padding_bytes that no compression makes smaller, and shared strings of @size_bytes
 * made of @piece. */
static GBytes *
workbook_with_strings (const char *piece, gsize size_bytes, gsize padding_bytes)
{
  HelperZip *zip = helper_zip_new ();
  g_autofree guint8 *padding = g_malloc0 (padding_bytes);
  g_autoptr (GString) strings = g_string_sized_new (size_bytes + 1024);

  g_string_append (strings, "<sst " HELPER_MAIN ">");
  repeat (strings, piece, size_bytes / strlen (piece));
  g_string_append (strings, "</sst>");
  helper_zip_add_frame (zip);
  helper_zip_add (zip, "xl/workbook.xml", "<workbook " HELPER_MAIN "><sheets><sheet name=\"a\" r:id=\"a\"/></sheets></workbook>", -1);
  helper_zip_add (zip, "xl/_rels/workbook.xml.rels", "<Relationships " HELPER_RELATIONS "><Relationship Id=\"a\" Type=\"" HELPER_TYPE
                  "worksheet\" Target=\"a.xml\"/><Relationship Id=\"s\" Type=\"" HELPER_TYPE "sharedStrings\" Target=\"s.xml\"/></Relationships>", -1);
  helper_zip_add (zip, "xl/a.xml", "<worksheet " HELPER_MAIN "/>", -1);
  helper_zip_add (zip, "xl/s.xml", strings->str, strings->len);
  helper_zip_add_stored (zip, "media/padding", padding, padding_bytes);
  return helper_zip_end (zip);
}

#define MIB ((gsize) 1024 * 1024)
/* A shared string that compresses to nothing. */
#define LONG_STRING \
  "<si><t>0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef</t></si>"
#define COMMENT "<!--0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-->"

static void
test_bombs (void)
{
  assert_workbook (workbook_with_strings (COMMENT, 15 * MIB, 1), NULL);
  assert_workbook (workbook_with_strings (COMMENT, 64 * MIB, 1), "“client.file”: uncompressed, it is more than 200 times as large");
}

static void
test_large_bombs (void)
{
  assert_workbook (workbook_with_strings (COMMENT, 500 * MIB, 4 * MIB), NULL);
  assert_workbook (workbook_with_strings (COMMENT, 513 * MIB, 4 * MIB), "“client.file”: uncompressed, it is larger than 512.0\302\240MiB");
  assert_workbook (workbook_with_strings (LONG_STRING, 230 * MIB, 4 * MIB), "“client.file”: it has more than 192.0\302\240MiB of text");
}

static void
test_strings (void)
{
  assert_workbook (workbook_with_strings ("<si/>", 5 * CHOSHO_HELPER_LIMIT_STRINGS, MIB), NULL);
  assert_workbook (workbook_with_strings ("<si/>", 5 * (CHOSHO_HELPER_LIMIT_STRINGS + 1), MIB), "“client.file”: it has more than 4000000 shared strings");
}

static GString *
catalog_begin (void)
{
  return g_string_new ("{\"catalog\": {\"metadata\": {\"title\": \"t\"}");
}

static void
test_json (void)
{
  GString *deep = catalog_begin (), *values = catalog_begin ();

  repeat (g_string_append (deep, ", \"x\": "), "[", CHOSHO_HELPER_LIMIT_JSON_DEPTH - 2);
  repeat (deep, "]", CHOSHO_HELPER_LIMIT_JSON_DEPTH - 2);
  assert_catalog (g_string_append (deep, "}}"), NULL);
  deep = repeat (g_string_append (catalog_begin (), ", \"x\": "), "[", CHOSHO_HELPER_LIMIT_JSON_DEPTH - 1);
  assert_catalog (deep, "“client.file”, line 1, byte 108: the JSON is nested more than 64 levels deep");
  /* a million brackets, which end other programs */
  assert_catalog (repeat (g_string_append (catalog_begin (), ", \"x\": "), "[", 1000000),
                  "“client.file”, line 1, byte 108: the JSON is nested more than 64 levels deep");
  /* four values stand around them, one begins the list */
  repeat (g_string_append (values, ", \"x\":\n[0"), ",0", CHOSHO_HELPER_LIMIT_JSON_VALUES - 6);
  assert_catalog (g_string_append (g_string_new (values->str), "]}}"), NULL);
  assert_catalog (g_string_append (values, ",0,0]}}"), "“client.file”, line 2, byte 2000037: the JSON has more than 1000000 values");
}

static void
test_json_bytes (void)
{
  GString *text = g_string_append (catalog_begin (), "}}");
  gsize used = text->len;

  repeat (text, " ", CHOSHO_HELPER_LIMIT_JSON_BYTES - used);
  assert_catalog (g_string_new_len (text->str, text->len), NULL);
  assert_catalog (g_string_append (text, " "), "“client.file”: the file is larger than 64.0\302\240MiB");
}

static void
test_catalog_entries (void)
{
  GString *text = repeat (g_string_append (catalog_begin (), ", \"groups\": [{}"), ",{}", CHOSHO_HELPER_LIMIT_CATALOG_ENTRIES - 1);

  assert_catalog (g_string_append (g_string_new (text->str), "]}}"), NULL);
  assert_catalog (g_string_append (text, ",{}]}}"), "“client.file”: it has more than 50000 groups and controls");
}

static void
test_catalog_methods (void)
{
  GString *text = g_string_append (catalog_begin (), ", \"controls\": [{\"id\": \"a\", \"parts\": [{\"name\": \"x\"}");

#define METHOD ", {\"name\": \"assessment-method\", \"props\": [{\"name\": \"method\", \"value\": \"TEST\"}]}"
  repeat (text, METHOD, CHOSHO_HELPER_LIMIT_CATALOG_METHODS);
  assert_catalog (g_string_append (g_string_new (text->str), "]}]}}"), NULL);
  assert_catalog (g_string_append (text, METHOD "]}]}}"), "“client.file”: “a” has more than 32 assessment methods");
}

static void
test_catalog_texts (void)
{
  GString *name = repeat (g_string_append (catalog_begin (), ", \"controls\": [{\"id\": \"a\", \"title\": \""), "x", CHOSHO_HELPER_LIMIT_CATALOG_NAME_BYTES);
  GString *text = repeat (g_string_append (catalog_begin (), ", \"controls\": [{\"id\": \"a\", \"parts\": [{\"name\": \"statement\", \"prose\": \""),
                          "x", CHOSHO_HELPER_LIMIT_CATALOG_TEXT_BYTES);

  assert_catalog (g_string_append (g_string_new (name->str), "\"}]}}"), NULL);
  assert_catalog (g_string_append (name, "x\"}]}}"), "“client.file”: an id, label or title of “a” is longer than 1.0\302\240KiB");
  assert_catalog (g_string_append (g_string_new (text->str), "\"}]}]}}"), NULL);
  assert_catalog (g_string_append (text, "x\"}]}]}}"), "“client.file”: a text of “a” is longer than 128.0\302\240KiB");
}

/* Parameters that insert each other: as text that grows, and as work that leaves no text. */
static void
test_catalog_insertions (void)
{
#define TWICE(id) "{{ insert: param, " id " }}{{ insert: param, " id " }}"
#define GROWING(id, next) "{\"id\": \"" id "\", \"values\": [\"" TWICE (next) TWICE (next) TWICE (next) TWICE (next) "\"]},"
  GString *text = g_string_append (catalog_begin (), ", \"params\": [" GROWING ("a", "b") GROWING ("b", "c") GROWING ("c", "d") GROWING ("d", "e")
                                   GROWING ("e", "f") "{\"id\": \"f\", \"values\": [\"\"]}], \"controls\": [{\"id\": \"x\", \"title\": \"{{ insert: param, a }}\"}]}}");
  GString *real = catalog_begin ();

  assert_catalog (text, "“client.file”: a text of “x” is longer than 128.0\302\240KiB");
  repeat (g_string_append (real, ", \"controls\": [{\"id\": \"x\", \"parts\": [{\"name\": \"statement\", \"prose\": \""),
          "{{ insert: param, y }}", CHOSHO_HELPER_LIMIT_INSERTIONS);
  assert_catalog (g_string_append (real, "\"}]}]}}"), NULL);
}

/* Takes @text. */
static void
assert_results (GString *text, ChoshoError code, const char *expected)
{
  g_autoptr (GError) error = NULL;
  int fd = helper_fixture_open (text->str, text->len);
  g_autoptr (ChoshoValue) value = chosho_helper_read_results (fd, "client.file", CHOSHO_HELPER_FLAGS_NONE, NULL, &error);

  if (expected == NULL)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, CHOSHO_ERROR, (int) code);
      g_assert_cmpstr (error->message, ==, expected);
    }
  g_assert_true ((value != NULL) == (expected == NULL));
  close (fd);
  g_string_free (text, TRUE);
}

static GString *
results_begin (const char *what)
{
  return g_string_append (g_string_new ("{\"assessment-results\": "), what);
}

/* Takes @text, which is inside a string. */
static GString *
results_end (GString *text)
{
  return g_string_append (text, "\"}");
}

static void
test_results (void)
{
  GString *text = repeat (results_begin ("\""), "x", CHOSHO_HELPER_LIMIT_RESULTS_TEXT_BYTES);
  GString *members = results_begin ("{\"k\":0");

  for (guint i = 1; i < CHOSHO_HELPER_LIMIT_RESULTS_MEMBERS; i++)
    g_string_append_printf (members, ",\"k%u\":0", i);
  assert_results (g_string_append (g_string_new (members->str), "}}"), 0, NULL);
  assert_results (g_string_append (members, ",\"last\":0}}"), CHOSHO_ERROR_INVALID,
                  "“client.file”: “last” is missing or of a wrong type");
  assert_results (results_end (g_string_new (text->str)), 0, NULL);
  assert_results (results_end (g_string_append_c (text, 'x')), CHOSHO_ERROR_LIMIT,
                  "“client.file”: a text of “assessment-results” is longer than 512.0\302\240KiB");
  text = repeat (results_begin (""), "[", CHOSHO_HELPER_LIMIT_RESULTS_DEPTH - 1);
  repeat (text, "]", CHOSHO_HELPER_LIMIT_RESULTS_DEPTH - 1);
  assert_results (g_string_append_c (text, '}'), 0, NULL);
  assert_results (repeat (results_begin (""), "[", CHOSHO_HELPER_LIMIT_RESULTS_DEPTH), CHOSHO_ERROR_LIMIT,
                  "“client.file”, line 1, byte 54: the JSON is nested more than 32 levels deep");
  text = repeat (results_begin ("{\""), "k", CHOSHO_HELPER_LIMIT_RESULTS_KEY_BYTES);
  assert_results (g_string_append (text, "\":0}}"), 0, NULL);
  /* more than a catalogue may have */
  text = repeat (results_begin ("[0"), ",0", CHOSHO_HELPER_LIMIT_JSON_VALUES + 1);
  assert_results (g_string_append (text, "]}"), 0, NULL);
}

static void
test_results_values (void)
{
  GString *values = repeat (results_begin ("[0"), ",0", CHOSHO_HELPER_LIMIT_RESULTS_VALUES - 3);

  assert_results (g_string_append (g_string_new (values->str), "]}"), 0, NULL);
  assert_results (g_string_append (values, ",0]}"), CHOSHO_ERROR_LIMIT, "“client.file”, line 1, byte 16000020: the JSON has more than 8000000 values");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1 && g_str_equal (argv[1], "--long"))
    {
      /* hundreds of megabytes each */
      g_test_add_func ("/helper/limits/csv-text-bytes", test_csv_text_bytes);
      g_test_add_func ("/helper/limits/large-bombs", test_large_bombs);
      g_test_add_func ("/helper/limits/json-bytes", test_json_bytes);
      g_test_add_func ("/helper/limits/results-values", test_results_values);
      return g_test_run ();
    }
  g_test_add_func ("/helper/limits/file-bytes", test_file_bytes);
  g_test_add_func ("/helper/limits/csv-rows", test_csv_rows);
  g_test_add_func ("/helper/limits/csv-columns", test_csv_columns);
  g_test_add_func ("/helper/limits/csv-cells", test_csv_cells);
  g_test_add_func ("/helper/limits/csv-bytes", test_csv_bytes);
  g_test_add_func ("/helper/limits/text-bytes", test_text_bytes);
  g_test_add_func ("/helper/limits/sheets", test_sheets);
  g_test_add_func ("/helper/limits/xlsx-places", test_xlsx_places);
  g_test_add_func ("/helper/limits/xlsx-merges", test_xlsx_merges);
  g_test_add_func ("/helper/limits/xlsx-styles", test_xlsx_styles);
  g_test_add_func ("/helper/limits/zip-entries", test_zip_entries);
  g_test_add_func ("/helper/limits/bombs", test_bombs);
  g_test_add_func ("/helper/limits/strings", test_strings);
  g_test_add_func ("/helper/limits/json", test_json);
  g_test_add_func ("/helper/limits/catalog-entries", test_catalog_entries);
  g_test_add_func ("/helper/limits/catalog-methods", test_catalog_methods);
  g_test_add_func ("/helper/limits/catalog-texts", test_catalog_texts);
  g_test_add_func ("/helper/limits/catalog-insertions", test_catalog_insertions);
  g_test_add_func ("/helper/limits/results", test_results);
  return g_test_run ();
}
