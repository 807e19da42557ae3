/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text files of any size and encoding, by lines and by windows, through the real helper. */

#include <string.h>

#include "chosho-helper-limits.h"
#include "document-fixture.h"

static GBytes *
encode (const char *text, const char *charset)
{
  g_autoptr (GError) error = NULL;
  gsize size_bytes;
  char *encoded = g_convert (text, -1, charset, "UTF-8", NULL, &size_bytes, &error);

  g_assert_no_error (error);
  return g_bytes_new_take (encoded, size_bytes);
}

static void
assert_described (GBytes *bytes, const char *expected)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (bytes);
  g_autofree char *text = document_fixture_describe (document);

  g_assert_cmpstr (text, ==, expected);
}

static ChoshoTextLines *
read_lines (ChoshoHelperDocument *document, guint64 first, guint count, const char *charset)
{
  g_autoptr (GError) error = NULL;
  ChoshoTextLines *lines = chosho_helper_document_read_lines (document, first, count, charset, NULL, &error);

  g_assert_no_error (error);
  return lines;
}

static const char *
line_text (const ChoshoTextLines *lines, guint index)
{
  const ChoshoTextLine *line = g_ptr_array_index (lines->lines, index);

  return line->text;
}

static ChoshoTextWindow *
read_window (ChoshoHelperDocument *document, guint64 offset, gboolean exact, gsize size_bytes, const char *charset)
{
  g_autoptr (GError) error = NULL;
  ChoshoTextWindow *window = chosho_helper_document_read_window (document, offset, exact, size_bytes, charset, NULL, &error);

  g_assert_no_error (error);
  return window;
}

/* --- Encodings ---------------------------------------------------------------------------------------------- */

static const char prose[] = "2025-04-01 09:00:00 起動しました\r\n特権IDの申請書（承認済み）①髙ｱｲｳ\r\n終わり";

static void
assert_read_as (GBytes *bytes, const char *charset)
{
  g_autofree char *described = g_strdup_printf ("text %s", charset);
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autoptr (ChoshoTextLines) lines = NULL;
  g_autoptr (ChoshoTextWindow) window = NULL;
  g_autofree char *text = NULL;

  document = document_fixture_open (bytes);
  text = document_fixture_describe (document);
  g_assert_cmpstr (text, ==, described);
  lines = read_lines (document, 0, 100, NULL);
  g_assert_cmpstr (lines->charset, ==, charset);
  g_assert_cmpuint (lines->replaced, ==, 0);
  g_assert_cmpuint (lines->n_lines, ==, 3);
  g_assert_cmpuint (lines->lines->len, ==, 3);
  g_assert_cmpstr (line_text (lines, 0), ==, "2025-04-01 09:00:00 起動しました");
  g_assert_cmpstr (line_text (lines, 1), ==, "特権IDの申請書（承認済み）①髙ｱｲｳ");
  g_assert_cmpstr (line_text (lines, 2), ==, "終わり");
  window = read_window (document, 0, FALSE, 4096, NULL);
  g_assert_cmpstr (window->text, ==, prose);
  g_assert_cmpuint (window->end, ==, window->size_bytes);
}

static GBytes *
with_mark (const char *mark, gsize mark_bytes, GBytes *bytes)
{
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, (const guint8 *) mark, mark_bytes);
  g_byte_array_append (array, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_bytes_unref (bytes);
  return g_byte_array_free_to_bytes (array);
}

/* The same in the seven-bit form that mail has, with the additions of Windows: by hand from EUC-JP. */
static GBytes *
to_iso2022 (const char *text)
{
  g_autoptr (GBytes) euc = encode (text, "EUCJP-MS");
  const guint8 *p = g_bytes_get_data (euc, NULL), *end = p + g_bytes_get_size (euc);
  GByteArray *out = g_byte_array_new ();
  int set = 'B';

  while (p < end)
    {
      int wanted = *p == 0x8e ? 'I' : *p == 0x8f ? 'D' : *p >= 0x80 ? '$' : 'B';
      gsize skipped = *p == 0x8e || *p == 0x8f, used = wanted == 'B' || wanted == 'I' ? 1 : 2;

      if (wanted != set)
        g_byte_array_append (out, (const guint8 *) (wanted == 'B' ? "\033(B" : wanted == 'I' ? "\033(I" : wanted == 'D' ? "\033$(D" : "\033$B"),
                             wanted == 'D' ? 4 : 3);
      set = wanted;
      for (gsize i = 0; i < used; i++)
        g_byte_array_append (out, &(guint8){ p[skipped + i] & 0x7f }, 1);
      p += skipped + used;
    }
  return g_byte_array_free_to_bytes (out);
}

static void
test_encodings (void)
{
  assert_read_as (encode (prose, "UTF-8"), "UTF-8");
  assert_read_as (encode (prose, "CP932"), "CP932");
  assert_read_as (encode (prose, "EUCJP-MS"), "EUC-JP");
  assert_read_as (to_iso2022 (prose), "ISO-2022-JP");
  assert_read_as (encode (prose, "UTF-16LE"), "UTF-16LE");
  assert_read_as (encode (prose, "UTF-16BE"), "UTF-16BE");
}

static void
test_marks (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (with_mark ("\xff\xfe", 2, encode ("あ\nい", "UTF-16LE")));
  g_autoptr (ChoshoTextLines) lines = read_lines (document, 0, 10, NULL);
  g_autoptr (ChoshoTextWindow) window = read_window (document, 0, FALSE, 100, NULL);

  g_assert_cmpstr (line_text (lines, 0), ==, "あ");
  g_assert_cmpstr (line_text (lines, 1), ==, "い");
  g_assert_cmpstr (window->text, ==, "あ\nい");
  assert_described (with_mark ("\xef\xbb\xbf", 3, encode ("あ", "UTF-8")), "text UTF-8");
  assert_described (with_mark ("\xfe\xff", 2, encode ("あ", "UTF-16BE")), "text UTF-16BE");
}

/* Most of a log is ASCII: what it is in shows late. */
static void
test_late_japanese (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (text->len < 3 * 1024 * 1024)
    g_string_append (text, "2025-04-01T00:00:00+09:00 host sshd[1]: session opened\n");
  g_string_append (text, "権限を変更しました\n");
  assert_described (encode (text->str, "EUCJP-MS"), "text EUC-JP");
  assert_described (encode (text->str, "CP932"), "text CP932");
}

/* The user knows better. */
static void
test_override (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (encode ("ｱｲｳ", "CP932"));
  g_autoptr (ChoshoTextLines) lines = read_lines (document, 0, 1, "CP932");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (line_text (lines, 0), ==, "ｱｲｳ");
  g_clear_pointer (&lines, chosho_text_lines_free);
  lines = read_lines (document, 0, 1, "UTF-8");
  g_assert_cmpstr (line_text (lines, 0), ==, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  g_assert_cmpuint (lines->replaced, ==, 3);
  g_clear_pointer (&lines, chosho_text_lines_free);
  lines = chosho_helper_document_read_lines (document, 0, 1, "EBCDIC", NULL, &error);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE);
  g_assert_cmpstr (error->message, ==, "“client.file”: the encoding “EBCDIC” is not known");
  /* every one that is offered is known */
  for (const char *const *name = chosho_text_charsets (); *name != NULL; name++)
    chosho_text_lines_free (read_lines (document, 0, 1, *name));
}

/* A broken byte loses one character, and is told. */
static void
test_damaged (void)
{
  GString *text = g_string_new ("あ\xff い");
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autoptr (ChoshoTextLines) lines = NULL;

  g_string_append_len (text, "\0う\n", 5);
  for (guint i = 0; i < 20; i++)
    g_string_append (text, "証跡\n");
  document = document_fixture_open (g_string_free_to_bytes (text));
  lines = read_lines (document, 0, 1, NULL);
  g_assert_cmpstr (lines->charset, ==, "UTF-8");
  g_assert_cmpstr (line_text (lines, 0), ==, "あ\xef\xbf\xbd い\xef\xbf\xbdう");
  g_assert_cmpuint (lines->replaced, ==, 2);
}

/* --- Lines -------------------------------------------------------------------------------------------------- */

static void
test_line_ends (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (g_bytes_new_static ("a\n\r\n\nb\r\r\n c ", 12));
  g_autoptr (ChoshoTextLines) lines = read_lines (document, 0, 100, NULL);

  g_assert_cmpuint (lines->n_lines, ==, 5);
  g_assert_cmpstr (line_text (lines, 0), ==, "a");
  g_assert_cmpstr (line_text (lines, 1), ==, "");
  g_assert_cmpstr (line_text (lines, 2), ==, "");
  g_assert_cmpstr (line_text (lines, 3), ==, "b\r");
  g_assert_cmpstr (line_text (lines, 4), ==, " c ");
  g_clear_pointer (&lines, chosho_text_lines_free);
  lines = read_lines (document, 3, 1, NULL);
  g_assert_cmpuint (lines->lines->len, ==, 1);
  g_assert_cmpuint (((ChoshoTextLine *) g_ptr_array_index (lines->lines, 0))->offset, ==, 5);
  g_clear_pointer (&lines, chosho_text_lines_free);
  lines = read_lines (document, 5, 1, NULL);
  g_assert_cmpuint (lines->lines->len, ==, 0);
}

/* Enough lines that the index drops every other entry; each line is where it should be. */
static void
test_many_lines (void)
{
  const guint wanted = 64 * 65536 + 1000;
  GString *text = g_string_sized_new (wanted * 10);
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (20260401);

  for (guint i = 0; i < wanted; i++)
    g_string_append_printf (text, "%x\n", i);
  document = document_fixture_open (g_string_free_to_bytes (text));
  for (guint i = 0; i < 20; i++)
    {
      guint first = i == 0 ? wanted - 1 : (guint) g_rand_int_range (random, 0, wanted);
      g_autoptr (ChoshoTextLines) lines = read_lines (document, first, 3, NULL);
      g_autofree char *expected = g_strdup_printf ("%x", first);

      g_assert_cmpuint (lines->n_lines, ==, wanted);
      g_assert_cmpuint (lines->lines->len, ==, MIN (3, wanted - first));
      g_assert_cmpstr (line_text (lines, 0), ==, expected);
    }
}

static GBytes *
long_line (gsize size_bytes)
{
  GString *text = g_string_sized_new (size_bytes + 32);

  g_string_append (text, "first\n");
  for (gsize i = 0; i < size_bytes; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\nlast\n");
  return g_string_free_to_bytes (text);
}

/* A line that is kept whole, one that is not, one longer than the helper reads at a time. */
static void
test_long_lines (void)
{
  static const gsize sizes[] = { CHOSHO_HELPER_LIMIT_LINE_BYTES, CHOSHO_HELPER_LIMIT_LINE_BYTES + 1, 1024 * 1024 - 6,
                                 1024 * 1024 - 1, 1024 * 1024, 5 * 1024 * 1024 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (ChoshoHelperDocument) document = document_fixture_open (long_line (sizes[i]));
      g_autoptr (ChoshoTextLines) lines = read_lines (document, 0, 10, NULL);
      const ChoshoTextLine *line = g_ptr_array_index (lines->lines, 1);
      gsize kept = MIN (sizes[i], CHOSHO_HELPER_LIMIT_LINE_BYTES);

      g_assert_cmpuint (lines->n_lines, ==, 3);
      g_assert_cmpuint (lines->lines->len, ==, 3);
      g_assert_cmpuint (strlen (line->text), ==, kept);
      g_assert_cmpuint (line->left_out_bytes, ==, sizes[i] - kept);
      g_assert_cmpstr (line_text (lines, 2), ==, "last");
      g_clear_pointer (&lines, chosho_text_lines_free);
      lines = read_lines (document, 2, 10, NULL);
      g_assert_cmpstr (line_text (lines, 0), ==, "last");
    }
}

/* A line that is cut is cut between characters. */
static void
test_cut_between_characters (void)
{
  static const char *const charsets[] = { "UTF-8", "CP932", "EUCJP-MS" };
  g_autoptr (GString) text = g_string_new ("x");

  while (text->len < 3 * CHOSHO_HELPER_LIMIT_LINE_BYTES)
    g_string_append (text, "あ");
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autoptr (ChoshoHelperDocument) document = document_fixture_open (encode (text->str, charsets[i]));
      g_autoptr (ChoshoTextLines) lines = read_lines (document, 0, 1, NULL);

      g_assert_cmpuint (lines->replaced, ==, 0);
      g_assert_true (g_str_has_suffix (line_text (lines, 0), "あ"));
    }
}

/* What does not fit one answer is asked for again. */
static void
test_many_at_once (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (ChoshoHelperDocument) document = NULL;
  guint64 first = 0;

  for (guint i = 0; i < 300; i++)
    {
      for (guint j = 0; j < 1000; j++)
        g_string_append (text, "0123456789");
      g_string_append_c (text, '\n');
    }
  document = document_fixture_open (g_string_free_to_bytes (text));
  while (first < 300)
    {
      g_autoptr (ChoshoTextLines) lines = read_lines (document, first, 1000, NULL);

      g_assert_cmpuint (lines->first, ==, first);
      g_assert_cmpuint (lines->lines->len, >, 50);
      g_assert_cmpuint (lines->lines->len, <, 120);
      first += lines->lines->len;
    }
}

/* A large file: each answer comes after a bounded piece of counting, and what was counted can be read meanwhile. */
static void
test_counted_by_and_by (void)
{
  const char line[] = "0123456789012345678901234567890123456789012345678901234567890\n"; /* no divisor of what is counted at once */
  gsize size_bytes = sizeof line - 1;
  guint64 n_lines = 2 * (guint64) CHOSHO_HELPER_COUNTED_BYTES / size_bytes + 1000;
  char *bytes = g_malloc (n_lines * size_bytes);
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autoptr (ChoshoTextLines) lines = NULL;
  g_autoptr (GError) error = NULL;

  for (guint64 i = 0; i < n_lines; i++)
    memcpy (bytes + i * size_bytes, line, size_bytes);
  document = document_fixture_open (g_bytes_new_take (bytes, n_lines * size_bytes));
  lines = chosho_helper_document_read_lines_so_far (document, 0, 10, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->lines->len, ==, 10);
  g_assert_cmpuint (lines->counted_bytes, ==, CHOSHO_HELPER_COUNTED_BYTES);
  g_assert_cmpuint (lines->size_bytes, ==, n_lines * size_bytes);
  g_assert_cmpuint (lines->n_lines, ==, CHOSHO_HELPER_COUNTED_BYTES / size_bytes + 1);
  g_clear_pointer (&lines, chosho_text_lines_free);

  lines = chosho_helper_document_read_lines_so_far (document, n_lines - 1, 10, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->lines->len, ==, 0); /* not counted up to there */
  g_assert_cmpuint (lines->counted_bytes, ==, 2 * (guint64) CHOSHO_HELPER_COUNTED_BYTES);
  g_clear_pointer (&lines, chosho_text_lines_free);

  lines = read_lines (document, n_lines - 1, 10, NULL);
  g_assert_cmpuint (lines->n_lines, ==, n_lines);
  g_assert_cmpuint (lines->counted_bytes, ==, lines->size_bytes);
  g_assert_cmpuint (lines->lines->len, ==, 1);
}

/* --- Windows ------------------------------------------------------------------------------------------------ */

/* Windows, one after the other, give the whole file, whatever their size. */
static void
assert_windows_whole (const char *text, const char *charset, gsize window_bytes)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (encode (text, charset));
  g_autoptr (GString) joined = g_string_new (NULL);
  guint64 at = 0, size_bytes;

  do
    {
      g_autoptr (ChoshoTextWindow) window = read_window (document, at, TRUE, window_bytes, NULL);

      g_assert_cmpuint (window->start, ==, at);
      g_assert_cmpuint (window->replaced, ==, 0);
      g_string_append (joined, window->text);
      at = window->end;
      size_bytes = window->size_bytes;
    }
  while (at < size_bytes);
  g_assert_cmpstr (joined->str, ==, text);
}

static void
test_windows (void)
{
  static const char *const charsets[] = { "UTF-8", "CP932", "EUCJP-MS", "UTF-16LE", "UTF-16BE" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "%u 証跡と権限、ｶﾅ混じり\n%s", i * i, i % 7 == 0 ? "とても長い行とても長い行とても長い行とても長い行とても長い行とても長い行とても長い行\r\n" : "");
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    for (gsize window_bytes = 64; window_bytes < 80; window_bytes += 3)
      assert_windows_whole (text->str, charsets[i], window_bytes);
}

/* A jump into the middle begins with the line that it hits. */
static void
test_jump (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (encode ("一行目\n二行目です\n三行目\n", "CP932"));
  g_autoptr (ChoshoTextWindow) window = read_window (document, 12, FALSE, 64, NULL);
  g_autoptr (ChoshoTextWindow) end = read_window (document, G_MAXUINT64, FALSE, 64, NULL);

  g_assert_cmpuint (window->start, ==, 7);
  g_assert_cmpstr (window->text, ==, "二行目です\n三行目\n");
  g_assert_cmpstr (end->text, ==, "");
  g_assert_cmpuint (end->start, ==, end->size_bytes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/text-file/encodings", test_encodings);
  g_test_add_func ("/helper/text-file/marks", test_marks);
  g_test_add_func ("/helper/text-file/late-japanese", test_late_japanese);
  g_test_add_func ("/helper/text-file/override", test_override);
  g_test_add_func ("/helper/text-file/damaged", test_damaged);
  g_test_add_func ("/helper/text-file/line-ends", test_line_ends);
  g_test_add_func ("/helper/text-file/many-lines", test_many_lines);
  g_test_add_func ("/helper/text-file/long-lines", test_long_lines);
  g_test_add_func ("/helper/text-file/cut-between-characters", test_cut_between_characters);
  g_test_add_func ("/helper/text-file/many-at-once", test_many_at_once);
  g_test_add_func ("/helper/text-file/counted-by-and-by", test_counted_by_and_by);
  g_test_add_func ("/helper/text-file/windows", test_windows);
  g_test_add_func ("/helper/text-file/jump", test_jump);
  return g_test_run ();
}
