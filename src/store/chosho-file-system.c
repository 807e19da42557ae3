/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-file-system.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/vfs.h>

#include "chosho-error.h"

/* Numbers of statfs(2), <linux/magic.h> and the kernel's file systems. */
static const struct
{
  guint32     magic;
  const char *name;
} unsafe[] = {
  { 0x00006969, "NFS" },      { 0x0000517b, "SMB" },    { 0xff534d42, "CIFS" },   { 0xfe534d42, "SMB2" },
  { 0x65735546, "FUSE" },     { 0x01021997, "9P" },     { 0x5346414f, "AFS" },    { 0x6b414653, "AFS" },
  { 0x73757245, "Coda" },     { 0x0000564c, "NCP" },    { 0x00c36400, "Ceph" },   { 0x0bd00bd0, "Lustre" },
  { 0x47504653, "GPFS" },     { 0x7461636f, "OCFS2" },  { 0x01161970, "GFS2" },   { 0x786f4256, "VirtualBox" },
  { 0x00004d44, "FAT" },      { 0x2011bab0, "exFAT" },
};

const char *
chosho_file_system_get_unsafe_name (guint64 magic)
{
  /* Some architectures sign-extend the 32 bits. */
  for (guint i = 0; i < G_N_ELEMENTS (unsafe); i++)
    if (unsafe[i].magic == (guint32) magic)
      return unsafe[i].name;
  return NULL;
}

gboolean
chosho_file_system_check (const char *folder, GError **error)
{
  struct statfs info;
  const char *name;

  if (statfs (folder, &info) != 0)
    return chosho_error_set_errno (error, errno, "%s", folder);
  name = chosho_file_system_get_unsafe_name ((guint64) info.f_type);
  if (name == NULL)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY,
               _("%s: an engagement cannot be kept on a %s file system, which does not protect it against loss; keep "
                 "it on a local disk and exchange packs or backups instead"),
               folder, name);
  return FALSE;
}
