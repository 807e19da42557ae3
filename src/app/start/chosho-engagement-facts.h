/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* What the form of a new engagement says while it is filled in; no widgets. The command has the last
 * word. */

/* What is missing or wrong in the arguments of `create`, the first of it; NULL where nothing is. Borrowed. */
const char *chosho_engagement_facts_get_problem (ChoshoValue *args);
/* What is unusual, and the auditor's to decide: a period of more than a year or less than three months,
 * an additional audit that belongs to nothing. NULL for none. Only where there is no problem. Borrowed. */
const char *chosho_engagement_facts_get_warning (ChoshoValue *args);
/* A folder's name after a title: "みほんクラウド 2025.chosho". (transfer full) */
char       *chosho_engagement_facts_dup_folder_name (const char *title);

G_END_DECLS
