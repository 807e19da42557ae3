/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where two lists of lines differ: @n_old lines from @first_old on became @n_new lines from @first_new on; one of the
 * numbers may be 0. */
typedef struct
{
  guint first_old, n_old;
  guint first_new, n_new;
} ChoshoLineChange;

/* Lines removed or added that are looked for at most: the time grows with their square, and so does the memory (36 MB here). Beyond it what
 * lies between the equal beginnings and ends comes out as one change: two files that have little in common. */
#define CHOSHO_LINE_DIFF_MAX 3000

/* The fewest changes that make @old into @new, in order; lines are equal where their texts are.
 * A list of none may be NULL.
 * (transfer full) (element-type ChoshoLineChange) */
GArray *chosho_line_diff (const char *const *old, guint n_old, const char *const *new, guint n_new);

G_END_DECLS
