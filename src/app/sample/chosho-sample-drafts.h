/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-sample-sheet.h"
#include "chosho-workspace.h"

G_BEGIN_DECLS

/*
 * ChoshoSampleDrafts: keeps what one person typed into one sample on this machine's disk, within a second of
 * typing, and brings it back. Signals: "loaded" (guint row): a draft came back into the sheet; "failed" (const
 * char *text): it cannot be kept or read, said once.
 */
#define CHOSHO_TYPE_SAMPLE_DRAFTS (chosho_sample_drafts_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSampleDrafts, chosho_sample_drafts, CHOSHO, SAMPLE_DRAFTS, GObject)

/* @sheet must outlive it or its chosho_sample_drafts_stop(). Reads what is there at once. */
ChoshoSampleDrafts *chosho_sample_drafts_new  (ChoshoWorkspace *workspace, const char *person, const char *sample, ChoshoSampleSheet *sheet);
/* The item @row was typed into. */
void                chosho_sample_drafts_note (ChoshoSampleDrafts *self, guint row);
/* The record changed: drafts that are recorded are forgotten on the disk too. */
void                chosho_sample_drafts_sync (ChoshoSampleDrafts *self);
/* Writes what was typed since the last time, and lets go of the sheet. */
void                chosho_sample_drafts_stop (ChoshoSampleDrafts *self);

G_END_DECLS
