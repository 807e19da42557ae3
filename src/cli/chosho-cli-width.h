/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text in the cells of a terminal: East Asian wide characters take two. Any thread. */

/* Cells that valid UTF-8 @text takes. */
gsize chosho_cli_width    (const char *text);
/* @text without what would steer a terminal or turn the direction of the line (client's file names
 * may hold anything): control and direction characters become "·", line ends become spaces unless
 * @lines. (transfer full) */
char *chosho_cli_clean    (const char *text, gboolean lines);
/* @text cut to @cells with "…" where it is longer. (transfer full) */
char *chosho_cli_cut      (const char *text, gsize cells);
/* @text broken into lines of at most @cells, each but the first after @indent spaces. Breaks at
 * spaces, or between wide characters. (transfer full) */
char *chosho_cli_wrap     (const char *text, gsize cells, gsize indent);

G_END_DECLS
