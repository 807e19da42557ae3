/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-digest.h"

G_BEGIN_DECLS

/* Merkle trees as in RFC 6962 §2.1 with SHA-256. All functions are pure and safe in any thread. */

/* The hash of a leaf: SHA-256 (0x00 ‖ data). */
void  chosho_merkle_hash_leaf (gconstpointer data, gsize size_bytes, guint8 out[CHOSHO_DIGEST_SIZE]);

/* Sorts @count leaf hashes of 32 bytes each bytewise and drops repetitions, in place. Returns how many are left. */
gsize chosho_merkle_sort (guint8 *hashes, gsize count);

/* The root over @count leaf hashes of 32 bytes each, in the order given; the empty tree's root is the
 * SHA-256 of nothing. @hashes may be NULL where @count is 0. */
void  chosho_merkle_root (const guint8 *hashes, gsize count, guint8 out[CHOSHO_DIGEST_SIZE]);

G_END_DECLS
