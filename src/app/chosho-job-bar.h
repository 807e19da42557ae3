/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-job.h"

G_BEGIN_DECLS

/* The long work under way, with its progress and Cancel; hidden while there is none that took half a
 * second. */
#define CHOSHO_TYPE_JOB_BAR (chosho_job_bar_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoJobBar, chosho_job_bar, CHOSHO, JOB_BAR, GtkBox)

/* @jobs: a list of ChoshoJob. */
void chosho_job_bar_set_jobs (ChoshoJobBar *self, GListModel *jobs);

/* How far @job is, on @bar: a part of it, or that something goes on where that is not known. */
void chosho_job_show_progress (ChoshoJob *job, GtkProgressBar *bar);

G_END_DECLS
