/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-object-draft.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-object-hash.h"
#include "chosho-object-store-private.h"
#include "chosho-random.h"

#define OBJECT_MODE 0400
#define TEMP_NAME_BYTES 8      /* of a name that nobody can foresee and occupy */
#define TEMP_NAME_TRIES 100    /* a second try is already a wonder */
#define DAMAGED_NAME_TRIES 100 /* damaged copies of one object that may stand aside */

struct _ChoshoObjectDraft
{
  ChoshoObjectStore *store;     /* owned reference */
  int                fd;        /* owned */
  char              *temp_name; /* (nullable) owned: in objects/; NULL for a nameless file */
};

/* Errors by which file systems say that they have no nameless files, or cannot give them a name. */
static gboolean
means_unsupported (int errnum)
{
  return errnum == EOPNOTSUPP || errnum == ENOSYS || errnum == EINVAL || errnum == EISDIR || errnum == ENOENT
         || errnum == EPERM || errnum == EXDEV || errnum == EMLINK;
}

static char *
dup_temp_name (void)
{
  guint8 bytes[TEMP_NAME_BYTES];
  g_autofree char *hex = NULL;

  chosho_random_bytes (bytes, sizeof bytes);
  hex = chosho_hex_encode (bytes, sizeof bytes);
  return g_strconcat (CHOSHO_OBJECT_TEMP_PREFIX, hex, NULL);
}

static int
open_named (ChoshoObjectDraft *self)
{
  for (guint i = 0; i < TEMP_NAME_TRIES; i++)
    {
      g_autofree char *name = dup_temp_name ();
      int fd = (int) CHOSHO_RETRY (openat (self->store->objects_fd, name,
                                           O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, OBJECT_MODE));

      if (fd < 0 && errno == EEXIST)
        continue;
      if (fd >= 0)
        {
          self->temp_name = g_steal_pointer (&name);
          /* Tells the cleaner that this file is in use; without locks it is cleaned by hand. */
          (void) flock (fd, LOCK_EX | LOCK_NB);
        }
      return fd;
    }
  errno = EEXIST;
  return -1;
}

static int
open_draft (ChoshoObjectDraft *self)
{
  if (!g_atomic_int_get (&self->store->named_drafts))
    {
      int fd = (int) CHOSHO_RETRY (openat (self->store->objects_fd, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, OBJECT_MODE));

      if (fd >= 0 || !means_unsupported (errno))
        return fd;
      g_atomic_int_set (&self->store->named_drafts, TRUE);
    }
  return open_named (self);
}

ChoshoObjectDraft *
chosho_object_draft_new (ChoshoObjectStore *store, int *errnum, GError **error)
{
  g_autoptr (ChoshoObjectDraft) self = NULL;

  g_return_val_if_fail (store != NULL, NULL);
  self = g_new0 (ChoshoObjectDraft, 1);
  self->store = chosho_object_store_ref (store);
  self->fd = open_draft (self);
  if (self->fd >= 0)
    {
      /* An odd umask must not matter; file systems without modes refuse, which verification shows. */
      (void) fchmod (self->fd, OBJECT_MODE);
      return g_steal_pointer (&self);
    }
  if (errnum != NULL)
    *errnum = errno;
  chosho_error_set_errno (error, errno, _("A new file in “%s/%s” could not be made"), store->path,
                          CHOSHO_OBJECT_STORE_FOLDER);
  return NULL;
}

void
chosho_object_draft_free (ChoshoObjectDraft *self)
{
  if (self == NULL)
    return;
  if (self->temp_name != NULL)
    (void) unlinkat (self->store->objects_fd, self->temp_name, 0);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->temp_name);
  chosho_object_store_unref (self->store);
  g_free (self);
}

int
chosho_object_draft_get_fd (ChoshoObjectDraft *self)
{
  return self->fd;
}

const char *
chosho_object_draft_get_store_path (ChoshoObjectDraft *self)
{
  return self->store->path;
}

gboolean
chosho_object_draft_sync (ChoshoObjectDraft *self, GError **error)
{
  if (CHOSHO_RETRY (fsync (self->fd)) == 0)
    return TRUE;
  return chosho_error_set_errno (error, errno, _("A new file in “%s/%s” could not be written to the disk"),
                                 self->store->path, CHOSHO_OBJECT_STORE_FOLDER);
}

/* 0 or an errno value. */
static int
link_nameless (ChoshoObjectDraft *self, int shard_fd, const char *digest)
{
  char proc_path[64];

  g_snprintf (proc_path, sizeof proc_path, "/proc/self/fd/%d", self->fd);
  if (CHOSHO_RETRY (linkat (AT_FDCWD, proc_path, shard_fd, digest, AT_SYMLINK_FOLLOW)) == 0)
    return 0;
  /* Without /proc; older kernels allow this to privileged processes only. */
  if (errno == ENOENT && CHOSHO_RETRY (linkat (self->fd, "", shard_fd, digest, AT_EMPTY_PATH)) == 0)
    return 0;
  return errno;
}

/* Gives the temporary file its name without replacing anything. 0 or an errno value. */
static int
rename_named (ChoshoObjectDraft *self, int shard_fd, const char *digest)
{
  int objects_fd = self->store->objects_fd;
  struct stat info;

  if (CHOSHO_RETRY (renameat2 (objects_fd, self->temp_name, shard_fd, digest, RENAME_NOREPLACE)) == 0)
    {
      g_clear_pointer (&self->temp_name, g_free);
      return 0;
    }
  if (!means_unsupported (errno))
    return errno;
  if (CHOSHO_RETRY (linkat (objects_fd, self->temp_name, shard_fd, digest, 0)) == 0)
    return 0; /* the temporary name goes when the draft is freed */
  if (!means_unsupported (errno))
    return errno;
  /* Neither is known here. A plain rename could at worst replace an object that another process
   * made this very moment – by the same bytes. */
  if (fstatat (shard_fd, digest, &info, AT_SYMLINK_NOFOLLOW) == 0)
    return EEXIST;
  if (CHOSHO_RETRY (renameat (objects_fd, self->temp_name, shard_fd, digest)) != 0)
    return errno;
  g_clear_pointer (&self->temp_name, g_free);
  return 0;
}

static int
give_name (ChoshoObjectDraft *self, int shard_fd, const char *digest)
{
  return self->temp_name != NULL ? rename_named (self, shard_fd, digest) : link_nameless (self, shard_fd, digest);
}

/* The object that is there: sound as far as was asked for, and durable? */
static gboolean
examine_held (ChoshoObjectDraft *self, int held_fd, const struct stat *held, gboolean compare_content,
              const char *path, gboolean *sound, GError **error)
{
  struct stat own;

  if (fstat (self->fd, &own) != 0)
    return chosho_error_set_errno (error, errno, _("“%s” could not be examined"), path);
  *sound = own.st_size == held->st_size;
  if (*sound && compare_content
      && !chosho_object_same_bytes (self->fd, held_fd, (guint64) own.st_size, path, sound, error))
    return FALSE;
  /* It may come from a folder that was copied and never synced. */
  return !*sound || chosho_object_store_sync_fd (held_fd, path, error);
}

/* Moves the damaged object @digest aside, never over anything, and publishes the draft. */
static ChoshoObjectDraftOutcome
replace_damaged (ChoshoObjectDraft *self, int shard_fd, const char *digest, const char *path, GError **error)
{
  int errnum = EEXIST;

  for (guint i = 1; errnum == EEXIST && i <= DAMAGED_NAME_TRIES; i++)
    {
      g_autofree char *aside = g_strdup_printf ("%s.damaged-%u", digest, i);
      struct stat info;

      if (fstatat (shard_fd, aside, &info, AT_SYMLINK_NOFOLLOW) == 0)
        continue;
      errnum = CHOSHO_RETRY (renameat (shard_fd, digest, shard_fd, aside)) == 0 ? 0 : errno;
    }
  if (errnum == 0)
    errnum = give_name (self, shard_fd, digest);
  if (errnum == 0)
    return CHOSHO_OBJECT_DRAFT_REPAIRED;
  chosho_error_set_errno (error, errnum, _("The damaged object “%s” could not be replaced"), path);
  return CHOSHO_OBJECT_DRAFT_FAILED;
}

static ChoshoObjectDraftOutcome
settle_with_held (ChoshoObjectDraft *self, int shard_fd, const char *digest, gboolean compare_content,
                  const char *path, GError **error)
{
  ChoshoObjectDraftOutcome outcome = CHOSHO_OBJECT_DRAFT_FAILED;
  struct stat held;
  gboolean sound;
  int fd = chosho_object_store_open_entry (shard_fd, digest, &held);

  if (fd < 0 && (errno == ELOOP || errno == ENXIO))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("“%s” is not a regular file"), path);
  else if (fd < 0)
    chosho_error_set_errno (error, errno, _("“%s” could not be opened"), path);
  else if (examine_held (self, fd, &held, compare_content, path, &sound, error))
    outcome = sound ? CHOSHO_OBJECT_DRAFT_HELD : replace_damaged (self, shard_fd, digest, path, error);
  if (fd >= 0)
    close (fd);
  return outcome;
}

ChoshoObjectDraftOutcome
chosho_object_draft_publish (ChoshoObjectDraft *self, const char *digest, gboolean compare_content, GError **error)
{
  ChoshoObjectDraftOutcome outcome = CHOSHO_OBJECT_DRAFT_FAILED;
  g_autofree char *path = NULL;
  int shard_fd, errnum;

  g_return_val_if_fail (self != NULL && chosho_digest_is_hex (digest), CHOSHO_OBJECT_DRAFT_FAILED);
  shard_fd = chosho_object_store_open_shard (self->store, digest, TRUE, error);
  if (shard_fd < 0)
    return CHOSHO_OBJECT_DRAFT_FAILED;
  path = chosho_object_store_dup_path (self->store, digest);
  errnum = give_name (self, shard_fd, digest);
  if (errnum == 0)
    outcome = CHOSHO_OBJECT_DRAFT_PUBLISHED;
  else if (errnum == EEXIST)
    outcome = settle_with_held (self, shard_fd, digest, compare_content, path, error);
  else if (self->temp_name == NULL && means_unsupported (errnum))
    {
      g_atomic_int_set (&self->store->named_drafts, TRUE);
      outcome = CHOSHO_OBJECT_DRAFT_AGAIN;
    }
  else
    chosho_error_set_errno (error, errnum, _("“%s” could not be made"), path);
  close (shard_fd);
  return outcome;
}

gboolean
chosho_object_store_sync_shard (ChoshoObjectStore *self, const char *digest, GError **error)
{
  g_autofree char *path = NULL;
  gboolean ok;
  int fd;

  g_return_val_if_fail (self != NULL && chosho_digest_is_hex (digest), FALSE);
  fd = chosho_object_store_open_shard (self, digest, FALSE, error);
  if (fd < 0)
    return FALSE;
  path = g_strdup_printf ("%s/" CHOSHO_OBJECT_STORE_FOLDER "/%.2s", self->path, digest);
  ok = chosho_object_store_sync_fd (fd, path, error);
  close (fd);
  return ok;
}
