/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/* How far a sample has been answered. An item is answered when every attribute of the sample has a
 * result; a replaced item stays, and the sample must have been enlarged by as many. */
typedef struct
{
  guint items;        /* drawn and added */
  guint answered;
  guint open;         /* without a result for some attribute */
  guint exceptions;   /* items with at least one exception: n件中m件 */
  guint replaced;
  guint unreplaced;   /* replaced items for which none was added */
  guint not_obtained; /* items whose evidence was not obtained */
} ChoshoSampleProgress;

/* Of the attributes in @tested (array of texts), or of all (NULL). */
void         chosho_sample_view_get_progress (ChoshoView *view, const char *sample, ChoshoValue *tested, ChoshoSampleProgress *out);
/* All items in the recorded order: [{item, row, label}], drawn first, then each extension. (transfer full) */
ChoshoValue *chosho_sample_view_list_items (ChoshoView *view, const char *sample);
/* The attributes: those stated at the draw, else those that any result names. (transfer full) */
ChoshoValue *chosho_sample_view_list_attributes (ChoshoView *view, const char *sample);

G_END_DECLS
