/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-text-builder.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-member-reader.h"
#include "chosho-object-store.h"
#include "chosho-search-words.h"
#include "chosho-text-extract.h"
#include "chosho-text-store.h"

#define THREADS 2
#define QUIET_NICENESS 10

typedef struct
{
  ChoshoObjectStore *objects;     /* borrowed */
  ChoshoValue       *unread;      /* borrowed */
  ChoshoProgress    *progress;    /* (nullable) borrowed */
  GCancellable      *cancellable; /* (nullable) borrowed */
  gboolean           quietly;
  guint              band;        /* of contents */

  GMutex             lock;        /* over what follows */
  ChoshoTextStore   *store;       /* (owned) */
  guint              next;
  ChoshoValue       *counts;      /* (owned) */
  ChoshoValue       *problems;    /* (owned) */
  GError            *error;       /* (owned) (nullable) why it does not go on */
} Builder;

/* One of the threads. Members of one archive follow each other: it stays open. */
typedef struct
{
  Builder            *builder;
  ChoshoMemberReader *archive; /* (owned) (nullable) */
  const char         *of;      /* (borrowed) (nullable) its SHA-256 */
} Thread;

static guint
find_band (void)
{
  guint band = 0;

  while (chosho_search_words_nth (band)->fields != NULL)
    band++;
  return band;
}

/* The next file; NULL where there is none, or no sense in going on. */
static ChoshoValue *
take_next (Builder *self)
{
  ChoshoValue *item = NULL;

  g_mutex_lock (&self->lock);
  if (self->error == NULL && g_cancellable_is_cancelled (self->cancellable))
    g_set_error_literal (&self->error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Reading the evidence was cancelled; what was read until then is kept"));
  if (self->error == NULL && self->next < chosho_value_get_length (self->unread))
    item = chosho_value_get_item (self->unread, self->next++);
  g_mutex_unlock (&self->lock);
  return item;
}

static void
count (Builder *self, const char *key)
{
  chosho_value_set_integer (self->counts, key, chosho_value_get_integer (self->counts, key, 0) + 1);
}

static void
note_problem (Builder *self, ChoshoValue *item, const char *code)
{
  ChoshoValue *problem = chosho_value_new_object ();

  chosho_value_set_string (problem, "sha256", chosho_value_get_string (item, "sha256"));
  chosho_value_set_string (problem, "name", chosho_value_get_string (item, "name"));
  chosho_value_set_string (problem, "code", code);
  chosho_value_append (self->problems, problem);
}

static gboolean
put (Builder *self, const char *sha256, const ChoshoTextExtract *extract, GError **error)
{
  ChoshoTextOwner owner = {
    .kind = CHOSHO_TEXT_OBJECT, .name = sha256, .stamp = CHOSHO_TEXT_VERSION, .state = extract->state, .code = extract->code,
    .format = extract->format, .charset = extract->charset, .blank = extract->blank,
  };

  if (!chosho_text_store_begin (self->store, error))
    return FALSE;
  if (chosho_text_store_put (self->store, &owner, self->band, extract->units, error))
    return chosho_text_store_commit (self->store, error);
  chosho_text_store_rollback (self->store);
  return FALSE;
}

/* The lock is held. */
static void
keep (Builder *self, ChoshoValue *item, const ChoshoTextExtract *extract)
{
  if (self->error != NULL || !put (self, chosho_value_get_string (item, "sha256"), extract, &self->error))
    return;
  count (self, "read");
  count (self, extract->state);
  if (extract->code != NULL)
    note_problem (self, item, extract->code);
}

/* The lock is held. Bytes that are not here, or that the disk does not give, say nothing about the next file. */
static void
give_up (Builder *self, ChoshoValue *item, GError *error)
{
  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CONFINEMENT))
    {
      if (self->error == NULL)
        self->error = g_error_copy (error);
      return;
    }
  count (self, "absent");
  note_problem (self, item, chosho_error_code (error));
}

/* -1 with @error. */
static int
open_member (Thread *self, ChoshoValue *item, GError **error)
{
  const char *of = chosho_value_get_string (item, "of");

  if (g_strcmp0 (of, self->of) != 0)
    {
      g_clear_pointer (&self->archive, chosho_member_reader_free);
      self->of = NULL;
    }
  if (self->archive == NULL)
    self->archive = chosho_member_reader_new (self->builder->objects, of, chosho_value_get_string (item, "of_name"), NULL, error);
  if (self->archive == NULL)
    return -1;
  self->of = of;
  return chosho_member_reader_open (self->archive, chosho_value_get (item, "path"), NULL, self->builder->cancellable, error);
}

static ChoshoTextExtract *
read_object (Thread *self, ChoshoValue *item, GError **error)
{
  gboolean member = chosho_value_get (item, "path") != NULL;
  GError *local_error = NULL;
  int fd = member ? open_member (self, item, &local_error)
                  : chosho_object_store_open_object (self->builder->objects, chosho_value_get_string (item, "sha256"), &local_error);
  ChoshoTextExtract *extract;

  if (fd < 0)
    {
      extract = member ? chosho_text_extract_new_failed (local_error) : NULL;
      if (extract != NULL)
        g_clear_error (&local_error);
      else
        g_propagate_error (error, local_error);
      return extract;
    }
  extract = chosho_text_extract_read (fd, chosho_value_get_string (item, "name"), self->builder->cancellable, error);
  (void) close (fd);
  return extract;
}

static gpointer
read_thread (gpointer data)
{
  Builder *self = data;
  Thread thread = { .builder = self };
  ChoshoValue *item;

  /* Of this thread, as Linux counts it, and of the helpers that it starts. */
  if (self->quietly && nice (QUIET_NICENESS) < 0)
    g_debug ("Evidence is read as quickly as it can be");
  while ((item = take_next (self)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoTextExtract) extract = read_object (&thread, item, &error);

      g_mutex_lock (&self->lock);
      if (extract != NULL)
        keep (self, item, extract);
      else
        give_up (self, item, error);
      g_mutex_unlock (&self->lock);
      chosho_progress_add (self->progress, 1);
    }
  g_clear_pointer (&thread.archive, chosho_member_reader_free);
  return NULL;
}

static void
run_threads (Builder *self)
{
  GThread *threads[THREADS];

  for (guint i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("text", read_thread, self);
  for (guint i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
}

/* (transfer full) */
static ChoshoValue *
new_counts (void)
{
  static const char *const keys[] = { "read", "text", "partial", "none", "opaque", "failed", "absent" };
  ChoshoValue *counts = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    chosho_value_set_integer (counts, keys[i], 0);
  return counts;
}

gboolean
chosho_text_builder_run (const char *folder, ChoshoObjectStore *objects, ChoshoValue *unread, gboolean quietly, ChoshoProgress *progress,
                         GCancellable *cancellable, ChoshoValue **result, GError **error)
{
  Builder self = {
    .objects = objects, .unread = unread, .progress = progress, .cancellable = cancellable, .quietly = quietly, .band = find_band (),
    .counts = new_counts (), .problems = chosho_value_new_array (),
  };

  g_mutex_init (&self.lock);
  chosho_progress_set_total (progress, chosho_value_get_length (unread));
  self.store = chosho_text_store_open (folder, &self.error);
  if (self.store != NULL)
    run_threads (&self);
  /* The next reader reads the whole log, however old. */
  if (self.store != NULL && self.error == NULL)
    chosho_text_store_checkpoint (self.store, &self.error);
  g_clear_pointer (&self.store, chosho_text_store_free);
  g_mutex_clear (&self.lock);
  chosho_value_set (self.counts, "problems", self.problems);
  *result = self.counts;
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}
