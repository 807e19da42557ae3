/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-engagement-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-engagement-folder-private.h"
#include "chosho-error.h"
#include "chosho-event-log.h"
#include "chosho-file-system.h"
#include "chosho-file.h"
#include "chosho-staging.h"

struct _ChoshoEngagementFolder
{
  char   *path;      /* owned, all absolute */
  char   *log;       /* owned */
  char   *index;     /* owned */
  char   *objects;   /* owned */
  GError *read_only; /* owned, nullable: why it cannot be written */
};

static char *
shard_path (const char *folder, guint shard)
{
  char name[3];

  g_snprintf (name, sizeof name, "%02x", shard);
  return g_build_filename (folder, CHOSHO_OBJECTS_FOLDER, name, NULL);
}

gboolean
chosho_engagement_folder_make_shards (const char *folder, GError **error)
{
  g_autofree char *objects = g_build_filename (folder, CHOSHO_OBJECTS_FOLDER, NULL);

  if (g_mkdir (objects, 0700) != 0 && errno != EEXIST)
    return chosho_error_set_errno (error, errno, "%s", objects);
  for (guint i = 0; i < CHOSHO_SHARDS; i++)
    {
      g_autofree char *shard = shard_path (folder, i);

      if (g_mkdir (shard, 0700) != 0 && errno != EEXIST)
        return chosho_error_set_errno (error, errno, "%s", shard);
    }
  return TRUE;
}

gboolean
chosho_engagement_folder_sync_all (const char *folder, GError **error)
{
  g_autofree char *objects = g_build_filename (folder, CHOSHO_OBJECTS_FOLDER, NULL);

  for (guint i = 0; i < CHOSHO_SHARDS; i++)
    {
      g_autofree char *shard = shard_path (folder, i);

      if (!chosho_folder_sync (shard, error))
        return FALSE;
    }
  return chosho_folder_sync (objects, error) && chosho_folder_sync (folder, error);
}

static gboolean
fill (const char *folder, ChoshoStoredEvent *const *events, guint n_events, GError **error)
{
  g_autofree char *path = g_build_filename (folder, CHOSHO_LOG_FILE, NULL);
  g_autoptr (ChoshoEventLog) log = NULL;

  if (!chosho_engagement_folder_make_shards (folder, error))
    return FALSE;
  log = chosho_event_log_create (path, error);
  return log != NULL && chosho_event_log_append (log, events, n_events, NULL, NULL, error);
}

gboolean
chosho_engagement_folder_create (const char *path, ChoshoStoredEvent *const *events, guint n_events, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *parent = g_path_get_dirname (absolute);
  g_autofree char *staging = NULL;
  gboolean done;

  g_return_val_if_fail (n_events > 0, FALSE);

  if (!chosho_staging_check_free (absolute, error))
    return FALSE;
  staging = chosho_staging_begin (parent, absolute, error);
  if (staging == NULL)
    return FALSE;
  /* The log is closed before the folder is renamed: SQLite must never work under an outdated name. */
  done = chosho_file_system_check (staging, error) && fill (staging, events, n_events, error)
         && chosho_engagement_folder_sync_all (staging, error) && chosho_staging_publish (staging, absolute, error);
  if (!done)
    chosho_staging_discard (staging);
  return done;
}

static void
find_read_only (ChoshoEngagementFolder *self)
{
  int errnum;

  if (!chosho_file_system_check (self->path, &self->read_only))
    return;
  if (access (self->path, W_OK) == 0 && access (self->log, W_OK) == 0)
    return;
  errnum = errno;
  g_set_error (&self->read_only, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY,
               _("%s: the engagement can only be read here (%s); to work on it, copy its folder to a disk of this computer, "
                 "or get the right to write in it"), self->path, g_strerror (errnum));
}

/* Whether it was an engagement: a folder as no other program makes one. */
static gboolean
has_remains (ChoshoEngagementFolder *self)
{
  g_autofree char *first = shard_path (self->path, 0);
  g_autofree char *last = shard_path (self->path, CHOSHO_SHARDS - 1);

  return g_file_test (first, G_FILE_TEST_IS_DIR) && g_file_test (last, G_FILE_TEST_IS_DIR);
}

/* Sets @is_there; a disk that does not answer is an error, never taken for a file that is gone. */
static gboolean
look_for (const char *path, gboolean *is_there, GError **error)
{
  GStatBuf info;

  *is_there = g_stat (path, &info) == 0;
  return *is_there || errno == ENOENT || errno == ENOTDIR || chosho_error_set_errno (error, errno, "%s", path);
}

ChoshoEngagementFolder *
chosho_engagement_folder_open (const char *path, GError **error)
{
  g_autoptr (ChoshoEngagementFolder) self = g_new0 (ChoshoEngagementFolder, 1);
  gboolean has_log;

  self->path = g_canonicalize_filename (path, NULL);
  self->log = g_build_filename (self->path, CHOSHO_LOG_FILE, NULL);
  self->index = g_build_filename (self->path, CHOSHO_INDEX_FILE, NULL);
  self->objects = g_build_filename (self->path, CHOSHO_OBJECTS_FOLDER, NULL);
  if (!g_file_test (self->path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: there is no such folder"), self->path);
      return NULL;
    }
  if (!look_for (self->log, &has_log, error))
    return NULL;
  if (!has_log && has_remains (self))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY,
                   _("%s: the record is gone: the engagement's evidence is there, but no file “%s”; restore a backup"),
                   self->path, CHOSHO_LOG_FILE);
      return NULL;
    }
  if (!has_log)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: the folder holds no engagement (no file “%s”)"),
                   self->path, CHOSHO_LOG_FILE);
      return NULL;
    }
  find_read_only (self);
  return g_steal_pointer (&self);
}

void
chosho_engagement_folder_free (ChoshoEngagementFolder *self)
{
  if (self == NULL)
    return;
  g_clear_error (&self->read_only);
  g_free (self->path);
  g_free (self->log);
  g_free (self->index);
  g_free (self->objects);
  g_free (self);
}

const char *
chosho_engagement_folder_get_path (ChoshoEngagementFolder *self)
{
  return self->path;
}

const char *
chosho_engagement_folder_get_log_path (ChoshoEngagementFolder *self)
{
  return self->log;
}

const char *
chosho_engagement_folder_get_index_path (ChoshoEngagementFolder *self)
{
  return self->index;
}

const char *
chosho_engagement_folder_get_objects_path (ChoshoEngagementFolder *self)
{
  return self->objects;
}

const GError *
chosho_engagement_folder_get_read_only (ChoshoEngagementFolder *self)
{
  return self->read_only;
}

gboolean
chosho_engagement_folder_ensure_layout (ChoshoEngagementFolder *self, GError **error)
{
  g_autoptr (GDir) objects = g_dir_open (self->objects, 0, NULL);
  const char *name;
  guint found = 0;

  while (objects != NULL && (name = g_dir_read_name (objects)) != NULL)
    {
      guint8 unused;

      if (strlen (name) == 2 && chosho_hex_decode (name, &unused, 1))
        found++;
    }
  /* Usually whole: 256 fsyncs are saved. */
  if (found == CHOSHO_SHARDS)
    return TRUE;
  return chosho_engagement_folder_make_shards (self->path, error)
         && chosho_engagement_folder_sync_all (self->path, error);
}
