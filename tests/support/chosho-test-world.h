/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-gate.h"
#include "chosho-key.h"
#include "chosho-state.h"

G_BEGIN_DECLS

/*
 * A small world in memory for tests of the model: people with keys, copies of one engagement, a clock
 * that stands still unless told. Everything is deterministic: a person's key is derived from the name,
 * a copy's id from its number, so that the same acts give the same event ids in every run.
 *
 * Functions abort the test where the world itself is misused; what the model makes of an act is for
 * the test to see. One thread. Items are written with single quotes: "{'control':'8.1.2.1'}".
 */
typedef struct
{
  char          *name;        /* owned */
  ChoshoKeyPair *key;         /* owned */
  char          *public_key;  /* owned: hex */
  char          *fingerprint; /* owned: hex */
  char          *member;      /* owned (nullable): "EVENT#INDEX" once added */
} WorldPerson;

typedef struct
{
  char        *id;     /* owned: 32 hex digits */
  ChoshoState *state;  /* owned */
  GPtrArray   *events; /* owned (element-type ChoshoEvent, owned): all that came here, in order of coming */
  GHashTable  *held;   /* owned: hex ids (borrowed) of @events */
} WorldCopy;

typedef struct
{
  GPtrArray  *people;     /* owned (element-type WorldPerson) */
  GPtrArray  *copies;     /* owned (element-type WorldCopy) */
  GPtrArray  *texts;      /* owned (element-type utf8): what is given out as borrowed text */
  gint64      now_us;     /* wall clock of the next act */
  gint64      step_us;    /* added after every act */
  gint64      mono_us;
  guint       n_operations;
  /* The usual team, where world_new_with_team() made it; all act on copies[0]. */
  WorldPerson *leader, *executive, *practitioner, *quality;
  WorldCopy   *home;
} World;

/* An empty world with one copy and no genesis. */
World       *world_new  (void);
void         world_free (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

WorldPerson *world_add_person (World *self, const char *name);
WorldCopy   *world_add_copy   (World *self);
/* A second copy of @of with the same copy id and all its events: whoever writes on both forks. */
WorldCopy   *world_clone_copy (World *self, WorldCopy *of);

/* What an act is written with, where a test wants other than the right thing. All borrowed. */
typedef struct
{
  const char        *prev;          /* (nullable) NULL: the author's last event on the copy; "none": null */
  gint64             seq;           /* with @prev given only */
  const char *const *seen;          /* (nullable) NULL: the heads of other chains that are new */
  const char        *operation;     /* (nullable) */
  gint64             part, parts;   /* 0: 1 of 1 */
  const char        *engagement;    /* (nullable) */
  WorldPerson       *sign_with;     /* (nullable) another person's key */
  gboolean           bad_signature;
  gboolean           as_written;    /* neither `replaces` nor `view` is filled in */
  gboolean           keep_back;     /* made, but not added to the copy: see world_give() */
} WorldHow;

/*
 * One event by @person on @copy; @items (printf format) is one object or an array of them.
 * Unless told otherwise the event continues the author's chain on that copy, has seen all that the
 * copy holds, each register item names what stands ("replaces"), and "view":"auto" in a sign-off
 * becomes the digest of what stands. Borrowed, and settled: may be inadmissible.
 */
ChoshoNode  *world_act       (World *self, WorldPerson *person, WorldCopy *copy, const char *action,
                              const char *items, ...) G_GNUC_PRINTF (5, 6);
/* As world_act, and asserts that the event is admissible and in effect. */
ChoshoNode  *world_do        (World *self, WorldPerson *person, WorldCopy *copy, const char *action,
                              const char *items, ...) G_GNUC_PRINTF (5, 6);
/* As world_act, and asserts that the event is inadmissible by @code ("rule-broken: wrong-role" where
 * the reason names one; only the part before ":" must match where it has none). */
ChoshoNode  *world_refused   (World *self, WorldPerson *person, WorldCopy *copy, const char *code,
                              const char *action, const char *items, ...) G_GNUC_PRINTF (6, 7);
/* As world_act with all in the tester's hand. (transfer full): the event, added unless kept back. */
ChoshoEvent *world_act_how   (World *self, WorldPerson *person, WorldCopy *copy, const WorldHow *how,
                              const char *action, const char *items, ...) G_GNUC_PRINTF (6, 7);
/* One operation of @n_parts events, one item each. Returns the last. */
ChoshoNode  *world_act_parts (World *self, WorldPerson *person, WorldCopy *copy, const char *action,
                              const char *const *items, guint n_parts);

/* The code of an inadmissible node as world_refused() compares it; "ok" for an admissible one. Borrowed. */
const char  *world_verdict   (World *self, ChoshoNode *node);
/* "EVENT#INDEX" of what @node wrote. Borrowed. */
const char  *world_thing     (World *self, ChoshoNode *node, guint index);
/* Borrowed printf. */
const char  *world_text      (World *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The items of @items (single quotes). (transfer full) */
ChoshoValue *world_parse     (const char *items);

/* --- Copies --------------------------------------------------------------------------------- */
/* Gives @copy one event. */
ChoshoStateAdded world_give  (WorldCopy *copy, ChoshoEvent *event);
/* Gives @to all that @from holds. */
void         world_send      (WorldCopy *from, WorldCopy *to);
/* Both ways. */
void         world_exchange  (WorldCopy *a, WorldCopy *b);
/* Gives each event of @from with probability @percent/100, in random order, some twice. */
void         world_send_some (WorldCopy *from, WorldCopy *to, GRand *rand, guint percent);
/* Everything that @copy holds into a fresh state: in order of coming, reversed, or shuffled. (transfer full) */
ChoshoState *world_replay    (WorldCopy *copy, GRand *rand, gboolean reversed);
ChoshoState *world_new_state (void);

/* --- The usual engagement -------------------------------------------------------------------- */
/* Genesis by @person with @roles ("'leader'") on @copy. */
ChoshoNode  *world_genesis   (World *self, WorldPerson *person, WorldCopy *copy, const char *roles);
/* @by adds @person with @roles and returns; the person confirms independence where @confirm. */
ChoshoNode  *world_add_member (World *self, WorldPerson *by, WorldPerson *person, WorldCopy *copy,
                              const char *roles, gboolean confirm);
/* A leader who created, an executive, a practitioner and a quality controller, all independent, and
 * the entries 8.1 (objective), 8.1.2.1, 8.1.2.2 and 9.2.3.11.PB of a little catalogue. */
World       *world_new_with_team (void);
/* Adds a line of the standard procedure. Returns the id of its step without individual control. Borrowed. */
const char  *world_add_step  (World *self, const char *control, const char *procedure, const char *phase,
                              guint ordinal, const char *technique, const char *subject);
/* The id of that step. Borrowed. */
const char  *world_step_id   (World *self, const char *control, const char *procedure, const char *phase, guint ordinal);
/* What a person records; ids are borrowed. @more: further members (",'as_of':'2025-06-01'") or "". */
const char  *world_evidence  (World *self, WorldPerson *person, WorldCopy *copy, const char *name, const char *more);
ChoshoNode  *world_link      (World *self, WorldPerson *person, WorldCopy *copy, const char *control,
                              const char *step, const char *kind, const char *to);
ChoshoNode  *world_perform   (World *self, WorldPerson *person, WorldCopy *copy, const char *control, const char *step,
                              const char *technique, const char *outcome, const char *result);
/* The ids that must be opened for @target, as items of "opened": "'a','b'". Borrowed. */
const char  *world_to_open   (World *self, WorldCopy *copy, const char *target);
/* A sign-off; an approval opens what must be opened. */
ChoshoNode  *world_sign      (World *self, WorldPerson *person, WorldCopy *copy, const char *target, const char *stage);
/* Control 8.1.2.1 with an inquiry and an inspection in one procedure, both performed by the practitioner,
 * with an interview record and evidence: nothing stands against its completion. Steps: procedure "P1",
 * design, 1 (inquiry) and 2 (inspection). */
void         world_do_work   (World *self);

/* --- Reading --------------------------------------------------------------------------------- */
/* Codes of what stands against it now, warnings as "code?", each once, sorted, joined by spaces. Borrowed. */
const char  *world_blockers  (World *self, WorldCopy *copy, const char *target, ChoshoStage stage,
                              WorldPerson *person);
const char  *world_issue_blockers (World *self, WorldCopy *copy, WorldPerson *person);
/* "current", "stale", "suspended" or "none". */
const char  *world_sign_off  (WorldCopy *copy, const char *target, const char *stage);
/* TRUE where @code is among the words of @list. */
gboolean     world_lists     (const char *list, const char *code);

G_END_DECLS
