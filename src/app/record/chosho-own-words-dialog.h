/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoOwnWordsDialog: what stands instead of entries that stand against each other is written here; it begins with what they say, one after
 * another. Where they differ in more than their words it is asked whose else stands, since nobody's outcome or date is taken silently.
 *
 * Signal "written" (guint number, const char *text), once: the words, never empty; @number, from 1, is whose else stands, 0 where that is asked
 * of nobody.
 */
#define CHOSHO_TYPE_OWN_WORDS_DIALOG (chosho_own_words_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoOwnWordsDialog, chosho_own_words_dialog, CHOSHO, OWN_WORDS_DIALOG, AdwMessageDialog)

/* @conflict: as `conflict list` prints it, with a "text_field". */
ChoshoOwnWordsDialog *chosho_own_words_dialog_new (GtkWindow *parent, ChoshoValue *conflict);

G_END_DECLS
