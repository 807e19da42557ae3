/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-workspace.h"

G_BEGIN_DECLS

/* Makes the working paper of @control as it is now and puts it on paper: asks first, as chosho_print_document() does; what fails is
 * told. @widget: any of the window concerned, which it keeps meanwhile. */
void chosho_paper_print (GtkWidget *widget, ChoshoWorkspace *workspace, const char *control);

G_END_DECLS
