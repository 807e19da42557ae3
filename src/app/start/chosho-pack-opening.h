/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @path: the new working copy; @identity (nullable): the file of the key that opened the pack. Both borrowed. */
typedef void (*ChoshoPackOpened) (const char *path, const char *identity, gpointer user_data);

/* Asks over @parent for a pack, for what opens it – its passphrase, or a key – and for a new folder, and makes the working copy there. What goes
 * wrong is shown there. @callback is called where it was made; @destroy frees @user_data. */
void chosho_pack_opening_begin (GtkWindow *parent, ChoshoPackOpened callback, gpointer user_data, GDestroyNotify destroy);

G_END_DECLS
