/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Finding words in the text of a page or line as a reader means them: full and half width, kana width
 * and case are one, and neither blanks nor the line breaks inside a word count.
 */
typedef struct
{
  guint first;        /* character offset into the text */
  guint n_characters; /* of the text, blanks within the hit included */
} ChoshoHit;

/* All places of @needle in @text, none of them overlapping. Empty where @needle has no letter.
 * (transfer full) (element-type ChoshoHit) */
GArray *chosho_find_text (const char *text, const char *needle);

G_END_DECLS
