/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* The signs of marks beside the line, paragraph or slide on which they stand, white on the colour of their step as over pages. */

/* Whether the mark of @row stands there. */
typedef gboolean (*ChoshoMarkSignsHere) (ChoshoValue *row, gpointer user_data);

/* Those of @marks (nullable) that stand there. (transfer full) */
ChoshoValue *chosho_mark_signs_list     (ChoshoValue *marks, ChoshoMarkSignsHere here, gpointer user_data);
/* "✓1 ✗4"; "" of none. (transfer full) */
char        *chosho_mark_signs_dup_text (ChoshoValue *marks);
/* A box for them, to be filled by chosho_mark_signs_show(). (transfer floating) */
GtkWidget   *chosho_mark_signs_new      (void);
/* Shows @marks in it; of none it is hidden. A reference is a button that leads to what it refers to. */
void         chosho_mark_signs_show     (GtkWidget *signs, ChoshoValue *marks);

G_END_DECLS
