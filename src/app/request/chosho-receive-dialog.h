/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoReceiveDialog: what came back from the client, file by file, the unmatched first: what each seems to answer and
 * why, and the choice that a person confirms. Nothing is taken in before "Take In".
 * Signal "take" (ChoshoValue* the arguments of "request receive", int a descriptor that they need, to be closed by who takes it
 * once the command is done; -1: none).
 */
#define CHOSHO_TYPE_RECEIVE_DIALOG (chosho_receive_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoReceiveDialog, chosho_receive_dialog, CHOSHO, RECEIVE_DIALOG, AdwWindow)

/* @source: the path of the folder, archive or file. */
ChoshoReceiveDialog *chosho_receive_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *source);

G_END_DECLS
