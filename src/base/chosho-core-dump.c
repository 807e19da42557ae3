/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-core-dump.h"

#include <sys/resource.h>

void
chosho_core_dump_forbid (void)
{
  const struct rlimit none = { 0, 0 };

  (void) setrlimit (RLIMIT_CORE, &none); /* lowering one's own limit does not fail */
}
