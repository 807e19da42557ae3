/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-fault.h"

G_BEGIN_DECLS

/*
 * The cage the helper locks itself into before it reads the first byte of a client's file:
 * resource limits, no new privileges, Landlock, a system-call filter. Nothing here can be undone.
 */
typedef struct
{
  gboolean landlock;
  guint    landlock_abi; /* 0 where there is none */
  gboolean seccomp;
} ChoshoConfinement;

/*
 * Closes every descriptor from @first_closed_fd on, then confines this process, which must have a
 * single thread. Only descriptor @answer_fd can be written to afterwards. Where the kernel offers
 * no Landlock or no filter this fails with the reason, unless @allow_weaker; what holds is told in
 * @confinement either way. A resource limit that cannot be set always fails.
 */
gboolean chosho_confinement_apply (int answer_fd, int first_closed_fd, gboolean allow_weaker,
                                   ChoshoConfinement *confinement, ChoshoFault *fault);

/* Below: the parts, for chosho_confinement_apply() alone. */

/* The system-call filter; 0 or an errno value. */
int      chosho_system_calls_filter (int answer_fd);
/* Nothing but /usr and the font configuration can be read, nothing written, no TCP, no signals
 * outside; the ABI in use, or 0 and errno. */
guint    chosho_landlock_restrict (void);

G_END_DECLS
