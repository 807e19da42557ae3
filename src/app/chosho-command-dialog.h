/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoCommandDialog: the form of any command, made from the same table as the command line's help, so
 * that the window asks for neither more nor less than it takes. A refusal is said in the form, and
 * nothing typed is lost: until it is recorded it is kept as a draft under the person, the command and what it is about. Signal "done" (ChoshoValue* result, (nullable)).
 */
#define CHOSHO_TYPE_COMMAND_DIALOG (chosho_command_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoCommandDialog, chosho_command_dialog, CHOSHO, COMMAND_DIALOG, AdwWindow)

/* @command: its name, "finding add". @preset (nullable): arguments that are known already, by their JSON
 * names; they are not asked for. A reference is taken. */
ChoshoCommandDialog *chosho_command_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *command, ChoshoValue *preset);
/* Says above the fields what no field's name says. */
void                 chosho_command_dialog_explain (ChoshoCommandDialog *self, const char *text);
/* What the button says that runs the command, with a mnemonic, where that is not recording. */
void                 chosho_command_dialog_name_act (ChoshoCommandDialog *self, const char *label);
/* Fills a field before the form is shown: what stands now, to be changed. */
void                 chosho_command_dialog_fill (ChoshoCommandDialog *self, const char *argument, const char *text);
/* Offers @value, shown as @words, for a field of one line: the person may choose it or type another. */
void                 chosho_command_dialog_offer (ChoshoCommandDialog *self, const char *argument, const char *value, const char *words);

G_END_DECLS
