/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pages that a browser shows from the disk: one file each, with its own style, without script and network. */

/* Begins a page in the @language ("ja", "en"). (transfer full) */
GString *chosho_html_new       (const char *language, const char *title);
/* Appends @text (nullable) escaped; line ends become breaks. */
void     chosho_html_text      (GString *page, const char *text);
void     chosho_html_heading   (GString *page, guint level, const char *text);
void     chosho_html_paragraph (GString *page, const char *text);
/* A link to the file @path of the bag, shown as @text. */
void     chosho_html_link      (GString *page, const char *path, const char *text);
/* A table with the column titles @titles, NULL-terminated; then rows of cells. */
void     chosho_html_table     (GString *page, const char *const *titles);
void     chosho_html_row       (GString *page, const char *const *cells, guint n_cells);
void     chosho_html_table_end (GString *page);
void     chosho_html_end       (GString *page);

G_END_DECLS
