/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"
#include "chosho-sample-sheet.h"

G_BEGIN_DECLS

/*
 * Beside the grid of a sample: the item of the cursor with what is recorded of it, its remark, its evidence, and
 * the piece that is looked at.
 *
 * Signals: "note-edited" (const char*), "unlink" (id), "drop" (GdkFileList*). Its buttons activate samples.attach,
 * samples.link, samples.keep and samples.discard.
 */
#define CHOSHO_TYPE_SAMPLE_SIDE (chosho_sample_side_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSampleSide, chosho_sample_side, CHOSHO, SAMPLE_SIDE, GtkBox)

void chosho_sample_side_set_context  (ChoshoSampleSide *self, ChoshoContext *context);
/* Shows the item @row of @sheet (nullable: nothing). */
void chosho_sample_side_show         (ChoshoSampleSide *self, ChoshoSampleSheet *sheet, guint row);
void chosho_sample_side_set_editable (ChoshoSampleSide *self, gboolean editable);
void chosho_sample_side_focus_note   (ChoshoSampleSide *self);

G_END_DECLS
