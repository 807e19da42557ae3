/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoCommentView: one comment of the client on a line of a draft: what the draft said, what the client says of it and proposes, what the
 * report says now, and what was decided.
 *
 * Signal "decide" (const char *state): "accepted" or "declined", for which the reason is asked next.
 */
#define CHOSHO_TYPE_COMMENT_VIEW (chosho_comment_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoCommentView, chosho_comment_view, CHOSHO, COMMENT_VIEW, AdwBin)

/* @comment: as `report comments list` prints it. */
GtkWidget   *chosho_comment_view_new         (ChoshoContext *context, ChoshoValue *comment);
ChoshoValue *chosho_comment_view_get_comment (ChoshoCommentView *self); /* borrowed */
/* Gives the focus to where it is decided. */
void         chosho_comment_view_focus       (ChoshoCommentView *self);

G_END_DECLS
