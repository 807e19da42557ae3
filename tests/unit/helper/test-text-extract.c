/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of files as they are searched: what is kept of which kind, limits, helpers that fail. */

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-text-extract.h"
#include "document-fixture.h"

static int
make_file (const char *data, gsize size_bytes)
{
  int fd = memfd_create ("extract", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  for (gsize done = 0; done < size_bytes;)
    {
      gssize written = write (fd, data + done, size_bytes - done);

      g_assert_cmpint (written, >, 0);
      done += (gsize) written;
    }
  return fd;
}

/* (transfer full) */
static ChoshoTextExtract *
read_words (const char *name, const char *data, gsize size_bytes)
{
  g_autoptr (GError) error = NULL;
  int fd = make_file (data, size_bytes);
  ChoshoTextExtract *extract = chosho_text_extract_read (fd, name, NULL, &error);

  g_assert_no_error (error);
  close (fd);
  return extract;
}

static ChoshoTextExtract *
read_bytes (const char *name, GBytes *bytes)
{
  gsize size_bytes;
  const char *data = g_bytes_get_data (bytes, &size_bytes);
  ChoshoTextExtract *extract = read_words (name, data, size_bytes);

  g_bytes_unref (bytes);
  return extract;
}

static ChoshoTextExtract *
read_sample (const char *name)
{
  g_autofree char *source = g_build_filename (g_getenv ("CHOSHO_SOURCE_ROOT"), "tests", "unit", "helper", "data", name, NULL);
  char *data;
  gsize size_bytes;

  g_assert_true (g_file_get_contents (source, &data, &size_bytes, NULL));
  return read_bytes (name, g_bytes_new_take (data, size_bytes));
}

/* "place number text" of a unit. */
static void
expect_unit (const ChoshoTextExtract *extract, guint index, const char *expected)
{
  const ChoshoTextUnit *unit = g_ptr_array_index (extract->units, index);
  g_autofree char *text = g_strdup_printf ("%s %d %s", unit->place, (int) unit->number, unit->text);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_pages (void)
{
  g_autoptr (ChoshoTextExtract) extract = read_sample ("vertical.pdf");
  g_autoptr (ChoshoTextExtract) scan = read_bytes ("scan.pdf", document_fixture_pdf (2, "0 0 200 100", "0 0 m 10 10 l S"));
  g_autoptr (ChoshoTextExtract) picture = read_bytes ("画面.png", document_fixture_png (4, 4));

  g_assert_cmpstr (extract->state, ==, "partial");
  g_assert_cmpuint (extract->blank, ==, 2);
  g_assert_cmpuint (extract->units->len, ==, 1);
  expect_unit (extract, 0, "page 1 あいうえお\n日本語");
  g_assert_cmpstr (scan->state, ==, "none");
  g_assert_cmpuint (scan->blank, ==, 2);
  g_assert_cmpstr (picture->state, ==, "none");
}

static void
test_office (void)
{
  g_autoptr (ChoshoTextExtract) book = read_sample ("sample.xlsx");
  g_autoptr (ChoshoTextExtract) text = read_sample ("sample.docx");
  g_autoptr (ChoshoTextExtract) slides = read_sample ("sample.pptx");
  g_autoptr (ChoshoTextExtract) mail = read_sample ("sample.eml");
  g_autoptr (ChoshoTextExtract) archive = read_sample ("zip_winzip_aes256.zip");

  g_assert_cmpstr (book->state, ==, "text");
  g_assert_true (g_str_has_prefix (((ChoshoTextUnit *) g_ptr_array_index (book->units, 0))->place, "row:権限一覧"));
  g_assert_cmpstr (text->state, ==, "text");
  g_assert_cmpstr (slides->state, ==, "text");
  g_assert_cmpstr (mail->state, ==, "text");
  g_assert_cmpstr (mail->format, ==, "eml");
  g_assert_cmpstr (archive->state, ==, "opaque");
}

static void
test_table (void)
{
  static const char text[] = "ID,氏名\nu1,山田\nu2,佐藤\n";
  g_autoptr (ChoshoTextExtract) table = read_words ("権限.CSV", text, strlen (text));
  g_autoptr (ChoshoTextExtract) lines = read_words ("権限.txt", text, strlen (text));

  expect_unit (table, 1, "row: 2 u1\x1f山田");
  g_assert_cmpuint (lines->units->len, ==, 1);
  expect_unit (lines, 0, "line 1 ID,氏名\nu1,山田\nu2,佐藤\n");
  g_assert_cmpstr (lines->charset, ==, "UTF-8");
}

/* Every line is told with its number, and what goes over from one piece to the next is in one of both. */
static void
test_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (ChoshoTextExtract) extract = NULL;

  for (guint i = 1; i <= 1000; i++)
    g_string_append_printf (text, "%04u 行目の記録\n", i);
  extract = read_words ("app.log", text->str, text->len);
  g_assert_cmpuint (extract->units->len, >, 3);
  for (guint i = 1; i < extract->units->len; i++)
    {
      const ChoshoTextUnit *before = g_ptr_array_index (extract->units, i - 1), *unit = g_ptr_array_index (extract->units, i);
      const char *carried = g_utf8_offset_to_pointer (unit->text, unit->carried);
      g_autofree char *tail = g_strndup (unit->text, (gsize) (carried - unit->text));

      g_assert_true (g_str_has_suffix (before->text, tail));
      g_assert_cmpuint (unit->carried, ==, 200);
      /* the first whole line of the text is that after the number of the piece, but for one that begins with it */
      g_assert_cmpint (atoi (strchr (unit->text, '\n') + 1), ==, (int) unit->number + 1);
    }
}

static void
test_limit_of_bytes (void)
{
  gsize size_bytes = CHOSHO_TEXT_LIMIT_BYTES + 1024 * 1024;
  g_autofree char *text = g_malloc (size_bytes);
  g_autoptr (ChoshoTextExtract) extract = NULL;
  gsize kept = 0;

  for (gsize i = 0; i < size_bytes; i++)
    text[i] = i % 64 == 63 ? '\n' : 'a';
  extract = read_words ("app.log", text, size_bytes);
  g_assert_cmpstr (extract->state, ==, "partial");
  g_assert_cmpstr (extract->code, ==, "limit");
  for (guint i = 0; i < extract->units->len; i++)
    kept += strlen (((ChoshoTextUnit *) g_ptr_array_index (extract->units, i))->text);
  g_assert_cmpuint (kept, <=, CHOSHO_TEXT_LIMIT_BYTES);
  g_assert_cmpuint (kept, >, CHOSHO_TEXT_LIMIT_BYTES - 16384);
}

static void
test_limit_of_units (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autoptr (ChoshoTextExtract) extract = NULL;

  for (guint i = 0; i < CHOSHO_TEXT_LIMIT_UNITS; i++)
    g_string_append (text, "1,2\n");
  extract = read_words ("a.csv", text->str, text->len);
  g_assert_cmpuint (extract->units->len, ==, CHOSHO_TEXT_LIMIT_UNITS);
  g_assert_cmpstr (extract->state, ==, "partial");
  g_assert_cmpstr (extract->code, ==, "limit");
}

static void
expect_failure (const char *name, const char *content, const char *code)
{
  g_autoptr (ChoshoTextExtract) extract = read_words (name, content, strlen (content));

  g_assert_cmpstr (extract->state, ==, "failed");
  g_assert_cmpstr (extract->code, ==, code);
  g_assert_cmpuint (extract->units->len, ==, 0);
}

static void
test_failures (void)
{
  g_autoptr (ChoshoTextExtract) locked = read_sample ("encrypted.pdf");

  g_assert_cmpstr (locked->state, ==, "failed");
  g_assert_cmpstr (locked->code, ==, "passphrase");
  expect_failure ("a.pdf", "%PDF-1.7\nnothing of the kind", "invalid");
}

/* A helper that dies, or says nothing in time, costs its file only. */
static void
test_broken_helper (void)
{
  chosho_helper_client_set_for_tests (CHOSHO_BROKEN_HELPER, 1);
  expect_failure ("a.log", "crash", "helper");
  expect_failure ("a.log", "hang", "helper");
  chosho_helper_client_set_for_tests (NULL, 0);
  test_table ();
}

static void
expect_pages (const char *content, const char *state, const char *code, guint n_pages)
{
  g_autoptr (ChoshoTextExtract) extract = read_words ("a.pdf", content, strlen (content));

  g_assert_cmpstr (extract->state, ==, state);
  g_assert_cmpstr (extract->code, ==, code);
  g_assert_cmpuint (extract->units->len, ==, n_pages);
}

/* A page that kills its helper leaves the others, until there were too many. */
static void
test_limit_of_faults (void)
{
  G_STATIC_ASSERT (CHOSHO_TEXT_LIMIT_FAULTS == 3);
  chosho_helper_client_set_for_tests (CHOSHO_BROKEN_HELPER, 10);
  expect_pages ("pages-0", "text", NULL, 5);
  expect_pages ("pages-1", "partial", "helper", 4);
  expect_pages ("pages-2", "partial", "helper", 3);
  expect_pages ("pages-3", "failed", "helper", 0);
  chosho_helper_client_set_for_tests (NULL, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  int fd = make_file ("a", 1);

  g_cancellable_cancel (cancellable);
  g_assert_null (chosho_text_extract_read (fd, "a.txt", cancellable, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/text-extract/pages", test_pages);
  g_test_add_func ("/helper/text-extract/office", test_office);
  g_test_add_func ("/helper/text-extract/table", test_table);
  g_test_add_func ("/helper/text-extract/lines", test_lines);
  g_test_add_func ("/helper/text-extract/limit-of-bytes", test_limit_of_bytes);
  g_test_add_func ("/helper/text-extract/limit-of-units", test_limit_of_units);
  g_test_add_func ("/helper/text-extract/failures", test_failures);
  g_test_add_func ("/helper/text-extract/broken-helper", test_broken_helper);
  g_test_add_func ("/helper/text-extract/limit-of-faults", test_limit_of_faults);
  g_test_add_func ("/helper/text-extract/cancelled", test_cancelled);
  return g_test_run ();
}
