/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"
#include "chosho-row-picker.h"

G_BEGIN_DECLS

/* Searches the evidence that is there already, to link it. */
#define CHOSHO_TYPE_EVIDENCE_PICKER (chosho_evidence_picker_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoEvidencePicker, chosho_evidence_picker, CHOSHO, EVIDENCE_PICKER, ChoshoRowPicker)

ChoshoEvidencePicker *chosho_evidence_picker_new (GtkWindow *parent, ChoshoWorkspace *workspace);
/* It is for @step (nullable) of @control: first comes what is linked to that control already, then what other controls of the same
 * objective use, then the rest. */
void                  chosho_evidence_picker_choose_for (ChoshoEvidencePicker *self, ChoshoContext *context, const char *control, const char *step);
/* One piece is chosen, to look at: "picked" has one id. */
void                  chosho_evidence_picker_choose_one (ChoshoEvidencePicker *self);

G_END_DECLS
