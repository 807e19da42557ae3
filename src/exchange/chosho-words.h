/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The Japanese and English names that people give to columns and to coded values
 * (data/synonyms/columns.json and words.json, compiled in). Read once; any thread.
 */

/* The code that @text stands for in @list ("phase", "technique", …), e.g. "inspection" for 閲覧.
 * Borrowed, immortal; NULL where the word is not known. */
const char *chosho_words_find (const char *list, const char *text);

/* The code of @list whose word ends the header key @key; @rest becomes the key without it (owned).
 * The longest word wins. NULL and @rest untouched where none does. */
const char *chosho_words_find_suffix (const char *list, const char *key, char **rest);

/* The first word for @code in @list, for texts made by the program ("規程・マニュアル"). @english
 * takes the first word in ASCII letters instead. Borrowed, immortal; NULL for an unknown code. */
const char *chosho_words_get_label (const char *list, const char *code, gboolean english);

/* What @list knows, one word for each code with its English in brackets: "閲覧 (inspection), 観察 (observation)".
 * For messages about a word that is not known. (transfer full) */
char       *chosho_words_dup_known (const char *list);

/* Field that the header key @key names in the column set @set ("criteria"), and in @rank how
 * preferred that name is (0 first). Borrowed, immortal; NULL where it is not known. */
const char *chosho_words_find_field (const char *set, const char *key, guint *rank);

/* TRUE where the column set @set has a field called @field. */
gboolean    chosho_words_has_field (const char *set, const char *field);

G_END_DECLS
