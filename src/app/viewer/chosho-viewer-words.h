/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-content.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/* What the viewer says beside what it shows. */

/* The record's words on the evidence of @row, one a line. (transfer full) */
char       *chosho_viewer_words_dup_facts  (ChoshoValue *row);
/* When, with what and where a picture says that it was taken, in one line; NULL where it says nothing. (transfer full) */
char       *chosho_viewer_words_dup_claim  (const ChoshoContentInfo *info);
/* What to do about it that evidence cannot be shown; NULL where the message says that itself. */
const char *chosho_viewer_words_get_advice (const GError *error);
/* Whether @format (see ChoshoContentInfo) is a video or sound, which is cited by time. */
gboolean    chosho_viewer_words_is_timed   (const char *format);
/* Why a file of @format is kept whole. */
const char *chosho_viewer_words_explain    (const char *format);

G_END_DECLS
