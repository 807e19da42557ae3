/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"

G_BEGIN_DECLS

/*
 * ChoshoJob: long work that a person waits for: its words, how far it came, and how to stop it. The
 * working thread writes into the progress; whoever shows the job polls it (10 Hz). Main thread.
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

G_END_DECLS
