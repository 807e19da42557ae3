/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-state.h"

G_BEGIN_DECLS

/* Objects whose bytes belong to the record: of what was taken in, with what the file held. Of imported tables only the
 * digest is recorded, and a member of an archive lies in the archive's. */

/* TRUE where @item, of an event of @action, names an object that is held. */
gboolean chosho_held_is_object (const char *action, ChoshoValue *item);

/* Calls @function with the digest and size (-1: unknown) of every such object of admissible events; one may come several
 * times. What was destroyed by decision is among them. */
typedef void (*ChoshoHeldFunc) (ChoshoNode *node, const char *digest, gint64 size_bytes, gpointer user_data);
void     chosho_held_foreach   (ChoshoState *state, ChoshoHeldFunc function, gpointer user_data);

G_END_DECLS
