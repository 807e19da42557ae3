/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* How errors are shown, by domain and code, in one place: what a refusal lists is read in a dialog, a
 * mistyped word is a toast, all else is a dialog to copy from. */

/* The words of all blockers in a command's result, one a line; NULL where there are none. (transfer full) */
char *chosho_error_view_dup_blockers (ChoshoValue *result);
/* @widget: any of the window concerned. @result (nullable): what the command gave beside the error. */
void  chosho_error_view_show         (GtkWidget *widget, const GError *error, ChoshoValue *result);
/* A dialog with a text that can be selected and copied whole. */
void  chosho_error_view_show_text    (GtkWidget *widget, const char *heading, const char *body);
/* A short note in the window of @widget. */
void  chosho_error_view_toast        (GtkWidget *widget, const char *text);

G_END_DECLS
