/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * ChoshoMemberPictures: the pictures inside a document, each rendered by a process of its own that ends
 * then. Few are kept. Signal "loaded" (guint member): it was rendered, or cannot be.
 */
#define CHOSHO_TYPE_MEMBER_PICTURES (chosho_member_pictures_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoMemberPictures, chosho_member_pictures, CHOSHO, MEMBER_PICTURES, GObject)

ChoshoMemberPictures *chosho_member_pictures_new (ChoshoDocument *container);
/* The picture of @member, or NULL: *@failed where it cannot be shown (EMF and its like, damage), else it
 * was begun to be rendered. Borrowed. */
GdkTexture           *chosho_member_pictures_get (ChoshoMemberPictures *self, guint member, gboolean *failed);

G_END_DECLS
