/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-event-subject.h"
#include "chosho-row-tables.h"
#include "chosho-session-private.h"
#include "chosho-worker.h"
#include "chosho-clock.h"
#include "chosho-workspace-private.h"

#define POLL_MS 1000 /* how soon the window sees what others wrote */

struct _ChoshoWorkspace
{
  GObject parent_instance;

  char           *path;
  ChoshoWorker   *writer;        /* (owned) */
  ChoshoWorker   *reader;        /* (owned) */
  ChoshoWorker   *setter;        /* (owned) what takes long and needs no session */
  ChoshoSession  *write_session; /* (owned) used on @writer only */
  ChoshoSession  *read_session;  /* (owned) used on @reader only */
  GError         *closed;        /* (owned) (nullable) why it could not be opened; on @reader only */
  ChoshoIdentity *identity;      /* (owned) (nullable) main thread */
  char           *addition;      /* (owned) (nullable) main thread */
  ChoshoIndex    *view;          /* (owned) (nullable) main thread: rows by primary key */
  ChoshoIndex    *next_view;     /* (owned) (nullable) atomic: what takes the place of @view */
  char           *copied;        /* (owned) (nullable) last event in the copy that @view is; on @reader only */
  ChoshoDraftKeeper *drafts;     /* (owned) (nullable) while opening */
  GListStore     *jobs;          /* (owned) (element-type ChoshoJob) main thread */
  ChoshoRowTables *tables;       /* (owned) on @reader only */
  gint64          arrival;       /* last event in the index as last seen; on @reader only */
  guint           poll_source;
  gboolean        polling;
};

G_DEFINE_FINAL_TYPE (ChoshoWorkspace, chosho_workspace, G_TYPE_OBJECT)

enum
{
  SIGNAL_OPENED,
  SIGNAL_CHANGED,
  SIGNAL_RECORDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A command on its way: everything it needs, and what came of it. */
typedef struct
{
  char           *command;
  ChoshoValue    *args;
  ChoshoIdentity *identity;
  ChoshoJob      *job;       /* (nullable) */
  char           *operation; /* (nullable) where it writes */
  char           *addition;  /* (nullable) */
  ChoshoValue    *value;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_free (self->command);
  g_clear_pointer (&self->args, chosho_value_unref);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  g_clear_object (&self->job);
  g_free (self->operation);
  g_free (self->addition);
  g_clear_pointer (&self->value, chosho_value_unref);
  g_free (self);
}

static GTask *
new_task (gpointer source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE); /* what was committed is not reported as cancelled */
  return task;
}

/* The index on the reading worker, caught up. Where it has no file (nothing can be written here), the main
 * thread gets a copy of its own to read from, and the file again when it can be had. */
static ChoshoIndex *
get_index (ChoshoWorkspace *self, GError **error)
{
  ChoshoIndex *index = chosho_session_get_index (self->read_session, error);
  ChoshoIndex *next = NULL;
  ChoshoIndexState state;
  g_autofree char *arrival = NULL;

  if (index == NULL)
    return NULL;
  if (chosho_index_is_in_memory (index))
    {
      chosho_index_get_meta (index, "arrival", &arrival, NULL);
      if (g_strcmp0 (arrival, self->copied) != 0)
        next = chosho_session_make_index_in_memory (self->read_session, NULL);
    }
  else if (self->copied != NULL)
    next = chosho_index_open_reader (chosho_engagement_folder_get_index_path (self->read_session->folder),
                                     CHOSHO_PROJECTION_VERSION, &state, NULL);
  if (next != NULL)
    {
      g_free (self->copied);
      self->copied = g_steal_pointer (&arrival);
      next = g_atomic_pointer_exchange (&self->next_view, next);
      g_clear_pointer (&next, chosho_index_free); /* nobody had read from it yet */
    }
  return index;
}

/* --- Opening and closing ---------------------------------------------------------------------------- */

static void
chosho_workspace_dispose (GObject *object)
{
  ChoshoWorkspace *self = CHOSHO_WORKSPACE (object);

  chosho_workspace_close (self);
  g_clear_object (&self->writer);
  g_clear_object (&self->reader);
  g_clear_object (&self->setter);
  g_clear_object (&self->write_session);
  g_clear_object (&self->read_session);
  g_clear_pointer (&self->view, chosho_index_free);
  g_clear_pointer (&self->next_view, chosho_index_free);
  g_clear_error (&self->closed);
  g_clear_pointer (&self->copied, g_free);
  g_clear_pointer (&self->tables, chosho_row_tables_free);
  g_clear_object (&self->jobs);
  g_clear_object (&self->drafts);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  g_clear_pointer (&self->addition, g_free);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (chosho_workspace_parent_class)->dispose (object);
}

static void
chosho_workspace_class_init (ChoshoWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_workspace_dispose;
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RECORDED] = g_signal_new ("recorded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                           G_TYPE_STRING, G_TYPE_STRING, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
chosho_workspace_init (ChoshoWorkspace *self)
{
  self->writer = chosho_worker_new ("write");
  self->reader = chosho_worker_new ("read");
  self->setter = chosho_worker_new ("set");
  self->jobs = g_list_store_new (CHOSHO_TYPE_JOB);
  self->tables = chosho_row_tables_new ();
  self->arrival = -1;
}

void
chosho_workspace_close (ChoshoWorkspace *self)
{
  g_clear_handle_id (&self->poll_source, g_source_remove);
  if (self->writer != NULL)
    chosho_worker_stop (self->writer);
  if (self->reader != NULL)
    chosho_worker_stop (self->reader);
  if (self->setter != NULL)
    chosho_worker_stop (self->setter);
  if (self->drafts != NULL)
    chosho_draft_keeper_close (self->drafts);
}

static void
on_poll_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ChoshoWorkspace *self = CHOSHO_WORKSPACE (source);

  self->polling = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* On the reading worker: TRUE where the index holds another last event than before. (SQLite's data
 * version would miss what this very connection caught up.) */
static void
poll_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ChoshoWorkspace *self = source;
  ChoshoIndex *index = get_index (self, NULL);
  g_autofree char *text = NULL;
  gint64 arrival = self->arrival;
  gboolean changed;

  if (index != NULL && chosho_index_get_meta (index, "arrival", &text, NULL) && text != NULL)
    arrival = g_ascii_strtoll (text, NULL, 10);
  changed = self->arrival >= 0 && arrival != self->arrival;
  self->arrival = arrival;
  g_task_return_boolean (task, changed);
}

static void
poll_now (ChoshoWorkspace *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->polling)
    return;
  self->polling = TRUE;
  task = new_task (self, NULL, on_poll_done, NULL);
  chosho_worker_push (self->reader, task, poll_thread, G_PRIORITY_LOW);
}

static gboolean
on_poll (gpointer user_data)
{
  poll_now (user_data);
  return G_SOURCE_CONTINUE;
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ChoshoWorkspace *self = source;
  GError *error = NULL;

  self->read_session = chosho_session_open (self->path, &error);
  if (self->read_session != NULL)
    self->write_session = chosho_session_open (self->path, &error);
  if (self->write_session != NULL && get_index (self, &error) != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->closed = g_error_copy (error);
  g_task_return_error (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ChoshoWorkspace *self = CHOSHO_WORKSPACE (source);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      self->poll_source = g_timeout_add (POLL_MS, on_poll, self);
      poll_now (self);
    }
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, error);
}

ChoshoWorkspace *
chosho_workspace_open (const char *path)
{
  ChoshoWorkspace *self = g_object_new (CHOSHO_TYPE_WORKSPACE, NULL);
  g_autoptr (GTask) task = new_task (self, NULL, on_opened, NULL);

  self->path = g_strdup (path);
  self->drafts = chosho_draft_keeper_new (path);
  chosho_worker_push (self->reader, task, open_thread, G_PRIORITY_DEFAULT);
  return self;
}

const char *
chosho_workspace_get_path (ChoshoWorkspace *self)
{
  return self->path;
}

ChoshoObjectStore *
chosho_workspace_get_objects (ChoshoWorkspace *self)
{
  return chosho_session_get_objects (self->read_session);
}

const GError *
chosho_workspace_get_read_only (ChoshoWorkspace *self)
{
  const GError *folder = chosho_engagement_folder_get_read_only (self->read_session->folder);

  return folder != NULL ? folder : self->read_session->log_read_only;
}

ChoshoDraftKeeper *
chosho_workspace_get_drafts (ChoshoWorkspace *self)
{
  return self->drafts;
}

void
chosho_workspace_push_read (ChoshoWorkspace *self, GTask *task, GTaskThreadFunc function)
{
  chosho_worker_push (self->reader, task, function, G_PRIORITY_DEFAULT);
}

void
chosho_workspace_push_set (ChoshoWorkspace *self, GTask *task, GTaskThreadFunc function)
{
  chosho_worker_push (self->setter, task, function, G_PRIORITY_DEFAULT);
}

ChoshoSession *
chosho_workspace_get_read_session (ChoshoWorkspace *self)
{
  g_assert (chosho_worker_is_current (self->reader));
  return self->read_session;
}

/* --- Identity ----------------------------------------------------------------------------------------- */

void
chosho_workspace_set_identity (ChoshoWorkspace *self, ChoshoIdentity *identity)
{
  if (identity != NULL)
    chosho_identity_ref (identity);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  self->identity = identity;
}

void
chosho_workspace_set_addition (ChoshoWorkspace *self, const char *reason)
{
  g_free (self->addition);
  self->addition = g_strdup (reason);
}

const char *
chosho_workspace_get_addition (ChoshoWorkspace *self)
{
  return self->addition;
}

ChoshoIdentity *
chosho_workspace_get_identity (ChoshoWorkspace *self)
{
  return self->identity;
}

/* --- Commands ------------------------------------------------------------------------------------------ */

/* Verification reads the folder by itself, for minutes: lists and commands go on meanwhile. */
static gboolean
needs_session (const ChoshoCommand *command)
{
  return (command->flags & CHOSHO_COMMAND_FOLDER) == 0;
}

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ChoshoWorkspace *self = source;
  Run *run = data;
  const ChoshoCommand *command = chosho_command_lookup (run->command);
  gboolean writes = (command->flags & CHOSHO_COMMAND_WRITES) != 0;
  ChoshoCommandContext context = {
    .session = needs_session (command) ? writes ? self->write_session : self->read_session : NULL,
    .path = self->path, .identity = run->identity, .args = run->args, .operation = run->operation, .addition = run->addition,
    .cancellable = cancellable, .progress = run->job != NULL ? chosho_job_get_progress (run->job) : NULL,
  };
  GError *error = NULL;
  gboolean done;

  if (context.session != NULL)
    chosho_session_set_identity (context.session, run->identity);
  done = chosho_command_run (command, &context, &run->value, &error);
  g_free (context.note); /* the window's own pages say it */
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
push_run (ChoshoWorkspace *self, const char *command, ChoshoValue *args, GCancellable *cancellable, ChoshoJob *job,
          GAsyncReadyCallback callback, gpointer user_data)
{
  const ChoshoCommand *found = chosho_command_lookup (command);
  gboolean writes;
  g_autoptr (GTask) task = NULL;
  Run *run = g_new0 (Run, 1);

  g_assert (found != NULL);
  writes = (found->flags & CHOSHO_COMMAND_WRITES) != 0;
  run->command = g_strdup (command);
  run->args = args;
  run->operation = writes ? g_uuid_string_random () : NULL;
  run->addition = g_strdup (self->addition);
  run->identity = self->identity != NULL ? chosho_identity_ref (self->identity) : NULL;
  /* Whatever writes may have to wait for another program: then that is seen, and can be ended. */
  if (job != NULL)
    run->job = g_object_ref (job);
  else if (writes && cancellable == NULL)
    run->job = chosho_job_new (_("Writing to the record"));
  if (run->job != NULL)
    g_list_store_append (self->jobs, run->job);
  task = new_task (self, run->job != NULL ? chosho_job_get_cancellable (run->job) : cancellable, callback, user_data);
  g_task_set_task_data (task, run, run_free);
  chosho_worker_push (!needs_session (found) ? self->setter : writes ? self->writer : self->reader, task, run_thread, G_PRIORITY_DEFAULT);
}

void
chosho_workspace_run_async (ChoshoWorkspace *self, const char *command, ChoshoValue *args, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  push_run (self, command, args, cancellable, NULL, callback, user_data);
}

void
chosho_workspace_run_job_async (ChoshoWorkspace *self, const char *command, ChoshoValue *args, ChoshoJob *job,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  push_run (self, command, args, chosho_job_get_cancellable (job), job, callback, user_data);
}

/* Whether an act on many things was done on some of them, though the command as a whole says that others were refused. */
static gboolean
is_partly_done (ChoshoValue *value)
{
  ChoshoValue *results = chosho_value_get (value, "results");

  for (guint i = 0; i < chosho_value_get_length (results); i++)
    if (chosho_value_get_boolean (chosho_value_get_item (results, i), "done", FALSE))
      return TRUE;
  return FALSE;
}

gboolean
chosho_workspace_run_finish (ChoshoWorkspace *self, GAsyncResult *result, ChoshoValue **value, GError **error)
{
  Run *run = g_task_get_task_data (G_TASK (result));
  GError *reason = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &reason);
  guint position;

  if (run->job != NULL && g_list_store_find (self->jobs, run->job, &position))
    {
      g_list_store_remove (self->jobs, position);
      chosho_job_end (run->job, run->value, reason);
    }
  if (run->operation != NULL && (done || is_partly_done (run->value)))
    g_signal_emit (self, signals[SIGNAL_RECORDED], 0, run->command, run->operation, run->args, run->value);
  if (value != NULL)
    *value = g_steal_pointer (&run->value);
  poll_now (self);
  if (!done)
    g_propagate_error (error, reason);
  return done;
}

GListModel *
chosho_workspace_get_jobs (ChoshoWorkspace *self)
{
  return G_LIST_MODEL (self->jobs);
}

/* --- Queries ---------------------------------------------------------------------------------------------- */

static void
query_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ChoshoWorkspace *self = source;
  ChoshoRowQuery *query = data;
  GError *error = NULL;
  ChoshoIndex *index = get_index (self, &error);
  GPtrArray *ids = index != NULL ? chosho_row_tables_query (self->tables, index, query, &error) : NULL;

  if (ids != NULL)
    g_task_return_pointer (task, ids, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
chosho_workspace_query_async (ChoshoWorkspace *self, ChoshoRowQuery *query, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, chosho_row_query_ref (query), (GDestroyNotify) chosho_row_query_unref);
  chosho_worker_push (self->reader, task, query_thread, G_PRIORITY_HIGH);
}

GPtrArray *
chosho_workspace_query_finish (ChoshoWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  ChoshoIndex *index;
  ChoshoValue *row; /* (owned) (nullable) */
} EventRow;

static gboolean
on_event_facts (const ChoshoEventFacts *facts, gpointer user_data)
{
  EventRow *reading = user_data;
  ChoshoValue **row = &reading->row;
  guint n_more;
  g_autofree char *about = chosho_event_subject_dup_words (reading->index, facts, &n_more);
  g_autofree char *at = chosho_time_format (facts->time_us);

  *row = chosho_value_new_object ();
  chosho_value_set_string (*row, "id", facts->id);
  chosho_value_set_string (*row, "chain", facts->chain);
  chosho_value_set_integer (*row, "seq", facts->seq);
  chosho_value_set_string (*row, "action", facts->action);
  chosho_value_set_string (*row, "author", facts->author);
  chosho_value_set_string (*row, "at", at);
  chosho_value_set_boolean (*row, "effective", facts->effective);
  chosho_value_set_string (*row, "code", facts->code);
  chosho_value_set_string (*row, "about", about);
  chosho_value_set_integer (*row, "about_more", n_more);
  return TRUE;
}

/* (transfer full) (nullable) */
static ChoshoValue *
read_event_row (ChoshoIndex *index, const char *id)
{
  EventRow reading = { .index = index };

  chosho_index_get_event (index, id, on_event_facts, &reading, NULL, NULL);
  return reading.row;
}

ChoshoValue *
chosho_workspace_read_row_from (ChoshoIndex *index, const char *kind, const char *id)
{
  ChoshoValue *row = NULL;
  g_autofree char *json = NULL;

  if (strcmp (kind, "event") == 0)
    row = read_event_row (index, id);
  else if (chosho_index_get_row (index, kind, id, &json, NULL) && json != NULL)
    row = chosho_value_parse (json, strlen (json), NULL);
  return row;
}

ChoshoValue *
chosho_workspace_read_row (ChoshoWorkspace *self, const char *kind, const char *id)
{
  ChoshoIndexState state;
  ChoshoIndex *next = g_atomic_pointer_exchange (&self->next_view, NULL);

  if (next != NULL)
    {
      g_clear_pointer (&self->view, chosho_index_free);
      self->view = next;
    }
  if (self->view == NULL)
    self->view = chosho_index_open_reader (chosho_engagement_folder_get_index_path (self->read_session->folder),
                                           CHOSHO_PROJECTION_VERSION, &state, NULL);
  return self->view != NULL ? chosho_workspace_read_row_from (self->view, kind, id) : NULL;
}

/* --- Rows ----------------------------------------------------------------------------------------------- */

/* Which rows are asked for. */
typedef struct
{
  char **own;     /* kinds of which only the control's rows are wanted */
  char **all;
  char  *control; /* (nullable) */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_strfreev (self->own);
  g_strfreev (self->all);
  g_free (self->control);
  g_free (self);
}

static gboolean
list_kinds (ChoshoWorkspace *self, char **kinds, const char *control, ChoshoValue *out, GError **error)
{
  for (; kinds != NULL && *kinds != NULL; kinds++)
    {
      ChoshoValue *rows = chosho_session_list_rows (self->read_session, *kinds, control, error);

      if (rows == NULL)
        return FALSE;
      chosho_value_set (out, *kinds, rows);
    }
  return TRUE;
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ChoshoWorkspace *self = source;
  Listing *listing = data;
  g_autoptr (ChoshoValue) rows = chosho_value_new_object ();
  GError *error = NULL;

  if (self->closed != NULL)
    g_task_return_error (task, g_error_copy (self->closed));
  else if (list_kinds (source, listing->own, listing->control, rows, &error) && list_kinds (source, listing->all, NULL, rows, &error))
    g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) chosho_value_unref);
  else
    g_task_return_error (task, error);
}

void
chosho_workspace_list_async (ChoshoWorkspace *self, const char *const *own, const char *const *all, const char *control,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, NULL, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  listing->own = g_strdupv ((char **) own);
  listing->all = g_strdupv ((char **) all);
  listing->control = g_strdup (control);
  g_task_set_task_data (task, listing, listing_free);
  chosho_worker_push (self->reader, task, list_thread, G_PRIORITY_DEFAULT);
}

ChoshoValue *
chosho_workspace_list_finish (ChoshoWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
