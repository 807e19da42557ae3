/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* What the client said of drafts of the report, comment by comment, and where each is decided. */
#define CHOSHO_TYPE_COMMENTS_DIALOG (chosho_comments_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoCommentsDialog, chosho_comments_dialog, CHOSHO, COMMENTS_DIALOG, AdwWindow)

/* @comment (nullable): the id of the one that is looked for. */
ChoshoCommentsDialog *chosho_comments_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *comment);

G_END_DECLS
