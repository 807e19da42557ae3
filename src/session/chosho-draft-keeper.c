/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-draft-keeper.h"

#include "chosho-drafts.h"
#include "chosho-worker.h"

/* How soon what could not be written is tried again: soon after there is room, and no load where there is none. */
#define RETRY_SECONDS 3

struct _ChoshoDraftKeeper
{
  GObject parent_instance;

  char         *folder;
  ChoshoWorker *worker;    /* (owned) */
  ChoshoDrafts *drafts;    /* (owned) (nullable) opened at the first use; on @worker only */
  GHashTable   *unwritten; /* (owned) name -> Work that failed and no later one has overtaken */
  GError       *trouble;   /* (owned) (nullable) why */
  guint         timer;
  guint64       asked;     /* number of saves */
};

G_DEFINE_FINAL_TYPE (ChoshoDraftKeeper, chosho_draft_keeper, G_TYPE_OBJECT)

enum
{
  SIGNAL_TROUBLE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One draft on its way, or whose drafts are asked for. */
typedef struct
{
  char        *person;
  char        *control;
  char        *subject; /* (nullable) */
  ChoshoValue *draft;   /* (nullable) */
  guint64      number;  /* of the save; a later one holds */

  GAsyncReadyCallback callback; /* (nullable) of who saved */
  gpointer            user_data;
} Work;

static Work *
work_new (const char *person, const char *control, const char *subject, ChoshoValue *draft)
{
  Work *self = g_new0 (Work, 1);

  self->person = g_strdup (person);
  self->control = g_strdup (control);
  self->subject = g_strdup (subject);
  self->draft = draft != NULL ? chosho_value_ref (draft) : NULL;
  return self;
}

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

/* Takes @work. */
static void
push (ChoshoDraftKeeper *self, Work *work, GTaskThreadFunc function, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

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

/* --- What could not be written ------------------------------------------------------------------------ */

static gboolean on_retry (gpointer user_data);

static void
set_trouble (ChoshoDraftKeeper *self, const GError *error)
{
  gboolean same = g_strcmp0 (self->trouble != NULL ? self->trouble->message : NULL, error != NULL ? error->message : NULL) == 0;

  if (error != NULL && self->timer == 0)
    self->timer = g_timeout_add_seconds (RETRY_SECONDS, on_retry, self);
  if (error == NULL)
    g_clear_handle_id (&self->timer, g_source_remove);
  if (same)
    return;
  g_clear_error (&self->trouble);
  self->trouble = error != NULL ? g_error_copy (error) : NULL;
  g_signal_emit (self, signals[SIGNAL_TROUBLE_CHANGED], 0);
}

static char *
dup_name (const Work *work)
{
  return g_strjoin ("\n", work->person, work->control, work->subject, NULL);
}

/* A later save of the same holds, written or not. */
static void
note_saved (ChoshoDraftKeeper *self, const Work *work, const GError *error)
{
  g_autofree char *name = dup_name (work);
  const Work *before = g_hash_table_lookup (self->unwritten, name);

  if (before != NULL && before->number > work->number)
    return;
  if (error == NULL)
    g_hash_table_remove (self->unwritten, name);
  else
    {
      Work *kept = work_new (work->person, work->control, work->subject, work->draft);

      kept->number = work->number;
      g_hash_table_replace (self->unwritten, g_steal_pointer (&name), kept);
    }
  if (error != NULL || g_hash_table_size (self->unwritten) == 0)
    set_trouble (self, error);
  else if (before == NULL)
    on_retry (self); /* there is room again */
}

/* The result is looked at here and left for who saved. */
static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ChoshoDraftKeeper *self = CHOSHO_DRAFT_KEEPER (source);
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean saved = g_task_propagate_boolean (G_TASK (result), &error);
  g_autoptr (GTask) told = work->callback != NULL ? g_task_new (self, NULL, work->callback, work->user_data) : NULL;

  note_saved (self, work, error);
  if (told != NULL && saved)
    g_task_return_boolean (told, TRUE);
  else if (told != NULL)
    g_task_return_error (told, g_steal_pointer (&error));
}

static gboolean
on_retry (gpointer user_data)
{
  ChoshoDraftKeeper *self = user_data;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->unwritten);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Work *kept = value;
      Work *work = work_new (kept->person, kept->control, kept->subject, kept->draft);

      work->number = kept->number;
      push (self, work, save_thread, on_saved_cb, NULL);
    }
  return G_SOURCE_CONTINUE;
}

/* What was @written (nullable) of a person's drafts on a control, as it would stand had all been. (transfer full) */
static ChoshoValue *
merge_unwritten (ChoshoDraftKeeper *self, const Work *asked, ChoshoValue *written)
{
  ChoshoValue *merged = chosho_value_new_object ();
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < chosho_value_get_length (written); i++)
    {
      const char *subject = chosho_value_get_key (written, i);
      g_autofree char *name = g_strjoin ("\n", asked->person, asked->control, subject, NULL);

      if (!g_hash_table_contains (self->unwritten, name))
        chosho_value_set (merged, subject, chosho_value_ref (chosho_value_get_member_at (written, i)));
    }
  g_hash_table_iter_init (&iter, self->unwritten);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Work *kept = value;

      if (kept->draft != NULL && g_str_equal (kept->person, asked->person) && g_str_equal (kept->control, asked->control))
        chosho_value_set (merged, kept->subject, chosho_value_ref (kept->draft));
    }
  return merged;
}

const GError *
chosho_draft_keeper_get_trouble (ChoshoDraftKeeper *self)
{
  return self->trouble;
}

guint
chosho_draft_keeper_get_n_unwritten (ChoshoDraftKeeper *self)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->unwritten);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += ((const Work *) value)->draft != NULL;
  return n;
}

/* --- Public ----------------------------------------------------------------------------------------------- */

void
chosho_draft_keeper_save_async (ChoshoDraftKeeper *self, const char *person, const char *control, const char *subject, ChoshoValue *draft,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  Work *work = work_new (person, control, subject, draft);

  work->number = ++self->asked;
  work->callback = callback;
  work->user_data = user_data;
  push (self, work, save_thread, on_saved_cb, NULL);
}

gboolean
chosho_draft_keeper_save_finish (ChoshoDraftKeeper *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
chosho_draft_keeper_list_async (ChoshoDraftKeeper *self, const char *person, const char *control, GAsyncReadyCallback callback, gpointer user_data)
{
  push (self, work_new (person, control, NULL, NULL), list_thread, callback, user_data);
}

ChoshoValue *
chosho_draft_keeper_list_finish (ChoshoDraftKeeper *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) unread = NULL;
  g_autoptr (ChoshoValue) written = g_task_propagate_pointer (G_TASK (result), &unread);
  g_autoptr (ChoshoValue) merged = merge_unwritten (self, g_task_get_task_data (G_TASK (result)), written);

  if (written != NULL || chosho_value_get_length (merged) > 0)
    return g_steal_pointer (&merged);
  g_propagate_error (error, g_steal_pointer (&unread));
  return NULL;
}

void
chosho_draft_keeper_close (ChoshoDraftKeeper *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  chosho_worker_stop (self->worker);
}

static void
chosho_draft_keeper_finalize (GObject *object)
{
  ChoshoDraftKeeper *self = CHOSHO_DRAFT_KEEPER (object);

  chosho_draft_keeper_close (self);
  g_hash_table_unref (self->unwritten);
  g_clear_error (&self->trouble);
  g_clear_pointer (&self->drafts, chosho_drafts_free);
  g_object_unref (self->worker);
  g_free (self->folder);
  G_OBJECT_CLASS (chosho_draft_keeper_parent_class)->finalize (object);
}

static void
chosho_draft_keeper_class_init (ChoshoDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_draft_keeper_finalize;
  signals[SIGNAL_TROUBLE_CHANGED] = g_signal_new ("trouble-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chosho_draft_keeper_init (ChoshoDraftKeeper *self)
{
  self->worker = chosho_worker_new ("drafts");
  self->unwritten = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, work_free);
}

ChoshoDraftKeeper *
chosho_draft_keeper_new (const char *folder)
{
  ChoshoDraftKeeper *self = g_object_new (CHOSHO_TYPE_DRAFT_KEEPER, NULL);

  self->folder = g_strdup (folder);
  return self;
}
