/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * A step sheet (手続記入シート) that came back: what it answers, line by line, none of it chosen. Who looks at it records what they
 * confirm, as their own work; what cannot be recorded says why.
 *
 * Signal "recorded" (guint count), before it closes.
 */
#define CHOSHO_TYPE_ANSWERS_DIALOG (chosho_answers_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoAnswersDialog, chosho_answers_dialog, CHOSHO, ANSWERS_DIALOG, AdwWindow)

/* Begins to read @file. */
ChoshoAnswersDialog *chosho_answers_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *file);

G_END_DECLS
