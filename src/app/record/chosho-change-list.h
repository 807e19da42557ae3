/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* What one event changed, field by field in words: what was not there before, what was there instead – texts word by word.
 * @changes is what `journal changes` gives. */
GtkWidget *chosho_change_list_new (ChoshoContext *context, ChoshoValue *changes);

G_END_DECLS
