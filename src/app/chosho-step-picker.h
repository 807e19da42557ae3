/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-row-picker.h"

G_BEGIN_DECLS

/* Searches the steps of all procedures, to choose some of them. */
#define CHOSHO_TYPE_STEP_PICKER (chosho_step_picker_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoStepPicker, chosho_step_picker, CHOSHO, STEP_PICKER, ChoshoRowPicker)

/* Several may be chosen, or one. */
ChoshoStepPicker *chosho_step_picker_new      (GtkWindow *parent, ChoshoWorkspace *workspace, gboolean several);
/* "8.1.2.2, Design, Inspection": what a step (row) is called. (transfer full) */
char             *chosho_step_picker_dup_name (ChoshoValue *row);

G_END_DECLS
