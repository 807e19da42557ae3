/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-disk-encryption.h"

#include <fcntl.h>
#include <linux/fscrypt.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#define DEPTH 16               /* devices on devices: real ones are three or four deep, a tree that goes round must not hang us */
#define ECRYPTFS_MAGIC 0xf15fu /* <linux/magic.h> has it since 6.x only */
#define MOUNT_DEVICE 2         /* fields of a line of mountinfo, proc(5) */
#define MOUNT_OPTIONAL 6       /* from here on, up to a "-" */

const char *
chosho_disk_encryption_get_code (ChoshoDiskEncryption state)
{
  static const char *const codes[] = { "unknown", "no", "yes" };

  return codes[state];
}

/* --- Devices ---------------------------------------------------------------------------------------------- */

static gboolean
has_prefix (const char *folder, const char *name, const char *prefix)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_has_prefix (text, prefix);
}

static gboolean
has_part (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Loop devices, RAM disks and the like lie on something that is not told. */
static gboolean
is_virtual (const char *folder)
{
  g_autofree char *target = g_file_read_link (folder, NULL);

  return has_part (folder, "loop") || (target != NULL && strstr (target, "/virtual/") != NULL);
}

/* All of what lies below must be encrypted: one plain disk of a set shows what it holds. */
static ChoshoDiskEncryption
look_at_device (const char *folder, guint depth)
{
  g_autofree char *below = g_build_filename (folder, "slaves", NULL);
  g_autoptr (GDir) dir = g_dir_open (below, 0, NULL);
  ChoshoDiskEncryption state = CHOSHO_DISK_ENCRYPTED;
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  if (!has_part (folder, "dev") || depth == DEPTH)
    return CHOSHO_DISK_UNKNOWN;
  if (has_prefix (folder, "dm/uuid", "CRYPT-"))
    return CHOSHO_DISK_ENCRYPTED;
  if (name == NULL)
    return is_virtual (folder) ? CHOSHO_DISK_UNKNOWN : CHOSHO_DISK_PLAIN;
  for (; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *slave = g_build_filename (below, name, NULL);
      ChoshoDiskEncryption own = look_at_device (slave, depth + 1);

      if (own == CHOSHO_DISK_PLAIN)
        return own;
      state = MIN (state, own);
    }
  return state;
}

/* The device file that is mounted as @device ("0:42"): file systems over several disks have a number of their own. (transfer full) */
static char *
find_source (const char *mounts, const char *device)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (mounts, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], " ", -1);
      guint dash = MOUNT_OPTIONAL;

      if (g_strv_length (fields) <= MOUNT_OPTIONAL || strcmp (fields[MOUNT_DEVICE], device) != 0)
        continue;
      while (fields[dash] != NULL && strcmp (fields[dash], "-") != 0)
        dash++;
      if (fields[dash] != NULL && fields[dash + 1] != NULL && fields[dash + 2] != NULL && fields[dash + 2][0] == '/')
        return g_strdup (fields[dash + 2]);
    }
  return NULL;
}

ChoshoDiskEncryption
chosho_disk_encryption_find_device (const char *sys, const char *mounts, guint major_number, guint minor_number)
{
  g_autofree char *device = g_strdup_printf ("%u:%u", major_number, minor_number);
  g_autofree char *folder = g_build_filename (sys, "dev", "block", device, NULL);
  g_autofree char *source = NULL;
  struct stat info;

  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    return look_at_device (folder, 0);
  source = find_source (mounts, device);
  if (source == NULL || stat (source, &info) != 0 || !S_ISBLK (info.st_mode))
    return CHOSHO_DISK_UNKNOWN;
  g_free (device);
  g_free (folder);
  device = g_strdup_printf ("%u:%u", major (info.st_rdev), minor (info.st_rdev));
  folder = g_build_filename (sys, "dev", "block", device, NULL);
  return look_at_device (folder, 0);
}

/* --- Folders ---------------------------------------------------------------------------------------------- */

/* Encryption of the file system itself, by folder: fscrypt(7), eCryptfs. */
static gboolean
is_encrypted_folder (const char *folder)
{
  struct fscrypt_get_policy_ex_arg policy = { .policy_size = sizeof policy.policy };
  struct statfs info;
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean encrypted;

  if (fd < 0)
    return FALSE;
  encrypted = ioctl (fd, FS_IOC_GET_ENCRYPTION_POLICY_EX, &policy) == 0 || (fstatfs (fd, &info) == 0 && (guint32) info.f_type == ECRYPTFS_MAGIC);
  (void) close (fd);
  return encrypted;
}

ChoshoDiskEncryption
chosho_disk_encryption_find (const char *folder)
{
  struct stat info;

  if (stat (folder, &info) != 0)
    return CHOSHO_DISK_UNKNOWN;
  if (is_encrypted_folder (folder))
    return CHOSHO_DISK_ENCRYPTED;
  return chosho_disk_encryption_find_device ("/sys", "/proc/self/mountinfo", major (info.st_dev), minor (info.st_dev));
}
