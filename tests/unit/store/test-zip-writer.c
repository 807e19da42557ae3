/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "chosho-zip-writer.h"

#define TIME_S 1700000000 /* 2023-11-14 22:13:20 UTC */
#define MANY 70000        /* more than the plain form counts */

static int
create (Fixture *fixture, char **path)
{
  int fd;

  *path = g_build_filename (fixture->folder, "x.zip", NULL);
  fd = open (*path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static guint64
number (const guint8 *bytes, guint size)
{
  guint64 value = 0;

  for (guint i = size; i > 0; i--)
    value = value << 8 | bytes[i - 1];
  return value;
}

static void
add (ChoshoZipWriter *zip, const char *name, const char *text, guint64 *offset)
{
  g_autoptr (GError) error = NULL;

  chosho_zip_writer_begin (zip, name, strlen (text), &error);
  g_assert_no_error (error);
  chosho_zip_writer_write (zip, text, strlen (text), &error);
  g_assert_no_error (error);
  chosho_zip_writer_end (zip, offset, &error);
  g_assert_no_error (error);
}

/* The bytes stand where they are said to, with their checksum before them; the same members give the same file. */
static void
test_members (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL, *first = NULL, *second = NULL;
  gsize size = 0, again = 0;

  for (guint round = 0; round < 2; round++)
    {
      int fd = create (fixture, &path);
      g_autoptr (ChoshoZipWriter) zip = chosho_zip_writer_new (fd, path, TIME_S);
      g_autoptr (GError) error = NULL;
      guint64 offset;

      add (zip, "x/123456789.txt", "123456789", &offset);
      add (zip, "x/特権ID.txt", "", NULL);
      g_assert_true (chosho_zip_writer_finish (zip, &error));
      close (fd);
      g_file_get_contents (path, round == 0 ? &first : &second, round == 0 ? &size : &again, &error);
      g_assert_no_error (error);
      if (round == 0)
        {
          g_assert_cmpmem (first + offset, 9, "123456789", 9);
          g_assert_cmpuint (number ((guint8 *) first + 14, 4), ==, 0xcbf43926); /* the check value of CRC-32 */
          g_assert_cmpuint (number ((guint8 *) first + size - 12, 2), ==, 2);
          g_assert_cmpuint (number ((guint8 *) first + 12, 2), ==, (2023 - 1980) << 9 | 11 << 5 | 14);
        }
      g_clear_pointer (&path, g_free);
    }
  g_assert_cmpmem (first, size, second, again);
}

/* More members than 16 bits count: the directory's end says so, and the ZIP64 end has the number. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL, *bytes = NULL;
  int fd = create (fixture, &path);
  g_autoptr (ChoshoZipWriter) zip = chosho_zip_writer_new (fd, path, TIME_S);
  g_autoptr (GError) error = NULL;
  const guint8 *end;
  gsize size;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      add (zip, name, "", NULL);
    }
  g_assert_true (chosho_zip_writer_finish (zip, &error));
  close (fd);
  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  end = (guint8 *) bytes + size - 22;
  g_assert_cmpuint (number (end, 4), ==, 0x06054b50);
  g_assert_cmpuint (number (end + 10, 2), ==, 0xffff);
  g_assert_cmpuint (number (end - 20, 4), ==, 0x07064b50);
  g_assert_cmpuint (number (end - 20 + 8, 8), ==, size - 22 - 20 - 56);
  g_assert_cmpuint (number (end - 76, 4), ==, 0x06064b50);
  g_assert_cmpuint (number (end - 76 + 32, 8), ==, MANY);
}

/* A file that became shorter meanwhile is no member. */
static void
test_short (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  int fd = create (fixture, &path);
  g_autoptr (ChoshoZipWriter) zip = chosho_zip_writer_new (fd, path, TIME_S);
  g_autoptr (GError) error = NULL;

  g_assert_true (chosho_zip_writer_begin (zip, "x", G_GUINT64_CONSTANT (5) << 32, &error));
  g_assert_true (chosho_zip_writer_write (zip, "x", 1, &error));
  g_assert_false (chosho_zip_writer_end (zip, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/zip-writer/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("members", test_members);
  ADD ("many", test_many);
  ADD ("short", test_short);
  return g_test_run ();
}
