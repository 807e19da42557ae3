/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoMarksDialog: the marks on one piece of evidence, and those on its older versions that wait for somebody to say where
 * they stand in it: confirmed where their words were found, placed anew, left on the older version, or withdrawn.
 *
 * Signals: "place" (ChoshoValue* row): that mark is to be placed anew, by what is selected in the viewer.
 */
#define CHOSHO_TYPE_MARKS_DIALOG (chosho_marks_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoMarksDialog, chosho_marks_dialog, CHOSHO, MARKS_DIALOG, AdwWindow)

/* @evidence: ids, the one shown first, then its older versions. */
ChoshoMarksDialog *chosho_marks_dialog_new (GtkWindow *parent, ChoshoContext *context, ChoshoValue *evidence);

G_END_DECLS
