/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-intake.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-intake-item.h"
#include "chosho-intake-source.h"
#include "chosho-object-hash.h"

/* Descriptors that publishing and the caller's event need when there are no more: so many files are
 * put back from the batch into the next one. */
#define SPARE_DESCRIPTORS 8

/* A kernel may stamp two changes within one tick alike (10 ms at 100 Hz): a source changed less
 * than this ago is left to age before it is read, so that a further change shows in its times. */
#define SETTLE_US 20000

typedef struct
{
  ChoshoIntakeFolder *base;     /* (nullable) owned; NULL for an open file */
  int                 fd;       /* owned until the scan, -1 unless an open file */
  char               *raw_name; /* (nullable) owned; NULL: the base folder itself */
} Request;

struct _ChoshoIntake
{
  ChoshoObjectStore      *store;           /* owned reference */
  GPtrArray              *requests;        /* owned (element-type Request) */
  GPtrArray              *files;           /* (nullable) owned (element-type ChoshoIntakeFile); NULL before the scan */
  ChoshoIntakeLimits      limits;
  gboolean                compare_content;
  GHashTable             *refused;         /* (nullable) owned; digest → why */
  ChoshoIntakeFolderCache cache;           /* owned */
  guint8                 *buffer;          /* owned; of CHOSHO_INTAKE_COPY_BYTES */
};

/* What one run is about. */
typedef struct
{
  ChoshoIntake         *intake;      /* borrowed */
  GCancellable         *cancellable; /* (nullable) borrowed */
  ChoshoProgress       *progress;    /* (nullable) borrowed */
  ChoshoIntakeBatchFunc func;        /* (nullable) */
  gpointer              user_data;
  GPtrArray            *items;       /* owned (element-type ChoshoIntakeItem): the batch */
  guint64               batch_bytes; /* in items */
  guint                 batch_files; /* at most in items */
  ChoshoIntakeHasher   *hasher;      /* (nullable) owned; of the batch */
} Run;

typedef enum
{
  STAGE_DONE, /* in the batch, or the file FAILED */
  STAGE_FULL, /* no descriptor is left: publish the batch first */
  STAGE_STOP, /* @error is set */
} StageOutcome;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->base, chosho_intake_folder_unref);
  if (request->fd >= 0)
    close (request->fd);
  g_free (request->raw_name);
  g_free (request);
}

static void
add_request (ChoshoIntake *self, ChoshoIntakeFolder *base, int fd, const char *raw_name)
{
  Request *request = g_new0 (Request, 1);

  request->base = base;
  request->fd = fd;
  request->raw_name = g_strdup (raw_name);
  g_ptr_array_add (self->requests, request);
}

/* Waits until @info's change time is old enough to tell a later change; then looks again. */
static gboolean
settle (int fd, struct stat *info)
{
  struct timespec now;
  gint64 age_us;

  clock_gettime (CLOCK_REALTIME, &now);
  age_us = (gint64) (now.tv_sec - info->st_ctim.tv_sec) * G_USEC_PER_SEC + (now.tv_nsec - info->st_ctim.tv_nsec) / 1000;
  if (age_us < 0 || age_us >= SETTLE_US)
    return TRUE;
  g_usleep ((gulong) (SETTLE_US - age_us));
  return fstat (fd, info) == 0;
}

/* Copies the open source @fd into @item's draft, and looks whether it stayed as it was. */
static ChoshoIntakeCopyOutcome
copy_source (Run *run, ChoshoIntakeItem *item, int fd, struct stat *before, ChoshoIntakeHasher *hasher,
             ChoshoProgress *progress, GError **error)
{
  ChoshoIntake *self = run->intake;
  ChoshoIntakeFile *file = item->file;
  ChoshoIntakeCopyOutcome outcome;

  if (!settle (fd, before))
    {
      chosho_error_set_errno (error, errno, _("“%s” could not be examined"), file->path);
      return CHOSHO_INTAKE_COPY_SOURCE;
    }
  item->size_bytes = (guint64) before->st_size;
  chosho_intake_file_set_info (file, before);
  outcome = chosho_intake_item_copy (item, fd, self->buffer, hasher, progress, run->cancellable, error);
  if (outcome != CHOSHO_INTAKE_COPY_DONE || chosho_intake_file_is_unchanged (file, &self->cache, fd, before))
    return outcome;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
               _("“%s” changed while it was copied; close the program that writes it and add it again"), file->path);
  return CHOSHO_INTAKE_COPY_SOURCE;
}

/* A source that cannot be opened fails alone; a draft that cannot be made is the store's failure. */
static StageOutcome
settle_unopened (ChoshoIntakeFile *file, gboolean source_open, int errnum, GError *reason, GError **error)
{
  if (errnum != EMFILE && errnum != ENFILE && !source_open)
    {
      chosho_intake_file_fail (file, reason);
      return STAGE_DONE;
    }
  g_propagate_error (error, reason);
  return errnum == EMFILE || errnum == ENFILE ? STAGE_FULL : STAGE_STOP;
}

/* Opens the source of @item's file, makes a draft and fills it. */
static StageOutcome
fill_item (Run *run, ChoshoIntakeItem *item, ChoshoIntakeHasher *hasher, ChoshoProgress *progress, GError **error)
{
  ChoshoIntake *self = run->intake;
  ChoshoIntakeCopyOutcome outcome;
  GError *reason = NULL;
  struct stat before;
  int errnum = 0;
  int fd = chosho_intake_file_open (item->file, &self->cache, &before, &errnum, &reason);

  if (fd >= 0)
    item->draft = chosho_object_draft_new (self->store, &errnum, &reason);
  if (item->draft == NULL)
    {
      if (fd >= 0)
        close (fd);
      return settle_unopened (item->file, fd >= 0, errnum, reason, error);
    }
  if (item->index + 1 < self->files->len)
    chosho_intake_file_read_ahead (g_ptr_array_index (self->files, item->index + 1), &self->cache);
  outcome = copy_source (run, item, fd, &before, hasher, progress, &reason);
  close (fd);
  if (outcome == CHOSHO_INTAKE_COPY_SOURCE)
    chosho_intake_file_fail (item->file, reason);
  else if (outcome == CHOSHO_INTAKE_COPY_STORE)
    g_propagate_error (error, reason);
  return outcome == CHOSHO_INTAKE_COPY_STORE ? STAGE_STOP : STAGE_DONE;
}

static StageOutcome
stage (Run *run, guint index, GError **error)
{
  ChoshoIntakeItem *item = g_new0 (ChoshoIntakeItem, 1);
  StageOutcome outcome;

  item->file = g_ptr_array_index (run->intake->files, index);
  item->index = index;
  /* Even one that falls out stays in the batch until the hasher is finished with it. */
  g_ptr_array_add (run->items, item);
  if (run->hasher == NULL)
    run->hasher = chosho_intake_hasher_start ();
  outcome = fill_item (run, item, run->hasher, run->progress, error);
  if (outcome == STAGE_FULL)
    g_ptr_array_set_size (run->items, (int) run->items->len - 1);
  else
    run->batch_bytes += item->size_bytes;
  return outcome;
}

static void
finish_hashing (Run *run)
{
  g_clear_pointer (&run->hasher, chosho_intake_hasher_finish);
}

static void
drop_batch (Run *run)
{
  finish_hashing (run);
  g_ptr_array_set_size (run->items, 0);
  run->batch_bytes = 0;
}

/* A copy whose writing failed is thrown away, never synced again: the kernel may count the lost
 * pages as clean. The whole file is done once more from its source; a second failure ends the run. */
static gboolean
fill_again (Run *run, ChoshoIntakeItem *item, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (CHOSHO_OBJECT_CHUNK_BYTES);

  g_clear_pointer (&item->draft, chosho_object_draft_free);
  g_clear_error (&item->hash_error);
  g_clear_error (&item->sync_error);
  item->hashed = FALSE;
  if (fill_item (run, item, NULL, NULL, error) != STAGE_DONE)
    return FALSE;
  if (item->file->state == CHOSHO_INTAKE_FAILED)
    return TRUE;
  item->hashed = chosho_object_hash_fd (chosho_object_draft_get_fd (item->draft), item->size_bytes, buffer,
                                        item->file->path, NULL, run->cancellable, item->digest, error);
  return item->hashed && chosho_object_draft_sync (item->draft, error);
}

static gboolean
make_durable (Run *run, GError **error)
{
  chosho_intake_items_sync (run->items);
  finish_hashing (run);
  for (guint i = 0; i < run->items->len; i++)
    {
      ChoshoIntakeItem *item = g_ptr_array_index (run->items, i);

      if (item->file->state != CHOSHO_INTAKE_FAILED && (!item->hashed || item->sync_error != NULL)
          && !fill_again (run, item, error))
        return FALSE;
    }
  return TRUE;
}

/* TRUE where these bytes must not come in: the file fails, and its nameless copy goes with the batch. */
static gboolean
refuse_item (Run *run, ChoshoIntakeItem *item)
{
  const char *why = run->intake->refused != NULL ? g_hash_table_lookup (run->intake->refused, item->file->sha256) : NULL;

  if (why == NULL)
    return FALSE;
  item->file->sha256[0] = '\0';
  chosho_intake_file_fail (item->file, g_error_new (CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” was not taken in: %s"), item->file->path, why));
  return TRUE;
}

static gboolean
publish_item (Run *run, ChoshoIntakeItem *item, GError **error)
{
  gboolean compare = run->intake->compare_content;
  ChoshoIntakeFile *file = item->file;
  ChoshoObjectDraftOutcome outcome;

  chosho_hex_encode_to (item->digest, CHOSHO_DIGEST_SIZE, file->sha256);
  if (refuse_item (run, item))
    return TRUE;
  outcome = chosho_object_draft_publish (item->draft, file->sha256, compare, error);
  if (outcome == CHOSHO_OBJECT_DRAFT_AGAIN)
    {
      if (!fill_again (run, item, error))
        return FALSE;
      if (file->state == CHOSHO_INTAKE_FAILED)
        return TRUE;
      chosho_hex_encode_to (item->digest, CHOSHO_DIGEST_SIZE, file->sha256);
      outcome = chosho_object_draft_publish (item->draft, file->sha256, compare, error);
    }
  file->already_held = outcome == CHOSHO_OBJECT_DRAFT_HELD || outcome == CHOSHO_OBJECT_DRAFT_REPAIRED;
  file->repaired = outcome == CHOSHO_OBJECT_DRAFT_REPAIRED;
  file->size_bytes = item->size_bytes;
  return outcome != CHOSHO_OBJECT_DRAFT_FAILED;
}

static gboolean
publish_batch (Run *run, GError **error)
{
  for (guint i = 0; i < run->items->len; i++)
    {
      ChoshoIntakeItem *item = g_ptr_array_index (run->items, i);

      if (item->file->state != CHOSHO_INTAKE_FAILED && !publish_item (run, item, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
sync_shards (Run *run, GError **error)
{
  gboolean synced[CHOSHO_OBJECT_STORE_SHARDS] = { FALSE };

  for (guint i = 0; i < run->items->len; i++)
    {
      ChoshoIntakeItem *item = g_ptr_array_index (run->items, i);

      if (item->file->state == CHOSHO_INTAKE_FAILED || synced[item->digest[0]])
        continue;
      if (!chosho_object_store_sync_shard (run->intake->store, item->file->sha256, error))
        return FALSE;
      synced[item->digest[0]] = TRUE;
    }
  return TRUE;
}

static gboolean
hand_over (Run *run, GError **error)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();

  for (guint i = 0; i < run->items->len; i++)
    {
      ChoshoIntakeItem *item = g_ptr_array_index (run->items, i);

      if (item->file->state == CHOSHO_INTAKE_FAILED)
        continue;
      item->file->state = CHOSHO_INTAKE_TAKEN;
      g_ptr_array_add (taken, item->file);
    }
  return taken->len == 0 || run->func == NULL || run->func (taken, run->user_data, error);
}

/* Everything of the batch becomes durable, in the order that survives a power cut; then, and only
 * then, the caller learns of it. */
static gboolean
commit_batch (Run *run, GError **error)
{
  gboolean ok = make_durable (run, error)
                && !chosho_object_is_cancelled (run->cancellable, error)
                && publish_batch (run, error)
                && sync_shards (run, error);

  if (ok)
    {
      /* The descriptors are the caller's again. */
      for (guint i = 0; i < run->items->len; i++)
        g_clear_pointer (&((ChoshoIntakeItem *) g_ptr_array_index (run->items, i))->draft, chosho_object_draft_free);
      ok = hand_over (run, error);
    }
  drop_batch (run);
  return ok;
}

/* No descriptor is left: the last files of the batch are put back to make room, the others go
 * ahead. Sets *@next to the first one that was put back. */
static gboolean
commit_part (Run *run, guint *next, GError **error)
{
  finish_hashing (run);
  for (guint i = 0; i < SPARE_DESCRIPTORS; i++)
    {
      ChoshoIntakeItem *last = g_ptr_array_index (run->items, run->items->len - 1);

      *next = last->index;
      g_ptr_array_set_size (run->items, (int) run->items->len - 1);
    }
  return commit_batch (run, error);
}

static gboolean
is_full (Run *run, const ChoshoIntakeFile *file)
{
  const ChoshoIntakeLimits *limits = &run->intake->limits;

  return run->items->len > 0
         && (run->items->len >= run->batch_files || run->batch_bytes + file->size_bytes > limits->batch_bytes);
}

static gboolean
run_all (Run *run, GError **error)
{
  GPtrArray *files = run->intake->files;

  for (guint i = 0; i < files->len; i++)
    {
      ChoshoIntakeFile *file = g_ptr_array_index (files, i);
      g_autoptr (GError) reason = NULL;
      StageOutcome outcome;

      if (file->state != CHOSHO_INTAKE_PENDING)
        continue;
      if (chosho_object_is_cancelled (run->cancellable, error)
          || (is_full (run, file) && !commit_batch (run, error)))
        return FALSE;
      outcome = stage (run, i, &reason);
      if (outcome == STAGE_FULL && run->items->len > SPARE_DESCRIPTORS)
        {
          guint next = i;

          if (!commit_part (run, &next, error))
            return FALSE;
          i = next - 1; /* the loop goes on with the first that was put back */
        }
      else if (outcome != STAGE_DONE)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
    }
  return run->items->len == 0 || commit_batch (run, error);
}

/* A batch never takes more than a quarter of the descriptors that the process may have: the rest of
 * the program goes on working. */
static guint
get_batch_files (ChoshoIntake *self)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return self->limits.batch_files;
  return (guint) CLAMP (limit.rlim_cur / 4, 1, self->limits.batch_files);
}

ChoshoIntake *
chosho_intake_new (ChoshoObjectStore *store)
{
  ChoshoIntake *self;

  g_return_val_if_fail (store != NULL, NULL);
  self = g_new0 (ChoshoIntake, 1);
  self->store = chosho_object_store_ref (store);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->compare_content = TRUE;
  self->cache = (ChoshoIntakeFolderCache) CHOSHO_INTAKE_FOLDER_CACHE_INIT;
  self->limits = (ChoshoIntakeLimits) {
    .batch_files = CHOSHO_INTAKE_BATCH_FILES,
    .batch_bytes = CHOSHO_INTAKE_BATCH_BYTES,
    .files = CHOSHO_INTAKE_FILES,
    .depth = CHOSHO_INTAKE_DEPTH,
  };
  return self;
}

void
chosho_intake_free (ChoshoIntake *self)
{
  if (self == NULL)
    return;
  chosho_intake_folder_cache_clear (&self->cache);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_ptr_array_unref (self->requests);
  g_free (self->buffer);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  chosho_object_store_unref (self->store);
  g_free (self);
}

void
chosho_intake_add_path (ChoshoIntake *self, const char *path)
{
  g_autofree char *given = NULL, *absolute = NULL, *base_path = NULL, *here = NULL;
  char *slash;
  const char *name;
  gsize length;

  g_return_if_fail (self != NULL && self->files == NULL && path != NULL && *path != '\0');
  given = g_strdup (path);
  for (length = strlen (given); length > 1 && given[length - 1] == '/'; length--)
    given[length - 1] = '\0';
  here = g_get_current_dir ();
  absolute = *given == '/' ? g_strdup (given) : g_build_filename (here, given, NULL);
  slash = strrchr (given, '/');
  name = slash != NULL ? slash + 1 : given;
  if (*name == '\0' || strcmp (name, ".") == 0 || strcmp (name, "..") == 0)
    {
      add_request (self, chosho_intake_folder_new_path (absolute, given), -1, NULL);
      return;
    }
  /* The folder is opened as the user wrote it, links and all; the last name is not followed. */
  base_path = g_strndup (absolute, (gsize) (strrchr (absolute, '/') - absolute) + 1);
  if (slash != NULL)
    slash[slash == given ? 1 : 0] = '\0';
  add_request (self, chosho_intake_folder_new_path (base_path, slash != NULL ? given : ""), -1,
               strrchr (absolute, '/') + 1);
}

gboolean
chosho_intake_add_at (ChoshoIntake *self, int folder_fd, const char *raw_name, GError **error)
{
  int fd;

  g_return_val_if_fail (self != NULL && self->files == NULL && raw_name != NULL, FALSE);
  if (*raw_name == '\0' || strchr (raw_name, '/') != NULL || strcmp (raw_name, ".") == 0
      || strcmp (raw_name, "..") == 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” is not the name of a file"), raw_name);
      return FALSE;
    }
  fd = fcntl (folder_fd, F_DUPFD_CLOEXEC, 3);
  if (fd < 0)
    return chosho_error_set_errno (error, errno, _("The folder of “%s” could not be opened"), raw_name);
  add_request (self, chosho_intake_folder_new_fd (fd), -1, raw_name);
  return TRUE;
}

gboolean
chosho_intake_add_fd (ChoshoIntake *self, int fd, const char *raw_name, GError **error)
{
  struct stat info;
  int own;

  g_return_val_if_fail (self != NULL && self->files == NULL && raw_name != NULL, FALSE);
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” is not a regular file"), raw_name);
      return FALSE;
    }
  own = fcntl (fd, F_DUPFD_CLOEXEC, 3);
  if (own < 0)
    return chosho_error_set_errno (error, errno, _("“%s” could not be opened"), raw_name);
  add_request (self, NULL, own, raw_name);
  return TRUE;
}

void
chosho_intake_set_compare_content (ChoshoIntake *self, gboolean compare_content)
{
  self->compare_content = compare_content;
}

void
chosho_intake_set_refused (ChoshoIntake *self, GHashTable *refused)
{
  g_return_if_fail (self != NULL && refused != NULL);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  self->refused = g_hash_table_ref (refused);
}

void
chosho_intake_set_limits (ChoshoIntake *self, const ChoshoIntakeLimits *limits)
{
  g_return_if_fail (limits->batch_files > 0);
  self->limits = *limits;
}

gboolean
chosho_intake_scan (ChoshoIntake *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_intake_file_free);
  ChoshoIntakeScan scan = {
    .store = self->store,
    .limits = &self->limits,
    .files = files,
    .cancellable = cancellable,
  };
  gboolean ok;

  g_return_val_if_fail (self->files == NULL, FALSE);
  ok = chosho_intake_scan_begin (&scan, error);
  for (guint i = 0; ok && i < self->requests->len; i++)
    {
      Request *request = g_ptr_array_index (self->requests, i);

      if (request->base != NULL)
        ok = chosho_intake_scan_at (&scan, request->base, request->raw_name, error);
      else
        {
          int fd = fcntl (request->fd, F_DUPFD_CLOEXEC, 3);

          ok = fd >= 0 ? chosho_intake_scan_fd (&scan, fd, request->raw_name, error)
                       : chosho_error_set_errno (error, errno, _("“%s” could not be opened"), request->raw_name);
        }
    }
  chosho_intake_scan_end (&scan);
  if (ok)
    self->files = g_steal_pointer (&files);
  return ok;
}

GPtrArray *
chosho_intake_get_files (ChoshoIntake *self)
{
  return self->files;
}

void
chosho_intake_keep (ChoshoIntake *self, ChoshoIntakeKeepFunc keep, gpointer user_data)
{
  g_return_if_fail (self != NULL && self->files != NULL);
  for (guint i = self->files->len; i > 0; i--)
    if (!keep (g_ptr_array_index (self->files, i - 1), user_data))
      g_ptr_array_remove_index (self->files, i - 1);
}

gboolean
chosho_intake_run (ChoshoIntake *self, GCancellable *cancellable, ChoshoProgress *progress, ChoshoIntakeBatchFunc func,
                   gpointer user_data, GError **error)
{
  Run run = { self, cancellable, progress, func, user_data };
  guint64 total = 0;
  gboolean ok;

  g_return_val_if_fail (self != NULL, FALSE);
  if (self->files == NULL && !chosho_intake_scan (self, cancellable, error))
    return FALSE;
  for (guint i = 0; i < self->files->len; i++)
    if (((ChoshoIntakeFile *) g_ptr_array_index (self->files, i))->state == CHOSHO_INTAKE_PENDING)
      total += ((ChoshoIntakeFile *) g_ptr_array_index (self->files, i))->size_bytes;
  chosho_progress_set_total (progress, total);
  if (self->buffer == NULL)
    self->buffer = g_malloc (CHOSHO_INTAKE_COPY_BYTES);
  run.batch_files = get_batch_files (self);
  run.items = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_intake_item_free);
  ok = run_all (&run, error);
  drop_batch (&run);
  g_ptr_array_unref (run.items);
  chosho_intake_folder_cache_clear (&self->cache);
  return ok;
}
