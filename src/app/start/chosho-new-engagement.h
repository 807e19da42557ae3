/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * The guided way to a new engagement: its facts, the key and the confirmation of independence, then it
 * is made; the firm's and the provider's files, the team. What fails on the way is said and can be
 * repeated; what was made stays. Signal "created" (path, identity): it is to be opened with that key.
 */
#define CHOSHO_TYPE_NEW_ENGAGEMENT (chosho_new_engagement_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoNewEngagement, chosho_new_engagement, CHOSHO, NEW_ENGAGEMENT, AdwWindow)

ChoshoNewEngagement *chosho_new_engagement_new (GtkWindow *parent);

G_END_DECLS
