/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-acts.h"
#include "chosho-team.h"

/* A sign-off as the view sees it. */
typedef struct
{
  gboolean     known;   /* computed already */
  int          state;   /* ChoshoSignOffState */
  ChoshoWrite *write;   /* (borrowed) (nullable) */
} ChoshoViewSignOff;

/*
 * What the many questions about one target (control or paper) have in common: the gate, the sign-offs
 * and the rows ask for the same again and again. Each part is computed when first asked for. A view
 * remembers the target asked for last, which is what its users go by.
 */
typedef struct
{
  char             *name;          /* (owned) */
  GPtrArray        *instances;     /* (owned) (nullable) chosho_instance_list() */
  GPtrArray        *keys;          /* (owned) (nullable) chosho_signed_view_list_keys() */
  ChoshoViewSignOff sign_offs[3];  /* by stage: complete, review, approve */
} ChoshoViewTarget;

struct _ChoshoView
{
  ChoshoState     *state;    /* (borrowed) */
  ChoshoNode      *at;       /* (borrowed) (nullable) NULL: now */
  ChoshoActs      *acts;     /* (borrowed) (nullable) forks, admissions and endings in the past of @at */
  ChoshoViewTarget target;
  GHashTable      *members;  /* (owned) (nullable) id (borrowed) -> ChoshoMember (owned) */
  char            *signer;   /* (owned) (nullable) fingerprint resolved last */
  const ChoshoMember *resolved; /* (borrowed from @members) (nullable) to whom it belongs */
};

/* Valid until another target is asked for. */
ChoshoViewTarget *chosho_view_get_target (ChoshoView *self, const char *name);
