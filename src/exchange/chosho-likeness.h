/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * ChoshoLikeness: the words of a text, to be held against those of many others. Words are runs of letters and digits; of
 * kanji and kana, which no blank divides, every two that follow each other.
 */
typedef struct _ChoshoLikeness ChoshoLikeness;

/* @words: shared by all that are compared, told apart by it: word → number. (transfer full) */
ChoshoLikeness *chosho_likeness_new  (const char *text, GHashTable *words);
void            chosho_likeness_free (ChoshoLikeness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoLikeness, chosho_likeness_free)

/* An empty table of words. (transfer full) */
GHashTable     *chosho_likeness_new_words (void);
/* How many of the words of both stand in both, in per cent rounded down: 100 for the same words, 0 for none in common. */
guint           chosho_likeness_compare (const ChoshoLikeness *a, const ChoshoLikeness *b);

G_END_DECLS
