/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* Rows of marks in words and signs, the same wherever marks are seen. */

/* The sign of the legend; "※" of a note, "→" of a reference. Borrowed. */
const char    *chosho_mark_words_get_sign   (ChoshoValue *row);
/* Whether it leads somewhere: to other evidence, another place of it, or a step. */
gboolean       chosho_mark_words_is_reference (ChoshoValue *row);
/* Its sign with its number, "✓3": what parts marks of one colour. (transfer full) */
char          *chosho_mark_words_dup_badge  (ChoshoValue *row);
/* Marks of one step, else of one element, have one colour. Static. */
const GdkRGBA *chosho_mark_words_get_colour (ChoshoValue *row);
/* "p.3", "Line 12" of a place as the viewer takes it; "" where it has none. (transfer full) */
char          *chosho_mark_words_dup_place  (const char *place);
/* Its sign, reference, evidence and place: "✓3  E-K7QX-0412 p.3". (transfer full) */
char          *chosho_mark_words_dup_head   (ChoshoValue *row);
/* The quote, remark and element, each on its line; "" where there is none. (transfer full) */
char          *chosho_mark_words_dup_body   (ChoshoValue *row);
/* What somebody has to know of its state; NULL where it simply stands. (transfer full) (nullable) */
char          *chosho_mark_words_dup_state  (ChoshoValue *row);

G_END_DECLS
