/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-workspace.h"

G_BEGIN_DECLS

/* Steps as a field of a form: told by control, phase, technique and their words, chosen from a list that is searched. Signal "changed". */
#define CHOSHO_TYPE_STEP_FIELD (chosho_step_field_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoStepField, chosho_step_field, CHOSHO, STEP_FIELD, AdwActionRow)

/* @several: any number of steps; else the one chosen last. */
GtkWidget  *chosho_step_field_new      (ChoshoWorkspace *workspace, const char *label, gboolean several);
/* The ids, with blanks between them. (borrowed) */
const char *chosho_step_field_get_text (ChoshoStepField *self);
void        chosho_step_field_set_text (ChoshoStepField *self, const char *text);

G_END_DECLS
