/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-acts.h"
#include "chosho-state.h"

/* A run of events of one chain, each the only or first child of the one before. A second child
 * begins a lane of its own: that is a fork. What its author did not sign, or what continues another
 * chain than it says, is astray: in a lane alone, part of no chain. */
typedef struct
{
  guint      index;       /* in ChoshoState.lanes */
  char      *chain;       /* (owned) "COPY/AUTHOR"; "" for an event astray */
  GPtrArray *nodes;       /* (owned) (element-type ChoshoNode, borrowed) */
} ChoshoLane;

/* What an event had seen: how many events of each lane. Shared by the following events of a lane
 * until one sees something new. */
typedef struct
{
  gatomicrefcount ref_count;
  guint           length;
  guint32         counts[];
} ChoshoHorizon;

/* The writes to which an author owes the power to act: the key's binding to a member, the member's
 * roles, the member's confirmation of independence. */
#define CHOSHO_N_POWERS 3

/* The code of what a later version wrote. */
#define CHOSHO_NODE_NEWER "format-newer"

struct _ChoshoNode
{
  ChoshoState   *state;        /* (borrowed) */
  ChoshoEvent   *event;        /* (owned) */
  ChoshoLane    *lane;         /* (borrowed) */
  ChoshoNode    *prev;         /* (borrowed) (nullable) */
  ChoshoNode    *first_child;  /* (borrowed) (nullable) first to arrive of those that continue its chain */
  ChoshoNode    *latest_before; /* (borrowed) (nullable) the event of the latest time in its causal past */
  ChoshoNode    *latest;       /* (borrowed) of that one and itself the later */
  GPtrArray     *last_parts;   /* (owned) (nullable) of an operation of several: its last parts, one a branch */
  ChoshoWrite   *powers[CHOSHO_N_POWERS]; /* (borrowed) (nullable) */
  ChoshoHorizon *horizon;      /* (owned) of other lanes */
  GPtrArray     *writes;       /* (owned) (element-type ChoshoWrite, borrowed from the keys) */
  char          *member;       /* (owned) (nullable) */
  char          *reason;       /* (owned) (nullable) */
  char          *words;        /* (owned) (nullable) what @rule says, without the item's place */
  const char    *code;         /* static; NULL when admissible */
  const char    *rule;         /* static; what chosho_rules_check() answered */
  const char    *waiting_code; /* static */
  guint          index;
  guint          position;     /* in the lane */
  guint          depth;        /* longest way back to the beginning: more than that of all in its causal past */
  guint          admissible : 1;
  guint          effective : 1;
  guint          complete : 1; /* all parts of its operation are there */
  guint          is_void : 1;
  guint          astray : 1;   /* part of no chain */
  guint          changed : 1;  /* in ChoshoState.changed */
};

struct _ChoshoState
{
  ChoshoNode *genesis;         /* (borrowed) (nullable) */
  GPtrArray  *nodes;           /* (owned) (element-type ChoshoNode, owned) causal order */
  GPtrArray  *lanes;           /* (owned) (element-type ChoshoLane, owned) */
  GHashTable *by_id;           /* (owned) hex id (borrowed) -> ChoshoNode */
  GHashTable *keys;            /* (owned) name (borrowed) -> ChoshoKey (owned) */
  GHashTable *subjects;        /* (owned) subject (owned) -> GPtrArray of ChoshoWrite */
  GHashTable *by_action;       /* (owned) interned action -> GPtrArray of ChoshoWrite */
  GHashTable *by_operation;    /* (owned) "AUTHOR/OPERATION" (owned) -> GPtrArray of ChoshoNode */
  GHashTable *by_fingerprint;  /* (owned) fingerprint (owned) -> GPtrArray of ChoshoWrite that bind it */
  GHashTable *waiting;         /* (owned) missing id (owned) -> GPtrArray of ChoshoEvent (owned) */
  GHashTable *waiting_ids;     /* (owned) hex ids of waiting events (borrowed) */
  GPtrArray  *specials;        /* (owned) (element-type ChoshoNode) admissible admit, revoke and leave events */
  GPtrArray  *branches;        /* (owned) (element-type ChoshoNode) first node of each branch, siblings all */
  GHashTable *roots;           /* (owned) chain (borrowed) -> ChoshoNode, its first event */
  GHashTable *acts;            /* (owned) name (owned) -> ChoshoActs (owned) */
  GPtrArray  *changed;         /* (owned) (element-type ChoshoNode) new, or of another effect, since the last mark */
  ChoshoSignatureFunc signature_func;
  gpointer    signature_data;
  guint       n_settled;       /* nodes before this index are settled */
  gboolean    has_newer;
};

/* chosho-state-judge.c. TRUE where the author signed @node; sets its code and reason where not. */
gboolean chosho_state_judge_signature (ChoshoState *self, ChoshoNode *node);
/* Decides node->admissible, code and reason on the causal past, after the signature. */
void     chosho_state_judge (ChoshoState *self, ChoshoNode *node);
/* The key that item @index of @self writes. (transfer full) */
char    *chosho_node_dup_key (ChoshoNode *self, const ChoshoAction *action, guint index);
/* Lists @node among the changed ones. */
void     chosho_state_note_changed (ChoshoState *self, ChoshoNode *node);
/* chosho-state-effect.c. Notes that @node, just judged, ends an operation; after all of it. */
void     chosho_state_note_complete (ChoshoState *self, ChoshoNode *node);
/* Undoes it. */
void     chosho_state_forget_complete (ChoshoState *self, ChoshoNode *node);
/* TRUE where @self is @ancestor or follows it in the same chain. */
gboolean chosho_node_continues (ChoshoNode *self, ChoshoNode *ancestor);
/* One order on every copy, in which what came before stands before: by depth, event id and place. */
int      chosho_write_compare (const ChoshoWrite *a, const ChoshoWrite *b);
/* TRUE where the whole operation of @self was in the past of @at, or @at is a later part of it. */
gboolean chosho_node_is_complete_at (ChoshoNode *self, ChoshoNode *at);
