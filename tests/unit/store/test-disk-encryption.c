/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "chosho-disk-encryption.h"
#include "store-fixture.h"

/* A made-up /sys: devices as folders, what lies below one as links among its slaves. */
typedef struct
{
  char *root; /* (owned) */
} Sys;

static void
put (Sys *sys, const char *path, const char *text)
{
  g_autofree char *file = g_build_filename (sys->root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
}

/* @where: below devices; known by @number under dev/block; @uuid (nullable) of the device mapper; @below (nullable): a device under it. */
static void
add_device (Sys *sys, const char *where, const char *number, const char *uuid, const char *below)
{
  g_autofree char *dev = g_strdup_printf ("devices/%s/dev", where);
  g_autofree char *link = g_build_filename (sys->root, "dev", "block", number, NULL);
  g_autofree char *target = g_strdup_printf ("../../devices/%s", where);
  g_autofree char *blocks = g_path_get_dirname (link);

  put (sys, dev, number);
  g_assert_cmpint (g_mkdir_with_parents (blocks, 0700), ==, 0);
  g_assert_cmpint (symlink (target, link), ==, 0);
  if (uuid != NULL)
    {
      g_autofree char *file = g_strdup_printf ("devices/%s/dm/uuid", where);

      put (sys, file, uuid);
    }
  if (below != NULL)
    {
      g_autofree char *name = g_path_get_basename (below);
      g_autofree char *slave = g_build_filename (sys->root, "devices", where, "slaves", name, NULL);
      g_autofree char *to = g_build_filename (sys->root, "devices", below, NULL);
      g_autofree char *slaves = g_path_get_dirname (slave);

      g_assert_cmpint (g_mkdir_with_parents (slaves, 0700), ==, 0);
      g_assert_cmpint (symlink (to, slave), ==, 0);
    }
}

static void
expect (Sys *sys, guint major_number, guint minor_number, const char *code)
{
  g_autofree char *mounts = g_build_filename (sys->root, "mountinfo", NULL);

  g_assert_cmpstr (chosho_disk_encryption_get_code (chosho_disk_encryption_find_device (sys->root, mounts, major_number, minor_number)), ==, code);
}

static void
test_devices (void)
{
  Sys sys = { g_dir_make_tmp ("chosho-sys-XXXXXX", NULL) };
  struct stat null_device;
  g_autofree char *mounts = NULL;

  add_device (&sys, "pci0/sda/sda1", "8:1", NULL, NULL);
  add_device (&sys, "pci0/sda/sda2", "8:2", NULL, NULL);
  add_device (&sys, "virtual/dm-0", "253:0", "CRYPT-LUKS2-00-x\n", "pci0/sda/sda2");
  add_device (&sys, "virtual/dm-1", "253:1", "LVM-x\n", "virtual/dm-0");
  add_device (&sys, "virtual/dm-2", "253:2", "LVM-y\n", "virtual/dm-0");
  add_device (&sys, "virtual/dm-3", "253:3", "LVM-z\n", "pci0/sda/sda1");
  add_device (&sys, "virtual/loop0", "7:0", NULL, NULL);
  add_device (&sys, "virtual/dm-4", "253:4", "LVM-l\n", "virtual/loop0");
  add_device (&sys, "virtual/dm-5", "253:5", "LVM-round\n", "virtual/dm-5");
  put (&sys, "mountinfo", "22 1 0:42 / / rw shared:1 - btrfs /dev/null rw\n23 1 0:43 / /t rw - tmpfs tmpfs rw\ncut 1 0:44\n24 1 0:45 / / rw\n\n");
  expect (&sys, 8, 1, "no");
  expect (&sys, 253, 0, "yes");
  expect (&sys, 253, 1, "yes");
  expect (&sys, 253, 3, "no");
  expect (&sys, 7, 0, "unknown");
  expect (&sys, 253, 4, "unknown");
  expect (&sys, 253, 5, "unknown");
  /* two disks in one volume: what is on the plain one can be read */
  add_device (&sys, "virtual/md0", "9:0", NULL, "virtual/dm-0");
  expect (&sys, 9, 0, "yes");
  {
    g_autofree char *second = g_build_filename (sys.root, "devices/virtual/md0/slaves/sda1", NULL);
    g_autofree char *to = g_build_filename (sys.root, "devices/pci0/sda/sda1", NULL);

    g_assert_cmpint (symlink (to, second), ==, 0);
  }
  expect (&sys, 9, 0, "no");
  /* no device of that number: by its mount, which is a device file here but no disk; no mount; lines that are cut off */
  g_assert_cmpint (stat ("/dev/null", &null_device), ==, 0);
  for (guint minor_number = 42; minor_number < 47; minor_number++)
    expect (&sys, 0, minor_number, "unknown");
  mounts = g_build_filename (sys.root, "mountinfo", NULL);
  g_assert_cmpint (g_unlink (mounts), ==, 0);
  expect (&sys, 0, 42, "unknown");
  remove_tree (sys.root);
  g_free (sys.root);
}

/* Whatever this machine is: an answer, and none of what is not there. */
static void
test_here (void)
{
  g_assert_cmpint (chosho_disk_encryption_find (g_get_tmp_dir ()), <=, CHOSHO_DISK_ENCRYPTED);
  g_assert_cmpint (chosho_disk_encryption_find ("/nowhere/at/all"), ==, CHOSHO_DISK_UNKNOWN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/disk-encryption/devices", test_devices);
  g_test_add_func ("/disk-encryption/here", test_here);
  return g_test_run ();
}
