/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-intake.h"
#include "chosho-purge.h"
#include "chosho-source-file.h"

#define READ_BYTES (128 * 1024)

static gboolean
open_regular (ChoshoSourceFile *self, GError **error)
{
  struct stat status;

  /* Without O_NONBLOCK a named pipe would wait for its writer. */
  self->fd = open (self->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (self->fd < 0 && errno == ENOENT)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("there is no file %s"), self->path);
      return FALSE;
    }
  if (self->fd < 0 || fstat (self->fd, &status) != 0)
    return chosho_error_set_errno (error, errno, _("%s could not be opened"), self->path);
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is no regular file"), self->path);
      return FALSE;
    }
  if (status.st_size > CHOSHO_SOURCE_FILE_BYTES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s is larger than %d MiB"), self->path,
                   CHOSHO_SOURCE_FILE_BYTES / (1024 * 1024));
      return FALSE;
    }
  return TRUE;
}

static gboolean
take_digest (ChoshoSourceFile *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);
  guint8 out[CHOSHO_DIGEST_SIZE];

  for (;;)
    {
      gssize got = pread (self->fd, buffer, READ_BYTES, (off_t) self->size_bytes);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return chosho_error_set_errno (error, errno, _("%s could not be read"), self->path);
      if (got == 0)
        break;
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("stopped; nothing was changed"));
          return FALSE;
        }
      chosho_digest_update (digest, buffer, (gsize) got);
      self->size_bytes += (guint64) got;
    }
  if (self->size_bytes == 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is empty"), self->path);
      return FALSE;
    }
  chosho_digest_finish (digest, out);
  chosho_hex_encode_to (out, sizeof out, self->sha256);
  return TRUE;
}

ChoshoSourceFile *
chosho_source_file_open_document (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoSourceFile) self = g_new0 (ChoshoSourceFile, 1);

  self->fd = -1;
  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  if (!open_regular (self, error) || !take_digest (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

ChoshoSourceFile *
chosho_source_file_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoSourceFile) self = chosho_source_file_open_document (path, cancellable, error);

  if (self == NULL
      || !chosho_helper_sniff (self->fd, self->name, CHOSHO_HELPER_FLAGS_NONE, &self->kind, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
chosho_source_file_free (ChoshoSourceFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

ChoshoTable *
chosho_source_file_read_table (ChoshoSourceFile *self, GCancellable *cancellable, GError **error)
{
  return chosho_helper_read_table (self->fd, self->name, CHOSHO_HELPER_FLAGS_NONE, cancellable, error);
}

ChoshoCatalogData *
chosho_source_file_read_catalog (ChoshoSourceFile *self, GCancellable *cancellable, GError **error)
{
  return chosho_helper_read_catalog (self->fd, self->name, CHOSHO_HELPER_FLAGS_NONE, cancellable, error);
}

static gboolean
accept_batch (GPtrArray *files, gpointer user_data, GError **error)
{
  return TRUE;
}

gboolean
chosho_source_file_store (ChoshoSourceFile *self, ChoshoSession *session, gboolean *already_held, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (chosho_session_get_objects (session));
  g_autoptr (GHashTable) refused = chosho_purge_list_refused (session, error);
  const ChoshoIntakeFile *file;

  if (refused == NULL)
    return FALSE;
  chosho_intake_set_refused (intake, refused);
  if (!chosho_intake_add_fd (intake, self->fd, self->name, error)
      || !chosho_intake_run (intake, cancellable, NULL, accept_batch, NULL, error))
    return FALSE;
  file = g_ptr_array_index (chosho_intake_get_files (intake), 0);
  if (file->state != CHOSHO_INTAKE_TAKEN)
    {
      g_propagate_error (error, g_error_copy (file->error));
      return FALSE;
    }
  if (strcmp (file->sha256, self->sha256) != 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s was changed while it was taken in"), self->path);
      return FALSE;
    }
  if (already_held != NULL)
    *already_held = file->already_held;
  return TRUE;
}
