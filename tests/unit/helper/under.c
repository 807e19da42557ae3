/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs the real helper in the place that CHOSHO_PLACE names. */
#include <unistd.h>

#include "surroundings.h"

int
main (int argc, char **argv)
{
  if (!surroundings_enter (CHOSHO_PLACE))
    return 70;
  execv (CHOSHO_HELPER_PROGRAM, argv);
  return 71;
}
