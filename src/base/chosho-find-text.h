/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Finding words in a text as a reader means them: full and half width, kana width and case are one,
 * and neither blanks nor the line breaks inside a word count. What looks into one document and what
 * looks into all of them find the same, since both compare folded texts.
 */
typedef struct
{
  guint first;        /* character offset into the text */
  guint n_characters; /* of the text, blanks within the hit included */
} ChoshoHit;

/* The form in which texts are compared: each character with the marks behind it by NFKC and without case; 〜 as ～, and
 * likewise what else CP932 and JIS read differently; no blanks, no line breaks, nothing invisible, and no hyphen that parts a word at the end of a line. (transfer full) */
char   *chosho_find_text_fold (const char *text);

/* All places of @needle in @text, none of them overlapping: those where its folded form stands in the folded text. Empty
 * where @needle has no letter. (transfer full) (element-type ChoshoHit) */
GArray *chosho_find_text (const char *text, const char *needle);

G_END_DECLS
