/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-identity.h"

G_BEGIN_DECLS

/* @identity (nullable): NULL where the person gave up; borrowed. */
typedef void (*ChoshoUnlocked) (ChoshoIdentity *identity, const char *path, gpointer user_data);

/* Unlocks the key in the file @path for this session; its passphrase is taken from the desktop's keyring, where the person had it kept there, or
 * asked for over @parent where it has one and was not given before. What goes wrong is shown there. @destroy frees @user_data. */
void chosho_unlock_key (GtkWindow *parent, const char *path, ChoshoUnlocked callback, gpointer user_data, GDestroyNotify destroy);

G_END_DECLS
