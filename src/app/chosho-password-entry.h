/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A field for a password that a dialog asks for: what was typed can be shown, Enter is the dialog's answer. @name: what assistive technologies
 * tell. (transfer floating) */
GtkWidget *chosho_password_entry_new (const char *name);

G_END_DECLS
