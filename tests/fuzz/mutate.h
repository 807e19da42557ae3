/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A copy of @data, damaged here and there; the same one for the same state of @random. (transfer full) */
GByteArray *mutated_copy (gconstpointer data, gsize size_bytes, GRand *random);

G_END_DECLS
