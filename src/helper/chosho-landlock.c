/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's structure as of ABI 6; older headers (Debian 12) know only the first member, older
 * kernels take a shorter size. */
typedef struct
{
  guint64 access_fs;
  guint64 access_net; /* from ABI 4 */
  guint64 scoped;     /* from ABI 6 */
} RulesetAttributes;

#define ACCESS_FS_ABI_1 ((G_GUINT64_CONSTANT (1) << 13) - 1)
#define ACCESS_FS_REFER (G_GUINT64_CONSTANT (1) << 13)     /* ABI 2 */
#define ACCESS_FS_TRUNCATE (G_GUINT64_CONSTANT (1) << 14)  /* ABI 3; below it the filter denies */
#define ACCESS_FS_IOCTL_DEV (G_GUINT64_CONSTANT (1) << 15) /* ABI 5 */
#define ACCESS_NET_TCP 3                                   /* ABI 4: bind, connect */
#define SCOPED_ALL 3                                       /* ABI 6: abstract sockets, signals */

/* Shared libraries, character conversion, fonts and their settings: what poppler and GLib load. Inside a Flatpak
 * the program's own libraries and poppler's CMaps are below /app, the machine's fonts below /run/host. */
static const char *const readable[] = {
  "/usr", "/etc/fonts", "/var/cache/fontconfig",
  "/app/lib", "/app/share/poppler", "/run/host/fonts", "/run/host/fonts-cache",
};

static gsize
fill_attributes (RulesetAttributes *attributes, guint abi)
{
  *attributes = (RulesetAttributes){ .access_fs = ACCESS_FS_ABI_1 };
  if (abi >= 2)
    attributes->access_fs |= ACCESS_FS_REFER;
  if (abi >= 3)
    attributes->access_fs |= ACCESS_FS_TRUNCATE;
  if (abi >= 5)
    attributes->access_fs |= ACCESS_FS_IOCTL_DEV;
  if (abi >= 4)
    attributes->access_net = ACCESS_NET_TCP;
  if (abi >= 6)
    attributes->scoped = SCOPED_ALL;
  if (abi >= 6)
    return sizeof *attributes;
  return abi >= 4 ? 2 * sizeof (guint64) : sizeof (guint64);
}

/* A folder that does not exist needs no rule. */
static gboolean
allow_reading (int ruleset_fd, const char *path)
{
  struct landlock_path_beneath_attr rule = {
    .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    .parent_fd = open (path, O_PATH | O_CLOEXEC),
  };
  long result;

  if (rule.parent_fd < 0)
    return TRUE;
  result = syscall (SYS_landlock_add_rule, ruleset_fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close (rule.parent_fd);
  return result == 0;
}

guint
chosho_landlock_restrict (void)
{
  RulesetAttributes attributes;
  long abi = syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  gboolean done = TRUE;
  int ruleset_fd, errnum;

  if (abi < 1)
    return 0;
  ruleset_fd = syscall (SYS_landlock_create_ruleset, &attributes,
                        fill_attributes (&attributes, abi), 0);
  if (ruleset_fd < 0)
    return 0;
  for (gsize i = 0; done && i < G_N_ELEMENTS (readable); i++)
    done = allow_reading (ruleset_fd, readable[i]);
  done = done && syscall (SYS_landlock_restrict_self, ruleset_fd, 0) == 0;
  errnum = errno;
  close (ruleset_fd);
  errno = errnum;
  return done ? (guint) abi : 0;
}
