/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * A form that makes one command: the record of an interview (質問記録) or observation (観察記録), a sighting
 * (現地閲覧・画面閲覧), a finding, or the reason that an act needs. Which fields it has follows from its kind
 * (the table in the source). Signal "save" (ChoshoValue *args of the command).
 */
#define CHOSHO_TYPE_RECORD_DIALOG (chosho_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoRecordDialog, chosho_record_dialog, CHOSHO, RECORD_DIALOG, AdwWindow)

/* @kind: "interview", "observation", "sighting", "finding", "consent", "withdraw";
 * @args is taken: the arguments that are known already (the step), to which the fields are added. */
ChoshoRecordDialog *chosho_record_dialog_new (GtkWindow *parent, const char *kind, ChoshoValue *args);
/* The command that the arguments are for: "interview add". */
const char         *chosho_record_dialog_get_command (ChoshoRecordDialog *self);
/* Fills a field before the dialog is shown; unknown names are left alone. */
void                chosho_record_dialog_preset (ChoshoRecordDialog *self, const char *name, const char *text);

G_END_DECLS
