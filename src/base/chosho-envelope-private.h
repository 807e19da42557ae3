/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-envelope.h"

#include <sodium.h>

#include "chosho-digest.h"

G_BEGIN_DECLS

#define CHOSHO_ENVELOPE_MAGIC "chosho-envelope-1\n"
#define CHOSHO_ENVELOPE_KEY_BYTES crypto_secretstream_xchacha20poly1305_KEYBYTES
#define CHOSHO_ENVELOPE_BOX_BYTES (CHOSHO_ENVELOPE_KEY_BYTES + crypto_secretbox_MACBYTES)
#define CHOSHO_ENVELOPE_SEALED_BYTES (CHOSHO_ENVELOPE_KEY_BYTES + crypto_box_SEALBYTES)
#define CHOSHO_ENVELOPE_SEALED_PIECE_BYTES (CHOSHO_ENVELOPE_PIECE_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES)

/* What Argon2id makes of @passphrase: crypto_secretbox_KEYBYTES of sodium_malloc(), for the caller to sodium_free(). NULL
 * where there is not enough memory. */
guint8 *chosho_envelope_derive_key (const char *passphrase, guint32 operations, guint64 memory_bytes, const guint8 *salt, GError **error);

G_END_DECLS
