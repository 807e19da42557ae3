/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* The form of an interview record (質問記録) or observation record (観察記録) of one step. Signal
 * "save" (ChoshoValue* args of "interview add" or "observation add"). */
#define CHOSHO_TYPE_RECORD_DIALOG (chosho_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoRecordDialog, chosho_record_dialog, CHOSHO, RECORD_DIALOG, AdwWindow)

/* @kind: "interview" or "observation". */
ChoshoRecordDialog *chosho_record_dialog_new (GtkWindow *parent, const char *kind, const char *step);
const char         *chosho_record_dialog_get_kind (ChoshoRecordDialog *self);

G_END_DECLS
