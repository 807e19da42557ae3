/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-command.h"
#include "chosho-workspace.h"

G_BEGIN_DECLS

/* One argument of a command as a field of its form (chosho-command-dialog.h): words in one line or several, one of few
 * codes, yes or no, a file, steps. */
typedef struct
{
  const ChoshoCommandArg *arg;    /* static */
  const void             *choice; /* (nullable) static: the codes that may be chosen */
  GtkWidget              *widget; /* AdwEntryRow, GtkTextView, AdwComboRow, GtkSwitch or ChoshoStepField; borrowed */
  GMenu                  *offers; /* (borrowed) (nullable) of an AdwEntryRow's button */
} ChoshoCommandField;

/* Makes the field and adds it to @group, or to @texts where it has several lines. @changed is called, swapped, with
 * @user_data as often as what it holds changes. */
void   chosho_command_field_init (ChoshoCommandField *self, ChoshoWorkspace *workspace, const ChoshoCommand *command, const ChoshoCommandArg *arg,
                                  AdwPreferencesGroup *group, GtkBox *texts, GCallback changed, gpointer user_data);
/* What it is called. (transfer full) */
char  *chosho_command_field_dup_name (const ChoshoCommandField *self);
/* What it holds: words, the code chosen, "1" or "" of yes and no. (transfer full) */
char  *chosho_command_field_dup_text (const ChoshoCommandField *self);
void   chosho_command_field_set_text (const ChoshoCommandField *self, const char *text);
/* Sets it among the arguments of the command; nothing where it is empty. */
void   chosho_command_field_take     (const ChoshoCommandField *self, ChoshoValue *args);
/* Adds one to what is offered in a field of one line; does nothing in others. @action takes (ss): argument and value. */
void   chosho_command_field_offer    (ChoshoCommandField *self, const char *action, const char *value, const char *words);

G_END_DECLS
