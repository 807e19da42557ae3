/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-gate.h"

G_BEGIN_DECLS

/* State of the work on a control or paper: never of compliance. */
typedef enum
{
  CHOSHO_WORK_OUT_OF_SCOPE, /* 対象外 */
  CHOSHO_WORK_NOT_STARTED,  /* 未着手 */
  CHOSHO_WORK_IN_PROGRESS,  /* 実施中: at least one step performed or evidence linked */
  CHOSHO_WORK_PREPARED,     /* 作成済 */
  CHOSHO_WORK_REVIEWED,     /* 査閲済 */
  CHOSHO_WORK_APPROVED,     /* 承認済 */
  CHOSHO_N_WORK_STATES,
} ChoshoWorkState;

const char *chosho_work_state_get_code (ChoshoWorkState state); /* "out_of_scope" … */

typedef struct
{
  ChoshoWorkState    state;    /* the highest current, unsuspended stage */
  ChoshoSignOffState sign_offs[CHOSHO_N_SIGN_OFFS];
  ChoshoWrite       *writes[CHOSHO_N_SIGN_OFFS]; /* (borrowed) (nullable) */
  ChoshoWrite       *returned; /* (borrowed) (nullable) sent back to who prepared it, and not completed since */
  gboolean           stale;    /* some sign-off is stale */
  gboolean           suspended;
  guint              open_notes; /* not cleared */
  guint              steps;
  guint              steps_recorded;
  guint              evidence;   /* distinct things linked */
} ChoshoControlState;

void chosho_control_state_get (ChoshoView *view, const char *target, ChoshoControlState *out);

G_END_DECLS
