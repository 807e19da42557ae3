/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-progress.h"

struct _ChoshoProgress
{
  gatomicrefcount references;
  guint64         done;  /* atomic access only */
  guint64         total; /* atomic access only; 0 while it is not known */
};

/* (transfer full) Both counters start at 0. */
ChoshoProgress *
chosho_progress_new (void)
{
  ChoshoProgress *self = g_new0 (ChoshoProgress, 1);

  g_atomic_ref_count_init (&self->references);
  return self;
}

/* (nullable): NULL stays NULL. */
ChoshoProgress *
chosho_progress_ref (ChoshoProgress *self)
{
  if (self != NULL)
    g_atomic_ref_count_inc (&self->references);
  return self;
}

void
chosho_progress_unref (ChoshoProgress *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->references))
    g_free (self);
}

void
chosho_progress_set_total (ChoshoProgress *self, guint64 total)
{
  if (self != NULL)
    __atomic_store_n (&self->total, total, __ATOMIC_RELAXED);
}

void
chosho_progress_add (ChoshoProgress *self, guint64 done)
{
  if (self != NULL)
    __atomic_fetch_add (&self->done, done, __ATOMIC_RELAXED);
}

/* @done and @total may be NULL. The two are read one after the other: a reader may see a count that
 * belongs to the next total, which a progress bar clips. */
void
chosho_progress_get (ChoshoProgress *self, guint64 *done, guint64 *total)
{
  if (self == NULL)
    return;
  if (done != NULL)
    *done = __atomic_load_n (&self->done, __ATOMIC_RELAXED);
  if (total != NULL)
    *total = __atomic_load_n (&self->total, __ATOMIC_RELAXED);
}
