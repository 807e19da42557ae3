/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-member-pictures.h"

G_BEGIN_DECLS

/* One picture in a flow: asked for when it is drawn, not when it is made. Signal "clicked". */
#define CHOSHO_TYPE_FLOW_PICTURE (chosho_flow_picture_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFlowPicture, chosho_flow_picture, CHOSHO, FLOW_PICTURE, GtkWidget)

/* @name is what a screen reader says. */
GtkWidget *chosho_flow_picture_new (ChoshoMemberPictures *pictures, guint member, const char *name);

G_END_DECLS
