/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoConflictView: entries that stand against each other, a column each, after what stood before them: fields that differ,
 * texts word by word against what stood before. Below each entry is the button that lets it stand. Where the window has room for one
 * pane only, they stand below each other.
 *
 * What is written in words can be written anew, in a dialog.
 *
 * Signal "decide" (const char *conflict, guint number, const char *text): that one, from 1, is to stand; with @text (nullable) in its words,
 * where @number may be 0. chosho_conflict_view_make_decision() has both as arguments of the command.
 */
#define CHOSHO_TYPE_CONFLICT_VIEW (chosho_conflict_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoConflictView, chosho_conflict_view, CHOSHO, CONFLICT_VIEW, AdwBin)

/* @conflict: as `conflict list` prints it. (transfer floating) */
GtkWidget   *chosho_conflict_view_new (ChoshoContext *context, ChoshoValue *conflict);
/* What the signal says as arguments of `conflict resolve`. (transfer full) */
ChoshoValue *chosho_conflict_view_make_decision (const char *conflict, guint number, const char *text);

G_END_DECLS
