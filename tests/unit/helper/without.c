/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Runs the real helper as on a kernel without Landlock (built with CHOSHO_WITHOUT_LANDLOCK) or
 * without a system-call filter (without it): a filter of our own lets those calls fail.
 */
#include <errno.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

int
main (int argc, char **argv)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);

#ifdef CHOSHO_WITHOUT_LANDLOCK
  seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (landlock_create_ruleset), 0);
#else
  seccomp_rule_add (filter, SCMP_ACT_ERRNO (EINVAL), SCMP_SYS (seccomp), 0);
  seccomp_rule_add (filter, SCMP_ACT_ERRNO (EINVAL), SCMP_SYS (prctl), 1, SCMP_A0 (SCMP_CMP_EQ, PR_SET_SECCOMP));
#endif
  if (seccomp_load (filter) < 0)
    return 70;
  seccomp_release (filter);
  execv (CHOSHO_HELPER_PROGRAM, argv);
  return 71;
}
