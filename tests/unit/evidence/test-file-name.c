/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-file-name.h"

static void
check (const char *raw, const char *expected, const char *expected_charset)
{
  const char *charset = "unset";
  g_autofree char *name = chosho_file_name_display (raw, &charset);

  g_assert_cmpstr (name, ==, expected);
  g_assert_cmpstr (charset, ==, expected_charset);
}

static void
test_utf8 (void)
{
  check ("規程.pdf", "規程.pdf", "UTF-8");
  check ("", "", "UTF-8");
  /* Never normalised, never interpreted. */
  check ("か\xe3\x82\x99.txt", "か\xe3\x82\x99.txt", "UTF-8");
  check ("a\nb\xe2\x80\xae<b>&amp;%s\\x41", "a\nb\xe2\x80\xae<b>&amp;%s\\x41", "UTF-8");
}

static void
test_cp932 (void)
{
  check ("\x8b\x4b\x92\xf6.pdf", "規程.pdf", "CP932");
  check ("\x87\x40\xfb\xfc\x81\x60.txt", "①髙～.txt", "CP932"); /* SHIFT_JIS fails on these */
  check ("\xb1\xb2.txt", "ｱｲ.txt", "CP932");
  check ("\x83\x5c.txt", "ソ.txt", "CP932"); /* the second byte is a backslash */
}

static void
test_escaped (void)
{
  check ("a\xff", "a\\xFF", NULL);
  check ("\x80", "\\x80", NULL);
  check ("\xa0x", "\\xA0x", NULL);
  check ("表\xfd", "表\\xFD", NULL);
  check ("\x81", "\\x81", NULL); /* half a character */
}

/* Every two-byte CP932 character that Windows knows is one character of the name. */
static void
test_all_double_bytes (void)
{
  guint decoded = 0;

  for (guint lead = 0x81; lead <= 0xfc; lead++)
    for (guint trail = 0x40; trail <= 0xfc; trail++)
      {
        const char raw[] = { (char) lead, (char) trail, '\0' };
        const char *charset;
        g_autofree char *name = NULL;

        if ((lead >= 0xa0 && lead <= 0xdf) || trail == 0x7f || g_utf8_validate (raw, -1, NULL))
          continue;
        name = chosho_file_name_display (raw, &charset);
        if (charset != NULL && g_utf8_strlen (name, -1) == 1)
          decoded++;
        g_assert_true (g_utf8_validate (name, -1, NULL));
      }
  /* 7,724 of the standards and their extensions, 1,880 that firms define themselves. */
  g_assert_cmpuint (decoded, ==, 9604);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evidence/file-name/utf8", test_utf8);
  g_test_add_func ("/evidence/file-name/cp932", test_cp932);
  g_test_add_func ("/evidence/file-name/escaped", test_escaped);
  g_test_add_func ("/evidence/file-name/all-double-bytes", test_all_double_bytes);
  return g_test_run ();
}
