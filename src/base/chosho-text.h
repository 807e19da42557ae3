/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Search form of @text: NFKC, case folded, white space runs to one space, trimmed. Only search and header
 * matching use it; records keep the original. (transfer full) */
char    *chosho_text_normalise (const char *text);

/* Header-cell form: as chosho_text_normalise() and without any white space or punctuation
 * around words, so that "管理策 番号", "管理策番号" and "管理策（番号）" meet. (transfer full) */
char    *chosho_text_header_key (const char *text);

/* Full-width digits, letters, dots, hyphens and slashes to ASCII, trimmed: for control numbers and dates
 * as people type them. (transfer full) */
char    *chosho_text_fold_width (const char *text);

/* A GHashFunc for texts, many times faster than g_str_hash() on long ones such as ids and keys of the record. */
guint    chosho_text_hash (gconstpointer text);

/* TRUE for valid UTF-8 without U+0000 of exactly @size_bytes. */
gboolean chosho_text_is_valid (const char *text, gsize size_bytes);

G_END_DECLS
