/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-control-page.h"
#include "chosho-workspace.h"

G_BEGIN_DECLS

/*
 * ChoshoStepRecorder: how what is typed into the cards of a control page becomes the record.
 *
 * Within a second of typing a draft of it is on this machine's disk, under the person who typed it, and
 * nothing in the record. When the person leaves the step, the control or the window, or asks for it, the
 * whole form becomes one event, where it is complete; where it is not, it stays a draft. Where somebody
 * else recorded the step meanwhile, only the person's own word replaces that.
 */
#define CHOSHO_TYPE_STEP_RECORDER (chosho_step_recorder_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoStepRecorder, chosho_step_recorder, CHOSHO, STEP_RECORDER, GObject)

/* @page must outlive it. */
ChoshoStepRecorder *chosho_step_recorder_new (ChoshoControlPage *page, ChoshoWorkspace *workspace);
/* The page shows @control now, to @person (member id, NULL: nobody who may write): reads the drafts.
 * Does nothing where both are as before. */
void                chosho_step_recorder_set_control (ChoshoStepRecorder *self, const char *control, const char *person);
/* The control or the window is left: what is complete is recorded (TRUE: there was some), the rest kept. */
gboolean            chosho_step_recorder_leave (ChoshoStepRecorder *self);
/* The person asks for it: records @card, or says on it what is lacking. */
void                chosho_step_recorder_record (ChoshoStepRecorder *self, ChoshoStepCard *card);

G_END_DECLS
