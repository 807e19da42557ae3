/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a person was, for Back and Forward: places with their targets, as a browser keeps them. */
typedef struct _ChoshoHistory ChoshoHistory;

typedef struct
{
  char *place;
  char *target;   /* (nullable) */
  char *evidence; /* (nullable) what was beside it, where somebody was led on from there … */
  char *point;    /* (nullable) … at this place in it */
} ChoshoLocation;

ChoshoHistory        *chosho_history_new  (void);
void                  chosho_history_free (ChoshoHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoHistory, chosho_history_free)

/* Notes a visit; what was ahead is forgotten. The same location twice is one; the oldest falls out
 * above the limit. Returns FALSE where it was the current one already. */
gboolean              chosho_history_visit (ChoshoHistory *self, const char *place, const char *target);
/* What is beside the current location, for whoever comes back to it. */
void                  chosho_history_set_evidence (ChoshoHistory *self, const char *evidence, const char *point);
/* Notes a visit of evidence beside the current location; what was ahead is forgotten. */
void                  chosho_history_visit_evidence (ChoshoHistory *self, const char *evidence, const char *point);
gboolean              chosho_history_can_go (ChoshoHistory *self, int steps);
/* Moves by @steps (-1 back, 1 forward); the location there, borrowed, NULL where there is none. */
const ChoshoLocation *chosho_history_go (ChoshoHistory *self, int steps);

G_END_DECLS
