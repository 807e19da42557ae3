/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The signals of ChoshoGridView, for its own files. */
enum
{
  CHOSHO_GRID_SIGNAL_SELECTED,
  CHOSHO_GRID_SIGNAL_OPEN_MEMBER,
  CHOSHO_GRID_SIGNAL_SEARCHED,
  CHOSHO_GRID_SIGNAL_FAILED,
  CHOSHO_GRID_SIGNAL_READ,
  CHOSHO_GRID_N_SIGNALS
};

extern guint chosho_grid_signals[CHOSHO_GRID_N_SIGNALS];

G_END_DECLS
