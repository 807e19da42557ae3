/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The manual page choshoctl(1) in the user's language, in the language of man(7), from the same tables as the
 * help: it cannot name what is not there nor miss what is. @macros (nullable): what the language needs besides
 * ("ja.tmac", so that lines break between characters). (transfer full) */
char *chosho_cli_manual (const char *macros);

G_END_DECLS
