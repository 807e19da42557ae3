/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether what a folder holds is encrypted on its disk, as far as this computer tells. */
typedef enum
{
  CHOSHO_DISK_UNKNOWN,     /* the kernel does not tell: a container, a virtual device, a file system of its own kind */
  CHOSHO_DISK_PLAIN,       /* no encryption is seen; a drive that encrypts itself is not recognised */
  CHOSHO_DISK_ENCRYPTED,   /* dm-crypt (LUKS) under it, or encryption of the file system */
} ChoshoDiskEncryption;

const char          *chosho_disk_encryption_get_code (ChoshoDiskEncryption state); /* "unknown", "no", "yes" */
/* Blocks for some reads of /sys and /proc. */
ChoshoDiskEncryption chosho_disk_encryption_find     (const char *folder);
/* The same for the device @major:@minor, by the device tree under @sys ("/sys") and the mounts listed in @mounts
 * ("/proc/self/mountinfo"). */
ChoshoDiskEncryption chosho_disk_encryption_find_device (const char *sys, const char *mounts, guint major, guint minor);

G_END_DECLS
