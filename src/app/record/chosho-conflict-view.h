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
 * Signal "decide" (const char *conflict, guint number): that one, from 1, is to stand.
 */
#define CHOSHO_TYPE_CONFLICT_VIEW (chosho_conflict_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoConflictView, chosho_conflict_view, CHOSHO, CONFLICT_VIEW, AdwBin)

/* @conflict: as `conflict list` prints it. (transfer floating) */
GtkWidget *chosho_conflict_view_new (ChoshoContext *context, ChoshoValue *conflict);

G_END_DECLS
