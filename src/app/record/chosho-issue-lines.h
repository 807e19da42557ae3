/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"

G_BEGIN_DECLS

/* One line of what stands against the issue: something to be mended, or a rule that many controls do not meet yet, which
 * holds them. */
#define CHOSHO_TYPE_ISSUE_LINE (chosho_issue_line_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoIssueLine, chosho_issue_line, CHOSHO, ISSUE_LINE, GObject)

const char  *chosho_issue_line_get_text    (ChoshoIssueLine *self);
/* What is to be mended, or the first of what is held: their rule is the same. Borrowed. */
ChoshoValue *chosho_issue_line_get_blocker (ChoshoIssueLine *self);
/* NULL where it holds none. Borrowed. */
GListModel  *chosho_issue_line_get_lines   (ChoshoIssueLine *self);

/* The lines of @blockers (nullable), as "report check" lists them: what one control misses at several stages is one line, and a rule
 * that more than a few do not meet is a line that holds them, where its first would be. (transfer full) */
GListModel  *chosho_issue_lines_new        (ChoshoContext *context, ChoshoValue *blockers);
/* How many things in @lines, those held by others too, block: what a person who mends one after the other has before them. Warnings
 * are not counted. */
guint        chosho_issue_lines_count      (GListModel *lines);

G_END_DECLS
