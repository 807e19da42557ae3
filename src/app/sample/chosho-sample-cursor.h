/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the cursor of a grid goes. */
typedef enum
{
  CHOSHO_MOVE_LEFT,
  CHOSHO_MOVE_RIGHT,
  CHOSHO_MOVE_UP,
  CHOSHO_MOVE_DOWN,
  CHOSHO_MOVE_PAGE_UP,   /* by CHOSHO_CURSOR_PAGE lines */
  CHOSHO_MOVE_PAGE_DOWN,
  CHOSHO_MOVE_LINE_START,
  CHOSHO_MOVE_LINE_END,
  CHOSHO_MOVE_START,     /* the first cell of all */
  CHOSHO_MOVE_END,
  CHOSHO_MOVE_NEXT,      /* as one reads: at the end of a line to the next one */
  CHOSHO_MOVE_PREVIOUS,
} ChoshoMove;

#define CHOSHO_CURSOR_PAGE 10 /* lines: a third of what a window of usual height shows */

/* Moves the cursor among @n_rows × @n_columns cells; at an edge it stays. Returns whether it moved. */
gboolean chosho_sample_cursor_move (ChoshoMove move, guint n_rows, guint n_columns, guint *row, guint *column);

G_END_DECLS
