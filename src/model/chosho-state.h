/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-action.h"
#include "chosho-event.h"

G_BEGIN_DECLS

/*
 * ChoshoState: every event of an engagement and what follows from them.
 *
 *   chain (copy, author)     key "step:8.1.2.1:4f…"
 *    lane ●─●─●─●             write ●───┐ replaced by
 *         seen ↘              write     ●   <- stands
 *    lane   ●─●
 *
 * Nothing is ever overwritten: each key keeps all its writes, each write who replaced it, each
 * event the set of events it had seen. So one structure answers both "what stands now" and "what
 * stood for the author of event E", the second exactly as no later merge can change it. A ChoshoView
 * (chosho-view.h) is such a standpoint. Adding is order-free: any order, any repetition, one state.
 *
 * Pure: no input or output, no clock, no thread of its own. Not thread-safe.
 */
typedef struct _ChoshoState ChoshoState;
typedef struct _ChoshoNode ChoshoNode;
typedef struct _ChoshoWrite ChoshoWrite;
typedef struct _ChoshoKey ChoshoKey;

/* A write: item @index of its event, under a key. Owned by the state. */
struct _ChoshoWrite
{
  ChoshoNode         *node;       /* (borrowed) */
  ChoshoKey          *key;        /* (borrowed) */
  const ChoshoAction *action;
  ChoshoValue        *item;       /* (borrowed from the event) */
  GPtrArray          *replacers;  /* (owned) (nullable) (element-type ChoshoWrite, borrowed) */
  guint               index;
};

struct _ChoshoKey
{
  char      *name;                /* (owned) */
  GPtrArray *writes;              /* (owned) (element-type ChoshoWrite, owned) in order of arrival */
};

ChoshoState *chosho_state_new  (void);
void         chosho_state_free (ChoshoState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoState, chosho_state_free)

typedef enum
{
  CHOSHO_STATE_ADDED,
  CHOSHO_STATE_HELD,     /* was there already */
  CHOSHO_STATE_WAITING,  /* an ancestor is missing: kept, judged when it comes */
} ChoshoStateAdded;

/* Adds one event; its signature is asked of the function below, with the key its author names.
 * Takes its own reference. */
ChoshoStateAdded chosho_state_add (ChoshoState *self, ChoshoEvent *event);

/* Tells whether @event's signature was made by @public_key (hex). Called once per event. */
typedef gboolean (*ChoshoSignatureFunc) (const ChoshoEvent *event, const char *public_key, gpointer user_data);
void         chosho_state_set_signature_func (ChoshoState *self, ChoshoSignatureFunc function, gpointer user_data);

/* Takes back the event added last, which nothing may have followed: for a writer whose own new event
 * was refused or could not be stored. */
void         chosho_state_remove_last (ChoshoState *self);

/* Decides what is in effect now; call after adding and before reading. Cheap where nothing changed. */
void         chosho_state_settle (ChoshoState *self);

/* The engagement's id; NULL before the genesis event. Borrowed. */
const char  *chosho_state_get_engagement (ChoshoState *self);
guint        chosho_state_get_n_events (ChoshoState *self);       /* without waiting ones */
ChoshoNode  *chosho_state_get_nth (ChoshoState *self, guint index); /* causal order */
ChoshoNode  *chosho_state_lookup (ChoshoState *self, const char *event_id);
/* By "EVENTID#INDEX". NULL where there is none. */
ChoshoWrite *chosho_state_lookup_write (ChoshoState *self, const char *write_id);
ChoshoKey   *chosho_state_lookup_key (ChoshoState *self, const char *name);
/* (element-type ChoshoWrite) all writes ever made that concern @subject, in order of arrival; NULL if none.
 * "control:8.1.2.1" (or a paper that is signed): about it; "thing:ID": about a created thing; "linked:ID":
 * takes the thing into the view of what it is about itself. */
GPtrArray   *chosho_state_get_writes_about (ChoshoState *self, const char *subject);
/* (element-type ChoshoWrite) all writes ever made by events of @action, in causal order; never NULL. */
GPtrArray   *chosho_state_get_writes_of (ChoshoState *self, const char *action);
/* Events whose ancestors are missing: (element-type ChoshoEvent) (transfer container). */
GPtrArray   *chosho_state_list_waiting (ChoshoState *self);
/* Missing ancestor ids: (element-type utf8) (transfer full). */
GPtrArray   *chosho_state_list_missing (ChoshoState *self);
gboolean     chosho_state_has_newer (ChoshoState *self);
/* The events that @author made under @operation (element-type ChoshoNode); NULL if none. Borrowed. */
GPtrArray   *chosho_state_find_operation (ChoshoState *self, const char *author, const char *operation);

/* For who keeps something that follows from the state, as the index does: events that are new since the last
 * mark or whose effect is another now. Settle before. (element-type ChoshoNode) Borrowed, never NULL. */
GPtrArray   *chosho_state_get_changed (ChoshoState *self);
/* Sets the mark: from here on changes are listed. */
void         chosho_state_mark (ChoshoState *self);

/* Heads: the last event of every chain and branch. What its author did not sign, or what continues no
 * chain, is none: nobody's next event builds on it. (element-type ChoshoNode) (transfer container) */
GPtrArray   *chosho_state_list_heads (ChoshoState *self);
/* Forked chains: nodes that begin a branch, admitted or not. (element-type ChoshoNode) (transfer container) */
GPtrArray   *chosho_state_list_branches (ChoshoState *self);

/* Nodes. */
ChoshoEvent *chosho_node_get_event (ChoshoNode *self);
guint        chosho_node_get_index (ChoshoNode *self);
/* Judged once on its causal past. @code: why not ("rule-broken" …), NULL when admissible. */
gboolean     chosho_node_is_admissible (ChoshoNode *self);
const char  *chosho_node_get_code (ChoshoNode *self);
const char  *chosho_node_get_reason (ChoshoNode *self);
/* The rule that was broken, as chosho_rules_check() names it; NULL. */
const char  *chosho_node_get_rule (ChoshoNode *self);
/* What that rule says of its own, translated; NULL. */
const char  *chosho_node_get_words (ChoshoNode *self);
/* Judged now. */
gboolean     chosho_node_is_effective (ChoshoNode *self);
/* Why an admissible event is not in effect now: "fork", "awaiting-admit", "void", "incomplete"; NULL. */
const char  *chosho_node_get_waiting_code (ChoshoNode *self);
/* TRUE where an executive's admit --void named it, which turns its error into a warning. */
gboolean     chosho_node_is_void (ChoshoNode *self);
/* TRUE where @self was in the causal past of @of (never of itself). */
gboolean     chosho_node_is_before (ChoshoNode *self, ChoshoNode *of);
GPtrArray   *chosho_node_get_writes (ChoshoNode *self); /* (element-type ChoshoWrite) borrowed */
/* TRUE where the wall clock ran backwards against any event in this one's causal past. */
gboolean     chosho_node_is_clock_reversed (ChoshoNode *self);
/* The event of that past which has the latest time, where it is later than this one's; else NULL. */
ChoshoNode  *chosho_node_get_clock_witness (ChoshoNode *self);
/* The member (person) who wrote it, resolved at its own past; NULL for a stranger. Borrowed. */
const char  *chosho_node_get_member (ChoshoNode *self);

/* "EVENTID#INDEX" of @self. */
#define CHOSHO_WRITE_ID_SIZE (CHOSHO_DIGEST_HEX_SIZE + 11) /* with the final NUL */
void         chosho_write_format_id (const ChoshoWrite *self, char out[CHOSHO_WRITE_ID_SIZE]);
char        *chosho_write_dup_id (const ChoshoWrite *self); /* (transfer full) */
const char  *chosho_write_get_author_member (const ChoshoWrite *self);

G_END_DECLS
