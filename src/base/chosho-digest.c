/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-digest.h"

#include <gcrypt.h>
#include <string.h>

#define OLDEST_LIBGCRYPT "1.10.0" /* Debian 12 */

struct _ChoshoDigest
{
  gcry_md_hd_t handle; /* owned */
  gboolean     finished;
};

/* libgcrypt must be initialised once before use, whichever thread comes first. Secure memory is
 * left off: no secret ever goes through this class (keys are libsodium's). */
void
chosho_digest_prepare (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      if (!gcry_control (GCRYCTL_INITIALIZATION_FINISHED_P))
        {
          if (gcry_check_version (OLDEST_LIBGCRYPT) == NULL)
            g_error ("libgcrypt is older than %s", OLDEST_LIBGCRYPT);
          gcry_control (GCRYCTL_DISABLE_SECMEM, 0);
          gcry_control (GCRYCTL_INITIALIZATION_FINISHED, 0);
        }
      g_once_init_leave (&once, 1);
    }
}

/* (transfer full) One object serves one calculation in one thread at a time. */
ChoshoDigest *
chosho_digest_new (void)
{
  ChoshoDigest *self = g_new0 (ChoshoDigest, 1);
  gcry_error_t failure;

  chosho_digest_prepare ();
  failure = gcry_md_open (&self->handle, GCRY_MD_SHA256, 0);
  /* Only exhausted memory gets here, which GLib programs do not survive either. */
  if (failure != 0)
    g_error ("SHA-256 is not available: %s", gcry_strerror (failure));
  return self;
}

/* (nullable) */
void
chosho_digest_free (ChoshoDigest *self)
{
  if (self == NULL)
    return;
  gcry_md_close (self->handle);
  g_free (self);
}

void
chosho_digest_update (ChoshoDigest *self, gconstpointer data, gsize size_bytes)
{
  g_return_if_fail (!self->finished);

  if (size_bytes > 0)
    gcry_md_write (self->handle, data, size_bytes);
}

void
chosho_digest_finish (ChoshoDigest *self, guint8 out[CHOSHO_DIGEST_SIZE])
{
  g_return_if_fail (!self->finished);

  memcpy (out, gcry_md_read (self->handle, GCRY_MD_SHA256), CHOSHO_DIGEST_SIZE);
  self->finished = TRUE;
}

void
chosho_digest_bytes (gconstpointer data, gsize size_bytes, guint8 out[CHOSHO_DIGEST_SIZE])
{
  chosho_digest_prepare ();
  gcry_md_hash_buffer (GCRY_MD_SHA256, out, size_bytes > 0 ? data : "", size_bytes);
}

void
chosho_digest_prefixed (guint8 prefix, gconstpointer data, gsize size_bytes, guint8 out[CHOSHO_DIGEST_SIZE])
{
  gcry_buffer_t parts[] = { { .len = sizeof prefix, .data = &prefix }, { .len = size_bytes, .data = (gpointer) data } };

  chosho_digest_prepare ();
  gcry_md_hash_buffers (GCRY_MD_SHA256, 0, out, parts, size_bytes > 0 ? 2 : 1);
}

char *
chosho_digest_hex (gconstpointer data, gsize size_bytes)
{
  guint8 raw[CHOSHO_DIGEST_SIZE];

  chosho_digest_bytes (data, size_bytes, raw);
  return chosho_hex_encode (raw, sizeof raw);
}

char *
chosho_hex_encode (const guint8 *bytes, gsize size_bytes)
{
  char *hex = g_malloc (2 * size_bytes + 1);

  chosho_hex_encode_to (bytes, size_bytes, hex);
  return hex;
}

void
chosho_hex_encode_to (const guint8 *bytes, gsize size_bytes, char *out)
{
  static const char digits[] = "0123456789abcdef";

  for (gsize i = 0; i < size_bytes; i++)
    {
      out[2 * i] = digits[bytes[i] >> 4];
      out[2 * i + 1] = digits[bytes[i] & 0xf];
    }
  out[2 * size_bytes] = '\0';
}

static int
hex_digit (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return -1;
}

gboolean
chosho_hex_decode (const char *hex, guint8 *out, gsize size_bytes)
{
  if (hex == NULL)
    return FALSE;
  /* Two passes, so that a late bad digit leaves @out untouched; the first stops at a NUL. */
  for (gsize i = 0; i < 2 * size_bytes; i++)
    if (hex_digit (hex[i]) < 0)
      return FALSE;
  if (hex[2 * size_bytes] != '\0')
    return FALSE;

  for (gsize i = 0; i < size_bytes; i++)
    out[i] = (guint8) (hex_digit (hex[2 * i]) << 4 | hex_digit (hex[2 * i + 1]));
  return TRUE;
}

gboolean
chosho_digest_is_hex (const char *text)
{
  guint8 ignored[CHOSHO_DIGEST_SIZE];

  return chosho_hex_decode (text, ignored, sizeof ignored);
}
