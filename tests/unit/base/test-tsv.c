/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-tsv.h"

/* What is copied as a table comes into a spreadsheet as it is, in its cells, and as text. */

static void
expect (const char *text, const char *plain, const char *guarded)
{
  g_autoptr (GString) out = g_string_new (NULL);

  chosho_tsv_append (out, text);
  g_assert_cmpstr (out->str, ==, plain);
  g_string_truncate (out, 0);
  chosho_tsv_append_guarded (out, text);
  g_assert_cmpstr (out->str, ==, guarded);
}

static void
test_fields (void)
{
  expect ("", "", "");
  expect ("規程 第5条", "規程 第5条", "規程 第5条");
  expect ("a\tb", "\"a\tb\"", "\"a\tb\"");
  expect ("one\ntwo \"three\"", "\"one\ntwo \"\"three\"\"\"", "\"one\ntwo \"\"three\"\"\"");
  expect ("=HYPERLINK(\"x\")", "\"=HYPERLINK(\"\"x\"\")\"", "\"'=HYPERLINK(\"\"x\"\")\"");
  expect ("+1", "+1", "'+1");
  expect ("-1", "-1", "'-1");
  expect ("@x", "@x", "'@x");
  expect (" \n=1", "\" \n=1\"", "\"' \n=1\"");
  expect ("a=1", "a=1", "a=1");
}

static void
test_lines (void)
{
  static const char *const cells[] = { "a", NULL, "=b" };
  g_autoptr (GString) out = g_string_new (NULL);

  chosho_tsv_append_line (out, cells, G_N_ELEMENTS (cells));
  chosho_tsv_append_line (out, cells, 0);
  g_assert_cmpstr (out->str, ==, "a\t\t'=b\n\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/tsv/fields", test_fields);
  g_test_add_func ("/base/tsv/lines", test_lines);
  return g_test_run ();
}
