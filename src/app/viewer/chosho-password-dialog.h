/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* @password: what was typed; NULL where nobody wants to say it. */
typedef void (*ChoshoPasswordFunc) (const char *password, gpointer user_data);

/* Asks for the password of @name. @func is called once. */
void chosho_password_dialog_ask (GtkWindow *parent, const char *name, ChoshoPasswordFunc func, gpointer user_data);

/* Gives a command @password (nullable: none) as its argument "password_file", by an unnamed file in memory: a descriptor to be
 * closed once the command is done, or -1. */
int  chosho_password_pass       (const char *password, ChoshoValue *args);
/* The same as its @argument. */
int  chosho_password_pass_as    (const char *password, ChoshoValue *args, const char *argument);

G_END_DECLS
