/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-worker.h"
#include "chosho-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GTask          *task; /* owned */
  GTaskThreadFunc function;
  int             priority;
} Job;

/* Shared by the object and its thread, so that the object may go away in the thread itself: the last
 * reference on a task's source object is often dropped there. */
typedef struct
{
  gatomicrefcount references;
  GMutex          lock;
  GCond           changed;
  GQueue          jobs;     /* under lock: Job, in the order in which they will run */
  gboolean        stopping; /* under lock */
} State;

struct _ChoshoWorker
{
  GObject  parent_instance;

  State   *state;  /* owned reference */
  GThread *thread; /* owned until joined; NULL afterwards */
};

G_DEFINE_FINAL_TYPE (ChoshoWorker, chosho_worker, G_TYPE_OBJECT)

static GPrivate current_state = G_PRIVATE_INIT (NULL); /* the State whose thread this is */

static void
job_free (Job *job)
{
  g_object_unref (job->task);
  g_free (job);
}

static void
state_unref (State *state)
{
  if (!g_atomic_ref_count_dec (&state->references))
    return;
  g_mutex_clear (&state->lock);
  g_cond_clear (&state->changed);
  g_free (state);
}

/* Waits for the next job; NULL once stopped and empty. */
static Job *
take_job (State *state)
{
  Job *job;

  g_mutex_lock (&state->lock);
  while ((job = g_queue_pop_head (&state->jobs)) == NULL && !state->stopping)
    g_cond_wait (&state->changed, &state->lock);
  g_mutex_unlock (&state->lock);
  return job;
}

static gpointer
run_jobs (gpointer data)
{
  State *state = data;
  Job *job;

  g_private_set (&current_state, state);
  while ((job = take_job (state)) != NULL)
    {
      job->function (job->task, g_task_get_source_object (job->task), g_task_get_task_data (job->task),
                     g_task_get_cancellable (job->task));
      job_free (job);
    }
  state_unref (state);
  return NULL;
}

static void
chosho_worker_dispose (GObject *object)
{
  chosho_worker_stop (CHOSHO_WORKER (object));

  G_OBJECT_CLASS (chosho_worker_parent_class)->dispose (object);
}

static void
chosho_worker_finalize (GObject *object)
{
  state_unref (CHOSHO_WORKER (object)->state);

  G_OBJECT_CLASS (chosho_worker_parent_class)->finalize (object);
}

static void
chosho_worker_class_init (ChoshoWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_worker_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_worker_finalize;
}

static void
chosho_worker_init (ChoshoWorker *self)
{
  self->state = g_new0 (State, 1);
  g_atomic_ref_count_init (&self->state->references);
  g_mutex_init (&self->state->lock);
  g_cond_init (&self->state->changed);
  g_queue_init (&self->state->jobs);
}

/* (transfer full) Starts the thread; @name is what debuggers and top show (15 characters). */
ChoshoWorker *
chosho_worker_new (const char *name)
{
  ChoshoWorker *self = g_object_new (CHOSHO_TYPE_WORKER, NULL);

  g_atomic_ref_count_inc (&self->state->references); /* the thread's own */
  self->thread = g_thread_new (name, run_jobs, self->state);
  return self;
}

/* Any thread. On a stopped worker @function never runs and @task ends with CHOSHO_ERROR_CANCELLED. */
void
chosho_worker_push (ChoshoWorker *self, GTask *task, GTaskThreadFunc function, int priority)
{
  State *state = self->state;
  GList *after;
  Job *job = NULL;

  g_mutex_lock (&state->lock);
  if (!state->stopping)
    {
      job = g_new (Job, 1);
      *job = (Job) { g_object_ref (task), function, priority };
      /* From the tail: most work has one priority and goes to the end. */
      for (after = state->jobs.tail; after != NULL && ((Job *) after->data)->priority > priority;)
        after = after->prev;
      if (after != NULL)
        g_queue_insert_after (&state->jobs, after, job);
      else
        g_queue_push_head (&state->jobs, job);
      g_cond_signal (&state->changed);
    }
  g_mutex_unlock (&state->lock);

  if (job == NULL)
    g_task_return_new_error (task, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED,
                             _("The engagement is being closed"));
}

gboolean
chosho_worker_is_current (ChoshoWorker *self)
{
  return g_private_get (&current_state) == self->state;
}

/* Any thread, also the worker's own: there it does not wait, what is queued runs after the calling
 * function has returned. */
void
chosho_worker_stop (ChoshoWorker *self)
{
  GThread *thread;

  g_mutex_lock (&self->state->lock);
  self->state->stopping = TRUE;
  thread = g_steal_pointer (&self->thread);
  g_cond_signal (&self->state->changed);
  g_mutex_unlock (&self->state->lock);

  if (thread == NULL)
    return;
  if (chosho_worker_is_current (self))
    g_thread_unref (thread);
  else
    g_thread_join (thread);
}
