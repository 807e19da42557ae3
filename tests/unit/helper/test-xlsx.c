/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "helper-fixture.h"

#include <string.h>

static void
assert_workbook (GBytes *bytes, const char *expected)
{
  g_autofree char *text = helper_fixture_table_to_text (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
  g_bytes_unref (bytes);
}

#define assert_rows(rows, expected) assert_workbook (helper_workbook (rows, NULL, NULL, NULL), "[表]\n" expected)
#define assert_refused(rows, expected) \
  assert_workbook (helper_workbook (rows, NULL, NULL, NULL), "error invalid: “client.file”, " expected)

static void
test_types (void)
{
  assert_workbook (
    helper_workbook ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
                     "<c r=\"D1\" t=\"inlineStr\"><is><t>内</t><rPh sb=\"0\" eb=\"1\"><t>ナイ</t></rPh><r><t>部</t></r></is></c>"
                     "<c r=\"E1\" t=\"b\"><v>1</v></c><c r=\"F1\" t=\"b\"><v>0</v></c><c r=\"G1\" t=\"e\"><v>#N/A</v></c>"
                     "<c r=\"H1\" t=\"str\"><f>A1&amp;B1</f><v>計_x000D_算</v></c><c r=\"I1\"><f>1+1</f><v>2</v></c>"
                     "<c r=\"J1\" t=\"str\"><f>T(1)</f><v></v></c><c r=\"K1\"><f>NOW()</f></c><c r=\"L1\" t=\"d\"><v>2026-04-01T00:00:00</v></c></row>",
                     NULL,
                     "<si><t>番号</t><rPh sb=\"0\" eb=\"2\"><t>バンゴウ</t></rPh><phoneticPr fontId=\"1\"/></si>"
                     "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">太い </t></r><r><t>字</t></r></si>"
                     "<si><t>_x005F_x000D_&lt;b&gt;</t></si>", NULL),
    "[表]\n1: 番号|太い 字|_x000D_<b>|内部|TRUE|FALSE|#N/A|計\r算|2|-|=NOW()|2026-04-01\n");
}

static void
test_numbers (void)
{
  assert_rows ("<row r=\"2\"><c r=\"A2\"><v>0.1</v></c><c r=\"B2\"><v>0.10000000000000001</v></c><c r=\"C2\"><v>1E3</v></c>"
               "<c r=\"D2\"><v>-0</v></c><c r=\"E2\"><v>123456789012</v></c><c r=\"F2\"><v>9.2</v></c>"
               "<c r=\"G2\"><v>0.30000000000000004</v></c><c r=\"H2\"><v>1.5E-7</v></c><c r=\"I2\"><v> 7 </v></c></row>",
               "2: 0.1|0.1|1000|0|123456789012|9.2|0.30000000000000004|1.5e-07|7\n");
  assert_refused ("<row r=\"2\"><c r=\"C2\"><v>0x10</v></c></row>", "sheet “表”, row 2, column C: “0x10” is no valid value of its type");
  assert_refused ("<row r=\"2\"><c r=\"C2\"><v>1e999</v></c></row>", "sheet “表”, row 2, column C: “1e999” is no valid value of its type");
  assert_refused ("<row r=\"2\"><c r=\"C2\" t=\"zz\"><v>1</v></c></row>", "sheet “表”, row 2, column C: “1” is no valid value of its type");
}

#define DATE_STYLES \
  "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>" \
  "<numFmt numFmtId=\"165\" formatCode=\"yyyy/m/d\\ h:mm\"/><numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/>" \
  "<numFmt numFmtId=\"167\" formatCode=\"0.00E+00\"/></numFmts>" \
  "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>" \
  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>" \
  "<xf numFmtId=\"167\"/><xf numFmtId=\"20\"/><xf numFmtId=\"57\"/></cellXfs>"
#define DATE_ROWS \
  "<row><c s=\"0\"><v>46113</v></c><c s=\"1\"><v>46113</v></c><c s=\"2\"><v>46113.75</v></c><c s=\"3\"><v>46113.75</v></c>" \
  "<c s=\"4\"><v>1.5</v></c><c s=\"5\"><v>1.5</v></c><c s=\"6\"><v>0.75</v></c><c s=\"7\"><v>46113</v></c><c s=\"99\"><v>46113</v></c></row>"

static void
test_dates (void)
{
  assert_workbook (helper_workbook (DATE_ROWS, NULL, NULL, DATE_STYLES),
                   "[表]\n1: 46113|2026-04-01|2026-04-01|2026-04-01 18:00:00|1.5|1.5|18:00:00|2026-04-01|46113\n");
}

static void
test_places (void)
{
  /* rows and cells without a place count on; rows may come in any order */
  assert_rows ("<row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>"
               "<row r=\"9\"><c r=\"B9\"><v>5</v></c></row><row r=\"5\"><c r=\"C5\"><v>7</v></c><c r=\"A5\"><v>6</v></c></row>",
               "1: 1|-|-|2|3\n2: 4\n5: 6|-|7\n9: -|5\n");
  assert_rows ("<row r=\"1\" hidden=\"1\"><c><v>1</v></c></row><row r=\"2\" hidden=\"0\"><c><v>2</v></c></row><row r=\"8\" hidden=\"true\"/>",
               "1!: 1\n2: 2\n");
  assert_refused ("<row r=\"3\"><c r=\"A4\"><v>1</v></c></row>", "sheet “表”, row 3: “A4” is no valid place of a row or cell");
  assert_refused ("<row r=\"3\"><c r=\"3\"><v>1</v></c></row>", "sheet “表”, row 3: “3” is no valid place of a row or cell");
  assert_refused ("<row r=\"0\"><c><v>1</v></c></row>", "sheet “表”: “0” is no valid place of a row or cell");
  assert_refused ("<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"B3\"><v>2</v></c></row>", "sheet “表”, row 3, column B: this cell stands in the file twice");
  assert_refused ("<row><c t=\"s\"><v>0</v></c></row>", "sheet “表”, row 1, column A: “0” is no valid value of its type");
}

static void
test_merged (void)
{
  const char *rows = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>題</v></c></row>"
                     "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>区分</v></c><c r=\"B2\"><v>1</v></c><c r=\"C2\"><v>9</v></c></row>"
                     "<row r=\"3\"><c r=\"A3\"><v>0</v></c><c r=\"B3\"><v>2</v></c></row>"
                     "<row r=\"4\"><c r=\"B4\"><v>3</v></c></row>";

  assert_workbook (helper_workbook (rows, "<mergeCells><mergeCell ref=\"A1:XFD1\"/><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"C4:C5\"/></mergeCells>", NULL, NULL),
                   "[表]\n1: 題|題|題\n2: 区分|1|9\n3: 区分|2\n4: 区分|3\n");
  assert_workbook (helper_workbook (rows, "<mergeCells><mergeCell ref=\"A2:\"/></mergeCells>", NULL, NULL),
                   "error invalid: “client.file”, sheet “表”: “A2:” is no valid range of merged cells");
}

/* Several sheets, order and hiding by the workbook, strict namespaces, a chart, the 1904 dates. */
static void
test_workbook (void)
{
#define STRICT "xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" xmlns:q=\"http://purl.oclc.org/ooxml/officeDocument/relationships\""
#define STRICT_TYPE "http://purl.oclc.org/ooxml/officeDocument/relationships/"
  HelperZip *zip = helper_zip_new ();

  helper_zip_add (zip, "[Content_Types].xml", "<Types/>", -1);
  helper_zip_add (zip, "_rels/.rels", "<Relationships " HELPER_RELATIONS "><Relationship Id=\"x\" Type=\"" STRICT_TYPE
                  "officeDocument\" Target=\"/XL/book.xml\"/></Relationships>", -1);
  helper_zip_add (zip, "xl/book.xml", "<workbook " STRICT "><workbookPr date1904=\"true\"/><sheets>"
                  "<sheet name=\"後\" sheetId=\"2\" q:id=\"b\"/><sheet name=\"図\" sheetId=\"3\" q:id=\"c\"/>"
                  "<sheet name=\"先\" sheetId=\"1\" state=\"hidden\" q:id=\"a\"/><sheet name=\"奥\" sheetId=\"4\" state=\"veryHidden\" q:id=\"d\"/></sheets></workbook>", -1);
  helper_zip_add (zip, "xl/_rels/book.xml.rels", "<Relationships " HELPER_RELATIONS ">"
                  "<Relationship Id=\"a\" Type=\"" STRICT_TYPE "worksheet\" Target=\"s\\1.xml\"/>"
                  "<Relationship Id=\"b\" Type=\"" STRICT_TYPE "worksheet\" Target=\"s/2.xml\"/>"
                  "<Relationship Id=\"c\" Type=\"" STRICT_TYPE "chartsheet\" Target=\"s/3.xml\"/>"
                  "<Relationship Id=\"d\" Type=\"" STRICT_TYPE "worksheet\" Target=\"s/4.xml\"/>"
                  "<Relationship Id=\"s\" Type=\"" STRICT_TYPE "styles\" Target=\"styles.xml\"/>"
                  "<Relationship Id=\"e\" Type=\"" STRICT_TYPE "sharedStrings\" Target=\"http://x/\" TargetMode=\"External\"/></Relationships>", -1);
  helper_zip_add (zip, "xl/s/1.xml", "<worksheet " STRICT "><sheetData><row><c s=\"0\"><v>44651</v></c></row></sheetData></worksheet>", -1);
  helper_zip_add (zip, "xl/s/2.xml", "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">"
                  "<x:sheetData><x:row><x:c t=\"str\"><x:v><![CDATA[<乙>]]></x:v></x:c></x:row></x:sheetData></x:worksheet>", -1);
  helper_zip_add (zip, "xl/s/4.xml", "<worksheet " STRICT "/>", -1);
  helper_zip_add (zip, "xl/styles.xml", "<styleSheet " STRICT "><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>", -1);
  assert_workbook (helper_zip_end (zip), "[後]\n1: <乙>\n[先]!\n1: 2026-04-01\n[奥]!\n");
}

static GBytes *
workbook_with_sheet (const char *part)
{
  HelperZip *zip = helper_zip_new ();

  helper_zip_add_frame (zip);
  helper_zip_add (zip, "xl/workbook.xml", "<workbook " HELPER_MAIN "><sheets><sheet name=\"表\" r:id=\"rId1\"/></sheets></workbook>", -1);
  helper_zip_add (zip, "xl/_rels/workbook.xml.rels", "<Relationships " HELPER_RELATIONS "><Relationship Id=\"rId1\" Type=\"" HELPER_TYPE
                  "worksheet\" Target=\"sheet.xml\"/></Relationships>", -1);
  if (part != NULL)
    helper_zip_add (zip, "xl/sheet.xml", part, -1);
  return helper_zip_end (zip);
}

static void
test_bad_xml (void)
{
  assert_workbook (workbook_with_sheet ("<worksheet " HELPER_MAIN "><sheetData>\n<row></sheetData></worksheet>"),
                   "error invalid: “client.file”, sheet “表”, line 2: the XML is not well-formed: xl/sheet.xml: Opening and ending tag mismatch: row line 2 and sheetData");
  assert_workbook (workbook_with_sheet ("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
                                        "<worksheet " HELPER_MAIN "><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"),
                   "error invalid: “client.file”, sheet “表”: the part “xl/sheet.xml” has a document type declaration, which is not allowed");
  assert_workbook (workbook_with_sheet ("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet " HELPER_MAIN "/>"),
                   "error invalid: “client.file”, sheet “表”: the part “xl/sheet.xml” has a document type declaration, which is not allowed");
  assert_workbook (workbook_with_sheet (NULL), "error invalid: “client.file”, sheet “表”: the part “xl/sheet.xml” is missing");
}

static void
test_bad_zip (void)
{
  g_autoptr (GBytes) whole = helper_workbook ("<row><c><v>1</v></c></row>", NULL, NULL, NULL);
  gsize size_bytes;
  const char *data = g_bytes_get_data (whole, &size_bytes);
  HelperZip *zip = helper_zip_new ();

  g_autofree char *cut = helper_fixture_table_to_text (data, size_bytes / 2);

  g_assert_true (g_str_has_prefix (cut, "error invalid: “client.file”: the workbook's ZIP container is damaged"));
  helper_zip_add (zip, "a.txt", "text", -1);
  assert_workbook (helper_zip_end (zip), "error invalid: “client.file”: a CSV or XLSX file is expected, but it is a ZIP file of another kind");
  zip = helper_zip_new ();
  helper_zip_add_frame (zip);
  assert_workbook (helper_zip_end (zip), "error invalid: “client.file”: the part “xl/workbook.xml” is missing");
  zip = helper_zip_new ();
  helper_zip_add_frame (zip);
  helper_zip_add (zip, "XL/a.xml", "<a/>", -1);
  helper_zip_add (zip, "xl/A.xml", "<a/>", -1);
  assert_workbook (helper_zip_end (zip), "error invalid: “client.file”: the part “xl/a.xml” stands in the file twice");
  zip = helper_zip_new_encrypted ();
  helper_zip_add_frame (zip);
  assert_workbook (helper_zip_end (zip), "error invalid: “client.file”: the part “[content_types].xml” is encrypted");
}

/* A bit of the compressed data flipped: the checksum notices. */
static void
test_checksum (void)
{
  HelperZip *zip = helper_zip_new ();
  const char *part = "<worksheet " HELPER_MAIN "><sheetData><row><c t=\"str\"><v>FLIPME</v></c></row></sheetData></worksheet>";
  g_autoptr (GBytes) whole = NULL;
  gsize size_bytes;
  g_autofree char *data = NULL, *text = NULL;

  helper_zip_add_frame (zip);
  helper_zip_add (zip, "xl/workbook.xml", "<workbook " HELPER_MAIN "><sheets><sheet name=\"表\" r:id=\"rId1\"/></sheets></workbook>", -1);
  helper_zip_add (zip, "xl/_rels/workbook.xml.rels", "<Relationships " HELPER_RELATIONS "><Relationship Id=\"rId1\" Type=\"" HELPER_TYPE
                  "worksheet\" Target=\"sheet.xml\"/></Relationships>", -1);
  helper_zip_add_stored (zip, "xl/sheet.xml", part, strlen (part));
  whole = helper_zip_end (zip);
  size_bytes = g_bytes_get_size (whole);
  data = g_memdup2 (g_bytes_get_data (whole, NULL), size_bytes);
  *(char *) memmem (data, size_bytes, "FLIPME", 6) = 'G';
  text = helper_fixture_table_to_text (data, size_bytes);
  g_assert_cmpstr (text, ==, "error invalid: “client.file”, sheet “表”: the workbook's ZIP container is damaged: xl/sheet.xml");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/xlsx/types", test_types);
  g_test_add_func ("/helper/xlsx/numbers", test_numbers);
  g_test_add_func ("/helper/xlsx/dates", test_dates);
  g_test_add_func ("/helper/xlsx/places", test_places);
  g_test_add_func ("/helper/xlsx/merged", test_merged);
  g_test_add_func ("/helper/xlsx/workbook", test_workbook);
  g_test_add_func ("/helper/xlsx/bad-xml", test_bad_xml);
  g_test_add_func ("/helper/xlsx/bad-zip", test_bad_zip);
  g_test_add_func ("/helper/xlsx/checksum", test_checksum);
  return g_test_run ();
}
