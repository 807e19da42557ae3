/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* What `cycle list` tells as a table: its rows, one for each year, put together to lines. */
typedef struct
{
  GPtrArray *periods; /* (element-type utf8) as people write them, the oldest first */
  GPtrArray *lines;   /* (element-type ChoshoValue, borrowed from the rows) this year's row of each line */
  GPtrArray *cells;   /* (element-type GPtrArray of utf8, nullable) for each line what each period says */
} ChoshoCycleLines;

/* @rows must live as long. (transfer full) */
ChoshoCycleLines *chosho_cycle_lines_new (ChoshoValue *rows);
void              chosho_cycle_lines_free (ChoshoCycleLines *self);
/* What the line says of that period; NULL where the record knows nothing. Borrowed. */
const char       *chosho_cycle_lines_get_cell (ChoshoCycleLines *self, guint line, guint period);
/* Whether it is to be tested in this period and was not yet. */
gboolean          chosho_cycle_lines_is_due (ChoshoCycleLines *self, guint line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoCycleLines, chosho_cycle_lines_free)

G_END_DECLS
