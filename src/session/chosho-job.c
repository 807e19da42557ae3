/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-job.h"

struct _ChoshoJob
{
  GObject parent_instance;

  char           *title;       /* (owned) */
  ChoshoProgress *progress;    /* (owned) */
  GCancellable   *cancellable; /* (owned) */
  gint64          began_us;
  char           *place;       /* (owned) (nullable) */
  char           *target;      /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoJob, chosho_job, G_TYPE_OBJECT)

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
chosho_job_finalize (GObject *object)
{
  ChoshoJob *self = CHOSHO_JOB (object);

  g_free (self->title);
  chosho_progress_unref (self->progress);
  g_object_unref (self->cancellable);
  g_free (self->place);
  g_free (self->target);
  G_OBJECT_CLASS (chosho_job_parent_class)->finalize (object);
}

static void
chosho_job_class_init (ChoshoJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_job_finalize;
  signals[SIGNAL_ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_UINT);
}

static void
chosho_job_init (ChoshoJob *self)
{
  self->progress = chosho_progress_new ();
  self->cancellable = g_cancellable_new ();
  self->began_us = g_get_monotonic_time ();
}

ChoshoJob *
chosho_job_new (const char *title)
{
  ChoshoJob *self = g_object_new (CHOSHO_TYPE_JOB, NULL);

  self->title = g_strdup (title);
  return self;
}

const char *
chosho_job_get_title (ChoshoJob *self)
{
  return self->title;
}

ChoshoProgress *
chosho_job_get_progress (ChoshoJob *self)
{
  return self->progress;
}

GCancellable *
chosho_job_get_cancellable (ChoshoJob *self)
{
  return self->cancellable;
}

double
chosho_job_get_fraction (ChoshoJob *self)
{
  guint64 done, total;

  chosho_progress_get (self->progress, &done, &total);
  return total > 0 ? MIN (1.0, (double) done / (double) total) : -1.0;
}

gint64
chosho_job_get_age_us (ChoshoJob *self)
{
  return g_get_monotonic_time () - self->began_us;
}

void
chosho_job_cancel (ChoshoJob *self)
{
  g_cancellable_cancel (self->cancellable);
}

void
chosho_job_end (ChoshoJob *self, ChoshoValue *value, const GError *error)
{
  gboolean one_by_one = value != NULL && chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY;

  g_signal_emit (self, signals[SIGNAL_ENDED], 0, error, one_by_one ? chosho_value_get_length (value) : 0);
}

void
chosho_job_set_place (ChoshoJob *self, const char *place, const char *target)
{
  g_free (self->place);
  self->place = g_strdup (place);
  g_free (self->target);
  self->target = g_strdup (target);
}

const char *
chosho_job_get_place (ChoshoJob *self)
{
  return self->place;
}

const char *
chosho_job_get_target (ChoshoJob *self)
{
  return self->target;
}
