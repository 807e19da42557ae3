/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-object-check.h"

#include <inttypes.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-object-hash.h"

#define CHECK_THREADS 2 /* on slower disks more readers only make the heads jump */
#define OBJECT_MODE 0400
/* While one object is hashed, so much of the next ones is on its way from the disk. */
#define AHEAD_BYTES (8 * 1024 * 1024)
#define SIZE_UNKNOWN G_GINT64_CONSTANT (-1)
#define SIZE_CONTRADICTORY G_GINT64_CONSTANT (-2)

typedef struct
{
  gint64   size_bytes; /* or SIZE_… */
  gboolean found;
} Expectation;

typedef struct
{
  ChoshoObjectProblemKind kind;
  char *path;    /* owned */
  char *digest;  /* (nullable) owned */
  char *message; /* owned */
} Problem;

typedef struct
{
  char    *path;       /* owned */
  char    *digest;     /* owned */
  guint64  size_bytes; /* as listed */
  gint64   expected_size_bytes;
  gboolean extra;      /* nobody expects it */
} Job;

struct _ChoshoObjectCheck
{
  ChoshoObjectStore *store;        /* owned reference */
  GHashTable        *expectations; /* owned (utf8 digest → Expectation) */
  gboolean           quick;
  guint64            ahead;
};

typedef struct
{
  ChoshoObjectCheck *check;       /* borrowed */
  GCancellable      *cancellable; /* (nullable) borrowed */
  ChoshoProgress    *progress;    /* (nullable) borrowed */
  GPtrArray         *jobs;        /* owned (element-type Job), sorted by path */
  int                next;        /* atomic: of jobs */
  GMutex             mutex;       /* protects what follows */
  GPtrArray         *problems;    /* owned (element-type Problem) */
  ChoshoObjectCheckCounts counts;
} Run;

static void
problem_free (gpointer data)
{
  Problem *problem = data;

  g_free (problem->path);
  g_free (problem->digest);
  g_free (problem->message);
  g_free (problem);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->digest);
  g_free (job);
}

/* Takes @message. */
static void
add_problem (Run *run, ChoshoObjectProblemKind kind, const char *path, const char *digest, char *message)
{
  Problem *problem = g_new0 (Problem, 1);

  problem->kind = kind;
  problem->path = g_strdup (path);
  problem->digest = g_strdup (digest);
  problem->message = message;
  g_mutex_lock (&run->mutex);
  g_ptr_array_add (run->problems, problem);
  g_mutex_unlock (&run->mutex);
}

static void
add_mode_problem (Run *run, const ChoshoObjectEntry *entry, guint expected)
{
  add_problem (run, CHOSHO_OBJECT_PROBLEM_MODE, entry->path, entry->digest,
               g_strdup_printf (_("“%s” has the permissions %04o instead of %04o"), entry->path,
                                (guint) entry->mode & 07777, expected));
}

static gboolean
on_store_entry (const ChoshoObjectEntry *entry, gpointer user_data, GError **error)
{
  Run *run = user_data;
  Expectation *expectation;
  Job *job;

  if (chosho_object_is_cancelled (run->cancellable, error))
    return FALSE;
  switch (entry->kind)
    {
    case CHOSHO_OBJECT_ENTRY_SHARD:
      add_mode_problem (run, entry, 0700);
      return TRUE;
    case CHOSHO_OBJECT_ENTRY_LEFTOVER:
      add_problem (run, CHOSHO_OBJECT_PROBLEM_LEFTOVER, entry->path, NULL,
                   g_strdup_printf (_("“%s” is a temporary file of an interrupted intake"), entry->path));
      return TRUE;
    case CHOSHO_OBJECT_ENTRY_FOREIGN:
      add_problem (run, CHOSHO_OBJECT_PROBLEM_FOREIGN, entry->path, NULL,
                   g_strdup_printf (_("“%s” is no evidence object"), entry->path));
      return TRUE;
    case CHOSHO_OBJECT_ENTRY_OBJECT:
    default:
      break;
    }
  if ((entry->mode & 07777) != OBJECT_MODE)
    add_mode_problem (run, entry, OBJECT_MODE);
  expectation = g_hash_table_lookup (run->check->expectations, entry->digest);
  job = g_new0 (Job, 1);
  job->path = g_strdup (entry->path);
  job->digest = g_strdup (entry->digest);
  job->size_bytes = entry->size_bytes;
  job->expected_size_bytes = expectation != NULL ? expectation->size_bytes : SIZE_UNKNOWN;
  job->extra = expectation == NULL;
  if (expectation != NULL)
    expectation->found = TRUE;
  g_ptr_array_add (run->jobs, job);
  return TRUE;
}

static void
add_size_problem (Run *run, Job *job, guint64 size_bytes)
{
  char *message;

  if (job->expected_size_bytes == SIZE_CONTRADICTORY)
    message = g_strdup_printf (_("The record gives “%s” more than one size"), job->path);
  else
    message = g_strdup_printf (_("“%s” is damaged: it has %" PRIu64 " bytes instead of %" PRId64),
                               job->path, size_bytes, job->expected_size_bytes);
  add_problem (run, CHOSHO_OBJECT_PROBLEM_DAMAGED, job->path, job->digest, message);
}

/* Whether the size is one that the record allows; else the problem is reported. */
static gboolean
check_size (Run *run, Job *job, guint64 size_bytes)
{
  if (job->expected_size_bytes == SIZE_UNKNOWN || (guint64) job->expected_size_bytes == size_bytes)
    return TRUE;
  add_size_problem (run, job, size_bytes);
  return FALSE;
}

static void
add_content_problem (Run *run, Job *job, const char *actual)
{
  if (job->extra)
    add_problem (run, CHOSHO_OBJECT_PROBLEM_EXTRA, job->path, job->digest,
                 g_strdup_printf (_("“%s” is named nowhere in the record, and its content has the digest %s"),
                                  job->path, actual));
  else
    add_problem (run, CHOSHO_OBJECT_PROBLEM_DAMAGED, job->path, job->digest,
                 g_strdup_printf (_("“%s” is damaged: its content has the digest %s"), job->path, actual));
}

static void
add_read_problem (Run *run, Job *job, const GError *reason)
{
  add_problem (run, job->extra ? CHOSHO_OBJECT_PROBLEM_EXTRA : CHOSHO_OBJECT_PROBLEM_UNREADABLE, job->path,
               job->digest, g_strdup (reason->message));
}

static void
count_object (Run *run, guint64 bytes)
{
  g_mutex_lock (&run->mutex);
  run->counts.objects++;
  run->counts.bytes += bytes;
  g_mutex_unlock (&run->mutex);
}

/* FALSE only where the run was cancelled. */
static gboolean
hash_job (Run *run, Job *job, guint8 *buffer)
{
  g_autoptr (GError) reason = NULL;
  guint8 digest[CHOSHO_DIGEST_SIZE];
  char hex[CHOSHO_DIGEST_HEX_SIZE];
  off_t size_bytes;
  gboolean ok;
  int fd = chosho_object_store_open_object (run->check->store, job->digest, &reason);

  if (fd < 0)
    {
      add_read_problem (run, job, reason);
      return TRUE;
    }
  (void) posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  size_bytes = lseek (fd, 0, SEEK_END);
  ok = chosho_object_hash_fd (fd, (guint64) MAX (size_bytes, 0), buffer, job->path, run->progress, run->cancellable,
                              digest, &reason);
  close (fd);
  if (!ok && g_error_matches (reason, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    return FALSE;
  if (!ok)
    {
      add_read_problem (run, job, reason);
      return TRUE;
    }
  count_object (run, (guint64) size_bytes);
  chosho_hex_encode_to (digest, sizeof digest, hex);
  if (strcmp (hex, job->digest) != 0)
    add_content_problem (run, job, hex);
  else if (job->extra)
    add_problem (run, CHOSHO_OBJECT_PROBLEM_EXTRA, job->path, job->digest,
                 g_strdup_printf (_("“%s” is named nowhere in the record"), job->path));
  else
    check_size (run, job, (guint64) size_bytes);
  return TRUE;
}

static void
check_quickly (Run *run, Job *job)
{
  if (job->extra)
    add_problem (run, CHOSHO_OBJECT_PROBLEM_EXTRA, job->path, job->digest,
                 g_strdup_printf (_("“%s” is named nowhere in the record"), job->path));
  else
    check_size (run, job, job->size_bytes);
  count_object (run, 0);
}

/* The thread that hashes job @index will find it read already. Only a hint: failures show later. */
static void
read_ahead (Run *run, guint index)
{
  Job *job;
  int fd;

  if (index >= run->jobs->len)
    return;
  job = g_ptr_array_index (run->jobs, index);
  fd = chosho_object_store_open_object (run->check->store, job->digest, NULL);
  if (fd < 0)
    return;
  (void) posix_fadvise (fd, 0, AHEAD_BYTES, POSIX_FADV_WILLNEED);
  close (fd);
}

static gpointer
check_thread (gpointer data)
{
  Run *run = data;
  g_autofree guint8 *buffer = g_malloc (CHOSHO_OBJECT_CHUNK_BYTES);
  guint i;

  while ((i = (guint) g_atomic_int_add (&run->next, 1)) < run->jobs->len
         && !g_cancellable_is_cancelled (run->cancellable))
    {
      Job *job = g_ptr_array_index (run->jobs, i);

      if (run->check->quick)
        {
          check_quickly (run, job);
          continue;
        }
      read_ahead (run, i + CHECK_THREADS);
      if (!hash_job (run, job, buffer))
        break;
    }
  return NULL;
}

static void
check_all (Run *run)
{
  GThread *threads[CHECK_THREADS - 1];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_try_new ("object-check", check_thread, run, NULL);
  check_thread (run);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

static void
add_missing (Run *run)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, run->check->expectations);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autofree char *path = NULL;

      if (((Expectation *) value)->found)
        continue;
      path = g_strdup_printf (CHOSHO_OBJECT_STORE_FOLDER "/%.2s/%s", (char *) key, (char *) key);
      add_problem (run, CHOSHO_OBJECT_PROBLEM_MISSING, path, key, g_strdup_printf (_("“%s” is missing"), path));
    }
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const Problem *first = *(const Problem *const *) a;
  const Problem *second = *(const Problem *const *) b;
  int order = strcmp (first->path, second->path);

  return order != 0 ? order : (int) first->kind - (int) second->kind;
}

static void
report_problems (Run *run, ChoshoObjectCheckFunc func, gpointer user_data)
{
  g_ptr_array_sort (run->problems, compare_problems);
  for (guint i = 0; i < run->problems->len; i++)
    {
      const Problem *problem = g_ptr_array_index (run->problems, i);
      const ChoshoObjectProblem public_problem = { problem->kind, problem->path, problem->digest, problem->message };

      run->counts.problems++;
      if (problem->kind == CHOSHO_OBJECT_PROBLEM_MISSING || problem->kind == CHOSHO_OBJECT_PROBLEM_DAMAGED
          || problem->kind == CHOSHO_OBJECT_PROBLEM_UNREADABLE)
        run->counts.errors++;
      if (func != NULL)
        func (&public_problem, user_data);
    }
}

ChoshoObjectCheck *
chosho_object_check_new (ChoshoObjectStore *store)
{
  ChoshoObjectCheck *self;

  g_return_val_if_fail (store != NULL, NULL);
  self = g_new0 (ChoshoObjectCheck, 1);
  self->store = chosho_object_store_ref (store);
  self->expectations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
chosho_object_check_free (ChoshoObjectCheck *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->expectations);
  chosho_object_store_unref (self->store);
  g_free (self);
}

void
chosho_object_check_expect (ChoshoObjectCheck *self, const char *digest, gint64 size_bytes)
{
  Expectation *expectation;

  g_return_if_fail (self != NULL && digest != NULL && chosho_digest_is_hex (digest) && size_bytes >= SIZE_UNKNOWN);
  expectation = g_hash_table_lookup (self->expectations, digest);
  if (expectation == NULL)
    {
      expectation = g_new0 (Expectation, 1);
      expectation->size_bytes = size_bytes;
      g_hash_table_insert (self->expectations, g_strdup (digest), expectation);
    }
  else if (expectation->size_bytes == SIZE_UNKNOWN)
    expectation->size_bytes = size_bytes;
  else if (size_bytes != SIZE_UNKNOWN && size_bytes != expectation->size_bytes)
    expectation->size_bytes = SIZE_CONTRADICTORY;
}

void
chosho_object_check_set_quick (ChoshoObjectCheck *self, gboolean quick)
{
  self->quick = quick;
}

void
chosho_object_check_set_ahead (ChoshoObjectCheck *self, guint64 bytes)
{
  self->ahead = bytes;
}

gboolean
chosho_object_check_run (ChoshoObjectCheck *self, GCancellable *cancellable, ChoshoProgress *progress,
                         ChoshoObjectCheckFunc func, gpointer user_data, ChoshoObjectCheckCounts *counts,
                         GError **error)
{
  Run run = { .check = self, .cancellable = cancellable, .progress = progress };
  guint64 total = 0;
  GHashTableIter iter;
  gpointer value;
  gboolean ok;

  g_return_val_if_fail (self != NULL, FALSE);
  g_mutex_init (&run.mutex);
  run.jobs = g_ptr_array_new_with_free_func (job_free);
  run.problems = g_ptr_array_new_with_free_func (problem_free);
  g_hash_table_iter_init (&iter, self->expectations);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((Expectation *) value)->found = FALSE;

  ok = chosho_object_store_foreach (self->store, on_store_entry, &run, error);
  for (guint i = 0; i < run.jobs->len; i++)
    total += ((Job *) g_ptr_array_index (run.jobs, i))->size_bytes;
  chosho_progress_set_total (progress, (self->quick ? 0 : total) + self->ahead);
  if (ok)
    {
      add_missing (&run);
      check_all (&run);
      ok = !chosho_object_is_cancelled (cancellable, error);
    }
  report_problems (&run, func, user_data);
  if (counts != NULL)
    *counts = run.counts;
  g_ptr_array_unref (run.problems);
  g_ptr_array_unref (run.jobs);
  g_mutex_clear (&run.mutex);
  return ok;
}
