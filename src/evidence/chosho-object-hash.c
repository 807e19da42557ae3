/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-object-hash.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-object-store-private.h"

/* pread of all of @size_bytes. FALSE with errno; 0 where the file ends before. */
static gboolean
read_fully (int fd, guint8 *buffer, gsize size_bytes, guint64 offset)
{
  while (size_bytes > 0)
    {
      ssize_t got = CHOSHO_RETRY (pread (fd, buffer, size_bytes, (off_t) offset));

      if (got <= 0)
        {
          errno = got == 0 ? 0 : errno;
          return FALSE;
        }
      buffer += got;
      offset += (guint64) got;
      size_bytes -= (gsize) got;
    }
  return TRUE;
}

static gboolean
set_read_error (const char *path, GError **error)
{
  if (errno != 0)
    return chosho_error_set_errno (error, errno, _("“%s” could not be read"), path);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, _("“%s” ended before its size"), path);
  return FALSE;
}

gboolean
chosho_object_is_cancelled (GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Stopped"));
  return TRUE;
}

gboolean
chosho_object_hash_range (ChoshoDigest *digest, int fd, guint64 offset, guint64 end, guint8 *buffer, const char *path,
                          ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  while (offset < end)
    {
      gsize piece = (gsize) MIN (end - offset, (guint64) CHOSHO_OBJECT_CHUNK_BYTES);

      if (chosho_object_is_cancelled (cancellable, error))
        return FALSE;
      if (!read_fully (fd, buffer, piece, offset))
        return set_read_error (path, error);
      chosho_digest_update (digest, buffer, piece);
      chosho_progress_add (progress, piece);
      offset += piece;
    }
  return TRUE;
}

gboolean
chosho_object_hash_fd (int fd, guint64 size_bytes, guint8 *buffer, const char *path, ChoshoProgress *progress,
                       GCancellable *cancellable, guint8 digest[CHOSHO_DIGEST_SIZE], GError **error)
{
  g_autoptr (ChoshoDigest) calculation = chosho_digest_new ();

  if (!chosho_object_hash_range (calculation, fd, 0, size_bytes, buffer, path, progress, cancellable, error))
    return FALSE;
  chosho_digest_finish (calculation, digest);
  return TRUE;
}

gboolean
chosho_object_same_bytes (int fd_a, int fd_b, guint64 size_bytes, const char *path, gboolean *same, GError **error)
{
  g_autofree guint8 *a = g_malloc (CHOSHO_OBJECT_CHUNK_BYTES);
  g_autofree guint8 *b = g_malloc (CHOSHO_OBJECT_CHUNK_BYTES);

  *same = TRUE;
  for (guint64 offset = 0; *same && offset < size_bytes; offset += CHOSHO_OBJECT_CHUNK_BYTES)
    {
      gsize piece = (gsize) MIN (size_bytes - offset, (guint64) CHOSHO_OBJECT_CHUNK_BYTES);

      if (!read_fully (fd_a, a, piece, offset) || !read_fully (fd_b, b, piece, offset))
        return set_read_error (path, error);
      *same = memcmp (a, b, piece) == 0;
    }
  return TRUE;
}
