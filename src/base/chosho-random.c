/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-random.h"
#include "chosho-key.h"

#include <sodium.h>

void
chosho_random_bytes (gpointer out, gsize size_bytes)
{
  chosho_key_initialise ();
  randombytes_buf (out, size_bytes);
}
