/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* URI of the guide in the first of the user's languages that there is one in, English otherwise; it needs no
 * network. NULL where the installation has none. (transfer full) (nullable) */
char *chosho_guide_dup_uri (void);

G_END_DECLS
