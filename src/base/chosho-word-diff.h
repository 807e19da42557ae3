/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What changed between two texts, word by word. Words are runs of letters and digits of one script;
 * kanji and hiragana, which no space divides, count singly. */
typedef enum
{
  CHOSHO_DIFF_SAME,
  CHOSHO_DIFF_REMOVED, /* only in the old text */
  CHOSHO_DIFF_ADDED,   /* only in the new text */
} ChoshoDiffKind;

typedef struct
{
  ChoshoDiffKind kind;
  char          *text; /* owned, never empty */
} ChoshoDiffPart;

/* The SAME and REMOVED parts one after another are @old, the SAME and ADDED parts @new; what was removed
 * stands before what came in its place. Texts too different to be compared in a moment come out as one
 * removal and one addition. (transfer full) (element-type ChoshoDiffPart) */
GPtrArray *chosho_word_diff (const char *old, const char *new);

G_END_DECLS
