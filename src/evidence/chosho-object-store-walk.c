/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking over everything that stands below objects/. */
#include "config.h"

#include "chosho-object-store-private.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-file-name.h"
#include "chosho-folder-names.h"

typedef struct
{
  ChoshoObjectStore    *store;     /* borrowed */
  ChoshoObjectStoreFunc func;
  gpointer              user_data;
} Walk;

static gboolean
is_shard_name (const char *name)
{
  return strlen (name) == 2 && g_ascii_isxdigit (name[0]) && g_ascii_isxdigit (name[1])
         && !g_ascii_isupper (name[0]) && !g_ascii_isupper (name[1]);
}

static gboolean
report (Walk *walk, ChoshoObjectEntryKind kind, const char *shard, const char *name, const struct stat *info,
        GError **error)
{
  g_autofree char *display = chosho_file_name_display (name, NULL);
  g_autofree char *path = shard != NULL ? g_strdup_printf (CHOSHO_OBJECT_STORE_FOLDER "/%s/%s", shard, display)
                                        : g_strdup_printf (CHOSHO_OBJECT_STORE_FOLDER "/%s", display);
  const ChoshoObjectEntry entry = {
    .kind = kind,
    .path = path,
    .digest = kind == CHOSHO_OBJECT_ENTRY_OBJECT ? name : NULL,
    .mode = info->st_mode,
    .size_bytes = S_ISREG (info->st_mode) ? (guint64) info->st_size : 0,
  };

  return walk->func (&entry, walk->user_data, error);
}

/* 1: @info filled; 0: it vanished in between (a purge); -1: error. */
static int
stat_entry (Walk *walk, int folder_fd, const char *shard, const char *name, struct stat *info, GError **error)
{
  g_autofree char *display = NULL;

  if (CHOSHO_RETRY (fstatat (folder_fd, name, info, AT_SYMLINK_NOFOLLOW)) == 0)
    return 1;
  if (errno == ENOENT)
    return 0;
  display = chosho_file_name_display (name, NULL);
  chosho_error_set_errno (error, errno, _("“%s/%s/%s/%s” could not be examined"), walk->store->path,
                          CHOSHO_OBJECT_STORE_FOLDER, shard != NULL ? shard : ".", display);
  return -1;
}

static gboolean
walk_shard (Walk *walk, const char *shard, GError **error)
{
  g_autofree char *path = g_build_filename (walk->store->path, CHOSHO_OBJECT_STORE_FOLDER, shard, NULL);
  g_autoptr (GPtrArray) names = NULL;
  gboolean ok = FALSE;
  int fd = (int) CHOSHO_RETRY (openat (walk->store->objects_fd, shard,
                                       O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));

  if (fd < 0)
    return chosho_error_set_errno (error, errno, _("The folder “%s” could not be opened"), path);
  names = chosho_folder_names_read (fd, path, G_MAXUINT, error);
  ok = names != NULL;
  for (guint i = 0; ok && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      struct stat info;
      int found = stat_entry (walk, fd, shard, name, &info, error);
      gboolean object;

      ok = found >= 0;
      if (found != 1)
        continue;
      object = S_ISREG (info.st_mode) && chosho_digest_is_hex (name) && strncmp (name, shard, 2) == 0;
      ok = report (walk, object ? CHOSHO_OBJECT_ENTRY_OBJECT : CHOSHO_OBJECT_ENTRY_FOREIGN, shard, name, &info, error);
    }
  close (fd);
  return ok;
}

static gboolean
walk_top_entry (Walk *walk, const char *name, GError **error)
{
  ChoshoObjectEntryKind kind = CHOSHO_OBJECT_ENTRY_FOREIGN;
  struct stat info;
  int found = stat_entry (walk, walk->store->objects_fd, NULL, name, &info, error);

  if (found != 1)
    return found == 0;
  if (S_ISDIR (info.st_mode) && is_shard_name (name))
    {
      if ((info.st_mode & 07777) != 0700
          && !report (walk, CHOSHO_OBJECT_ENTRY_SHARD, NULL, name, &info, error))
        return FALSE;
      return walk_shard (walk, name, error);
    }
  if (S_ISREG (info.st_mode) && g_str_has_prefix (name, CHOSHO_OBJECT_TEMP_PREFIX))
    kind = CHOSHO_OBJECT_ENTRY_LEFTOVER;
  return report (walk, kind, NULL, name, &info, error);
}

gboolean
chosho_object_store_foreach (ChoshoObjectStore *self, ChoshoObjectStoreFunc func, gpointer user_data, GError **error)
{
  Walk walk = { self, func, user_data };
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (self != NULL && func != NULL, FALSE);
  path = g_build_filename (self->path, CHOSHO_OBJECT_STORE_FOLDER, NULL);
  names = chosho_folder_names_read (self->objects_fd, path, G_MAXUINT, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!walk_top_entry (&walk, g_ptr_array_index (names, i), error))
      return FALSE;
  return TRUE;
}

/* A writer holds a lock on its temporary file as long as it lives. */
static gboolean
clean_entry (ChoshoObjectStore *self, const char *name, GError **error)
{
  struct stat info;
  gboolean ok = TRUE;
  int fd = chosho_object_store_open_entry (self->objects_fd, name, &info);

  if (fd < 0)
    return TRUE; /* gone meanwhile, or no file of ours */
  if (CHOSHO_RETRY (flock (fd, LOCK_EX | LOCK_NB)) == 0
      && CHOSHO_RETRY (unlinkat (self->objects_fd, name, 0)) != 0 && errno != ENOENT)
    ok = chosho_error_set_errno (error, errno, _("“%s/%s/%s” could not be deleted"), self->path,
                                 CHOSHO_OBJECT_STORE_FOLDER, name);
  close (fd);
  return ok;
}

gboolean
chosho_object_store_clean (ChoshoObjectStore *self, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  path = g_build_filename (self->path, CHOSHO_OBJECT_STORE_FOLDER, NULL);
  names = chosho_folder_names_read (self->objects_fd, path, G_MAXUINT, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (g_str_has_prefix (name, CHOSHO_OBJECT_TEMP_PREFIX) && !clean_entry (self, name, error))
        return FALSE;
    }
  return TRUE;
}
