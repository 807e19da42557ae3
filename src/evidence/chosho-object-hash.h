/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-digest.h"
#include "chosho-progress.h"

G_BEGIN_DECLS

/* Read in pieces of this size: large enough that the calls cost nothing, small enough that a piece
 * is still in the processor's cache when it is hashed (measured: 128 KiB–1 MiB alike). */
#define CHOSHO_OBJECT_CHUNK_BYTES (256 * 1024)

/* SHA-256 of the first @size_bytes of the file @fd, read by position. @buffer has
 * CHOSHO_OBJECT_CHUNK_BYTES. An end before @size_bytes is an IO error. @progress counts bytes.
 * CANCELLED, IO; @path is for messages. Any thread. */
gboolean chosho_object_hash_fd (int fd, guint64 size_bytes, guint8 *buffer, const char *path,
                                ChoshoProgress *progress, GCancellable *cancellable,
                                guint8 digest[CHOSHO_DIGEST_SIZE], GError **error);

/* Feeds bytes @offset to @end of @fd to @digest; as above. */
gboolean chosho_object_hash_range (ChoshoDigest *digest, int fd, guint64 offset, guint64 end, guint8 *buffer,
                                   const char *path, ChoshoProgress *progress, GCancellable *cancellable,
                                   GError **error);

/* TRUE in *@same where both files hold the same @size_bytes bytes. */
gboolean chosho_object_same_bytes (int fd_a, int fd_b, guint64 size_bytes, const char *path, gboolean *same,
                                   GError **error);

/* Sets CANCELLED and returns TRUE where @cancellable (nullable) was cancelled. */
gboolean chosho_object_is_cancelled (GCancellable *cancellable, GError **error);

G_END_DECLS
