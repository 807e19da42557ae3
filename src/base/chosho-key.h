/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * ChoshoKeyPair: a personal Ed25519 signing key (libsodium). The secret half lies in memory that is
 * locked against swapping, fenced by guard pages, read-only after creation and wiped when freed.
 * Immutable and reference counted: every function is safe from any thread.
 *
 * What is signed is never bare data: "<prefix>\0" ‖ a 32-byte id. The prefix names what the id is
 * the id of ("chosho-event-1"), so that a signature made for one purpose never serves another.
 */
#define CHOSHO_KEY_PUBLIC_SIZE 32
#define CHOSHO_KEY_SEED_SIZE 32
#define CHOSHO_KEY_ID_SIZE 32
#define CHOSHO_KEY_SIGNATURE_SIZE 64
#define CHOSHO_KEY_PREFIX_LENGTH 63 /* longest prefix without its NUL: ours have 14 to 20 */

typedef struct _ChoshoKeyPair ChoshoKeyPair;

/* (transfer full) A new random key. */
ChoshoKeyPair *chosho_key_pair_new (void);
/* (transfer full) The key of RFC 8032's 32-byte private key @seed, which is copied. */
ChoshoKeyPair *chosho_key_pair_new_from_seed (const guint8 seed[CHOSHO_KEY_SEED_SIZE]);
ChoshoKeyPair *chosho_key_pair_ref (ChoshoKeyPair *self);
void           chosho_key_pair_unref (ChoshoKeyPair *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoKeyPair, chosho_key_pair_unref)

/* Borrowed, CHOSHO_KEY_PUBLIC_SIZE bytes. */
const guint8  *chosho_key_pair_get_public_key (const ChoshoKeyPair *self);
/* Borrowed, CHOSHO_KEY_SEED_SIZE bytes of locked memory: for writing an identity file and opening what is sealed to it. */
const guint8  *chosho_key_pair_get_seed (const ChoshoKeyPair *self);
/* (transfer full): see chosho_key_dup_fingerprint(). */
char          *chosho_key_pair_dup_fingerprint (const ChoshoKeyPair *self);

/* Ed25519 signature over @prefix with its final NUL, then @id. @prefix has at most
 * CHOSHO_KEY_PREFIX_LENGTH bytes. */
void           chosho_key_pair_sign (const ChoshoKeyPair *self, const char *prefix,
                                     const guint8 id[CHOSHO_KEY_ID_SIZE],
                                     guint8 signature[CHOSHO_KEY_SIGNATURE_SIZE]);

/* TRUE where @signature is one by the owner of @public_key over @prefix, NUL and @id. Non-canonical
 * signatures and keys of small order never verify. */
gboolean       chosho_key_verify (const guint8 public_key[CHOSHO_KEY_PUBLIC_SIZE], const char *prefix,
                                  const guint8 id[CHOSHO_KEY_ID_SIZE],
                                  const guint8 signature[CHOSHO_KEY_SIGNATURE_SIZE]);

/* (transfer full): 64 hex digits, SHA-256 of the raw public key: how events name their author. */
char          *chosho_key_dup_fingerprint (const guint8 public_key[CHOSHO_KEY_PUBLIC_SIZE]);

/* Makes libsodium ready; every function here and chosho_identity_* call it. Any thread, any number
 * of times. */
void           chosho_key_initialise (void);

G_END_DECLS
