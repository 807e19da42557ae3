/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoJob: long work that a person waits for: its words, how far it came, and how to stop it. The
 * working thread writes into the progress; whoever shows the job polls it (10 Hz). Main thread.
 *
 * Signal "ended", once: with the GError (nullable) for which it failed or was cancelled, and how many things were
 * recorded one by one before that (guint; 0 where it is one thing).
 */
#define CHOSHO_TYPE_JOB (chosho_job_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoJob, chosho_job, CHOSHO, JOB, GObject)

/* @title: what is done, as people read it. */
ChoshoJob      *chosho_job_new             (const char *title);
const char     *chosho_job_get_title       (ChoshoJob *self);
ChoshoProgress *chosho_job_get_progress    (ChoshoJob *self); /* borrowed */
GCancellable   *chosho_job_get_cancellable (ChoshoJob *self); /* borrowed */
/* 0 to 1, or below 0 while the whole is not known. */
double          chosho_job_get_fraction    (ChoshoJob *self);
/* Microseconds since it was made. */
gint64          chosho_job_get_age_us      (ChoshoJob *self);
void            chosho_job_cancel          (ChoshoJob *self);
/* For who ran it: emits "ended". @value (nullable): what it answered; @error (nullable): why it was not done. */
void            chosho_job_end             (ChoshoJob *self, ChoshoValue *value, const GError *error);

/* Where what comes of it is seen, as the window names its places; NULL until somebody said. @target (nullable). */
void            chosho_job_set_place       (ChoshoJob *self, const char *place, const char *target);
const char     *chosho_job_get_place       (ChoshoJob *self);
const char     *chosho_job_get_target      (ChoshoJob *self);

G_END_DECLS
