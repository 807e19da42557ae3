/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SHA-256 by libgcrypt (uses the processor's instructions; measured 4 times GChecksum's speed). */
#define CHOSHO_DIGEST_SIZE 32
#define CHOSHO_DIGEST_HEX_SIZE 65 /* with the final NUL */

typedef struct _ChoshoDigest ChoshoDigest;

/* libgcrypt ends the process where its settings cannot be read when it is first used: programs call
 * this at their start, while descriptors are to be had. */
void          chosho_digest_prepare (void);

ChoshoDigest *chosho_digest_new (void);
void          chosho_digest_free (ChoshoDigest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoDigest, chosho_digest_free)
void          chosho_digest_update (ChoshoDigest *self, gconstpointer data, gsize size_bytes);
/* Ends the calculation; only free is allowed afterwards. */
void          chosho_digest_finish (ChoshoDigest *self, guint8 out[CHOSHO_DIGEST_SIZE]);

/* One-shot: SHA-256 of @size_bytes at @data. Safe in any thread. */
void          chosho_digest_bytes (gconstpointer data, gsize size_bytes, guint8 out[CHOSHO_DIGEST_SIZE]);
/* The same of the byte @prefix and what follows it. */
void          chosho_digest_prefixed (guint8 prefix, gconstpointer data, gsize size_bytes, guint8 out[CHOSHO_DIGEST_SIZE]);
/* (transfer full): lower-case hex of SHA-256 of @data. */
char         *chosho_digest_hex (gconstpointer data, gsize size_bytes);

/* Lower-case hex of @size_bytes raw bytes. (transfer full) */
char         *chosho_hex_encode (const guint8 *bytes, gsize size_bytes);
/* Writes hex into @out (2 * size + 1 bytes). */
void          chosho_hex_encode_to (const guint8 *bytes, gsize size_bytes, char *out);
/* Strict: exactly 2*@size_bytes lower-case hex characters, else FALSE and @out untouched. */
gboolean      chosho_hex_decode (const char *hex, guint8 *out, gsize size_bytes);
/* TRUE where @text is exactly 64 lower-case hex digits. */
gboolean      chosho_digest_is_hex (const char *text);

G_END_DECLS
