/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text of an HTML page, in lines: no script or style, nothing fetched, pictures as their words.
 * @html is valid UTF-8 without U+0000. (transfer full) */
char *chosho_html_to_text (const char *html, gsize size_bytes);

G_END_DECLS
