/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-index-filler.h"

/* Rows change hands by the batch, since waking a thread costs more than most rows do. */
#define ROWS_IN_BATCH 128
/* What may wait: some 4,000 rows, a few MiB, however slow the disk is. */
#define BATCHES_QUEUED 32

/* A row, or what the index knows of an event. */
typedef struct
{
  char *kind, *id, *sort; /* owned */
  char *control;          /* (nullable) owned */
  char *json;             /* owned */
  ChoshoEventFacts *event; /* (nullable) owned, with its texts: then nothing else is set */
} FillRow;

static ChoshoEventFacts *
event_facts_copy (const ChoshoEventFacts *facts)
{
  ChoshoEventFacts *copy = g_memdup2 (facts, sizeof *facts);

  copy->id = g_strdup (facts->id);
  copy->chain = g_strdup (facts->chain);
  copy->action = g_strdup (facts->action);
  copy->author = g_strdup (facts->author);
  copy->code = g_strdup (facts->code);
  copy->about = g_strdup (facts->about);
  return copy;
}

static void
event_facts_free (ChoshoEventFacts *facts)
{
  g_free ((char *) facts->id);
  g_free ((char *) facts->chain);
  g_free ((char *) facts->action);
  g_free ((char *) facts->author);
  g_free ((char *) facts->code);
  g_free ((char *) facts->about);
  g_free (facts);
}

struct _ChoshoIndexFiller
{
  ChoshoIndex *index;
  GThread     *thread;
  GPtrArray   *batch;  /* (owned) (element-type FillRow): the caller's, not queued yet */
  GMutex       lock;   /* of all below */
  GCond        moved;  /* a batch was queued or taken, or there will be no more */
  GQueue       queued; /* (element-type GPtrArray) */
  gboolean     ending;
  GError      *error;  /* (nullable) of the first row that failed */
};

static void
fill_row_free (gpointer data)
{
  FillRow *row = data;

  g_free (row->kind);
  g_free (row->id);
  g_free (row->sort);
  g_free (row->control);
  g_free (row->json);
  g_clear_pointer (&row->event, event_facts_free);
  g_free (row);
}

static GPtrArray *
batch_new (void)
{
  return g_ptr_array_new_full (ROWS_IN_BATCH, fill_row_free);
}

/* (transfer full) (nullable): the next batch; NULL where no more will come. */
static GPtrArray *
take_batch (ChoshoIndexFiller *self)
{
  GPtrArray *batch;

  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->queued) && !self->ending)
    g_cond_wait (&self->moved, &self->lock);
  batch = g_queue_pop_head (&self->queued);
  g_cond_signal (&self->moved);
  g_mutex_unlock (&self->lock);
  return batch;
}

static gboolean
write_row (ChoshoIndexFiller *self, const FillRow *row, GError **error)
{
  if (row->event != NULL)
    return chosho_index_put_event (self->index, row->event, error);
  return chosho_index_put_row (self->index, row->kind, row->id, row->sort, row->control, row->json, error);
}

static gboolean
write_batch (ChoshoIndexFiller *self, GPtrArray *batch, GError **error)
{
  for (guint i = 0; i < batch->len; i++)
    if (!write_row (self, g_ptr_array_index (batch, i), error))
      return FALSE;
  return TRUE;
}

/* After a failure batches are still taken, so that nobody waits for ever. */
static gpointer
fill (gpointer data)
{
  ChoshoIndexFiller *self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *batch;

  while ((batch = take_batch (self)) != NULL)
    {
      if (error == NULL && !write_batch (self, batch, &error))
        {
          g_mutex_lock (&self->lock);
          self->error = g_error_copy (error);
          g_mutex_unlock (&self->lock);
        }
      g_ptr_array_unref (batch);
    }
  return NULL;
}

ChoshoIndexFiller *
chosho_index_filler_new (ChoshoIndex *index)
{
  ChoshoIndexFiller *self = g_new0 (ChoshoIndexFiller, 1);

  self->index = index;
  self->batch = batch_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->moved);
  g_queue_init (&self->queued);
  self->thread = g_thread_new ("index-filler", fill, self);
  return self;
}

/* Queues the caller's batch; FALSE where a row has failed. */
static gboolean
queue_batch (ChoshoIndexFiller *self)
{
  gboolean well;

  g_mutex_lock (&self->lock);
  while (g_queue_get_length (&self->queued) >= BATCHES_QUEUED)
    g_cond_wait (&self->moved, &self->lock);
  g_queue_push_tail (&self->queued, self->batch);
  well = self->error == NULL;
  g_cond_signal (&self->moved);
  g_mutex_unlock (&self->lock);
  self->batch = batch_new ();
  return well;
}

static gboolean
put (ChoshoIndexFiller *self, const FillRow *row)
{
  g_ptr_array_add (self->batch, g_memdup2 (row, sizeof *row));
  return self->batch->len < ROWS_IN_BATCH || queue_batch (self);
}

gboolean
chosho_index_filler_put_row (ChoshoIndexFiller *self, const char *kind, const char *id, const char *sort,
                             const char *control, char *json)
{
  return put (self, &(FillRow) { g_strdup (kind), g_strdup (id), g_strdup (sort), g_strdup (control), json, NULL });
}

gboolean
chosho_index_filler_put_event (ChoshoIndexFiller *self, const ChoshoEventFacts *facts)
{
  return put (self, &(FillRow) { .event = event_facts_copy (facts) });
}

gboolean
chosho_index_filler_finish (ChoshoIndexFiller *self, GError **error)
{
  GError *failed;

  queue_batch (self);
  g_mutex_lock (&self->lock);
  self->ending = TRUE;
  g_cond_signal (&self->moved);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  failed = self->error;
  g_ptr_array_unref (self->batch);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->moved);
  g_free (self);
  if (failed != NULL)
    g_propagate_error (error, failed);
  return failed == NULL;
}
