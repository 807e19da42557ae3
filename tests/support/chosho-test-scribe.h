/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-identity.h"
#include "chosho-stored-event.h"
#include "chosho-view.h"

G_BEGIN_DECLS

/*
 * Writes a large record quickly: genuine events of several chains, signed with the keys of identity
 * files, each judged as it is written. What the model would not admit aborts the program.
 *
 * Chains work in rounds, as people without a network do: with its first event of a round a chain has
 * seen everything of the rounds before, and nothing of what the others write in this one. So within
 * a round two chains must not write to the same register.
 */
typedef struct
{
  ChoshoIdentity *identity;    /* (owned) */
  char           *fingerprint; /* (owned) */
  char           *public_key;  /* (owned) hex */
  char           *member;      /* (owned) (nullable) "EVENT#INDEX" once added */
} ScribePerson;

typedef struct
{
  ScribePerson *person; /* (borrowed) */
  char         *copy;   /* (owned) 32 hex digits */
  ChoshoNode   *last;   /* (borrowed) (nullable) */
  guint         round;  /* in which it wrote last */
} ScribeChain;

typedef struct
{
  ChoshoState *state;      /* (owned) */
  GPtrArray   *people;     /* (owned) (element-type ScribePerson, owned) */
  GPtrArray   *chains;     /* (owned) (element-type ScribeChain, owned) */
  GPtrArray   *events;     /* (owned) (element-type ChoshoStoredEvent, owned) in the order of writing */
  GPtrArray   *heads;      /* (owned) (element-type ChoshoNode, borrowed) of the rounds before */
  GPtrArray   *next_heads; /* (owned) (element-type ScribeChain, borrowed) that wrote in this round */
  guint        round;
  guint        n_operations;
  gint64       now_us;     /* wall clock of the next event */
  gint64       step_us;    /* added after every event */
} Scribe;

Scribe       *scribe_new  (gint64 first_time_us, gint64 step_us);
void          scribe_free (Scribe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scribe, scribe_free)

/* A person with a new unprotected identity file at @path; aborts where it cannot be written. */
ScribePerson *scribe_add_person (Scribe *self, const char *name, const char *path);
ScribeChain  *scribe_add_chain  (Scribe *self, ScribePerson *person, guint copy);
/* From now on every chain's next event has seen all that was written so far. */
void          scribe_begin_round (Scribe *self);

/* One event; @items is an object or an array of them (transfer full). Register items without
 * `replaces` name what stands, "view":"auto" of a sign-off becomes the digest of what stands. */
ChoshoNode   *scribe_write      (Scribe *self, ScribeChain *chain, const char *action, ChoshoValue *items);
/* One of the @parts events of an operation; the same operation until the last part is written. */
ChoshoNode   *scribe_write_part (Scribe *self, ScribeChain *chain, guint part, guint parts, const char *action, ChoshoValue *items);
/* "EVENT#INDEX" of what @node wrote. (transfer full) */
char         *scribe_dup_thing  (ChoshoNode *node, guint index);

/* An object of text members: name, value, …, NULL. (transfer full) */
ChoshoValue  *scribe_item (const char *first, ...) G_GNUC_NULL_TERMINATED;
/* Sets member @name to a list of the texts that follow; returns @item. */
ChoshoValue  *scribe_with_list (ChoshoValue *item, const char *name, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
