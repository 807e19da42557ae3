/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @password: what was typed; NULL where nobody wants to say it. */
typedef void (*ChoshoPasswordFunc) (const char *password, gpointer user_data);

/* Asks for the password of @name. @func is called once. */
void chosho_password_dialog_ask (GtkWindow *parent, const char *name, ChoshoPasswordFunc func, gpointer user_data);

G_END_DECLS
