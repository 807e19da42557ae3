/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* What `cycle list` tells as a table: its rows, one for each year, put together to lines. The window and the workbook say a year
 * in words of their own. */
typedef struct
{
  GPtrArray *periods; /* (element-type utf8) as people write them, the oldest first */
  GPtrArray *lines;   /* (element-type ChoshoValue, borrowed from the rows) this year's row of each line */
  GPtrArray *cells;   /* (element-type GPtrArray of utf8, nullable) for each line what each period says */
} ChoshoCycleLines;

/* What the year of @row is in words. (transfer full) */
typedef char *(*ChoshoCycleCellFunc) (ChoshoValue *row, gpointer user_data);

/* @rows must live as long. (transfer full) */
ChoshoCycleLines *chosho_cycle_lines_new (ChoshoValue *rows, ChoshoCycleCellFunc dup_cell, gpointer user_data);
void              chosho_cycle_lines_free (ChoshoCycleLines *self);
/* What the line says of that period; NULL where the record knows nothing. Borrowed. */
const char       *chosho_cycle_lines_get_cell (ChoshoCycleLines *self, guint line, guint period);
/* Whether it is to be tested in this period and was not yet. */
gboolean          chosho_cycle_lines_is_due (ChoshoCycleLines *self, guint line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoCycleLines, chosho_cycle_lines_free)

G_END_DECLS
