/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the files of the sources, before any of them is opened. */
#include "config.h"

#include "chosho-intake-source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-folder-names.h"
#include "chosho-object-hash.h"
#include "chosho-object-store-private.h"

/* From a folder to the root; deeper ones are not part of an engagement either. */
#define ANCESTORS 256

static gboolean scan_entry (ChoshoIntakeScan *self, ChoshoIntakeFolder *parent, int parent_fd, const char *raw_name,
                            guint depth, GError **error);

static gboolean
is_same_file (const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Closing any descriptor of a database that this process has open would drop its locks, so a file
 * of the engagement is recognised before it is opened, under whatever name. */
static gboolean
collect_own_files (ChoshoIntakeScan *self, GError **error)
{
  g_autoptr (GPtrArray) names = chosho_folder_names_read (self->store->engagement_fd, self->store->path, G_MAXUINT,
                                                          error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      struct stat info;

      if (CHOSHO_RETRY (fstatat (self->store->engagement_fd, g_ptr_array_index (names, i), &info,
                                 AT_SYMLINK_NOFOLLOW)) == 0
          && S_ISREG (info.st_mode))
        g_array_append_val (self->own_files, info);
    }
  return names != NULL;
}

gboolean
chosho_intake_scan_begin (ChoshoIntakeScan *self, GError **error)
{
  self->own_files = g_array_new (FALSE, FALSE, sizeof (struct stat));
  if (fstat (self->store->engagement_fd, &self->engagement) != 0)
    return chosho_error_set_errno (error, errno, _("“%s” could not be examined"), self->store->path);
  return collect_own_files (self, error);
}

void
chosho_intake_scan_end (ChoshoIntakeScan *self)
{
  g_clear_pointer (&self->own_files, g_array_unref);
}

static gboolean
is_own_file (ChoshoIntakeScan *self, const struct stat *info)
{
  for (guint i = 0; i < self->own_files->len; i++)
    if (is_same_file (info, &g_array_index (self->own_files, struct stat, i)))
      return TRUE;
  return FALSE;
}

/* Whether the open folder is the engagement's or lies below it. */
static gboolean
is_inside_engagement (ChoshoIntakeScan *self, int folder_fd)
{
  int fd = fcntl (folder_fd, F_DUPFD_CLOEXEC, 3);
  gboolean inside = FALSE;
  struct stat info, previous = { 0 };

  for (guint i = 0; fd >= 0 && i < ANCESTORS && fstat (fd, &info) == 0; i++)
    {
      int up;

      inside = is_same_file (&info, &self->engagement);
      if (inside || (i > 0 && is_same_file (&info, &previous)))
        break;
      previous = info;
      up = (int) CHOSHO_RETRY (openat (fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC));
      close (fd);
      fd = up;
    }
  if (fd >= 0)
    close (fd);
  return inside;
}

/* NULL where the limit of the call is exceeded. Borrowed. */
static ChoshoIntakeFile *
add_file (ChoshoIntakeScan *self, ChoshoIntakeFolder *folder, const char *raw_name, GError **error)
{
  ChoshoIntakeFile *file;

  if (self->files->len >= self->limits->files)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("More than %u files at once; add them in parts"),
                   self->limits->files);
      return NULL;
    }
  file = chosho_intake_file_new (folder, raw_name);
  g_ptr_array_add (self->files, file);
  return file;
}

/* An entry that is not taken in; the others go on. Takes @reason. */
static gboolean
add_failed (ChoshoIntakeScan *self, ChoshoIntakeFolder *folder, const char *raw_name, GError *reason, GError **error)
{
  ChoshoIntakeFile *file = add_file (self, folder, raw_name, error);

  if (file == NULL)
    {
      g_error_free (reason);
      return FALSE;
    }
  chosho_intake_file_fail (file, reason);
  return TRUE;
}

static gboolean
add_refused (ChoshoIntakeScan *self, ChoshoIntakeFolder *folder, const char *raw_name, const char *why, GError **error)
{
  ChoshoIntakeFile *file = add_file (self, folder, raw_name, error);

  if (file == NULL)
    return FALSE;
  chosho_intake_file_fail (file, g_error_new (CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” is not taken in: %s"),
                                              file->path, why));
  return TRUE;
}

static const char *
refusal_of_kind (mode_t mode)
{
  if (S_ISLNK (mode))
    return _("it is a symbolic link");
  if (S_ISFIFO (mode))
    return _("it is a FIFO, not a file");
  if (S_ISSOCK (mode))
    return _("it is a socket, not a file");
  return _("it is a device, not a file");
}

static gboolean
add_unreadable (ChoshoIntakeScan *self, ChoshoIntakeFolder *folder, const char *raw_name, int errnum, GError **error)
{
  ChoshoIntakeFile *file = add_file (self, folder, raw_name, error);
  GError *reason = NULL;

  if (file == NULL)
    return FALSE;
  if (errnum == ENOENT)
    g_set_error (&reason, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("“%s” does not exist"), file->path);
  else
    chosho_error_set_errno (&reason, errnum, _("“%s” could not be examined"), file->path);
  chosho_intake_file_fail (file, reason);
  return TRUE;
}

static gboolean
scan_open_folder (ChoshoIntakeScan *self, ChoshoIntakeFolder *folder, int fd, const char *raw_name, guint depth,
                  GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GPtrArray) names = chosho_folder_names_read (fd, folder->path, self->limits->files, &reason);

  if (names == NULL && g_error_matches (reason, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (names == NULL)
    return add_failed (self, folder->parent, raw_name, g_steal_pointer (&reason), error);
  for (guint i = 0; i < names->len; i++)
    if (!scan_entry (self, folder, fd, g_ptr_array_index (names, i), depth + 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
scan_folder (ChoshoIntakeScan *self, ChoshoIntakeFolder *parent, int parent_fd, const char *raw_name,
             const struct stat *info, guint depth, GError **error)
{
  g_autoptr (ChoshoIntakeFolder) folder = NULL;
  gboolean ok;
  int fd;

  if (is_same_file (info, &self->engagement))
    return add_refused (self, parent, raw_name, _("it is this engagement itself"), error);
  if (depth >= self->limits->depth)
    return add_refused (self, parent, raw_name, _("it lies too deep in other folders"), error);
  folder = chosho_intake_folder_new_child (parent, raw_name, info);
  fd = (int) CHOSHO_RETRY (openat (parent_fd, raw_name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (fd < 0)
    return add_unreadable (self, parent, raw_name, errno, error);
  ok = scan_open_folder (self, folder, fd, raw_name, depth, error);
  close (fd);
  return ok;
}

static gboolean
scan_entry (ChoshoIntakeScan *self, ChoshoIntakeFolder *parent, int parent_fd, const char *raw_name, guint depth,
            GError **error)
{
  ChoshoIntakeFile *file;
  struct stat info;

  if (chosho_object_is_cancelled (self->cancellable, error))
    return FALSE;
  if (CHOSHO_RETRY (fstatat (parent_fd, raw_name, &info, AT_SYMLINK_NOFOLLOW)) != 0)
    return add_unreadable (self, parent, raw_name, errno, error);
  if (S_ISDIR (info.st_mode))
    return scan_folder (self, parent, parent_fd, raw_name, &info, depth, error);
  if (!S_ISREG (info.st_mode))
    return add_refused (self, parent, raw_name, refusal_of_kind (info.st_mode), error);
  if (is_own_file (self, &info))
    return add_refused (self, parent, raw_name, _("it is a file of this engagement itself"), error);
  file = add_file (self, parent, raw_name, error);
  if (file == NULL)
    return FALSE;
  chosho_intake_file_set_info (file, &info);
  return TRUE;
}

/* A source given as "." or "/" has no name of its own: its entries stand at the top. */
static gboolean
scan_base (ChoshoIntakeScan *self, ChoshoIntakeFolder *base, int base_fd, GError **error)
{
  g_autoptr (GPtrArray) names = chosho_folder_names_read (base_fd, base->path, self->limits->files, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    if (!scan_entry (self, base, base_fd, g_ptr_array_index (names, i), 0, error))
      return FALSE;
  return names != NULL;
}

gboolean
chosho_intake_scan_at (ChoshoIntakeScan *self, ChoshoIntakeFolder *base, const char *raw_name, GError **error)
{
  int fd = chosho_intake_folder_open (base);
  gboolean ok;

  if (fd < 0)
    return add_unreadable (self, base, raw_name != NULL ? raw_name : "", errno, error);
  if (is_inside_engagement (self, fd))
    ok = add_refused (self, base, raw_name != NULL ? raw_name : "",
                      _("it lies in this engagement's own folder"), error);
  else if (raw_name == NULL)
    ok = scan_base (self, base, fd, error);
  else
    ok = scan_entry (self, base, fd, raw_name, 0, error);
  close (fd);
  return ok;
}

gboolean
chosho_intake_scan_fd (ChoshoIntakeScan *self, int fd, const char *raw_name, GError **error)
{
  ChoshoIntakeFile *file = add_file (self, NULL, raw_name, error);
  struct stat info;

  if (file == NULL)
    {
      close (fd);
      return FALSE;
    }
  file->source->fd = fd;
  if (fstat (fd, &info) != 0)
    {
      GError *reason = NULL;

      chosho_error_set_errno (&reason, errno, _("“%s” could not be examined"), file->path);
      chosho_intake_file_fail (file, reason);
    }
  else
    chosho_intake_file_set_info (file, &info);
  return TRUE;
}
