/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One character of a page; its rectangle in any unit, y downwards, empty where it stands nowhere. */
typedef struct
{
  gunichar character;
  double   left, top, right, bottom;
} ChoshoPlacedCharacter;

/*
 * Puts text that runs down or up the page into its reading order: columns of vertical Japanese from right to
 * left, lines that lie on their side as they are read once the page is turned. Poppler does so for fonts that
 * write down; upright letters put one below the other it takes for rows, or for columns from the left, and
 * it begins a lying text with its last line. Text across the page is left as it is, also above and below columns.
 *
 * @characters: (element-type ChoshoPlacedCharacter) as poppler orders them, lines ended by "\n". Returns
 * them in reading order, the same but for blanks and line ends. (transfer full)
 */
GArray *chosho_reading_order (const GArray *characters);

G_END_DECLS
