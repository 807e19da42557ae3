/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-state.h"

/* A run of events of one chain, each the only or first child of the one before. A second child
 * begins a lane of its own: that is a fork. */
typedef struct
{
  guint      index;       /* in ChoshoState.lanes */
  char      *chain;       /* (owned) "COPY/AUTHOR" */
  GPtrArray *nodes;       /* (owned) (element-type ChoshoNode, borrowed) */
  gint64     fork_after;  /* nodes at a position above this lie in a branch; G_MAXINT64: none do */
} ChoshoLane;

/* What an event had seen: how many events of each lane. Shared by the following events of a lane
 * until one sees something new. */
typedef struct
{
  gatomicrefcount ref_count;
  guint           length;
  guint32         counts[];
} ChoshoHorizon;

struct _ChoshoNode
{
  ChoshoState   *state;        /* (borrowed) */
  ChoshoEvent   *event;        /* (owned) */
  ChoshoLane    *lane;         /* (borrowed) */
  ChoshoNode    *prev;         /* (borrowed) (nullable) */
  ChoshoHorizon *horizon;      /* (owned) of other lanes */
  GPtrArray     *writes;       /* (owned) (element-type ChoshoWrite, borrowed from the keys) */
  char          *member;       /* (owned) (nullable) */
  char          *reason;       /* (owned) (nullable) */
  const char    *code;         /* static; NULL when admissible */
  const char    *rule;         /* static; what chosho_rules_check() answered */
  const char    *waiting_code; /* static */
  guint          index;
  guint          position;     /* in the lane */
  guint          admissible : 1;
  guint          effective : 1;
  guint          complete : 1; /* all parts of its operation are there */
  guint          is_void : 1;
  guint          clock_reversed : 1;
  guint          signature_ok : 1;
};

struct _ChoshoState
{
  ChoshoNode *genesis;         /* (borrowed) (nullable) */
  GPtrArray  *nodes;           /* (owned) (element-type ChoshoNode, owned) causal order */
  GPtrArray  *lanes;           /* (owned) (element-type ChoshoLane, owned) */
  GHashTable *by_id;           /* (owned) hex id (borrowed) -> ChoshoNode */
  GHashTable *keys;            /* (owned) name (borrowed) -> ChoshoKey (owned) */
  GHashTable *subjects;        /* (owned) subject (owned) -> GPtrArray of ChoshoKey */
  GHashTable *by_action;       /* (owned) interned action -> GPtrArray of ChoshoWrite */
  GHashTable *by_operation;    /* (owned) "AUTHOR/OPERATION" (owned) -> GPtrArray of ChoshoNode */
  GHashTable *by_fingerprint;  /* (owned) fingerprint (owned) -> GPtrArray of ChoshoWrite that bind it */
  GHashTable *waiting;         /* (owned) missing id (owned) -> GPtrArray of ChoshoEvent (owned) */
  GHashTable *waiting_ids;     /* (owned) hex ids of waiting events (borrowed) */
  GPtrArray  *specials;        /* (owned) (element-type ChoshoNode) admissible admit, revoke and leave events */
  GPtrArray  *branches;        /* (owned) (element-type ChoshoNode) first node of each branch */
  ChoshoSignatureFunc signature_func;
  gpointer    signature_data;
  guint       n_settled;
  gboolean    special;         /* forks, admits, revocations or leavers exist */
  gboolean    has_newer;
};

/* chosho-state-judge.c: decides node->admissible, code and reason on the causal past. */
void     chosho_state_judge (ChoshoState *self, ChoshoNode *node);
/* chosho-state-effect.c */
void     chosho_state_add_branch (ChoshoState *self, ChoshoNode *node, ChoshoLane *lane);
gboolean chosho_node_in_branch (ChoshoNode *self);
/* TRUE where @self or a descendant in its own chain is named by @ids (event ids). */
gboolean chosho_node_is_covered (ChoshoNode *self, ChoshoValue *ids);
