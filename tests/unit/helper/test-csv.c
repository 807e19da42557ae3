/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "helper-fixture.h"

#include <string.h>

/* A sample of what Japanese Excel writes; the same rows in every encoding. */
#define SAMPLE_ROWS \
  "1: 番号|管理策|備考\n" \
  "2: 8.1.2.1|資産の管理責任①～㈱髙﨑|ﾊﾝｶｸ, ソ能表\n" \
  "4: 8.1.2.2|改行\r\nあり|引用\"符\"\n"

static void
assert_file (const char *name, const char *expected)
{
  g_autoptr (GBytes) bytes = helper_fixture_data (name);
  g_autofree char *text = helper_fixture_table_to_text (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_bytes (const char *data, gsize size_bytes, const char *expected)
{
  g_autofree char *text = helper_fixture_table_to_text (data, size_bytes);

  g_assert_cmpstr (text, ==, expected);
}

#define assert_csv(literal, expected) assert_bytes (literal, sizeof literal - 1, expected)

static void
test_encodings (void)
{
  assert_file ("cp932.csv", "CP932\n" SAMPLE_ROWS);
  assert_file ("utf8-bom.csv", "UTF-8\n" SAMPLE_ROWS);
  assert_file ("utf16le.csv", "UTF-16LE\n1: 番号|管理策|備考\n"
               "2: 8.1.2.1|資産の管理責任①～㈱髙﨑|ﾊﾝｶｸ\t ソ能表\n"
               "4: 8.1.2.2|改行\r\nあり|引用\"符\"\n");
  assert_file ("utf16be.csv", "UTF-16BE\n1: 番号|管理策|備考\n"
               "2: 8.1.2.1|資産の管理責任①～㈱髙﨑|ﾊﾝｶｸ; ソ能表\n"
               "4: 8.1.2.2|改行\r\nあり|引用\"符\"\n");
  assert_csv ("a,b\n1,あ\n", "UTF-8\n1: a|b\n2: 1|あ\n");
  assert_csv ("\xff\xfe" "a\0,\0=\xd8\0\xde", "UTF-16LE\n1: a|\xf0\x9f\x98\x80\n");
}

static void
test_delimiters (void)
{
  assert_csv ("a;b;c\n1,5;2;3\n", "UTF-8\n1: a|b|c\n2: 1,5|2|3\n");
  assert_csv ("a\tb\n1,2\t3,4,5\n", "UTF-8\n1: a|b\n2: 1,2|3,4,5\n");
  /* a title and delimiters inside quotes mislead nobody */
  assert_csv ("一覧;表;です\n\na,b\n\"1;2;3\",x\n\"4;5\",y\n", "UTF-8\n1: 一覧;表;です\n3: a|b\n4: 1;2;3|x\n5: 4;5|y\n");
  assert_csv ("only\nones\n", "UTF-8\n1: only\n2: ones\n");
}

static void
test_rows (void)
{
  assert_csv ("a,b\r1,2\r\n\n3,4", "UTF-8\n1: a|b\n2: 1|2\n4: 3|4\n");
  assert_csv ("a,,c\n,,\n,x,\n", "UTF-8\n1: a|-|c\n3: -|x\n");
  assert_csv ("\"\",\"\"\"\",\"a\"\"b\",\"c\"d\n", "UTF-8\n1: -|\"|a\"b|cd\n");
  assert_csv ("a\"b,c\n", "UTF-8\n1: a\"b|c\n");
  assert_csv (" a , b\n", "UTF-8\n1:  a | b\n");
  assert_csv ("\n", "UTF-8\n");
  assert_csv ("a,\"\"", "UTF-8\n1: a\n");
}

static void
test_undecodable (void)
{
  /* damaged UTF-8, which decodes as CP932 into nonsense, is told as UTF-8 */
  assert_csv ("番号,名\n1,資産\n2,管\xe7\x90理\n",
              "error invalid: “client.file”, row 3, column B, byte 25: this byte is no character of UTF-8; save the file as UTF-8");
  assert_csv ("\x94\xd4,\x8d\x86\n1,\x81\x20\n",
              "error invalid: “client.file”, row 2, column B, byte 8: this byte is no character of CP932; save the file as UTF-8");
  assert_csv ("\xff", "error invalid: “client.file”, row 1, column A, byte 0: this byte is no character of CP932; save the file as UTF-8");
  assert_csv ("a\n\xff", "error invalid: “client.file”, row 2, column A, byte 2: this byte is no character of CP932; save the file as UTF-8");
  assert_csv ("\xff\xfe" "a\0,\0\0\xdc" "b\0",
              "error invalid: “client.file”, row 1, column B, byte 6: this byte is no character of UTF-16LE; save the file as UTF-8");
  assert_csv ("\xfe\xff\0a\0", "error invalid: “client.file”, row 1, column A, byte 4: this byte is no character of UTF-16BE; save the file as UTF-8");
  assert_csv ("a,\"long text before the byte, so that it still is text for all who look at it\",b\0c\n",
              "error invalid: “client.file”, row 1, column C, byte 80: there is a NUL byte, which no text has");
}

static void
test_refused (void)
{
  assert_csv ("", "error invalid: “client.file”: the file is empty");
  assert_csv ("a,b\n1,\"x\n2,y\n",
              "error invalid: “client.file”, row 2, column B: the quotation mark that begins here is never closed");
  assert_csv ("%PDF-1.7\n", "error invalid: “client.file”: a CSV or XLSX file is expected, but it is no kind of file that is known here");
  assert_csv ("{\"a\": 1}", "error invalid: “client.file”: a CSV or XLSX file is expected, but it is JSON of another kind");
  assert_csv ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on",
              "error invalid: “client.file”: a CSV or XLSX file is expected, but it is an Excel file of before 2007, "
              "or a workbook under a password; save it as XLSX without a password");
}

/* Every character that Windows has in CP932 comes through. */
static void
test_all_cp932 (void)
{
  g_autoptr (GString) file = g_string_new (NULL), expected = g_string_new ("CP932\n");
  GIConv converter = g_iconv_open ("UTF-8", "CP932");
  guint row = 0, characters = 0;

  for (guint lead = 0x81; lead <= 0xfc; lead++)
    for (guint trail = 0x40; trail <= 0xfc; trail++)
      {
        const char pair[] = { (char) lead, (char) trail };
        g_autofree char *utf8 = NULL;

        if (trail == 0x7f || (lead >= 0xa0 && lead < 0xe0))
          continue;
        utf8 = g_convert_with_iconv (pair, 2, converter, NULL, NULL, NULL);
        if (utf8 == NULL)
          continue;
        characters++;
        g_string_append_len (file, pair, 2);
        g_string_append (file, ",x\n");
        g_string_append_printf (expected, "%u: %s|x\n", ++row, utf8);
      }
  g_iconv_close (converter);
  g_assert_cmpuint (characters, >=, 9604);
  assert_bytes (file->str, file->len, expected->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/csv/encodings", test_encodings);
  g_test_add_func ("/helper/csv/delimiters", test_delimiters);
  g_test_add_func ("/helper/csv/rows", test_rows);
  g_test_add_func ("/helper/csv/undecodable", test_undecodable);
  g_test_add_func ("/helper/csv/refused", test_refused);
  g_test_add_func ("/helper/csv/all-cp932", test_all_cp932);
  return g_test_run ();
}
