/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Objects that the record names and that no pack brought here: absent by somebody's choice, not lost. A list of digests,
 * one a line, in the file "absent" of the engagement's folder; it is no part of the record, and who can write the folder
 * can change it. Written under the engagement's lock before the events that name the objects, so that nothing counts as
 * lost meanwhile; a line too many does no harm. Errors: IO, NO_SPACE, INVALID (the file holds something else).
 */
#define CHOSHO_ABSENT_FILE "absent"

/* (transfer full) (element-type utf8): the set, empty where there is no file. */
GHashTable *chosho_absent_read  (const char *folder, GError **error);
/* Writes the set, durably; no file where it is empty. */
gboolean    chosho_absent_write (const char *folder, GHashTable *digests, GError **error);

G_END_DECLS
