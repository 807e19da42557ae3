/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <fcntl.h>
#include <unistd.h>

#include "chosho-tar.h"

static ChoshoTarMember
make_member (guint64 size)
{
  ChoshoTarMember member = { .mode = 0400, .size_bytes = size, .time_s = 1700000000 };

  g_strlcpy (member.name, "objects/ab/name", sizeof member.name);
  return member;
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  static const guint64 sizes[] = { 0, 1, 511, 512, 4096, ((guint64) 1 << 33) - 1, (guint64) 1 << 33,
                                   (guint64) 5 << 40, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      ChoshoTarMember member = make_member (sizes[i]);
      ChoshoTarMember found;
      guint8 block[CHOSHO_TAR_BLOCK];

      chosho_tar_write_header (&member, block);
      g_assert_true (chosho_tar_read_header (block, &found));
      g_assert_cmpuint (found.size_bytes, ==, sizes[i]);
      g_assert_cmpuint (found.mode, ==, 0400);
      g_assert_cmpuint (found.time_s, ==, 1700000000);
      g_assert_cmpstr (found.name, ==, "objects/ab/name");
    }
}

/* Every single bit of a header counts. */
static void
test_flips (Fixture *fixture, gconstpointer data)
{
  static const guint64 sizes[] = { 12345, (guint64) 9 << 33 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint bit = 0; bit < 8 * CHOSHO_TAR_BLOCK; bit++)
      {
        ChoshoTarMember member = make_member (sizes[i]);
        guint8 block[CHOSHO_TAR_BLOCK];

        chosho_tar_write_header (&member, block);
        block[bit / 8] ^= (guint8) (1 << bit % 8);
        g_assert_false (chosho_tar_read_header (block, &member));
      }
}

static void
test_longest_name (Fixture *fixture, gconstpointer data)
{
  ChoshoTarMember member = make_member (1);
  ChoshoTarMember found;
  guint8 block[CHOSHO_TAR_BLOCK];

  memset (member.name, 'n', CHOSHO_TAR_NAME_SIZE - 1);
  member.name[CHOSHO_TAR_NAME_SIZE - 1] = '\0';
  chosho_tar_write_header (&member, block);
  g_assert_true (chosho_tar_read_header (block, &found));
  g_assert_cmpstr (found.name, ==, member.name);
}

static void
test_padding (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (chosho_tar_get_padding (0), ==, 0);
  g_assert_cmpuint (chosho_tar_get_padding (1), ==, 511);
  g_assert_cmpuint (chosho_tar_get_padding (511), ==, 1);
  g_assert_cmpuint (chosho_tar_get_padding (512), ==, 0);
  g_assert_cmpuint (chosho_tar_get_padding (((guint64) 1 << 40) + 513), ==, 511);
}

/* Stock tar sees what we wrote, a member of 9 GiB (of holes) included. */
static void
test_stock_tar (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "a.tar", NULL);
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  const guint64 sizes[] = { (guint64) 9 << 30, 5 };
  const char *argv[] = { "tar", "--utc", "-tvf", path, NULL };
  off_t offset = 0;
  int status;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  for (guint i = 0; i < 2; i++)
    {
      ChoshoTarMember member = make_member (sizes[i]);
      guint8 block[CHOSHO_TAR_BLOCK];

      chosho_tar_write_header (&member, block);
      g_assert_cmpint (pwrite (fd, block, sizeof block, offset), ==, CHOSHO_TAR_BLOCK);
      offset += CHOSHO_TAR_BLOCK + (off_t) (sizes[i] + chosho_tar_get_padding (sizes[i]));
    }
  g_assert_cmpint (ftruncate (fd, offset + 1024), ==, 0);
  close (fd);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &complaint, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (complaint, ==, "");
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (output, ==,
                   "-r-------- 0/0      9663676416 2023-11-14 22:13 objects/ab/name\n"
                   "-r-------- 0/0               5 2023-11-14 22:13 objects/ab/name\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/tar/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("flips", test_flips);
  ADD ("longest-name", test_longest_name);
  ADD ("padding", test_padding);
  ADD ("stock-tar", test_stock_tar);
  return g_test_run ();
}
