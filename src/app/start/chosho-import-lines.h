/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* What an import says, as lines of text for people; no widgets. */

/* Lines of a plan shown one by one; the counts above them are of all. */
#define CHOSHO_IMPORT_LINES_MAX 2000

/* "1156 added, 3 changed, 2 unchanged, 1 not in the file (kept)". (transfer full) */
char  *chosho_import_lines_dup_summary (ChoshoValue *result);
/* A dry run's plan: "+ 8.1.2.1 管理責任者", "~ …" changed, "…: not in the file, kept"; before them the notices. (transfer full) */
GStrv  chosho_import_lines_of_plan     (ChoshoValue *result);
/* What a refusal would have replaced: "~ 8.1.2.1 管理責任者"; empty where it names nothing. (transfer full) */
GStrv  chosho_import_lines_of_changes  (ChoshoValue *result);
/* Every problem: place, value, reason. (transfer full) */
GStrv  chosho_import_lines_of_problems (ChoshoValue *result);
/* The same as a table to paste: file, sheet, row, column, value, reason, by tabs. (transfer full) */
char  *chosho_import_lines_dup_table   (ChoshoValue *result);

G_END_DECLS
