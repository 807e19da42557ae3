/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-text-search.h"

#include "chosho-error.h"
#include "chosho-object-store.h"
#include "chosho-search.h"
#include "chosho-text-builder.h"
#include "chosho-worker.h"

#define BEGIN_AFTER_MS 2000 /* after the opening or a change: a window that opens, or a command after the other, has the disk to itself */
#define PROGRESS_MS 250

struct _ChoshoTextSearch
{
  GObject parent_instance;

  char              *path;
  ChoshoObjectStore *objects;  /* (owned) */
  gboolean           writable;
  ChoshoWorker      *finder;   /* (owned) (nullable) once closed */
  ChoshoWorker      *reader;   /* (owned) (nullable) once closed */
  ChoshoSession     *session;  /* (owned) (nullable) on @finder only */
  ChoshoSearch      *search;   /* (owned) (nullable) on @finder only */

  /* Main thread */
  ChoshoValue       *counts;   /* (owned) (nullable) */
  ChoshoValue       *contents; /* (owned) (nullable) */
  char              *trouble;  /* (owned) (nullable) */
  char              *failure;  /* (owned) (nullable) why the last reading could not go on */
  GCancellable      *reading;  /* (owned) (nullable) while evidence is read */
  ChoshoProgress    *progress; /* (owned) (nullable) of that */
  gboolean           stopped;  /* somebody did, or it could not go on */
  gboolean           surveying;
  gboolean           again;    /* something changed meanwhile */
  guint              begin_source;
  guint              progress_source;
};

G_DEFINE_FINAL_TYPE (ChoshoTextSearch, chosho_text_search, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell_change (ChoshoTextSearch *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* On the finder's thread: opened by the first question. NULL with @error. */
static ChoshoSearch *
need_search (ChoshoTextSearch *self, GError **error)
{
  if (self->search != NULL)
    return self->search;
  if (self->session == NULL)
    self->session = chosho_session_open (self->path, error);
  if (self->session != NULL)
    self->search = chosho_search_new (self->session);
  return self->search;
}

/* --- Finding ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  char *text;
  char *kind; /* (nullable) */
  guint limit;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_free (self->text);
  g_free (self->kind);
  g_free (self);
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  ChoshoSearch *search = g_cancellable_is_cancelled (cancellable) ? NULL : need_search (source, &error);
  g_autoptr (ChoshoValue) kinds = question->kind != NULL ? chosho_value_new_array () : NULL;
  ChoshoValue *answer, *results = NULL;
  gboolean more = FALSE;

  if (kinds != NULL)
    chosho_value_append_string (kinds, question->kind);
  if (search != NULL)
    results = chosho_search_find (search, question->text, kinds, question->limit, &more, cancellable, &error);
  if (results == NULL)
    {
      g_task_return_error (task, error != NULL ? error : g_error_new_literal (CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, ""));
      return;
    }
  answer = chosho_value_new_object ();
  chosho_value_set (answer, "results", results);
  chosho_value_set_boolean (answer, "more", more);
  g_task_return_pointer (task, answer, (GDestroyNotify) chosho_value_unref);
}

void
chosho_text_search_find_async (ChoshoTextSearch *self, const char *text, const char *kind, guint limit, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->text = g_strdup (text);
  question->kind = g_strdup (kind);
  question->limit = limit;
  g_task_set_check_cancellable (task, FALSE); /* our own error says the same */
  g_task_set_task_data (task, question, question_free);
  chosho_worker_push (self->finder, task, find_thread, G_PRIORITY_HIGH);
}

ChoshoValue *
chosho_text_search_find_finish (ChoshoTextSearch *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- How far it is ------------------------------------------------------------------------------------------------- */

/* What a look at it gives. */
typedef struct
{
  ChoshoValue *counts;
  ChoshoValue *contents;
  ChoshoValue *unread;
  char        *trouble; /* (nullable) */
} Survey;

static void
survey_free (gpointer data)
{
  Survey *self = data;

  g_clear_pointer (&self->counts, chosho_value_unref);
  g_clear_pointer (&self->contents, chosho_value_unref);
  g_clear_pointer (&self->unread, chosho_value_unref);
  g_free (self->trouble);
  g_free (self);
}

static void
survey_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  ChoshoSearch *search = need_search (source, &error);
  Survey *survey = g_new0 (Survey, 1);

  if (search != NULL)
    survey->unread = chosho_search_list_unread (search, FALSE, &error);
  if (survey->unread != NULL)
    survey->contents = chosho_search_list_contents (search, &error);
  if (survey->contents != NULL)
    survey->counts = chosho_search_count_evidence (search, &error);
  if (error != NULL || chosho_search_get_trouble (search) != NULL)
    survey->trouble = g_strdup (error != NULL ? error->message : chosho_search_get_trouble (search)->message);
  g_clear_error (&error);
  g_task_return_pointer (task, survey, survey_free);
}

static void read_unread (ChoshoTextSearch *self, ChoshoValue *unread);
static void survey_soon (ChoshoTextSearch *self);

static void
take (ChoshoTextSearch *self, Survey *survey)
{
  g_clear_pointer (&self->counts, chosho_value_unref);
  g_clear_pointer (&self->contents, chosho_value_unref);
  g_free (self->trouble);
  self->counts = g_steal_pointer (&survey->counts);
  self->contents = g_steal_pointer (&survey->contents);
  self->trouble = g_steal_pointer (&survey->trouble);
}

static void
on_survey_cb (GObject *source, GAsyncResult *result, gpointer may_read)
{
  ChoshoTextSearch *self = CHOSHO_TEXT_SEARCH (source);
  Survey *survey = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean read;

  self->surveying = FALSE;
  if (self->finder == NULL)
    {
      survey_free (survey);
      return;
    }
  take (self, survey);
  read = GPOINTER_TO_INT (may_read) && self->writable && !self->stopped && self->reading == NULL && chosho_value_get_length (survey->unread) > 0;
  if (read)
    read_unread (self, survey->unread);
  survey_free (survey);
  tell_change (self);
  if (self->again && self->reading == NULL)
    survey_soon (self);
}

/* @may_read: and reads what was not read. */
static void
look (ChoshoTextSearch *self, gboolean may_read)
{
  g_autoptr (GTask) task = NULL;

  if (self->finder == NULL)
    return;
  self->again = self->surveying || self->reading != NULL;
  if (self->surveying)
    return;
  self->surveying = TRUE;
  task = g_task_new (self, NULL, on_survey_cb, GINT_TO_POINTER (may_read));
  chosho_worker_push (self->finder, task, survey_thread, G_PRIORITY_LOW);
}

static gboolean
on_begin (gpointer user_data)
{
  ChoshoTextSearch *self = user_data;

  self->begin_source = 0;
  look (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
survey_soon (ChoshoTextSearch *self)
{
  if (self->begin_source == 0 && self->finder != NULL)
    self->begin_source = g_timeout_add (BEGIN_AFTER_MS, on_begin, self);
}

/* --- Reading -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  char              *path;
  ChoshoObjectStore *objects;
  ChoshoValue       *unread;
  ChoshoProgress    *progress;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_free (self->path);
  chosho_object_store_unref (self->objects);
  chosho_value_unref (self->unread);
  chosho_progress_unref (self->progress);
  g_free (self);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Reading *reading = data;
  g_autoptr (ChoshoValue) result = NULL;
  GError *error = NULL;

  if (chosho_text_builder_run (reading->path, reading->objects, reading->unread, TRUE, reading->progress, cancellable, &result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Where it could not go on nobody tries again and again; what is missing here is read when something changes. */
static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ChoshoTextSearch *self = CHOSHO_TEXT_SEARCH (source);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->reading);
  g_clear_pointer (&self->progress, chosho_progress_unref);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    self->stopped = TRUE;
  if (error != NULL && !g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    self->failure = g_strdup (error->message);
  look (self, self->again);
  tell_change (self);
}

static gboolean
on_progress (gpointer user_data)
{
  tell_change (user_data);
  return G_SOURCE_CONTINUE;
}

static void
read_unread (ChoshoTextSearch *self, ChoshoValue *unread)
{
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GTask) task = NULL;

  g_clear_pointer (&self->failure, g_free);
  self->reading = g_cancellable_new ();
  self->progress = chosho_progress_new ();
  self->progress_source = g_timeout_add (PROGRESS_MS, on_progress, self);
  reading->path = g_strdup (self->path);
  reading->objects = chosho_object_store_ref (self->objects);
  reading->unread = chosho_value_ref (unread);
  reading->progress = chosho_progress_ref (self->progress);
  task = g_task_new (self, self->reading, on_read_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, reading, reading_free);
  chosho_worker_push (self->reader, task, read_thread, G_PRIORITY_DEFAULT);
}

void
chosho_text_search_read (ChoshoTextSearch *self)
{
  self->stopped = FALSE;
  look (self, TRUE);
}

void
chosho_text_search_stop (ChoshoTextSearch *self)
{
  self->stopped = TRUE;
  g_cancellable_cancel (self->reading);
}

/* --- What is known --------------------------------------------------------------------------------------------------- */

ChoshoValue *
chosho_text_search_get_counts (ChoshoTextSearch *self)
{
  return self->counts;
}

const char *
chosho_text_search_get_trouble (ChoshoTextSearch *self)
{
  return self->trouble != NULL ? self->trouble : self->failure;
}

gboolean
chosho_text_search_can_read (ChoshoTextSearch *self)
{
  return self->writable && self->reading == NULL && chosho_value_get_integer (self->counts, "unread", 0) > 0;
}

const char *
chosho_text_search_get_state (ChoshoTextSearch *self, const char *sha256)
{
  return sha256 != NULL && self->contents != NULL ? chosho_value_get_string (chosho_value_get (self->contents, sha256), "state") : NULL;
}

gboolean
chosho_text_search_is_reading (ChoshoTextSearch *self, guint64 *done, guint64 *total)
{
  *done = *total = 0;
  if (self->reading != NULL)
    chosho_progress_get (self->progress, done, total);
  return self->reading != NULL;
}

/* --- Class ----------------------------------------------------------------------------------------------------------- */

void
chosho_text_search_close (ChoshoTextSearch *self)
{
  g_clear_handle_id (&self->begin_source, g_source_remove);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_cancellable_cancel (self->reading);
  if (self->reader != NULL)
    chosho_worker_stop (self->reader);
  if (self->finder != NULL)
    chosho_worker_stop (self->finder);
  g_clear_object (&self->reader);
  g_clear_object (&self->finder);
}

static void
chosho_text_search_dispose (GObject *object)
{
  ChoshoTextSearch *self = CHOSHO_TEXT_SEARCH (object);

  chosho_text_search_close (self);
  g_clear_pointer (&self->search, chosho_search_free);
  g_clear_object (&self->session);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->progress, chosho_progress_unref);
  g_clear_pointer (&self->counts, chosho_value_unref);
  g_clear_pointer (&self->contents, chosho_value_unref);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->objects, chosho_object_store_unref);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (chosho_text_search_parent_class)->dispose (object);
}

static void
chosho_text_search_class_init (ChoshoTextSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_text_search_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chosho_text_search_init (ChoshoTextSearch *self)
{
  self->finder = chosho_worker_new ("search");
  self->reader = chosho_worker_new ("text");
}

ChoshoTextSearch *
chosho_text_search_new (ChoshoWorkspace *workspace)
{
  ChoshoTextSearch *self = g_object_new (CHOSHO_TYPE_TEXT_SEARCH, NULL);

  self->path = g_strdup (chosho_workspace_get_path (workspace));
  self->objects = chosho_object_store_ref (chosho_workspace_get_objects (workspace));
  self->writable = chosho_workspace_get_read_only (workspace) == NULL;
  g_signal_connect_object (workspace, "changed", G_CALLBACK (survey_soon), self, G_CONNECT_SWAPPED);
  survey_soon (self);
  return self;
}
