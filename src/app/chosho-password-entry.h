/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A field for a password that a dialog asks for: what was typed can be shown, Enter is the dialog's answer. @name: what assistive technologies
 * tell. (transfer floating) */
GtkWidget *chosho_password_entry_new   (const char *name);
/* The same for a row of a form: named by its title, with what in it shows the text. */
void       chosho_password_row_prepare (AdwPasswordEntryRow *row);

G_END_DECLS
