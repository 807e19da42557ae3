/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Workbooks with what lies over their cells, texts, slides, mails, and CSV as tables. */
#include <string.h>

#include "chosho-helper-limits.h"
#include "office-fixture.h"

#define WORD "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" " \
             "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" " \
             "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" " \
             "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""

/* --- Workbooks ---------------------------------------------------------------------------------------------- */

static void
test_workbook (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("sample.xlsx");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sheets = chosho_helper_document_read_sheets (document, NULL, &error);
  g_autofree char *rows = NULL, *layout = NULL, *pictures = NULL, *hidden = NULL, *none = NULL;

  g_assert_no_error (error);
  office_fixture_assert_kind (document, CHOSHO_CONTENT_SHEETS, "xlsx", TRUE);
  g_assert_cmpuint (sheets->len, ==, 3);
  g_assert_cmpstr (((ChoshoSheetInfo *) g_ptr_array_index (sheets, 1))->name, ==, "画面 写し");
  g_assert_true (((ChoshoSheetInfo *) g_ptr_array_index (sheets, 2))->hidden);
  /* numbers as the file shows them, a merged cell once, a hidden row told */
  rows = office_fixture_dump_rows (document, 0, 1, 5, NULL);
  g_assert_cmpstr (rows, ==,
                   "[権限一覧]\n1: アクセス権限一覧（見本）\n2: 利用者ID|氏名|付与日|月額|利用率\n"
                   "3: u00003|利用者3|令和8年4月4日|¥3,000|13%\n4: u00004|利用者4|令和8年4月5日|¥4,000|14%\n"
                   "5!: u00005|利用者5|令和8年4月6日|¥5,000|15%\n");
  layout = office_fixture_dump_layout (document, 0);
  g_assert_cmpstr (layout, ==,
                   "12x5\ncolumns 0-0 103\ncolumns 1-1 131\ncolumns 2-2 96\nrow 1 40\nrow 5 25!\nmerge 1-1 0-4\n"
                   "object 3 at 3,1 to 0,0 member -1 “山田” “退職者の確認済”\n");
  /* a picture outside the file is named and not followed */
  pictures = office_fixture_dump_layout (document, 1);
  g_assert_cmpstr (pictures, ==,
                   "29x13\nobject 0 at 3,1 to 15,7 member 12 “パスワードの設定画面” “”\n"
                   "object 0 at 17,1 to 29,7 member 13 “図 2” “”\nobject 0 at 3,9 to 9,12 member -1 “外部の図” “”\n"
                   "object 1 at 6,2 to 9,4 member -1 “枠 1” “ここで12文字以上”\nobject 2 at 11,9 to 17,12 member -1 “グラフ 1” “”\n");
  hidden = office_fixture_dump_rows (document, 2, 1, 10, NULL);
  g_assert_cmpstr (hidden, ==, "[作業用]!\n2: -|隠れた値\n");
  none = office_fixture_dump_rows (document, 3, 1, 10, NULL);
  g_assert_cmpstr (none, ==, "error not-found: “client.file”: it has no sheet 4\n");
}

/* A picture is a member: another process looks at it. */
static void
test_picture (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("sample.xlsx");
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoHelperDocument) picture = chosho_helper_document_open_member (document, 12, "図", NULL, NULL, NULL, &error);
  g_autoptr (ChoshoHelperDocument) drawing = NULL;
  g_autofree char *described = NULL;

  g_assert_no_error (error);
  described = document_fixture_describe (picture);
  g_assert_cmpstr (described, ==, "png 1: 320x180");
  drawing = chosho_helper_document_open_member (document, 13, "EMF", NULL, NULL, NULL, &error);
  office_fixture_assert_kind (drawing, CHOSHO_CONTENT_OPAQUE, "", FALSE);
}

static void
test_windows (void)
{
  g_autoptr (GString) data = g_string_new (NULL);
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autofree char *middle = NULL, *last = NULL, *beyond = NULL;

  for (guint i = 1; i <= 5000; i += 2)
    g_string_append_printf (data, "<row r=\"%u\"><c r=\"A%u\"><v>%u</v></c></row>", i, i, i);
  document = document_fixture_open (helper_workbook (data->str, NULL, NULL, NULL));
  middle = office_fixture_dump_rows (document, 0, 2500, 5, NULL);
  g_assert_cmpstr (middle, ==, "[表]\n2501: 2501\n2503: 2503\n");
  last = office_fixture_dump_rows (document, 0, 4999, 100, NULL);
  g_assert_cmpstr (last, ==, "[表]\n4999: 4999\n");
  beyond = office_fixture_dump_rows (document, 0, G_MAXUINT32, 100, NULL);
  g_assert_cmpstr (beyond, ==, "[表]\n");
}

/* One sheet is damaged: the others are shown. */
static void
test_damaged_sheet (void)
{
  HelperZip *zip = helper_zip_new ();
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autofree char *broken = NULL, *missing = NULL, *whole = NULL;

  helper_zip_add_frame (zip);
  helper_zip_add (zip, "xl/workbook.xml",
                  "<workbook " HELPER_MAIN "><sheets><sheet name=\"壊\" r:id=\"rId1\"/><sheet name=\"無\" r:id=\"rId2\"/>"
                  "<sheet name=\"全\" r:id=\"rId3\"/></sheets></workbook>", -1);
  helper_zip_add (zip, "xl/_rels/workbook.xml.rels",
                  "<Relationships " HELPER_RELATIONS "><Relationship Id=\"rId1\" Type=\"" HELPER_TYPE "worksheet\" Target=\"a.xml\"/>"
                  "<Relationship Id=\"rId2\" Type=\"" HELPER_TYPE "worksheet\" Target=\"b.xml\"/>"
                  "<Relationship Id=\"rId3\" Type=\"" HELPER_TYPE "worksheet\" Target=\"c.xml\"/></Relationships>", -1);
  helper_zip_add (zip, "xl/a.xml", "<worksheet " HELPER_MAIN "><sheetData><row>", -1);
  helper_zip_add (zip, "xl/c.xml", "<worksheet " HELPER_MAIN "><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>", -1);
  document = document_fixture_open (helper_zip_end (zip));
  broken = office_fixture_dump_rows (document, 0, 1, 1, NULL);
  g_assert_true (g_str_has_prefix (broken, "error invalid: “client.file”, sheet “壊”"));
  missing = office_fixture_dump_layout (document, 1);
  g_assert_cmpstr (missing, ==, "error invalid: “client.file”, sheet “無”: the part “xl/b.xml” is missing\n");
  whole = office_fixture_dump_rows (document, 2, 1, 1, NULL);
  g_assert_cmpstr (whole, ==, "[全]\n1: 1\n");
}

/* --- Number formats ----------------------------------------------------------------------------------------- */

static void
assert_shown (const char *code, const char *value, const char *expected)
{
  g_autofree char *escaped = g_markup_escape_text (code, -1);
  g_autofree char *styles = g_strdup_printf ("<numFmts><numFmt numFmtId=\"164\" formatCode=\"%s\"/></numFmts><cellXfs><xf numFmtId=\"164\"/></cellXfs>", escaped);
  g_autofree char *data = g_strdup_printf ("<row><c s=\"0\"><v>%s</v></c></row>", value);
  g_autofree char *wanted = g_strdup_printf ("[表]\n1: %s\n", expected);
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (helper_workbook (data, NULL, NULL, styles));
  g_autofree char *shown = office_fixture_dump_rows (document, 0, 1, 1, NULL);

  g_assert_cmpstr (shown, ==, wanted);
}

static void
test_number_formats (void)
{
  static const struct
  {
    const char *code, *value, *shown;
  } cases[] = {
    { "#,##0", "1234567", "1,234,567" },
    { "#,##0.00", "-1234.5", "-1,234.50" },
    { "0.0%", "0.1234", "12.3%" },
    { "\"¥\"#,##0;[Red]\"¥\"-#,##0", "-3000", "¥-3,000" },
    { "[$€-407]#,##0", "12", "€12" },
    { "0000", "7", "0007" },
    { "#.##", "0.5", ".5" },
    { "#,##0,\"千円\"", "1234567", "1,235千円" },
    { "0.00E+00", "12345", "1.23E+04" },
    { "(#,##0)", "5", "(5)" },
    { "0\"件\"", "3", "3件" },
    { "yyyy/mm/dd", "46113", "2026/04/01" },
    { "[$-411]ggge\"年\"m\"月\"d\"日\"", "43585", "平成31年4月30日" },
    { "[$-411]ggge\"年\"m\"月\"d\"日\"", "43586", "令和1年5月1日" },
    { "yyyy/m/d(aaa)", "46113", "2026/4/1(水)" },
    { "h:mm AM/PM", "0.75", "6:00 PM" },
    { "yyyy/m/d h:mm:ss", "46113.5", "2026/4/1 12:00:00" },
    { "[h]:mm", "1.5", "36:00" },
    { "mm:ss", "0.01", "14:24" },
    { "d-mmm-yy", "46113", "1-Apr-26" },
    /* what a format hides, or is not known here, is shown plainly */
    { ";;;", "42", "42" },
    { "# ?/?", "0.5", "0.5" },
    { "[>100]0;0.0", "5", "5" },
    { "000-0000", "1234567", "1234567" },
    { "General\"年\"", "5", "5" },
    { "yyyy/m/d", "-5", "-5" },
    { "0.0;\"\"\"", "5", "5.0" },
    { "\"", "5", "5" },
    { "0%%%%%%%%", "1", "1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_shown (cases[i].code, cases[i].value, cases[i].shown);
}

/* --- Texts and slides --------------------------------------------------------------------------------------- */

static void
test_text (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("sample.docx");
  g_autofree char *text = office_fixture_dump_blocks (document);

  office_fixture_assert_kind (document, CHOSHO_CONTENT_FLOW, "docx", FALSE);
  g_assert_cmpstr (text, ==,
                   "hp 1 社外秘\nbh 1 L1 アクセス管理規程（見本）\nbp 2 第1条　利用者IDは一人に一つとする。\nb- 3 申請は上長が承認する。\n"
                   "bp 4 見直しは年1回四半期ごとに行う。 {1 4+3 佐藤} {0 7+5 佐藤} {3 16+0 }\n"
                   "bt 1.1 役割|権限\nbt 1.2 管理者|全て\nbf 1 #9 <構成図> \nbp 5 特権IDは別に定める[1]\nbp 6 隠し文字 {2 0+4 }\n"
                   "fp 1 1頁\nnp 1 特権ID管理手順書\ncp 1.4 <鈴木> 頻度の根拠は？\n");
}

static void
test_slides (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("sample.pptx");
  g_autofree char *text = office_fixture_dump_blocks (document);

  office_fixture_assert_kind (document, CHOSHO_CONTENT_FLOW, "pptx", FALSE);
  g_assert_cmpstr (text, ==,
                   "bs s1 0 \nbh s1 1 L1 運用体制（見本）\nbp s1 2 情報システム部が所管する\nbt s1 1.1 部門|責任者\nbf s1 1 #8 <体制図> \n"
                   "sp s1 1 口頭で補足する\nbs s2! 0 \nbh s2 1 L1 付録\n");
}

/* A text document whose body is @body, with relations @relations. */
static GBytes *
make_text (const char *body, const char *relations)
{
  HelperZip *zip = helper_zip_new ();
  g_autofree char *document = g_strdup_printf ("<w:document " WORD "><w:body>%s</w:body></w:document>", body);
  g_autofree char *related = g_strdup_printf ("<Relationships " HELPER_RELATIONS ">%s</Relationships>", relations);

  helper_zip_add (zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>", -1);
  helper_zip_add (zip, "_rels/.rels",
                  "<Relationships " HELPER_RELATIONS "><Relationship Id=\"rId1\" Type=\"" HELPER_TYPE
                  "officeDocument\" Target=\"word/document.xml\"/></Relationships>", -1);
  helper_zip_add (zip, "word/document.xml", document, -1);
  helper_zip_add (zip, "word/_rels/document.xml.rels", related, -1);
  return helper_zip_end (zip);
}

#define PARAGRAPH(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

static void
test_text_shapes (void)
{
  /* a text box is said once, not again for older programs; tables within cells are lines of them */
  office_fixture_assert_blocks (make_text ("<w:p><w:r><w:t>前</w:t></w:r><mc:AlternateContent><mc:Choice>" PARAGRAPH ("箱") "</mc:Choice><mc:Fallback>" PARAGRAPH ("箱")
                            "</mc:Fallback></mc:AlternateContent><w:r><w:t>後</w:t></w:r></w:p>"
                            "<w:tbl><w:tr><w:tc>" PARAGRAPH ("a") PARAGRAPH ("b") "</w:tc><w:tc><w:tbl><w:tr><w:tc>" PARAGRAPH ("c")
                            "</w:tc><w:tc>" PARAGRAPH ("d") "</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl><w:p/>"
                            "<w:p><w:r><w:drawing/></w:r></w:p>", ""),
                 "tp 1 箱\nbp 2 前後\nbt 1.1 a/b|c/d\nbo 1 \n");
}

/* What stands outside the file is named, never fetched; a relation cannot lead out of the container. */
static void
test_external (void)
{
  office_fixture_assert_blocks (make_text ("<w:p><w:r><w:drawing><a:blip r:embed=\"rId5\"/></w:drawing></w:r></w:p>"
                            "<w:p><w:r><w:drawing><a:blip r:embed=\"rId6\"/></w:drawing></w:r></w:p>",
                            "<Relationship Id=\"rId5\" Type=\"" HELPER_TYPE "image\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/>"
                            "<Relationship Id=\"rId6\" Type=\"" HELPER_TYPE "image\" Target=\"../../../etc/passwd\"/>"),
                 "bf 1 \nbf 2 \n");
  office_fixture_assert_blocks (make_text (PARAGRAPH ("本文"), "<Relationship Id=\"rId5\" Type=\"" HELPER_TYPE "header\" Target=\"http://example.test/h.xml\" TargetMode=\"External\"/>"),
                 "bp 1 本文\n");
}

static void
test_hostile_text (void)
{
  g_autoptr (GString) deep = g_string_new (NULL), nested = g_string_new (NULL);
  g_autofree char *long_text = g_strnfill (CHOSHO_HELPER_LIMIT_BLOCK_BYTES + 1, 'x');
  g_autofree char *long_paragraph = g_strdup_printf ("<w:p><w:r><w:t>%s</w:t></w:r></w:p>", long_text);
  GBytes *bytes;

  for (guint i = 0; i < 300; i++)
    g_string_append (deep, "<w:sdt>");
  bytes = make_text (deep->str, "");
  {
    g_autoptr (ChoshoHelperDocument) document = document_fixture_open (bytes);
    g_autofree char *text = office_fixture_dump_blocks (document);

    g_assert_true (g_str_has_prefix (text, "error invalid: “client.file”"));
  }
  for (guint i = 0; i <= CHOSHO_HELPER_LIMIT_NESTING; i++)
    g_string_append (nested, "<w:p>");
  office_fixture_assert_blocks (make_text (nested->str, ""), "error limit: “client.file”: text boxes stand more than 16 deep in one another\n");
  office_fixture_assert_blocks (make_text (long_paragraph, ""), "error limit: “client.file”: a paragraph or row has more than 1.0\u00a0MiB of text\n");
  office_fixture_assert_blocks (make_text (PARAGRAPH ("x"), "<Relationship Id=\"rId5\" Type=\"" HELPER_TYPE "header\" Target=\"gone.xml\"/>"),
                 "error invalid: “client.file”: the part “word/gone.xml” is missing\n");
}

static GBytes *
repeat (const char *piece, guint count)
{
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    g_string_append (body, piece);
  return make_text (body->str, "");
}

static void
test_limits (void)
{
  g_autoptr (GString) marks = g_string_new ("<w:p>");
  g_autoptr (ChoshoHelperDocument) allowed = document_fixture_open (repeat (PARAGRAPH ("一"), CHOSHO_HELPER_LIMIT_BLOCKS));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = chosho_helper_document_read_blocks (allowed, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (blocks->len, ==, CHOSHO_HELPER_LIMIT_BLOCKS);
  office_fixture_assert_blocks (repeat (PARAGRAPH ("一"), CHOSHO_HELPER_LIMIT_BLOCKS + 1), "error limit: “client.file”: it has more than 200000 paragraphs\n");
  office_fixture_assert_blocks (repeat ("<w:p><w:r><a:blip r:embed=\"x\"/></w:r></w:p>", CHOSHO_HELPER_LIMIT_BLOCKS + 1),
                 "error limit: “client.file”: it has more than 200000 paragraphs\n");
  g_string_append (marks, "<w:r>");
  for (guint i = 0; i <= CHOSHO_HELPER_LIMIT_BLOCK_MARKS; i++)
    g_string_append (marks, "<w:commentReference w:id=\"1\"/>");
  g_string_append (marks, "<w:t>x</w:t></w:r></w:p>");
  office_fixture_assert_blocks (make_text (marks->str, ""), "error limit: “client.file”: a paragraph has more than 4096 changes and comments\n");
}

/* --- Mails -------------------------------------------------------------------------------------------------- */

static void
assert_mail (const char *text, const char *expected)
{
  office_fixture_assert_blocks (g_bytes_new (text, strlen (text)), expected);
}

static void
test_mail (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("sample.eml");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members = chosho_helper_document_read_members (document, NULL, NULL, &error);
  g_autoptr (ChoshoHelperDocument) attachment = NULL;
  g_autofree char *text = office_fixture_dump_blocks (document), *described = NULL;

  office_fixture_assert_kind (document, CHOSHO_CONTENT_FLOW, "eml", FALSE);
  g_assert_cmpstr (text, ==,
                   "h: 0 <From> 山田太郎 <yamada@example.test>\nh: 0 <To> audit@example.test\nh: 0 <Subject> 権限一覧のご送付\n"
                   "h: 0 <Date> Wed, 1 Apr 2026 09:00:00 +0900\nbp 1 ご担当者様\nbp 2 権限一覧をお送りします。/ご確認ください。\n"
                   "wp 1 権限一覧をお送りします。/[ロゴ]\nba 1.27 #0 <権限.csv> application/octet-stream\nba 2.150 #1 <画面.png> image/png\n"
                   "h: 0 L1 <Received> from mail.example.test by mx.example.test; Wed, 1 Apr 2026 09:00:01 +0900\n"
                   "h: 0 L1 <MIME-Version> 1.0\nh: 0 L1 <Content-Type> multipart/mixed; boundary=\"=outer\"\n");
  g_assert_cmpuint (members->len, ==, 2);
  attachment = chosho_helper_document_open_member (document, 1, "画面.png", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  described = document_fixture_describe (attachment);
  g_assert_cmpstr (described, ==, "png 1: 64x48");
}

static void
test_mail_words (void)
{
  /* bytes that are no ASCII, a word cut inside a character, quoted printable, a charset nobody knows */
  assert_mail ("From: =?Shift_JIS?Q?=8ER=93c?= <a@b>\nSubject: =?UTF-8?B?5p2x5Lo=?= =?UTF-8?B?rA==?= x\nTo: \xe7\xb7\x8f\xe5\x8b\x99 <c@d>\n"
               "Content-Type: text/plain; charset=unknown-8bit\nContent-Transfer-Encoding: quoted-printable\n\n=8F=5C=89=AA=\n=82=C5=82=B7\n",
               "h: 0 <From> 山田 <a@b>\nh: 0 <Subject> 東京 x\nh: 0 <To> 総務 <c@d>\nbp 1 十岡です\n"
               "h: 0 L1 <Content-Type> text/plain; charset=unknown-8bit\nh: 0 L1 <Content-Transfer-Encoding> quoted-printable\n");
  /* names in pieces (RFC 2231) and as programs write them against the rules; cut short */
  assert_mail ("From: a@b\nTo: c@d\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: attachment;\n"
               " filename*0*=utf-8''%E8%A1%A8;\n filename*1=.xlsx\nContent-Type: application/x\n\nabc\n--b\nContent-Type: text/html\n\n"
               "<p>一<p>二<table><tr><td>a<td>b</table>&lt;&amp;&#x3042;<script>alert(1)</script>",
               "h: 0 <From> a@b\nh: 0 <To> c@d\nwp 1 一\nwp 2 二\nwp 3 a\tb/<&あ\nba 1.3 #0 <表.xlsx> application/x\nh: 0 L1 <Content-Type> multipart/mixed; boundary=b\n");
  /* a text that speaks of mail is none */
  {
    static const char note[] = "From: と To: の欄は次のとおり\nここは本文である\nTo: a\n";
    g_autoptr (ChoshoHelperDocument) document = document_fixture_open (g_bytes_new_static (note, strlen (note)));

    office_fixture_assert_kind (document, CHOSHO_CONTENT_TEXT, "text", FALSE);
  }
}

static void
test_mail_limits (void)
{
  g_autoptr (GString) deep = g_string_new ("From: a@b\nTo: c@d\n"), many = g_string_new ("From: a@b\nTo: c@d\nContent-Type: multipart/mixed; boundary=b\n\n");
  g_autoptr (GString) head = g_string_new ("From: a@b\nTo: c@d\n");

  for (guint i = 0; i <= CHOSHO_HELPER_LIMIT_MAIL_DEPTH; i++)
    g_string_append_printf (deep, "Content-Type: multipart/mixed; boundary=b%u.\n\n--b%u.\n", i, i);
  assert_mail (deep->str, "error limit: “client.file”: its parts stand more than 16 deep in one another\n");
  for (guint i = 0; i <= CHOSHO_HELPER_LIMIT_MAIL_PARTS; i++)
    g_string_append (many, "--b\n\nx\n");
  assert_mail (many->str, "error limit: “client.file”: it has more than 2000 parts\n");
  while (head->len <= CHOSHO_HELPER_LIMIT_MAIL_HEADER_BYTES)
    g_string_append (head, "X-Filler: 0123456789012345678901234567890123456789012345678901234567890123456789\n");
  assert_mail (head->str, "error limit: “client.file”: its head is larger than 1.0\u00a0MiB\n");
}

/* --- Tables of text ----------------------------------------------------------------------------------------- */

static void
test_csv (void)
{
  /* CP932: ID,氏名 */
  static const char bytes[] = "ID,\x8e\x81\x96\xbc\r\nu1,\x8eR\x93\x63\r\nu2,\"a, \"\"b\"\"\r\nc\"\r\n";
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (g_bytes_new_static (bytes, strlen (bytes)));
  g_autofree char *rows = NULL, *layout = office_fixture_dump_layout (document, 0), *wrong = NULL;

  office_fixture_assert_kind (document, CHOSHO_CONTENT_TEXT, "text", TRUE);
  rows = office_fixture_dump_rows (document, 0, 1, 10, NULL);
  g_assert_cmpstr (rows, ==, "CP932\n1: ID|氏名\n2: u1|山田\n3: u2|a, \"b\"\r\nc\n");
  g_assert_cmpstr (layout, ==, "3x2\n");
  /* in another charset, what is no character is shown as such */
  wrong = office_fixture_dump_rows (document, 0, 2, 1, "UTF-8");
  g_assert_cmpstr (wrong, ==, "UTF-8\n2: u1|\ufffdR\ufffdc\n");
  /* lines are still there */
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (ChoshoTextLines) lines = chosho_helper_document_read_lines (document, 0, 10, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (lines->n_lines, ==, 4);
  }
}

static void
test_no_table (void)
{
  static const char *const texts[] = {
    "Apr 1 start\nApr 2 stop, then start\nApr 3 stop\nApr 4 stop\nApr 5 stop\n", "一行だけ,です\n", "a\nb\nc\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ChoshoHelperDocument) document = document_fixture_open (g_bytes_new_static (texts[i], strlen (texts[i])));

      office_fixture_assert_kind (document, CHOSHO_CONTENT_TEXT, "text", FALSE);
    }
}

/* --- What is not shown -------------------------------------------------------------------------------------- */

static void
test_ole (void)
{
  static const guint8 mark[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
  static const char stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
  g_autoptr (GByteArray) old = g_byte_array_new (), locked = g_byte_array_new ();
  g_autoptr (ChoshoHelperDocument) plain = NULL, encrypted = NULL;

  g_byte_array_append (old, mark, sizeof mark);
  g_byte_array_set_size (old, 512);
  g_byte_array_append (locked, old->data, old->len);
  g_byte_array_append (locked, (const guint8 *) stream, sizeof stream);
  plain = document_fixture_open (g_bytes_new (old->data, old->len));
  encrypted = document_fixture_open (g_bytes_new (locked->data, locked->len));
  office_fixture_assert_kind (plain, CHOSHO_CONTENT_OPAQUE, "ole", FALSE);
  office_fixture_assert_kind (encrypted, CHOSHO_CONTENT_OPAQUE, "ole-encrypted", FALSE);
}

/* A ZIP of other things stays an archive; asks of another kind are refused. */
static void
test_other (void)
{
  HelperZip *zip = helper_zip_new ();
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autofree char *blocks = NULL, *layout = NULL;

  helper_zip_add (zip, "[Content_Types].xml", "<x/>", -1);
  helper_zip_add (zip, "_rels/.rels", "<x/>", -1);
  document = document_fixture_open (helper_zip_end (zip));
  office_fixture_assert_kind (document, CHOSHO_CONTENT_ARCHIVE, "zip", FALSE);
  blocks = office_fixture_dump_blocks (document);
  layout = office_fixture_dump_layout (document, 0);
  g_assert_cmpstr (blocks, ==, "error invalid: “client.file”: a file of this kind cannot be shown in this way\n");
  g_assert_cmpstr (layout, ==, blocks);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/office/workbook", test_workbook);
  g_test_add_func ("/helper/office/picture", test_picture);
  g_test_add_func ("/helper/office/windows", test_windows);
  g_test_add_func ("/helper/office/damaged-sheet", test_damaged_sheet);
  g_test_add_func ("/helper/office/number-formats", test_number_formats);
  g_test_add_func ("/helper/office/text", test_text);
  g_test_add_func ("/helper/office/slides", test_slides);
  g_test_add_func ("/helper/office/text-shapes", test_text_shapes);
  g_test_add_func ("/helper/office/external", test_external);
  g_test_add_func ("/helper/office/hostile-text", test_hostile_text);
  g_test_add_func ("/helper/office/limits", test_limits);
  g_test_add_func ("/helper/office/mail", test_mail);
  g_test_add_func ("/helper/office/mail-words", test_mail_words);
  g_test_add_func ("/helper/office/mail-limits", test_mail_limits);
  g_test_add_func ("/helper/office/csv", test_csv);
  g_test_add_func ("/helper/office/no-table", test_no_table);
  g_test_add_func ("/helper/office/ole", test_ole);
  g_test_add_func ("/helper/office/other", test_other);
  return g_test_run ();
}
