/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-desk.h"
#include "chosho-worker.h"

struct _ChoshoDesk
{
  GObject parent_instance;

  ChoshoWorker *worker;   /* (owned) what writes, one after another */
  ChoshoWorker *reader;   /* (owned) what only reads */
  GListStore   *jobs;     /* (owned) (element-type ChoshoJob) */
  GHashTable   *unlocked; /* (owned) path -> ChoshoIdentity */
};

G_DEFINE_FINAL_TYPE (ChoshoDesk, chosho_desk, G_TYPE_OBJECT)

/* One call. */
typedef struct
{
  const ChoshoCommand *command;
  ChoshoValue         *args;
  char                *path;       /* (nullable) */
  ChoshoIdentity      *identity;   /* (nullable) */
  char                *passphrase; /* (nullable) */
  ChoshoJob           *job;        /* (nullable) */
  ChoshoValue         *value;
} Call;

/* Nothing keeps a passphrase longer than it is needed. */
static void
free_passphrase (char *passphrase)
{
  if (passphrase != NULL)
    explicit_bzero (passphrase, strlen (passphrase));
  g_free (passphrase);
}

static void
call_free (gpointer data)
{
  Call *self = data;

  chosho_value_unref (self->args);
  g_free (self->path);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  free_passphrase (self->passphrase);
  g_clear_object (&self->job);
  g_clear_pointer (&self->value, chosho_value_unref);
  g_free (self);
}

/* --- Commands ------------------------------------------------------------------------------------------- */

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Call *call = data;
  g_autoptr (ChoshoSession) session = NULL;
  GError *error = NULL;
  ChoshoCommandContext context = { .path = call->path, .identity = call->identity, .args = call->args, .passphrase = call->passphrase,
                                   .progress = call->job != NULL ? chosho_job_get_progress (call->job) : NULL, .cancellable = cancellable };

  if ((call->command->flags & (CHOSHO_COMMAND_NO_ENGAGEMENT | CHOSHO_COMMAND_FOLDER)) == 0)
    {
      session = chosho_session_open (call->path, &error);
      if (session == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      chosho_session_set_identity (session, call->identity);
      context.session = session;
    }
  if (chosho_command_run (call->command, &context, &call->value, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
only_reads (const ChoshoCommand *command)
{
  return command->flags == CHOSHO_COMMAND_READS || command->flags == CHOSHO_COMMAND_OPTIONAL_IDENTITY;
}

void
chosho_desk_run_async (ChoshoDesk *self, const char *command, ChoshoValue *args, const char *path, ChoshoIdentity *identity,
                       const char *passphrase, ChoshoJob *job, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, job != NULL ? chosho_job_get_cancellable (job) : NULL, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_check_cancellable (task, FALSE); /* what was committed is not reported as cancelled */
  call->command = chosho_command_lookup (command);
  g_assert (call->command != NULL);
  call->args = args;
  call->path = g_strdup (path);
  call->identity = identity != NULL ? chosho_identity_ref (identity) : NULL;
  call->passphrase = g_strdup (passphrase);
  if (job != NULL)
    {
      call->job = g_object_ref (job);
      g_list_store_append (self->jobs, job);
    }
  g_task_set_task_data (task, call, call_free);
  chosho_worker_push (only_reads (call->command) ? self->reader : self->worker, task, run_thread, G_PRIORITY_DEFAULT);
}

gboolean
chosho_desk_run_finish (ChoshoDesk *self, GAsyncResult *result, ChoshoValue **value, GError **error)
{
  Call *call = g_task_get_task_data (G_TASK (result));
  GError *reason = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &reason);
  guint position;

  if (call->job != NULL && g_list_store_find (self->jobs, call->job, &position))
    {
      g_list_store_remove (self->jobs, position);
      chosho_job_end (call->job, call->value, reason);
    }
  if (value != NULL)
    *value = g_steal_pointer (&call->value);
  if (!done)
    g_propagate_error (error, reason);
  return done;
}

GListModel *
chosho_desk_get_jobs (ChoshoDesk *self)
{
  return G_LIST_MODEL (self->jobs);
}

/* --- Keys ------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *path;
  char *passphrase; /* (nullable) */
} Unlock;

static void
unlock_free (gpointer data)
{
  Unlock *self = data;

  g_free (self->path);
  free_passphrase (self->passphrase);
  g_free (self);
}

static void
unlock_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Unlock *unlock = data;
  GError *error = NULL;
  ChoshoIdentity *identity = chosho_identity_load (unlock->path, unlock->passphrase, &error);

  if (identity != NULL)
    g_task_return_pointer (task, identity, (GDestroyNotify) chosho_identity_unref);
  else
    g_task_return_error (task, error);
}

void
chosho_desk_unlock_async (ChoshoDesk *self, const char *path, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Unlock *unlock = g_new0 (Unlock, 1);

  unlock->path = g_strdup (path);
  unlock->passphrase = g_strdup (passphrase);
  g_task_set_task_data (task, unlock, unlock_free);
  chosho_worker_push (self->reader, task, unlock_thread, G_PRIORITY_HIGH);
}

ChoshoIdentity *
chosho_desk_unlock_finish (ChoshoDesk *self, GAsyncResult *result, GError **error)
{
  Unlock *unlock = g_task_get_task_data (G_TASK (result));
  ChoshoIdentity *identity = g_task_propagate_pointer (G_TASK (result), error);

  if (identity != NULL)
    g_hash_table_insert (self->unlocked, g_strdup (unlock->path), chosho_identity_ref (identity));
  return identity;
}

void
chosho_desk_unlock_plain (ChoshoDesk *self, const char *path)
{
  ChoshoIdentity *identity = chosho_identity_load (path, NULL, NULL);

  if (identity != NULL)
    g_hash_table_insert (self->unlocked, g_strdup (path), identity);
}

ChoshoIdentity *
chosho_desk_get_unlocked (ChoshoDesk *self, const char *path)
{
  return path != NULL ? g_hash_table_lookup (self->unlocked, path) : NULL;
}

typedef struct
{
  ChoshoIdentity *identity;
  char           *passphrase;
} Confirm;

static void
confirm_free (gpointer data)
{
  Confirm *self = data;

  chosho_identity_unref (self->identity);
  free_passphrase (self->passphrase);
  g_free (self);
}

static void
confirm_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Confirm *confirm = data;
  GError *error = NULL;

  if (chosho_identity_confirm (confirm->identity, confirm->passphrase, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
chosho_desk_confirm_async (ChoshoDesk *self, ChoshoIdentity *identity, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Confirm *confirm = g_new0 (Confirm, 1);

  confirm->identity = chosho_identity_ref (identity);
  confirm->passphrase = g_strdup (passphrase);
  g_task_set_task_data (task, confirm, confirm_free);
  chosho_worker_push (self->reader, task, confirm_thread, G_PRIORITY_HIGH);
}

gboolean
chosho_desk_confirm_finish (ChoshoDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Class ------------------------------------------------------------------------------------------------ */

void
chosho_desk_stop (ChoshoDesk *self)
{
  chosho_worker_stop (self->worker);
  chosho_worker_stop (self->reader);
}

static void
chosho_desk_finalize (GObject *object)
{
  ChoshoDesk *self = CHOSHO_DESK (object);

  g_object_unref (self->worker);
  g_object_unref (self->reader);
  g_object_unref (self->jobs);
  g_hash_table_unref (self->unlocked);
  G_OBJECT_CLASS (chosho_desk_parent_class)->finalize (object);
}

static void
chosho_desk_class_init (ChoshoDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_desk_finalize;
}

static void
chosho_desk_init (ChoshoDesk *self)
{
  self->worker = chosho_worker_new ("desk");
  self->reader = chosho_worker_new ("desk-read");
  self->jobs = g_list_store_new (CHOSHO_TYPE_JOB);
  self->unlocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) chosho_identity_unref);
}

ChoshoDesk *
chosho_desk_get_default (void)
{
  static ChoshoDesk *desk;

  if (desk == NULL)
    desk = g_object_new (CHOSHO_TYPE_DESK, NULL);
  return desk;
}
