/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* Bringing a pack back (持ち帰り): first what would come of it – who did what, when, what stands against each other, what has no
 * effect, what is to be signed again, what is destroyed – and then the deed. Signal "decide": somebody wants to see the conflicts. */
#define CHOSHO_TYPE_MERGE_DIALOG (chosho_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoMergeDialog, chosho_merge_dialog, CHOSHO, MERGE_DIALOG, AdwWindow)

ChoshoMergeDialog *chosho_merge_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *file);

G_END_DECLS
