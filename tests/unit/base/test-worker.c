/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-error.h"
#include "chosho-worker.h"

typedef struct
{
  GString *order;    /* owned: letters of the jobs in the order in which they ran */
  GMutex   lock;
  GCond    changed;
  gboolean started;  /* under lock */
  gboolean released; /* under lock */
  guint    finished; /* main thread only */
  GThread *delivered_in; /* borrowed: the thread of the last callback */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->order = g_string_new ("");
  g_mutex_init (&fixture->lock);
  g_cond_init (&fixture->changed);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_string_free (fixture->order, TRUE);
  g_mutex_clear (&fixture->lock);
  g_cond_clear (&fixture->changed);
}

typedef struct
{
  Fixture      *fixture; /* borrowed */
  ChoshoWorker *worker;  /* borrowed (nullable) */
  char          letter;
} Job;

static void
append_letter (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  if (job->worker != NULL)
    g_assert_true (chosho_worker_is_current (job->worker));
  g_mutex_lock (&job->fixture->lock);
  g_string_append_c (job->fixture->order, job->letter);
  g_mutex_unlock (&job->fixture->lock);
  g_task_return_int (task, job->letter);
}

/* Holds the worker until release(): what is queued meanwhile shows the order. */
static void
hold (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  Fixture *fixture = job->fixture;

  g_mutex_lock (&fixture->lock);
  fixture->started = TRUE;
  g_cond_broadcast (&fixture->changed);
  while (!fixture->released)
    g_cond_wait (&fixture->changed, &fixture->lock);
  g_mutex_unlock (&fixture->lock);
  g_task_return_int (task, job->letter);
}

static void
wait_started (Fixture *fixture)
{
  g_mutex_lock (&fixture->lock);
  while (!fixture->started)
    g_cond_wait (&fixture->changed, &fixture->lock);
  g_mutex_unlock (&fixture->lock);
}

static void
release (Fixture *fixture)
{
  g_mutex_lock (&fixture->lock);
  fixture->released = TRUE;
  g_cond_broadcast (&fixture->changed);
  g_mutex_unlock (&fixture->lock);
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), >, 0);
  g_assert_no_error (error);
  fixture->finished++;
  fixture->delivered_in = g_thread_self ();
}

static void
push (Fixture *fixture, ChoshoWorker *worker, GTaskThreadFunc function, char letter, int priority)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_done_cb, fixture);
  Job *job = g_new (Job, 1);

  *job = (Job) { fixture, worker, letter };
  g_task_set_task_data (task, job, g_free);
  chosho_worker_push (worker, task, function, priority);
}

static void
wait_finished (Fixture *fixture, guint count)
{
  while (fixture->finished < count)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoWorker) worker = chosho_worker_new ("order");

  push (fixture, worker, hold, 'h', G_PRIORITY_DEFAULT);
  wait_started (fixture);
  push (fixture, worker, append_letter, 'd', G_PRIORITY_LOW);
  push (fixture, worker, append_letter, 'b', G_PRIORITY_DEFAULT);
  push (fixture, worker, append_letter, 'e', G_PRIORITY_LOW);
  push (fixture, worker, append_letter, 'a', G_PRIORITY_HIGH);
  push (fixture, worker, append_letter, 'c', G_PRIORITY_DEFAULT);
  release (fixture);
  wait_finished (fixture, 6);

  g_assert_cmpstr (fixture->order->str, ==, "abcde");
  g_assert_true (fixture->delivered_in == g_thread_self ());
  g_assert_false (chosho_worker_is_current (worker));
}

static void
test_not_current_in_other_worker (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoWorker) first = chosho_worker_new ("first");
  g_autoptr (ChoshoWorker) second = chosho_worker_new ("second");

  push (fixture, first, append_letter, 'a', 0); /* the job itself asserts its worker */
  push (fixture, second, append_letter, 'b', 0);
  wait_finished (fixture, 2);
  g_assert_cmpuint (fixture->order->len, ==, 2);
}

/* What is queued runs before stop() returns; what comes later is refused, not lost in silence. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoWorker) worker = chosho_worker_new ("stop");
  g_autoptr (GTask) late = g_task_new (NULL, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  Job job = { fixture, worker, 'z' };

  push (fixture, worker, hold, 'h', 0);
  for (char letter = 'a'; letter <= 'e'; letter++)
    push (fixture, worker, append_letter, letter, 0);
  release (fixture);
  chosho_worker_stop (worker);
  g_assert_cmpstr (fixture->order->str, ==, "abcde");

  g_task_set_task_data (late, &job, NULL);
  chosho_worker_push (worker, late, append_letter, 0);
  g_assert_cmpint (g_task_propagate_int (late, &error), ==, -1);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->order->str, ==, "abcde");

  chosho_worker_stop (worker);
  wait_finished (fixture, 6);
}

static void
test_dispose_drains (Fixture *fixture, gconstpointer data)
{
  ChoshoWorker *worker = chosho_worker_new ("drain");
  Job job = { fixture, NULL, 'a' };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_done_cb, fixture);

  g_task_set_task_data (task, &job, NULL);
  chosho_worker_push (worker, task, append_letter, 0);
  g_object_unref (worker);
  g_assert_cmpstr (fixture->order->str, ==, "a");
  wait_finished (fixture, 1);
}

static void
drop_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  g_mutex_lock (&job->fixture->lock);
  while (!job->fixture->released)
    g_cond_wait (&job->fixture->changed, &job->fixture->lock);
  g_mutex_unlock (&job->fixture->lock);
  g_object_unref (job->worker);
  g_task_return_int (task, job->letter);
}

/* The last reference dropped in the worker's own thread: no deadlock, the queue still runs. */
static void
test_dispose_in_own_thread (Fixture *fixture, gconstpointer data)
{
  ChoshoWorker *worker = chosho_worker_new ("own");
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_done_cb, fixture);
  Job job = { fixture, NULL, 'b' };

  push (fixture, worker, drop_worker, 'a', 0); /* takes over our reference */
  g_task_set_task_data (task, &job, NULL);
  chosho_worker_push (worker, task, append_letter, 0);
  release (fixture);
  wait_finished (fixture, 2);
  g_assert_cmpstr (fixture->order->str, ==, "b");
}

#define ADD(name, function) g_test_add ("/base/worker/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_order);
  ADD ("two-workers", test_not_current_in_other_worker);
  ADD ("stop", test_stop);
  ADD ("dispose-drains", test_dispose_drains);
  ADD ("dispose-in-own-thread", test_dispose_in_own_thread);
  return g_test_run ();
}
