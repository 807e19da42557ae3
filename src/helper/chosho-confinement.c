/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-confinement.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "chosho-helper-limits.h"
#include "chosho-sanitizer.h"

typedef struct
{
  __rlimit_resource_t resource;
  rlim_t              value;
  const char         *name;
} ResourceLimit;

static const ResourceLimit resource_limits[] = {
#if !CHOSHO_SANITIZED /* its shadow memory alone takes terabytes of address space */
  { RLIMIT_AS, CHOSHO_HELPER_LIMIT_ADDRESS_BYTES, "RLIMIT_AS" },
#endif
  { RLIMIT_CPU, CHOSHO_HELPER_LIMIT_CPU_SECONDS, "RLIMIT_CPU" },
  { RLIMIT_FSIZE, 0, "RLIMIT_FSIZE" },
  { RLIMIT_NOFILE, CHOSHO_HELPER_LIMIT_OPEN_FILES, "RLIMIT_NOFILE" },
  { RLIMIT_NPROC, 0, "RLIMIT_NPROC" },
  { RLIMIT_CORE, 0, "RLIMIT_CORE" }, /* a core dump would hold the client's bytes */
};

static gboolean
limit_resources (ChoshoFault *fault)
{
  for (gsize i = 0; i < G_N_ELEMENTS (resource_limits); i++)
    {
      const ResourceLimit *limit = &resource_limits[i];
      struct rlimit now, value;

      if (getrlimit (limit->resource, &now) < 0)
        return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_RLIMIT, limit->name);
      /* Where the environment is narrower already, that stays: the hard limit cannot be raised. */
      value.rlim_cur = value.rlim_max = MIN (limit->value, now.rlim_max);
      if (setrlimit (limit->resource, &value) < 0)
        return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_RLIMIT, limit->name);
    }
  return TRUE;
}

gboolean
chosho_confinement_apply (int answer_fd, int first_closed_fd, gboolean allow_weaker,
                          ChoshoConfinement *confinement, ChoshoFault *fault)
{
  int errnum;

  *confinement = (ChoshoConfinement){ 0 };
  if (close_range (first_closed_fd, ~0U, 0) < 0)
    closefrom (first_closed_fd);
  if (!limit_resources (fault))
    return FALSE;
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_SECCOMP, "no_new_privs");
  /* Not even another process of the same user reads our memory or attaches. */
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);

  confinement->landlock_abi = chosho_landlock_restrict ();
  confinement->landlock = confinement->landlock_abi > 0;
  if (!confinement->landlock && !allow_weaker)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_LANDLOCK, g_strerror (errno));

  errnum = chosho_system_calls_filter (answer_fd);
  confinement->seccomp = errnum == 0;
  if (!confinement->seccomp && !allow_weaker)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_SECCOMP, g_strerror (errnum));
  return TRUE;
}
