/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* How a thing came to stand where it stands: each state of @trail ([{state, text, by, at, day?}], oldest first) with its
 * words, who and when. @word is what people read for a state. */
GtkWidget *chosho_trail_new (ChoshoValue *trail, const char *(*word) (const char *code));

G_END_DECLS
