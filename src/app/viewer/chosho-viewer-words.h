/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* What the viewer says beside what it shows. */

/* The record's words on the evidence of @row, one a line. (transfer full) */
char       *chosho_viewer_words_dup_facts  (ChoshoValue *row);
/* What to do about it that evidence cannot be shown; NULL where the message says that itself. */
const char *chosho_viewer_words_get_advice (const GError *error);
/* Why a file of @format (see ChoshoContentInfo) is kept whole. */
const char *chosho_viewer_words_explain    (const char *format);

G_END_DECLS
