/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Puts this process and all that come of it under the system-call filter of the place called @name: "plain" (none),
 * "no-user-namespaces", "flatpak". FALSE where there is no such place, or no filter can be set. */
gboolean surroundings_enter (const char *name);

G_END_DECLS
