/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Has this process leave no memory behind when it crashes: what the client gave is in it, and a key may be. Crash handlers of desktops keep none
 * either then. Called once, first. */
void chosho_core_dump_forbid (void);

G_END_DECLS
