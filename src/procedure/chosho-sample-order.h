/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * The order in which the rows of a population are drawn, version 1 ("chosho-sample-1"). Rows are
 * numbered 1…n as the population's file holds them. Each row has the digest
 *
 *   SHA-256 ("chosho-sample-1\n" ‖ seed ‖ "\n" ‖ row number in decimal)
 *
 * and rows come in ascending order of their digests, compared byte by byte (were two ever equal,
 * the smaller row number first). A sample of N is the first N rows; an extension or a replacement
 * goes on in the same order, so that earlier items never change. The order depends on nothing but
 * seed and n; anyone can repeat it:
 *
 *   import hashlib
 *   def order(seed, n):
 *       def digest(row):
 *           return hashlib.sha256(f"chosho-sample-1\n{seed}\n{row}".encode()).digest()
 *       return sorted(range(1, n + 1), key=lambda row: (digest(row), row))
 */

/* Rows of a population: a year of a large service's access log. */
#define CHOSHO_SAMPLE_POPULATION_LIMIT 5000000
/* Bytes of a seed: a sentence at most, as it is printed in the working paper. */
#define CHOSHO_SAMPLE_SEED_BYTES 128

/* TRUE for 1–128 bytes of valid UTF-8 without control characters (a line feed would let two seeds
 * mean one order). */
gboolean chosho_sample_seed_is_valid (const char *seed);

/* A seed nobody chose: 32 hex digits of the kernel's randomness. (transfer full); NULL on error. */
char    *chosho_sample_dup_random_seed (GError **error);

/**
 * The first @size rows of the order, as guint32 row numbers. Blocks (25 of five million rows were
 * measured at 0.6 s of processor time and 5 MB); any thread. Errors: CHOSHO_ERROR_INVALID (seed, or
 * more rows wanted than there are), CHOSHO_ERROR_LIMIT, CHOSHO_ERROR_CANCELLED.
 * (transfer full) (element-type guint32)
 */
GArray  *chosho_sample_order (const char *seed, guint population_count, guint size, GCancellable *cancellable,
                              GError **error);

/**
 * The sample size that the firm's table @frequency_table (array of {frequency, size, label_ja?,
 * label_en?}) sets for @frequency, its code or label. Nothing is shipped as a rule (domain §4).
 * Errors: CHOSHO_ERROR_REFUSED while no table is loaded, CHOSHO_ERROR_NOT_FOUND.
 */
gboolean chosho_sample_size_for_frequency (const ChoshoValue *frequency_table, const char *frequency, guint *size,
                                           GError **error);

G_END_DECLS
