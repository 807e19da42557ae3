/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-error.h"
#include "chosho-sha256-list.h"

#define A "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define B "FEDCBA9876543210fedcba9876543210FEDCBA9876543210fedcba9876543210"
#define B_LOWER "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
#define RANDOM_LINES 20000

static ChoshoValue *
parse (const char *text, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_auto (GStrv) split = g_strsplit (text, "\n", -1);

  for (guint i = 0; split[i] != NULL; i++)
    g_ptr_array_add (lines, split[i]);
  return chosho_sha256_list_parse ("list.txt", lines, error);
}

/* One line of each kind, and the name that is to be found in it. */
static const struct
{
  const char *line, *sha256, *name;
} kinds[] = {
  { A "  規程.pdf", A, "規程.pdf" },
  { A " *bin/dump.bin", A, "bin/dump.bin" },
  { "\\" A "  two\\nlines\\\\x", A, "two\nlines\\x" },
  { "SHA256 (台帳 (旧).xlsx) = " A, A, "台帳 (旧).xlsx" },
  { "SHA256," B ",C:\\受領\\log.txt", B_LOWER, "C:\\受領\\log.txt" },
  { "\"申請書, 承認.pdf\"\t" B, B_LOWER, "申請書, 承認.pdf" },
  { "1024\t2026-04-01 10:00\t" A "\tname.txt", A, "name.txt" },
  { A, A, "" },
  { "name.txt " A, A, "name.txt" },
  { "SHA256          " B "       C:\\提出\\a, b.txt", B_LOWER, "C:\\提出\\a, b.txt" },
};

static void
test_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoValue) list = parse (kinds[i].line, &error);
      ChoshoValue *item = chosho_value_get_item (list, 0);

      g_assert_no_error (error);
      g_assert_cmpstr (chosho_value_get_string (item, "sha256"), ==, kinds[i].sha256);
      g_assert_cmpstr (chosho_value_get_string (item, "name"), ==, kinds[i].name);
      g_assert_cmpint (chosho_value_get_integer (item, "line", 0), ==, 1);
    }
}

static void
test_left_out (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) list = parse ("\nfile,sha256\n# made by hand\n\na.txt," A "\r\n\nb.txt," B "\n", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (chosho_value_get_length (list), ==, 2);
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (list, 0), "name"), ==, "a.txt");
  g_assert_cmpint (chosho_value_get_integer (chosho_value_get_item (list, 1), "line", 0), ==, 7);
}

/* What the tools of Windows print, each for two files; nothing has to be edited out of it. */
static const char *const of_windows[] = {
  "SHA256 ハッシュ (対象 C:\\提出\\規程 (改).pdf):\r\n" A "\r\nCertUtil: -hashfile コマンドは正常に完了しました。\r\n"
  "SHA256 ハッシュ (ファイル b.txt):\r\n" B "\r\nCertUtil: -hashfile コマンドは正常に完了しました。\r\n",
  "SHA256 hash of file C:\\提出\\規程 (改).pdf:\r\n01 23 45 67 89 ab cd ef 01 23 45 67 89 ab cd ef 01 23 45 67 89 ab cd ef 01 23 45 67 89 ab cd ef\r\n"
  "CertUtil: -hashfile command completed successfully.\r\nSHA256 hash of b.txt:\r\n" B "\r\nCertUtil: -hashfile command completed successfully.\r\n",
  "\r\nAlgorithm       Hash                                                                   Path\r\n"
  "---------       ----                                                                   ----\r\n"
  "SHA256          " A "       C:\\提出\\規程 (改).pdf\r\nSHA256          " B "       b.txt\r\n\r\n",
  "\r\n\r\nAlgorithm : SHA256\r\nHash      : " A "\r\nPath      : C:\\提出\\規程 (改).pdf\r\n\r\n"
  "Algorithm : SHA256\r\nHash      : " B "\r\nPath      : b.txt\r\n\r\n",
};

static void
test_of_windows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (of_windows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoValue) list = parse (of_windows[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (chosho_value_get_length (list), ==, 2);
      g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (list, 0), "sha256"), ==, A);
      g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (list, 0), "name"), ==, "C:\\提出\\規程 (改).pdf");
      g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (list, 1), "sha256"), ==, B_LOWER);
      g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (list, 1), "name"), ==, "b.txt");
    }
}

static void
assert_refused (const char *text, int code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, &error));
  g_assert_error (error, CHOSHO_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_refused (void)
{
  g_autofree char *many = g_strnfill (CHOSHO_SHA256_LIST_LINES + 1, '\n');

  assert_refused ("", CHOSHO_ERROR_INVALID, "list.txt");
  assert_refused ("nothing\n", CHOSHO_ERROR_INVALID, "list.txt");
  assert_refused (A "  a\nnot one\n", CHOSHO_ERROR_INVALID, "line 2");
  assert_refused (A "0  one digit too many\n" A "1  b\n", CHOSHO_ERROR_INVALID, "line 2"); /* the first passes for a heading */
  assert_refused (many, CHOSHO_ERROR_LIMIT, "list.txt");
}

/* Whatever stands in a line: a digest that was in it, or a refusal. */
static void
test_any (void)
{
  static const char *const pieces[] = { A, B, " ", "  ", " *", "\\", "\"", ",", "\t", "(", ") = ", "SHA256 (", "規程", "\\n", "#", "0" };

  for (guint i = 0; i < RANDOM_LINES; i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoValue) list = NULL;

      for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
        g_string_append (line, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      list = parse (line->str, &error);
      g_assert_true ((list != NULL) == (error == NULL));
      if (list != NULL)
        {
          g_autofree char *lower = g_ascii_strdown (line->str, -1);

          g_assert_nonnull (strstr (lower, chosho_value_get_string (chosho_value_get_item (list, 0), "sha256")));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/sha256-list/kinds", test_kinds);
  g_test_add_func ("/exchange/sha256-list/left-out", test_left_out);
  g_test_add_func ("/exchange/sha256-list/of-windows", test_of_windows);
  g_test_add_func ("/exchange/sha256-list/refused", test_refused);
  g_test_add_func ("/exchange/sha256-list/any", test_any);
  return g_test_run ();
}
