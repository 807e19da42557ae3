/* SPDX-License-Identifier: GPL-3.0-or-later */

/* OpenDocument texts, workbooks and slides, and what is made to harm their reader. */
#include <string.h>

#include "chosho-helper-limits.h"
#include "office-fixture.h"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define OPEN "xmlns:office=\"" OASIS "office:1.0\" xmlns:text=\"" OASIS "text:1.0\" xmlns:table=\"" OASIS "table:1.0\" " \
             "xmlns:draw=\"" OASIS "drawing:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
#define MIMETYPE "application/vnd.oasis.opendocument."

/* A document of @kind ("text") whose content is @content; NULL leaves it out, as @manifest. */
static GBytes *
make (const char *kind, const char *content, const char *manifest)
{
  HelperZip *zip = helper_zip_new ();
  g_autofree char *type = g_strconcat (MIMETYPE, kind, NULL);

  helper_zip_add_stored (zip, "mimetype", type, strlen (type));
  if (content != NULL)
    helper_zip_add (zip, "content.xml", content, -1);
  if (manifest != NULL)
    helper_zip_add (zip, "META-INF/manifest.xml", manifest, -1);
  return helper_zip_end (zip);
}

static GBytes *
make_body (const char *kind, const char *body)
{
  g_autofree char *content
    = g_strdup_printf ("<office:document-content " OPEN "><office:body><office:%s>%s</office:%s></office:body></office:document-content>", kind, body, kind);

  return make (kind, content, NULL);
}

/* --- What is read ------------------------------------------------------------------------------------------- */

static void
test_text (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("sample.odt");
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoHelperDocument) picture = NULL;
  g_autofree char *text = office_fixture_dump_blocks (document), *described = NULL;

  office_fixture_assert_kind (document, CHOSHO_CONTENT_FLOW, "odt", FALSE);
  /* as DOCX: what was taken out is said and marked, notes follow the text, readings are left out */
  g_assert_cmpstr (text, ==,
                   "hp 1 社外秘\nbh 1 L1 アクセス管理規程（見本）\nbp 2 第1条　利用者IDは 一人に  一つと\tする。\n"
                   "b- 3 申請は上長が承認する。\nb- 4 L1 代理は部長とする。\n"
                   "bp 5 見直しは年1回四半期ごとに行う。 {1 4+3 佐藤} {0 7+5 佐藤} {3 16+0 }\n"
                   "bt 1.1 役割|権限\nbt 1.2 管理者|全て\ntp 6 枠の中\nbf 1 #3 <構成図> \nbo 2 <グラフ 1> \nbf 3 <外部の図> \n"
                   "bp 7 特権IDは別に定める[1]\nbp 8 隠し文字 {2 0+4 }\nbp 9 特権\nfp 1 1頁\nnp 1 特権ID管理手順書\ncp 1.5 <鈴木> 頻度の根拠は？\n");
  picture = chosho_helper_document_open_member (document, 3, "図", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  described = document_fixture_describe (picture);
  g_assert_cmpstr (described, ==, "png 1: 200x120");
}

static void
test_slides (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("sample.odp");
  g_autofree char *text = office_fixture_dump_blocks (document);

  office_fixture_assert_kind (document, CHOSHO_CONTENT_FLOW, "odp", FALSE);
  g_assert_cmpstr (text, ==,
                   "bs s1 0 \nbh s1 1 L1 運用体制（見本）\nbp s1 2 情報システム部が所管する\nbt s1 1.1 部門|責任者\nbf s1 1 #2 <体制図> \n"
                   "fp s1 1 1\nsp s1 1 口頭で補足する\ncp s1 1 <鈴木> 最新か\nbs s2! 0 \nbh s2 1 L1 付録\n");
}

static void
test_workbook (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("sample.ods");
  g_autofree char *rows = office_fixture_dump_rows (document, 0, 1, 100, NULL), *layout = office_fixture_dump_layout (document, 0);
  g_autofree char *window = office_fixture_dump_rows (document, 0, 5, 5, NULL), *pictures = office_fixture_dump_layout (document, 1);
  g_autofree char *hidden = office_fixture_dump_rows (document, 2, 1, 10, NULL), *none = office_fixture_dump_rows (document, 3, 1, 1, NULL);

  office_fixture_assert_kind (document, CHOSHO_CONTENT_SHEETS, "ods", TRUE);
  /* as the file shows them; what shows nothing by its value or formula */
  g_assert_cmpstr (rows, ==,
                   "[権限一覧]\n1: アクセス権限一覧（見本）\n2: 利用者ID|付与日|月額\n3: u1|令和8年4月1日|¥3,000\n"
                   "4!: u2|〃|〃\n5!: u2|〃|〃\n10: 12.5|=SUM([.C3])\n");
  g_assert_cmpstr (window, ==, "[権限一覧]\n5!: u2|〃|〃\n");
  g_assert_cmpstr (layout, ==,
                   "10x3\ncolumns 0-0 76\nrow 1 40\nrow 4 20!\nrow 5 20!\nmerge 1-1 0-2\n"
                   "object 3 at 3,0 to 0,0 member -1 “山田” “退職者の\n確認済”\n");
  g_assert_cmpstr (pictures, ==,
                   "10x6\nobject 0 at 1,0 to 0,0 member 2 “パスワードの設定画面” “”\nobject 1 at 1,0 to 0,0 member -1 “枠 1” “ここで12文字以上”\n"
                   "object 2 at 1,1 to 0,0 member -1 “グラフ 1” “”\n");
  g_assert_cmpstr (hidden, ==, "[作業用]!\n1: 隠れた値\n");
  g_assert_cmpstr (none, ==, "error not-found: “client.file”: it has no sheet 4\n");
}

/* What it says it is counts only where its content says nothing. */
static void
test_kind (void)
{
  g_autoptr (ChoshoHelperDocument) lying = document_fixture_open (
    make ("text", "<office:document-content " OPEN "><office:body><office:spreadsheet/></office:body></office:document-content>", NULL));
  g_autoptr (ChoshoHelperDocument) drawing = document_fixture_open (make_body ("graphics", ""));
  g_autofree char *rows = office_fixture_dump_rows (lying, 0, 1, 1, NULL);

  office_fixture_assert_kind (lying, CHOSHO_CONTENT_SHEETS, "ods", TRUE);
  g_assert_cmpstr (rows, ==, "error invalid: “client.file”: there is no worksheet in it\n");
  office_fixture_assert_kind (drawing, CHOSHO_CONTENT_ARCHIVE, "zip", FALSE);
}

/* --- What is refused ---------------------------------------------------------------------------------------- */

static void
assert_rows (GBytes *bytes, const char *expected)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (bytes);
  g_autofree char *rows = office_fixture_dump_rows (document, 0, 1, 10, NULL);

  g_assert_cmpstr (rows, ==, expected);
}

/* The words behind it are the parser's, and another version's are others. */
static void
assert_malformed (GBytes *bytes)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (bytes);
  g_autofree char *text = office_fixture_dump_blocks (document);

  g_assert_true (g_str_has_prefix (text, "error invalid: “client.file”, line 1: the XML is not well-formed: content.xml: "));
}

static void
test_missing (void)
{
  office_fixture_assert_blocks (make ("text", NULL, NULL), "error invalid: “client.file”: the part “content.xml” is missing\n");
  assert_rows (make ("spreadsheet", NULL, NULL), "error invalid: “client.file”: the part “content.xml” is missing\n");
  assert_malformed (make ("presentation", "", NULL));
}

static void
test_encrypted (void)
{
  static const char manifest[] = "<m:manifest xmlns:m=\"" OASIS "manifest:1.0\"><m:file-entry m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry></m:manifest>";

  office_fixture_assert_blocks (make ("text", "\x8f\x01\x77 no XML", manifest), "error invalid: “client.file”: the part “content.xml” is encrypted\n");
  assert_rows (make ("spreadsheet", "\x8f\x01\x77 no XML", manifest), "error invalid: “client.file”: the part “content.xml” is encrypted\n");
}

static void
test_entities (void)
{
  static const char bomb[] = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                             "<office:document-content " OPEN "><office:body><office:text><text:p>&b;&e;</text:p></office:text></office:body></office:document-content>";

  office_fixture_assert_blocks (make ("text", bomb, NULL),
                                "error invalid: “client.file”: the part “content.xml” has a document type declaration, which is not allowed\n");
  assert_rows (make ("spreadsheet", bomb, NULL), "error invalid: “client.file”: the part “content.xml” has a document type declaration, which is not allowed\n");
}

static char *
repeat (const char *before, const char *piece, guint count, const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < count; i++)
    g_string_append (text, piece);
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

static void
test_deep (void)
{
  g_autofree char *elements = repeat ("", "<text:section>", 300, ""), *boxes = repeat ("", "<text:p>", CHOSHO_HELPER_LIMIT_NESTING + 1, "");
  g_autofree char *notes = repeat ("<text:p>", "<office:annotation>", CHOSHO_HELPER_LIMIT_NESTING + 1, "");

  assert_malformed (make_body ("text", elements));
  office_fixture_assert_blocks (make_body ("text", boxes), "error limit: “client.file”: text boxes stand more than 16 deep in one another\n");
  office_fixture_assert_blocks (make_body ("text", notes), "error limit: “client.file”: text boxes stand more than 16 deep in one another\n");
}

/* Few bytes that stand for many cells. */
static void
test_repeats (void)
{
#define ROW(attributes, cells) "<table:table table:name=\"表\"><table:table-row " attributes ">" cells "</table:table-row></table:table>"
#define CELL(attributes) "<table:table-cell " attributes "><text:p>x</text:p></table:table-cell>"
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autofree char *last = NULL;

  assert_rows (make_body ("spreadsheet", ROW ("table:number-rows-repeated=\"1000000\"", CELL ("table:number-columns-repeated=\"16384\""))),
               "error limit: “client.file”, sheet “表”: it has more than 8000000 cells\n");
  assert_rows (make_body ("spreadsheet", ROW ("table:number-rows-repeated=\"1048577\"", CELL (""))),
               "error limit: “client.file”, sheet “表”: it has more than 1048576 rows\n");
  assert_rows (make_body ("spreadsheet", ROW ("", CELL ("table:number-columns-repeated=\"16385\""))),
               "error limit: “client.file”, sheet “表”: it has more than 16384 columns\n");
  assert_rows (make_body ("spreadsheet", ROW ("", "<table:table-cell table:number-columns-repeated=\"4294967295\"/>" CELL (""))),
               "error limit: “client.file”, sheet “表”: it has more than 16384 columns\n");
  document = document_fixture_open (make_body ("spreadsheet", ROW ("table:number-rows-repeated=\"1048576\"", CELL (""))));
  last = office_fixture_dump_rows (document, 0, 1048576, 10, NULL);
  g_assert_cmpstr (last, ==, "[表]\n1048576: x\n");
}

static void
test_limits (void)
{
  g_autofree char *sheets = repeat ("", "<table:table/>", CHOSHO_HELPER_LIMIT_SHEETS + 1, "");
  g_autofree char *merges = repeat ("<table:table table:name=\"表\"><table:table-row>", "<table:table-cell table:number-columns-spanned=\"2\"/><table:table-cell/>", 16384 / 2, "</table:table-row>");
  g_autofree char *merged = repeat (merges, "<table:table-row><table:table-cell table:number-rows-spanned=\"2\"/></table:table-row>",
                                    CHOSHO_HELPER_LIMIT_MERGES - 16384 / 2 + 1, "</table:table>");
  g_autofree char *objects = repeat ("<table:table table:name=\"表\"><table:shapes>", "<draw:frame/>", CHOSHO_HELPER_LIMIT_OBJECTS + 1, "</table:shapes></table:table>");
  g_autofree char *paragraphs = repeat ("", "<text:p>一</text:p>", CHOSHO_HELPER_LIMIT_BLOCKS + 1, "");
  g_autofree char *notes = repeat ("<text:p>", "<office:annotation><text:p>一</text:p></office:annotation>", CHOSHO_HELPER_LIMIT_BLOCKS + 1, "</text:p>");
  g_autofree char *blanks = repeat ("<text:p>", "<text:s text:c=\"1000\"/>", CHOSHO_HELPER_LIMIT_BLOCK_BYTES / 1000 + 1, "</text:p>");
  g_autofree char *slides = repeat ("", "<draw:page/>", CHOSHO_HELPER_LIMIT_SLIDES + 1, "");

  assert_rows (make_body ("spreadsheet", sheets), "error limit: “client.file”: it has more than 1024 sheets\n");
  assert_rows (make_body ("spreadsheet", merged), "error limit: “client.file”, sheet “表”: a sheet has more than 65536 merged ranges\n");
  assert_rows (make_body ("spreadsheet", objects), "error limit: “client.file”, sheet “表”: it has more than 10000 pictures, shapes and notes in one place\n");
  office_fixture_assert_blocks (make_body ("text", paragraphs), "error limit: “client.file”: it has more than 200000 paragraphs\n");
  office_fixture_assert_blocks (make_body ("text", notes), "error limit: “client.file”: it has more than 200000 paragraphs\n");
  office_fixture_assert_blocks (make_body ("text", blanks), "error limit: “client.file”: a paragraph or row has more than 1.0\u00a0MiB of text\n");
  office_fixture_assert_blocks (make_body ("presentation", slides), "error limit: “client.file”: it has more than 5000 slides\n");
}

static void
test_styles (void)
{
  g_autofree char *before = g_strdup ("<office:document-content " OPEN " xmlns:style=\"" OASIS "style:1.0\"><office:automatic-styles>");
  g_autoptr (GString) content = g_string_new (before);

  for (guint i = 0; i <= CHOSHO_HELPER_LIMIT_STYLES; i++)
    g_string_append_printf (content, "<style:style style:name=\"%u\" style:family=\"text\"/>", i);
  g_string_append (content, "</office:automatic-styles><office:body><office:text/></office:body></office:document-content>");
  office_fixture_assert_blocks (make ("text", content->str, NULL), "error limit: “client.file”: it has more than 65490 cell formats\n");
}

/* A container that is small until it is read. */
static void
test_bomb (void)
{
  g_autofree char *text = repeat ("<text:p>x</text:p>", "<!--0123456789abcdef0123456789abcdef0123456789abcdef-->", 1024 * 1024, "");
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (make_body ("text", text));
  g_autofree char *blocks = office_fixture_dump_blocks (document);

  g_assert_cmpstr (blocks, ==, "error limit: “client.file”: uncompressed, it is more than 200 times as large\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/open-document/text", test_text);
  g_test_add_func ("/helper/open-document/slides", test_slides);
  g_test_add_func ("/helper/open-document/workbook", test_workbook);
  g_test_add_func ("/helper/open-document/kind", test_kind);
  g_test_add_func ("/helper/open-document/missing", test_missing);
  g_test_add_func ("/helper/open-document/encrypted", test_encrypted);
  g_test_add_func ("/helper/open-document/entities", test_entities);
  g_test_add_func ("/helper/open-document/deep", test_deep);
  g_test_add_func ("/helper/open-document/repeats", test_repeats);
  g_test_add_func ("/helper/open-document/limits", test_limits);
  g_test_add_func ("/helper/open-document/styles", test_styles);
  g_test_add_func ("/helper/open-document/bomb", test_bomb);
  return g_test_run ();
}
