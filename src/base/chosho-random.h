/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fills @out with @size_bytes that nobody can predict (the kernel's generator, by libsodium): nonces,
 * copy ids, seeds. Any thread; never fails. */
void chosho_random_bytes (gpointer out, gsize size_bytes);

G_END_DECLS
