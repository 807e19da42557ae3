/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-envelope-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-error.h"

/* An envelope may come from anywhere. It is read twice: once to its end to see that it is whole and untouched, then piece
 * by piece for whoever wants what is in it. Nothing is written down decrypted for that, and a file that somebody changes
 * between the two is noticed, since every piece is authenticated each time. */
struct _ChoshoEnvelopeReader
{
  int       fd;          /* owned */
  char     *path;        /* owned */
  guint8   *key;         /* owned: locked memory */
  guint8   *sealed;      /* owned: one piece as it lies in the file */
  guint8   *piece;       /* owned: the present piece */
  guint8    header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  guint8    preamble[CHOSHO_DIGEST_SIZE];
  goffset   start;       /* of the first piece in the file */
  guint64   size_bytes;  /* of all that is in it */
  gsize     filled;      /* bytes of @piece */
  gsize     given;       /* of these, given out */
  gboolean  first;       /* no piece was read yet */
  gboolean  ended;       /* the last piece was read */
  crypto_secretstream_xchacha20poly1305_state stream;
};

static gboolean
set_altered (ChoshoEnvelopeReader *self, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the file was altered or is not whole"), self->path);
  return FALSE;
}

static gboolean
set_cut_off (ChoshoEnvelopeReader *self, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the file is cut off"), self->path);
  return FALSE;
}

/* As many bytes as there are, at most @size_bytes; -1 with @error. */
static gssize
read_some (ChoshoEnvelopeReader *self, guint8 *out, gsize size_bytes, GError **error)
{
  gsize done = 0;

  while (done < size_bytes)
    {
      gssize count = read (self->fd, out + done, size_bytes - done);

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        {
          chosho_error_set_errno (error, errno, "%s", self->path);
          return -1;
        }
      if (count == 0)
        break;
      done += (gsize) count;
    }
  return (gssize) done;
}

static gboolean
read_whole (ChoshoEnvelopeReader *self, ChoshoDigest *digest, guint8 *out, gsize size_bytes, GError **error)
{
  gssize count = read_some (self, out, size_bytes, error);

  if (count < 0)
    return FALSE;
  if ((gsize) count < size_bytes)
    return set_cut_off (self, error);
  chosho_digest_update (digest, out, size_bytes);
  self->start += (goffset) size_bytes;
  return TRUE;
}

static guint64
get_number (const guint8 *bytes, guint width)
{
  guint64 value = 0;

  for (guint i = 0; i < width; i++)
    value = value << 8 | bytes[i];
  return value;
}

/* --- Whose it is ------------------------------------------------------------------------------- */

static gboolean
check_cost (ChoshoEnvelopeReader *self, guint64 operations, guint64 memory_bytes, GError **error)
{
  if (operations >= crypto_pwhash_OPSLIMIT_MIN && operations <= CHOSHO_ENVELOPE_KDF_OPERATIONS
      && memory_bytes >= crypto_pwhash_MEMLIMIT_MIN && memory_bytes <= CHOSHO_ENVELOPE_KDF_MEMORY_BYTES)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s: using its passphrase would cost more than any pack's does"), self->path);
  return FALSE;
}

static gboolean
open_by_passphrase (ChoshoEnvelopeReader *self, ChoshoDigest *digest, const char *passphrase, GError **error)
{
  guint8 cost[4 + 8], salt[crypto_pwhash_SALTBYTES], nonce[crypto_secretbox_NONCEBYTES], box[CHOSHO_ENVELOPE_BOX_BYTES];
  guint8 *own;
  gboolean opened;

  if (!read_whole (self, digest, cost, sizeof cost, error) || !read_whole (self, digest, salt, sizeof salt, error)
      || !read_whole (self, digest, nonce, sizeof nonce, error) || !read_whole (self, digest, box, sizeof box, error)
      || !check_cost (self, get_number (cost, 4), get_number (cost + 4, 8), error))
    return FALSE;
  if (passphrase == NULL || *passphrase == '\0')
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE, _("%s is closed with a passphrase, and none was given"), self->path);
      return FALSE;
    }
  own = chosho_envelope_derive_key (passphrase, (guint32) get_number (cost, 4), get_number (cost + 4, 8), salt, error);
  if (own == NULL)
    return FALSE;
  opened = crypto_secretbox_open_easy (self->key, box, sizeof box, nonce, own) == 0;
  sodium_free (own);
  if (!opened)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE, _("%s: the passphrase is wrong, or the file was altered"), self->path);
  return opened;
}

static gboolean
unseal (guint8 *key, const guint8 *sealed, ChoshoKeyPair *key_pair)
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES], exchange_public[crypto_box_PUBLICKEYBYTES];
  guint8 *secret = sodium_malloc (crypto_sign_SECRETKEYBYTES);
  guint8 *exchange = sodium_malloc (crypto_box_SECRETKEYBYTES);
  gboolean opened;

  if (secret == NULL || exchange == NULL)
    g_error ("no memory for a secret key");
  crypto_sign_seed_keypair (public_key, secret, chosho_key_pair_get_seed (key_pair));
  opened = crypto_sign_ed25519_sk_to_curve25519 (exchange, secret) == 0
           && crypto_sign_ed25519_pk_to_curve25519 (exchange_public, public_key) == 0
           && crypto_box_seal_open (key, sealed, CHOSHO_ENVELOPE_SEALED_BYTES, exchange_public, exchange) == 0;
  sodium_free (secret);
  sodium_free (exchange);
  return opened;
}

static gboolean
open_by_key (ChoshoEnvelopeReader *self, ChoshoDigest *digest, ChoshoKeyPair *key_pair, GError **error)
{
  guint8 number[2], sealed[CHOSHO_ENVELOPE_SEALED_BYTES];
  gboolean opened = FALSE;
  guint recipients;

  if (!read_whole (self, digest, number, sizeof number, error))
    return FALSE;
  recipients = (guint) get_number (number, sizeof number);
  if (recipients > CHOSHO_ENVELOPE_RECIPIENTS)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s is sealed to more than %d keys"), self->path, CHOSHO_ENVELOPE_RECIPIENTS);
      return FALSE;
    }
  for (guint i = 0; i < recipients; i++)
    {
      if (!read_whole (self, digest, sealed, sizeof sealed, error))
        return FALSE;
      opened = opened || (key_pair != NULL && unseal (self->key, sealed, key_pair));
    }
  if (!opened)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE,
                 key_pair != NULL ? _("%s is sealed to other people's keys, not to this identity")
                                  : _("%s is sealed to members' keys: opening it needs an identity"), self->path);
  return opened;
}

static gboolean
read_preamble (ChoshoEnvelopeReader *self, const ChoshoEnvelopeOpener *opener, GError **error)
{
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  guint8 magic[sizeof CHOSHO_ENVELOPE_MAGIC]; /* with the kind in place of the final NUL */
  gssize count = read_some (self, magic, sizeof magic, error);

  if (count < 0)
    return FALSE;
  if (memcmp (magic, CHOSHO_ENVELOPE_MAGIC, MIN ((gsize) count, strlen (CHOSHO_ENVELOPE_MAGIC))) != 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is no pack"), self->path);
      return FALSE;
    }
  if ((gsize) count < sizeof magic)
    return set_cut_off (self, error);
  chosho_digest_update (digest, magic, sizeof magic);
  self->start = (goffset) sizeof magic;
  if (magic[sizeof magic - 1] == 'P' ? !open_by_passphrase (self, digest, opener->passphrase, error)
      : magic[sizeof magic - 1] == 'K' ? !open_by_key (self, digest, opener->key_pair, error) : !set_altered (self, error))
    return FALSE;
  if (!read_whole (self, digest, self->header, sizeof self->header, error))
    return FALSE;
  chosho_digest_finish (digest, self->preamble);
  return TRUE;
}

/* --- Pieces ------------------------------------------------------------------------------------ */

static gboolean
rewind_stream (ChoshoEnvelopeReader *self, GError **error)
{
  if (lseek (self->fd, self->start, SEEK_SET) < 0)
    return chosho_error_set_errno (error, errno, "%s", self->path);
  self->first = TRUE;
  self->ended = FALSE;
  self->filled = self->given = 0;
  return crypto_secretstream_xchacha20poly1305_init_pull (&self->stream, self->header, self->key) == 0 || set_altered (self, error);
}

/* The piece with the final mark is the last in the file, and no other is. */
static gboolean
read_piece (ChoshoEnvelopeReader *self, GError **error)
{
  gssize count = read_some (self, self->sealed, CHOSHO_ENVELOPE_SEALED_PIECE_BYTES, error);
  unsigned long long filled;
  unsigned char tag;
  guint8 more;

  if (count < 0)
    return FALSE;
  if ((gsize) count < crypto_secretstream_xchacha20poly1305_ABYTES)
    return set_cut_off (self, error);
  if (crypto_secretstream_xchacha20poly1305_pull (&self->stream, self->piece, &filled, &tag, self->sealed, (gsize) count,
                                                  self->first ? self->preamble : NULL, self->first ? sizeof self->preamble : 0) != 0)
    return set_altered (self, error);
  self->first = FALSE;
  self->filled = (gsize) filled;
  self->given = 0;
  self->ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  if (!self->ended)
    return (gsize) count == CHOSHO_ENVELOPE_SEALED_PIECE_BYTES || set_cut_off (self, error);
  count = read_some (self, &more, 1, error);
  return count == 0 || (count > 0 && set_altered (self, error));
}

static gboolean
verify (ChoshoEnvelopeReader *self, ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  if (!rewind_stream (self, error))
    return FALSE;
  while (!self->ended)
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("%s: the work was cancelled"), self->path);
          return FALSE;
        }
      if (!read_piece (self, error))
        return FALSE;
      self->size_bytes += self->filled;
      chosho_progress_add (progress, self->filled);
    }
  return rewind_stream (self, error);
}

static gboolean
open_file (ChoshoEnvelopeReader *self, ChoshoProgress *progress, GError **error)
{
  struct stat info;

  self->fd = g_open (self->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (self->fd < 0 && errno == ENOENT)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: there is no such file"), self->path);
      return FALSE;
    }
  if (self->fd < 0 || fstat (self->fd, &info) != 0)
    return chosho_error_set_errno (error, errno, "%s", self->path);
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s: not a regular file"), self->path);
      return FALSE;
    }
  chosho_progress_set_total (progress, 2 * (guint64) info.st_size);
  posix_fadvise (self->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  return TRUE;
}

gboolean
chosho_envelope_wants_passphrase (const char *path)
{
  guint8 magic[sizeof CHOSHO_ENVELOPE_MAGIC] = { 0 }; /* with the kind in place of the final NUL */
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gssize count = fd >= 0 ? read (fd, magic, sizeof magic) : -1;

  if (fd >= 0)
    close (fd);
  return count == (gssize) sizeof magic && memcmp (magic, CHOSHO_ENVELOPE_MAGIC, sizeof magic - 1) == 0 && magic[sizeof magic - 1] == 'P';
}

ChoshoEnvelopeReader *
chosho_envelope_reader_open (const char *path, const ChoshoEnvelopeOpener *opener, ChoshoProgress *progress,
                             GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoEnvelopeReader) self = g_new0 (ChoshoEnvelopeReader, 1);

  chosho_key_initialise ();
  self->fd = -1;
  self->path = g_strdup (path);
  self->key = sodium_malloc (CHOSHO_ENVELOPE_KEY_BYTES);
  if (self->key == NULL)
    g_error ("no memory for a secret key");
  self->sealed = g_malloc (CHOSHO_ENVELOPE_SEALED_PIECE_BYTES);
  self->piece = g_malloc (CHOSHO_ENVELOPE_PIECE_BYTES);
  if (!open_file (self, progress, error) || !read_preamble (self, opener, error) || !verify (self, progress, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
chosho_envelope_reader_free (ChoshoEnvelopeReader *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  sodium_memzero (&self->stream, sizeof self->stream);
  sodium_memzero (self->piece, CHOSHO_ENVELOPE_PIECE_BYTES);
  sodium_free (self->key);
  g_free (self->sealed);
  g_free (self->piece);
  g_free (self->path);
  g_free (self);
}

const char *
chosho_envelope_reader_get_path (ChoshoEnvelopeReader *self)
{
  return self->path;
}

guint64
chosho_envelope_reader_get_size (ChoshoEnvelopeReader *self)
{
  return self->size_bytes;
}

gboolean
chosho_envelope_reader_read (ChoshoEnvelopeReader *self, gpointer out, gsize size_bytes, GError **error)
{
  guint8 *rest = out;

  while (size_bytes > 0)
    {
      gsize taken = MIN (size_bytes, self->filled - self->given);

      if (taken == 0 && self->ended)
        return set_altered (self, error);
      if (taken == 0 && !read_piece (self, error))
        return FALSE;
      memcpy (rest, self->piece + self->given, taken);
      self->given += taken;
      rest += taken;
      size_bytes -= taken;
    }
  return TRUE;
}

gboolean
chosho_envelope_reader_is_at_end (ChoshoEnvelopeReader *self)
{
  return self->ended && self->given == self->filled;
}
