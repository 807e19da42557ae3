/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-envelope-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-file.h"

/* The writing half, and what both share. */

struct _ChoshoEnvelopeWriter
{
  int         fd;     /* borrowed */
  char       *path;   /* owned */
  guint8     *piece;  /* owned: CHOSHO_ENVELOPE_PIECE_BYTES, being filled */
  gsize       filled; /* bytes of @piece */
  guint8     *sealed; /* owned: one piece as it is written */
  guint8      preamble[CHOSHO_DIGEST_SIZE];
  gboolean    first;  /* no piece was written yet */
  crypto_secretstream_xchacha20poly1305_state stream;
};

guint8 *
chosho_envelope_derive_key (const char *passphrase, guint32 operations, guint64 memory_bytes, const guint8 *salt, GError **error)
{
  guint8 *key = sodium_malloc (crypto_secretbox_KEYBYTES);

  if (key != NULL && crypto_pwhash (key, crypto_secretbox_KEYBYTES, passphrase, strlen (passphrase), salt, operations,
                                    (gsize) memory_bytes, crypto_pwhash_ALG_ARGON2ID13) == 0)
    return key;
  sodium_free (key);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED,
               _("There is not enough memory to use the passphrase: %zu bytes are needed"), (gsize) memory_bytes);
  return NULL;
}

static void
append_number (GByteArray *out, guint64 value, guint width)
{
  for (guint i = width; i > 0; i--)
    {
      guint8 byte = (guint8) (value >> 8 * (i - 1));

      g_byte_array_append (out, &byte, 1);
    }
}

static gboolean
append_passphrase (GByteArray *out, const char *passphrase, const guint8 *key, GError **error)
{
  guint8 salt[crypto_pwhash_SALTBYTES], nonce[crypto_secretbox_NONCEBYTES], box[CHOSHO_ENVELOPE_BOX_BYTES];
  guint8 *own;

  if (*passphrase == '\0')
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE, _("The passphrase is empty"));
      return FALSE;
    }
  randombytes_buf (salt, sizeof salt);
  randombytes_buf (nonce, sizeof nonce);
  own = chosho_envelope_derive_key (passphrase, crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE, salt, error);
  if (own == NULL)
    return FALSE;
  crypto_secretbox_easy (box, key, CHOSHO_ENVELOPE_KEY_BYTES, nonce, own);
  sodium_free (own);
  g_byte_array_append (out, (const guint8 *) "P", 1);
  append_number (out, crypto_pwhash_OPSLIMIT_MODERATE, 4);
  append_number (out, crypto_pwhash_MEMLIMIT_MODERATE, 8);
  g_byte_array_append (out, salt, sizeof salt);
  g_byte_array_append (out, nonce, sizeof nonce);
  g_byte_array_append (out, box, sizeof box);
  return TRUE;
}

static gboolean
append_recipients (GByteArray *out, const ChoshoEnvelopeLock *lock, const guint8 *key, GError **error)
{
  if (lock->n_recipients == 0 || lock->n_recipients > CHOSHO_ENVELOPE_RECIPIENTS)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("It can be sealed to 1 to %d keys, not %u"), CHOSHO_ENVELOPE_RECIPIENTS,
                   lock->n_recipients);
      return FALSE;
    }
  g_byte_array_append (out, (const guint8 *) "K", 1);
  append_number (out, lock->n_recipients, 2);
  for (guint i = 0; i < lock->n_recipients; i++)
    {
      guint8 exchange[crypto_box_PUBLICKEYBYTES], sealed[CHOSHO_ENVELOPE_SEALED_BYTES];

      if (crypto_sign_ed25519_pk_to_curve25519 (exchange, lock->recipients + i * CHOSHO_KEY_PUBLIC_SIZE) != 0
          || crypto_box_seal (sealed, key, CHOSHO_ENVELOPE_KEY_BYTES, exchange) != 0)
        {
          g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("One of the public keys is none to which anything can be sealed"));
          return FALSE;
        }
      g_byte_array_append (out, sealed, sizeof sealed);
    }
  return TRUE;
}

static gboolean
begin (ChoshoEnvelopeWriter *self, const ChoshoEnvelopeLock *lock, guint8 *key, GError **error)
{
  g_autoptr (GByteArray) preamble = g_byte_array_new ();
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];

  randombytes_buf (key, CHOSHO_ENVELOPE_KEY_BYTES);
  g_byte_array_append (preamble, (const guint8 *) CHOSHO_ENVELOPE_MAGIC, strlen (CHOSHO_ENVELOPE_MAGIC));
  if (!(lock->passphrase != NULL ? append_passphrase (preamble, lock->passphrase, key, error)
                                 : append_recipients (preamble, lock, key, error)))
    return FALSE;
  crypto_secretstream_xchacha20poly1305_init_push (&self->stream, header, key);
  g_byte_array_append (preamble, header, sizeof header);
  chosho_digest_bytes (preamble->data, preamble->len, self->preamble);
  return chosho_fd_write_all (self->fd, self->path, preamble->data, preamble->len, error);
}

ChoshoEnvelopeWriter *
chosho_envelope_writer_new (int fd, const char *path, const ChoshoEnvelopeLock *lock, GError **error)
{
  g_autoptr (ChoshoEnvelopeWriter) self = g_new0 (ChoshoEnvelopeWriter, 1);
  guint8 *key;
  gboolean begun;

  chosho_key_initialise ();
  self->fd = fd;
  self->path = g_strdup (path);
  self->piece = g_malloc (CHOSHO_ENVELOPE_PIECE_BYTES);
  self->sealed = g_malloc (CHOSHO_ENVELOPE_SEALED_PIECE_BYTES);
  self->first = TRUE;
  key = sodium_malloc (CHOSHO_ENVELOPE_KEY_BYTES);
  if (key == NULL)
    g_error ("no memory for a secret key");
  begun = begin (self, lock, key, error);
  sodium_free (key);
  return begun ? g_steal_pointer (&self) : NULL;
}

void
chosho_envelope_writer_free (ChoshoEnvelopeWriter *self)
{
  if (self == NULL)
    return;
  sodium_memzero (&self->stream, sizeof self->stream);
  sodium_memzero (self->piece, CHOSHO_ENVELOPE_PIECE_BYTES);
  g_free (self->piece);
  g_free (self->sealed);
  g_free (self->path);
  g_free (self);
}

static gboolean
write_piece (ChoshoEnvelopeWriter *self, gboolean last, GError **error)
{
  unsigned long long size_bytes;

  crypto_secretstream_xchacha20poly1305_push (&self->stream, self->sealed, &size_bytes, self->piece, self->filled,
                                              self->first ? self->preamble : NULL, self->first ? sizeof self->preamble : 0,
                                              last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
  self->first = FALSE;
  self->filled = 0;
  return chosho_fd_write_all (self->fd, self->path, self->sealed, (gsize) size_bytes, error);
}

gboolean
chosho_envelope_writer_write (ChoshoEnvelopeWriter *self, gconstpointer data, gsize size_bytes, GError **error)
{
  const guint8 *rest = data;

  while (size_bytes > 0)
    {
      gsize taken = MIN (size_bytes, CHOSHO_ENVELOPE_PIECE_BYTES - self->filled);

      /* A full piece waits: only what comes after it tells that it is not the last. */
      if (taken == 0)
        {
          if (!write_piece (self, FALSE, error))
            return FALSE;
          continue;
        }
      memcpy (self->piece + self->filled, rest, taken);
      self->filled += taken;
      rest += taken;
      size_bytes -= taken;
    }
  return TRUE;
}

gboolean
chosho_envelope_writer_finish (ChoshoEnvelopeWriter *self, GError **error)
{
  return write_piece (self, TRUE, error);
}
