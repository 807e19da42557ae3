/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-object-store.h"

G_BEGIN_DECLS

/*
 * What kind of file a piece of evidence is, as an Internet media type: what the intake writes into the
 * record. A hint for people and programs; nothing is opened by it. The first bytes are compared with known
 * marks and none is interpreted, so no confinement is needed; where they tell of a container or of nothing,
 * the name's ending decides between what such a file may be.
 */

/* Of a file of @name that begins with the @size_bytes bytes @head (all, or CHOSHO_MEDIA_TYPE_BYTES of
 * them). "application/octet-stream" where nothing tells. Static. */
#define CHOSHO_MEDIA_TYPE_BYTES 1024 /* what the marks look at */
const char *chosho_media_type_guess     (const guint8 *head, gsize size_bytes, const char *name);
/* Of the object @sha256 that was taken in as @name; by the name alone where it cannot be read. Static. */
const char *chosho_media_type_of_object (ChoshoObjectStore *store, const char *sha256, const char *name);

G_END_DECLS
