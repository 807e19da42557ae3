/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-draft-keeper.h"

#include "chosho-drafts.h"
#include "chosho-worker.h"

struct _ChoshoDraftKeeper
{
  GObject parent_instance;

  char         *folder;
  ChoshoWorker *worker; /* (owned) */
  ChoshoDrafts *drafts; /* (owned) (nullable) opened at the first use; on @worker only */
};

G_DEFINE_FINAL_TYPE (ChoshoDraftKeeper, chosho_draft_keeper, G_TYPE_OBJECT)

/* One draft on its way, or whose drafts are asked for. */
typedef struct
{
  char        *person;
  char        *control;
  char        *subject; /* (nullable) */
  ChoshoValue *draft;   /* (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_free (self->person);
  g_free (self->control);
  g_free (self->subject);
  g_clear_pointer (&self->draft, chosho_value_unref);
  g_free (self);
}

static void
push (ChoshoDraftKeeper *self, const char *person, const char *control, const char *subject, ChoshoValue *draft, GTaskThreadFunc function,
      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->person = g_strdup (person);
  work->control = g_strdup (control);
  work->subject = g_strdup (subject);
  work->draft = draft != NULL ? chosho_value_ref (draft) : NULL;
  g_task_set_task_data (task, work, work_free);
  chosho_worker_push (self->worker, task, function, G_PRIORITY_DEFAULT);
}

static ChoshoDrafts *
open_drafts (ChoshoDraftKeeper *self, GError **error)
{
  if (self->drafts == NULL)
    self->drafts = chosho_drafts_open (self->folder, error);
  return self->drafts;
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  ChoshoDrafts *drafts = open_drafts (source, &error);
  Work *work = data;

  if (drafts != NULL && chosho_drafts_put (drafts, work->person, work->control, work->subject, work->draft, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Where nobody has typed yet there is no file, and looking makes none. */
static gboolean
has_none (ChoshoDraftKeeper *self)
{
  g_autofree char *path = g_build_filename (self->folder, CHOSHO_DRAFTS_FILE, NULL);

  return self->drafts == NULL && !g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  Work *work = data;
  ChoshoDrafts *drafts;
  ChoshoValue *found;

  if (has_none (source))
    {
      g_task_return_pointer (task, chosho_value_new_object (), (GDestroyNotify) chosho_value_unref);
      return;
    }
  drafts = open_drafts (source, &error);
  found = drafts != NULL ? chosho_drafts_list (drafts, work->person, work->control, &error) : NULL;
  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) chosho_value_unref);
  else
    g_task_return_error (task, error);
}

void
chosho_draft_keeper_save_async (ChoshoDraftKeeper *self, const char *person, const char *control, const char *subject, ChoshoValue *draft,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  push (self, person, control, subject, draft, save_thread, callback, user_data);
}

gboolean
chosho_draft_keeper_save_finish (ChoshoDraftKeeper *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
chosho_draft_keeper_list_async (ChoshoDraftKeeper *self, const char *person, const char *control, GAsyncReadyCallback callback, gpointer user_data)
{
  push (self, person, control, NULL, NULL, list_thread, callback, user_data);
}

ChoshoValue *
chosho_draft_keeper_list_finish (ChoshoDraftKeeper *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chosho_draft_keeper_close (ChoshoDraftKeeper *self)
{
  chosho_worker_stop (self->worker);
}

static void
chosho_draft_keeper_finalize (GObject *object)
{
  ChoshoDraftKeeper *self = CHOSHO_DRAFT_KEEPER (object);

  chosho_worker_stop (self->worker);
  g_clear_pointer (&self->drafts, chosho_drafts_free);
  g_object_unref (self->worker);
  g_free (self->folder);
  G_OBJECT_CLASS (chosho_draft_keeper_parent_class)->finalize (object);
}

static void
chosho_draft_keeper_class_init (ChoshoDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_draft_keeper_finalize;
}

static void
chosho_draft_keeper_init (ChoshoDraftKeeper *self)
{
  self->worker = chosho_worker_new ("drafts");
}

ChoshoDraftKeeper *
chosho_draft_keeper_new (const char *folder)
{
  ChoshoDraftKeeper *self = g_object_new (CHOSHO_TYPE_DRAFT_KEEPER, NULL);

  self->folder = g_strdup (folder);
  return self;
}
