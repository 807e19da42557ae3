/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-import.h"

G_BEGIN_DECLS

/* Rows of a sheet that came back: what they say is proposed, and recorded only of those that somebody confirmed by naming them. */

/* Whether @row may be recorded; says why not. */
typedef gboolean (*ChoshoAnswerCheck) (ChoshoValue *row, GError **error);

/* Those of @rows, each with its number as "row", that the argument "row" names, each once. Error where it names none (USAGE), one that
 * answers nothing (NOT_FOUND), or which @import could not read (INVALID, with the problems in @result), or where @check (nullable: all may)
 * says no. (element-type ChoshoValue) (transfer container) */
GPtrArray *chosho_answer_choose (ChoshoCommandContext *context, ChoshoValue *rows, ChoshoImport *import, ChoshoAnswerCheck check,
                                 ChoshoValue **result, GError **error);

/* What a command that read them prints: what each of @rows proposes, what was @recorded of it (transfer full), and what @import says of the
 * other rows of @source, a file's name. (transfer full) */
ChoshoValue *chosho_answer_describe (ChoshoValue *rows, ChoshoValue *recorded, ChoshoImport *import, const char *source, gboolean dry_run);

G_END_DECLS
