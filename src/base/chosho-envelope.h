/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-key.h"
#include "chosho-progress.h"

G_BEGIN_DECLS

/*
 * An authenticated envelope around any bytes (libsodium):
 *
 *   "chosho-envelope-1" LF
 *   "P" operations (4 bytes) memory (8 bytes) salt (16) nonce (24) box (48)     or
 *   "K" number of keys (2 bytes), then a sealed box of 80 bytes for each
 *   the stream's header (24 bytes), then pieces of 65,536 bytes, each with 17 more; the last is shorter or not
 *
 * Numbers have their high byte first. Each envelope has a fresh key of 32 bytes. P: the box is a secretbox of that key
 * under what Argon2id makes of a passphrase. K: it is sealed to Ed25519 keys, turned into X25519 keys; whose they are is not
 * said. The pieces are secretstream (XChaCha20-Poly1305); what comes before them is authenticated with the first one
 * (SHA-256), and only the last carries the final mark, so that no part can be changed, moved, left out or cut off.
 *
 * A reader checks all of it before it gives anything out: chosho_envelope_reader_open(). Blocking; one thread at a
 * time.
 */

/* More people than any engagement has, each with some keys; every one is tried by whoever opens it. */
#define CHOSHO_ENVELOPE_RECIPIENTS 256
/* A hostile file must neither exhaust memory nor run for minutes: the strongest that libsodium recommends. */
#define CHOSHO_ENVELOPE_KDF_OPERATIONS 10
#define CHOSHO_ENVELOPE_KDF_MEMORY_BYTES (1024 * 1024 * 1024)
#define CHOSHO_ENVELOPE_PIECE_BYTES 65536

/* How an envelope is closed: by a passphrase or, where that is NULL, to public keys. Borrowed. */
typedef struct
{
  const char   *passphrase;    /* (nullable) UTF-8, not empty */
  const guint8 *recipients;    /* (nullable) @n_recipients times CHOSHO_KEY_PUBLIC_SIZE bytes, Ed25519 */
  guint         n_recipients;
} ChoshoEnvelopeLock;

/* What may open one: either is tried where the envelope wants it. Borrowed. */
typedef struct
{
  const char    *passphrase;   /* (nullable) */
  ChoshoKeyPair *key_pair;     /* (nullable) */
} ChoshoEnvelopeOpener;

typedef struct _ChoshoEnvelopeWriter ChoshoEnvelopeWriter;
typedef struct _ChoshoEnvelopeReader ChoshoEnvelopeReader;

/* Begins an envelope in @fd (borrowed), whose @path is for messages. Takes a second with a passphrase. PASSPHRASE where
 * that is empty, INVALID where a key is none, LIMIT, IO, NO_SPACE. */
ChoshoEnvelopeWriter *chosho_envelope_writer_new    (int fd, const char *path, const ChoshoEnvelopeLock *lock, GError **error);
void                  chosho_envelope_writer_free   (ChoshoEnvelopeWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoEnvelopeWriter, chosho_envelope_writer_free)
gboolean              chosho_envelope_writer_write  (ChoshoEnvelopeWriter *self, gconstpointer data, gsize size_bytes, GError **error);
/* Writes the last piece; the file is not synced. */
gboolean              chosho_envelope_writer_finish (ChoshoEnvelopeWriter *self, GError **error);

/* TRUE where @path is an envelope that is closed with a passphrase; FALSE for everything else. */
gboolean              chosho_envelope_wants_passphrase (const char *path);

/* Opens @path and reads all of it: nothing is given out of a file that is not whole and untouched. @progress counts its
 * bytes. Errors: NOT_FOUND; INVALID (no envelope); LIMIT; PASSPHRASE (missing or wrong, as is a key that is
 * not one of those it is sealed to); INTEGRITY (altered or cut off); CANCELLED; IO. */
ChoshoEnvelopeReader *chosho_envelope_reader_open (const char *path, const ChoshoEnvelopeOpener *opener, ChoshoProgress *progress,
                                                   GCancellable *cancellable, GError **error);
void                  chosho_envelope_reader_free (ChoshoEnvelopeReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoEnvelopeReader, chosho_envelope_reader_free)
const char           *chosho_envelope_reader_get_path (ChoshoEnvelopeReader *self);
/* Size of what is in it. */
guint64               chosho_envelope_reader_get_size (ChoshoEnvelopeReader *self);
/* Exactly the next @size_bytes; INTEGRITY where there are not so many, or the file was changed meanwhile. */
gboolean              chosho_envelope_reader_read (ChoshoEnvelopeReader *self, gpointer out, gsize size_bytes, GError **error);
/* TRUE where all of it was given out. */
gboolean              chosho_envelope_reader_is_at_end (ChoshoEnvelopeReader *self);

G_END_DECLS
