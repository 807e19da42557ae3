/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoPaperDialog: a new general paper, blank or from one of the firm's templates, whose text is read before it is
 * chosen. A refusal is said in the form; what is typed is kept as a draft until it is recorded. Signal "done" (id).
 */
#define CHOSHO_TYPE_PAPER_DIALOG (chosho_paper_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPaperDialog, chosho_paper_dialog, CHOSHO, PAPER_DIALOG, AdwWindow)

ChoshoPaperDialog *chosho_paper_dialog_new (GtkWindow *parent, ChoshoContext *context);

G_END_DECLS
