/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "surroundings.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  int call;
  int error;
} Denied;

/* As common/flatpak-run.c of Flatpak 1.14 has them (setup_seccomp(), no device and no development access). */
static const Denied flatpak[] = {
  { SCMP_SYS (syslog), EPERM }, { SCMP_SYS (uselib), EPERM }, { SCMP_SYS (acct), EPERM }, { SCMP_SYS (quotactl), EPERM },
  { SCMP_SYS (add_key), EPERM }, { SCMP_SYS (keyctl), EPERM }, { SCMP_SYS (request_key), EPERM },
  { SCMP_SYS (move_pages), EPERM }, { SCMP_SYS (mbind), EPERM }, { SCMP_SYS (get_mempolicy), EPERM },
  { SCMP_SYS (set_mempolicy), EPERM }, { SCMP_SYS (migrate_pages), EPERM },
  { SCMP_SYS (unshare), EPERM }, { SCMP_SYS (setns), EPERM }, { SCMP_SYS (mount), EPERM }, { SCMP_SYS (umount), EPERM },
  { SCMP_SYS (umount2), EPERM }, { SCMP_SYS (pivot_root), EPERM }, { SCMP_SYS (chroot), EPERM },
  { SCMP_SYS (clone3), ENOSYS }, { SCMP_SYS (open_tree), ENOSYS }, { SCMP_SYS (move_mount), ENOSYS }, { SCMP_SYS (fsopen), ENOSYS },
  { SCMP_SYS (fsconfig), ENOSYS }, { SCMP_SYS (fsmount), ENOSYS }, { SCMP_SYS (fspick), ENOSYS }, { SCMP_SYS (mount_setattr), ENOSYS },
  { SCMP_SYS (perf_event_open), EPERM }, { SCMP_SYS (ptrace), EPERM },
};

/* A call that this machine does not have needs no rule. */
static gboolean
is_set (int result)
{
  return result == 0 || result == -EDOM || result == -EFAULT;
}

static gboolean
deny_namespaces (scmp_filter_ctx filter)
{
  return is_set (seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (clone), 1, SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER)));
}

static gboolean
add_flatpak (scmp_filter_ctx filter)
{
  static const int families[] = { AF_UNSPEC, AF_LOCAL, AF_INET, AF_INET6, AF_NETLINK };
  gboolean done = deny_namespaces (filter);

  for (gsize i = 0; done && i < G_N_ELEMENTS (flatpak); i++)
    done = is_set (seccomp_rule_add (filter, SCMP_ACT_ERRNO (flatpak[i].error), flatpak[i].call, 0));
  done = done && is_set (seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (ioctl), 1, SCMP_A1 (SCMP_CMP_MASKED_EQ, 0xffffffffu, TIOCSTI)))
         && is_set (seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (ioctl), 1, SCMP_A1 (SCMP_CMP_MASKED_EQ, 0xffffffffu, TIOCLINUX)));
  /* every family but these, as Flatpak says it: those between, and those above the last */
  for (gsize i = 1; done && i < G_N_ELEMENTS (families); i++)
    for (int family = families[i - 1] + 1; done && family < families[i]; family++)
      done = is_set (seccomp_rule_add (filter, SCMP_ACT_ERRNO (EAFNOSUPPORT), SCMP_SYS (socket), 1, SCMP_A0 (SCMP_CMP_EQ, family)));
  return done && is_set (seccomp_rule_add (filter, SCMP_ACT_ERRNO (EAFNOSUPPORT), SCMP_SYS (socket), 1, SCMP_A0 (SCMP_CMP_GE, AF_NETLINK + 1)));
}

static gboolean
add_no_user_namespaces (scmp_filter_ctx filter)
{
  return deny_namespaces (filter)
         && is_set (seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (unshare), 1, SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER)))
         && is_set (seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0));
}

gboolean
surroundings_enter (const char *name)
{
  scmp_filter_ctx filter;
  gboolean done;

  if (g_str_equal (name, "plain"))
    return TRUE;
  if (!g_str_equal (name, "flatpak") && !g_str_equal (name, "no-user-namespaces"))
    return FALSE;
  filter = seccomp_init (SCMP_ACT_ALLOW);
  done = (g_str_equal (name, "flatpak") ? add_flatpak (filter) : add_no_user_namespaces (filter)) && seccomp_load (filter) == 0;
  seccomp_release (filter);
  return done;
}
