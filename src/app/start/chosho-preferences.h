/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What this person's desktop remembers (jp.chosho.Chosho.gschema.xml): how the window looked, what was
 * opened last. Where the schema is not installed nothing is remembered, and all works. Main thread. */

/* Borrowed; NULL without the schema. */
GSettings *chosho_preferences_get_settings    (void);

/* Paths of the engagements opened last, the newest first. (transfer full) */
GStrv      chosho_preferences_list_recent     (void);
void       chosho_preferences_note_recent     (const char *path);
void       chosho_preferences_forget_recent   (const char *path); /* NULL: all */

/* The file of the key used last; NULL before the first. (transfer full) */
char      *chosho_preferences_dup_identity    (void);
void       chosho_preferences_set_identity    (const char *path); /* NULL: none */

/* Whether passphrases are kept in the desktop's keyring: else it is never asked. */
gboolean   chosho_preferences_uses_keyring    (void);
void       chosho_preferences_set_keyring     (gboolean used);

/* Whether who works here knows that the engagement @path lies on a disk that is not encrypted. */
gboolean   chosho_preferences_accepts_plain_disk (const char *path);
void       chosho_preferences_accept_plain_disk  (const char *path);

/* Whether the end of long work is told by the desktop's notifications. */
gboolean   chosho_preferences_wants_notifications (void);
/* Has @choice show and change that; insensitive where nothing could keep it. */
void       chosho_preferences_bind_notifications  (GtkSwitch *choice);

/* Gives @window the size of the last one, and keeps its own. */
void       chosho_preferences_bind_window     (GtkWindow *window);

G_END_DECLS
