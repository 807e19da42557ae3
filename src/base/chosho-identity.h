/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-key.h"

G_BEGIN_DECLS

/*
 * ChoshoIdentity: a person's name and signing key, kept in a file of their own:
 *
 *   { "format": "chosho-identity", "version": 1, "name": …, "public_key": 64 hex,
 *     "protection": "passphrase",
 *     "kdf": { "name": "argon2id", "operations": 3, "memory_bytes": 268435456, "salt": 32 hex },
 *     "box": { "name": "xsalsa20-poly1305", "nonce": 48 hex, "ciphertext": 96 hex } }
 *
 * The box is libsodium's secretbox around the 32-byte seed under the key that the kdf makes of the
 * passphrase. With "protection": "none" kdf and box are absent and "secret" is the seed in hex.
 *
 * The name is what the person calls themselves, nothing more: events know people by their keys.
 * Immutable and reference counted; any thread. All functions that touch the file block.
 */

/* A hostile file must neither exhaust memory nor run for minutes. The upper bounds are libsodium's
 * SENSITIVE figures, the strongest it recommends, with operations rounded up. */
#define CHOSHO_IDENTITY_FILE_BYTES (16 * 1024) /* ours have less than 2 KiB with the longest name */
#define CHOSHO_IDENTITY_KDF_OPERATIONS 10
#define CHOSHO_IDENTITY_KDF_MEMORY_BYTES (1024 * 1024 * 1024)

/* Characters of a passphrase that a person chooses for a new key, at a terminal or in the window. The key's file may be stolen and tried at leisure; the least that NIST SP 800-63B
 * (5.1.1.1) allows a person to choose, with Argon2id before every try. What a script gives in a
 * file is the script's: such a file is not guessed by people, and the contract of the command line sets no length. */
#define CHOSHO_IDENTITY_PASSPHRASE_CHARACTERS 8

typedef struct _ChoshoIdentity ChoshoIdentity;

/* FALSE with PASSPHRASE where @passphrase (UTF-8) is empty or too short to be chosen for a new key. */
gboolean        chosho_identity_check_passphrase (const char *passphrase, GError **error);

/*
 * Makes a new key and writes its file at @path, mode 0600, atomically; an existing file is never
 * replaced (EXISTS). @passphrase: (nullable) UTF-8; NULL leaves the key unprotected. Takes about a
 * second and 256 MiB with a passphrase (Argon2id MODERATE).
 * Errors: USAGE (name empty, longer than CHOSHO_LIMIT_NAME_BYTES, no UTF-8, with control
 * characters), PASSPHRASE (empty), EXISTS, NO_SPACE, IO. (transfer full)
 */
ChoshoIdentity *chosho_identity_create (const char *name, const char *passphrase, const char *path, GError **error);

/* Name and public key only; needs no passphrase. Errors: NOT_FOUND, IO, LIMIT, INVALID (names file
 * and place). (transfer full) */
ChoshoIdentity *chosho_identity_load_public (const char *path, GError **error);

/* With the key pair. @passphrase: (nullable), ignored where the file is unprotected. Errors as
 * load_public, and PASSPHRASE where it is missing or wrong. (transfer full) */
ChoshoIdentity *chosho_identity_load (const char *path, const char *passphrase, GError **error);

/* Whether @passphrase is the one that opened @self, which has its key pair; its file is not read again. Any will do where it has none. Takes as
 * long as loading. Errors: PASSPHRASE; FAILED where memory is short. */
gboolean        chosho_identity_confirm (const ChoshoIdentity *self, const char *passphrase, GError **error);

ChoshoIdentity *chosho_identity_ref (ChoshoIdentity *self);
void            chosho_identity_unref (ChoshoIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoIdentity, chosho_identity_unref)

/* Borrowed. */
const char     *chosho_identity_get_name (const ChoshoIdentity *self);
/* Borrowed, CHOSHO_KEY_PUBLIC_SIZE bytes. */
const guint8   *chosho_identity_get_public_key (const ChoshoIdentity *self);
/* (transfer full) */
char           *chosho_identity_dup_fingerprint (const ChoshoIdentity *self);
/* TRUE where chosho_identity_load() of this file needs a passphrase. */
gboolean        chosho_identity_needs_passphrase (const ChoshoIdentity *self);
/* Borrowed; NULL after chosho_identity_load_public(). */
ChoshoKeyPair  *chosho_identity_get_key_pair (const ChoshoIdentity *self);

G_END_DECLS
