/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts the loaded @document on paper, as the viewer shows it: asks first, shows progress, and what failed. What cannot
 * be printed here is told. @widget: any of the window concerned. @charset (nullable): in which a text is read. @name:
 * what the job is called where others may see it, and what stands at the foot of a text. */
void chosho_print_document (GtkWidget *widget, ChoshoDocument *document, const char *charset, const char *name);
/* The same of the cells of sheet @sheet, called @sheet_name ("" of a CSV). */
void chosho_print_sheet    (GtkWidget *widget, ChoshoDocument *document, guint sheet, const char *sheet_name, const char *name);

G_END_DECLS
