/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-test-world.h"

/*
 * A random history of one engagement: two to six copies, people of every role, acts of every kind –
 * allowed ones, refused ones, forged ones – and exchanges of a random part in random order. The same
 * seed gives the same history, event for event.
 */
typedef struct
{
  World      *world;    /* owned */
  GRand      *rand;     /* owned */
  GPtrArray  *copies;   /* owned (element-type WorldCopy, borrowed) */
  GPtrArray  *people;   /* owned (element-type WorldPerson, borrowed) */
  GHashTable *verdicts; /* owned: event id (borrowed) -> what the model said of it when it was made (owned) */
  gboolean    special;  /* with forks, admissions, revocations, leavers */
  guint       n_admissible, n_signed; /* acts and sign-offs that the model took */
} History;

History *history_new (guint64 seed, guint n_acts);
void     history_free (History *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (History, history_free)

/* Asserts that every event that @copy could judge has the verdict that it had when it was made. */
void     history_check_verdicts (History *self, WorldCopy *copy);
/* A copy that holds all events of all copies. */
WorldCopy *history_unite (History *self);
