/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-key.h"
#include "chosho-digest.h"

#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT (CHOSHO_KEY_PUBLIC_SIZE == crypto_sign_PUBLICKEYBYTES);
G_STATIC_ASSERT (CHOSHO_KEY_SEED_SIZE == crypto_sign_SEEDBYTES);
G_STATIC_ASSERT (CHOSHO_KEY_SIGNATURE_SIZE == crypto_sign_BYTES);
G_STATIC_ASSERT (CHOSHO_KEY_ID_SIZE == CHOSHO_DIGEST_SIZE);

#define MESSAGE_SIZE (CHOSHO_KEY_PREFIX_LENGTH + 1 + CHOSHO_KEY_ID_SIZE)

struct _ChoshoKeyPair
{
  gatomicrefcount references;
  guint8          public_key[CHOSHO_KEY_PUBLIC_SIZE];
  guint8         *secret_key; /* owned: crypto_sign_SECRETKEYBYTES of sodium_malloc(); seed ‖ public key */
};

void
chosho_key_initialise (void)
{
  /* Negative only where the system gives no random numbers: no safe way to go on. */
  if (sodium_init () < 0)
    g_error ("libsodium cannot be initialised");
}

static ChoshoKeyPair *
key_pair_alloc (void)
{
  ChoshoKeyPair *self = g_new0 (ChoshoKeyPair, 1);

  chosho_key_initialise ();
  g_atomic_ref_count_init (&self->references);
  self->secret_key = sodium_malloc (crypto_sign_SECRETKEYBYTES);
  if (self->secret_key == NULL)
    g_error ("no memory for a secret key");
  return self;
}

ChoshoKeyPair *
chosho_key_pair_new (void)
{
  ChoshoKeyPair *self = key_pair_alloc ();

  crypto_sign_keypair (self->public_key, self->secret_key);
  sodium_mprotect_readonly (self->secret_key);
  return self;
}

ChoshoKeyPair *
chosho_key_pair_new_from_seed (const guint8 seed[CHOSHO_KEY_SEED_SIZE])
{
  ChoshoKeyPair *self = key_pair_alloc ();

  crypto_sign_seed_keypair (self->public_key, self->secret_key, seed);
  sodium_mprotect_readonly (self->secret_key);
  return self;
}

ChoshoKeyPair *
chosho_key_pair_ref (ChoshoKeyPair *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/* (nullable) The last reference wipes the secret. */
void
chosho_key_pair_unref (ChoshoKeyPair *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  sodium_free (self->secret_key); /* wipes */
  g_free (self);
}

const guint8 *
chosho_key_pair_get_public_key (const ChoshoKeyPair *self)
{
  return self->public_key;
}

const guint8 *
chosho_key_pair_get_seed (const ChoshoKeyPair *self)
{
  return self->secret_key; /* libsodium's layout: the seed comes first */
}

char *
chosho_key_pair_dup_fingerprint (const ChoshoKeyPair *self)
{
  return chosho_key_dup_fingerprint (self->public_key);
}

/* Returns the message's size in bytes; 0 where @prefix is too long. */
static gsize
build_message (const char *prefix, const guint8 id[CHOSHO_KEY_ID_SIZE], guint8 message[MESSAGE_SIZE])
{
  gsize prefix_size = strnlen (prefix, CHOSHO_KEY_PREFIX_LENGTH + 1) + 1;

  if (prefix_size > CHOSHO_KEY_PREFIX_LENGTH + 1)
    return 0;
  memcpy (message, prefix, prefix_size);
  memcpy (message + prefix_size, id, CHOSHO_KEY_ID_SIZE);
  return prefix_size + CHOSHO_KEY_ID_SIZE;
}

void
chosho_key_pair_sign (const ChoshoKeyPair *self, const char *prefix,
                      const guint8 id[CHOSHO_KEY_ID_SIZE], guint8 signature[CHOSHO_KEY_SIGNATURE_SIZE])
{
  guint8 message[MESSAGE_SIZE];
  gsize size_bytes = build_message (prefix, id, message);

  g_return_if_fail (size_bytes > 0);

  crypto_sign_detached (signature, NULL, message, size_bytes, self->secret_key);
}

gboolean
chosho_key_verify (const guint8 public_key[CHOSHO_KEY_PUBLIC_SIZE], const char *prefix,
                   const guint8 id[CHOSHO_KEY_ID_SIZE], const guint8 signature[CHOSHO_KEY_SIGNATURE_SIZE])
{
  guint8 message[MESSAGE_SIZE];
  gsize size_bytes = build_message (prefix, id, message);

  g_return_val_if_fail (size_bytes > 0, FALSE);

  chosho_key_initialise ();
  return crypto_sign_verify_detached (signature, message, size_bytes, public_key) == 0;
}

char *
chosho_key_dup_fingerprint (const guint8 public_key[CHOSHO_KEY_PUBLIC_SIZE])
{
  return chosho_digest_hex (public_key, CHOSHO_KEY_PUBLIC_SIZE);
}
