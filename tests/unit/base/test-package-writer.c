/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-error.h"
#include "chosho-package-writer.h"

static guint32
get_u32 (const guint8 *at)
{
  return (guint32) at[0] | (guint32) at[1] << 8 | (guint32) at[2] << 16 | (guint32) at[3] << 24;
}

/* (transfer full) */
static GBytes *
make_file (void)
{
  g_autoptr (ChoshoPackageWriter) zip = chosho_package_writer_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *large = g_strnfill (300000, 'x');

  g_assert_true (chosho_package_writer_add (zip, "one.txt", "123456789", 9, &error));
  g_assert_no_error (error);
  g_assert_true (chosho_package_writer_add (zip, "empty", "", 0, &error));
  g_assert_true (chosho_package_writer_add (zip, "フォルダ/大.txt", large, strlen (large), &error));
  return chosho_package_writer_finish (zip);
}

/* What APPNOTE.TXT asks for, at the places it names; other programs read whole files in the golden tests. */
static void
test_parts (void)
{
  g_autoptr (GBytes) bytes = make_file ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const guint8 *end = data + size - 22;

  g_assert_cmpuint (get_u32 (data), ==, 0x04034b50);
  g_assert_cmphex (get_u32 (data + 14), ==, 0xcbf43926); /* the CRC-32 that the standard gives for "123456789" */
  g_assert_cmpuint (get_u32 (data + 22), ==, 9);
  g_assert_cmpmem (data + 30, 7, "one.txt", 7);
  g_assert_cmpuint (get_u32 (end), ==, 0x06054b50);
  g_assert_cmpuint (end[10], ==, 3);
  g_assert_cmpuint (get_u32 (end + 12) + get_u32 (end + 16), ==, size - 22);
  g_assert_cmpuint (get_u32 (data + get_u32 (end + 16)), ==, 0x02014b50);
  g_assert_cmpuint (size, <, 2000); /* it is compressed */
}

static void
test_reproducible (void)
{
  g_autoptr (GBytes) first = make_file ();
  g_autoptr (GBytes) second = NULL;

  g_usleep (1100 * 1000); /* a moment of the format has seconds */
  second = make_file ();
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_name_too_long (void)
{
  g_autoptr (ChoshoPackageWriter) zip = chosho_package_writer_new ();
  g_autofree char *name = g_strnfill (70000, 'n');
  g_autoptr (GError) error = NULL;

  g_assert_false (chosho_package_writer_add (zip, name, "", 0, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/package-writer/parts", test_parts);
  g_test_add_func ("/base/package-writer/reproducible", test_reproducible);
  g_test_add_func ("/base/package-writer/name-too-long", test_name_too_long);
  return g_test_run ();
}
