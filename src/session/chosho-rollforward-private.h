/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-rollforward.h"

G_BEGIN_DECLS

/* The items of one action, as they will be written. */
typedef struct
{
  const char  *action; /* static */
  ChoshoValue *items;  /* (owned) */
} ChoshoRollforwardBatch;

struct _ChoshoRollforward
{
  ChoshoIdentity *identity; /* (owned) */
  ChoshoView  *view;        /* (owned) the earlier engagement */
  ChoshoValue *facts;       /* (owned) of the new one */
  ChoshoValue *roles;       /* (owned) */
  char        *text;        /* (owned) (nullable) */
  char        *period;      /* (owned) the earlier period as people write it */
  GPtrArray   *batches;     /* (owned) (element-type ChoshoRollforwardBatch) the first holds the team */
  ChoshoValue *assignments; /* (owned) by members of the earlier engagement */
  GHashTable  *people;      /* (owned) its member → name of the new one for the transaction; NULL for who makes it */
  GHashTable  *steps;       /* (owned) steps that there will be again → their ids then */
  ChoshoValue *catalogue, *entries; /* (owned) (nullable) of another edition */
  ChoshoValue *comparison;  /* (owned) (nullable) of both editions; none where controls were chosen */
  GHashTable  *numbers;     /* (owned) (nullable) number before → number now, both borrowed */
  GHashTable  *changed;     /* (owned) (nullable) numbers now of what has another text, borrowed */
  ChoshoValue *to_confirm;  /* (owned) */
  ChoshoValue *left_out;    /* (owned) */
  ChoshoValue *warnings;    /* (owned) */
};

/* An empty batch of @action, which is static. Borrowed. */
ChoshoValue *chosho_rollforward_add_batch (ChoshoRollforward *self, const char *action);
/* Notes that @name of @kind is not carried, and why. */
void         chosho_rollforward_leave     (ChoshoRollforward *self, const char *kind, const char *name, const char *reason);

/* chosho-rollforward-edition.c */
/* Compares the editions where @options name another. */
void         chosho_rollforward_read_edition (ChoshoRollforward *self, const ChoshoRollforwardOptions *options);
/* Takes the controls that @options chooses, with what they stand under, for all there are: they are in scope, and whatever was decided on
 * them before is decided anew. */
void         chosho_rollforward_read_selection (ChoshoRollforward *self, const ChoshoRollforwardOptions *options);
/* The number under which @number of the earlier engagement is carried; NULL where it was withdrawn. Borrowed. */
const char  *chosho_rollforward_map_number   (ChoshoRollforward *self, const char *number);
/* The same for a list. (transfer full) */
ChoshoValue *chosho_rollforward_map_numbers  (ChoshoRollforward *self, ChoshoValue *numbers);
/* TRUE where the text of the new engagement's @number is another than before. */
gboolean     chosho_rollforward_has_changed  (ChoshoRollforward *self, const char *number);
/* The review notes of what changed. */
void         chosho_rollforward_add_notes    (ChoshoRollforward *self);
/* Sets "edition" and "asks". */
void         chosho_rollforward_describe_edition (ChoshoRollforward *self, ChoshoValue *out);

/* chosho-rollforward-team.c */
void         chosho_rollforward_add_team    (ChoshoRollforward *self);
/* The assignments as the new engagement's, in which @creator made it. (transfer full) */
ChoshoValue *chosho_rollforward_list_assignments (ChoshoRollforward *self, const char *creator);
/* chosho-rollforward-carry.c: what is the same again. */
/* TRUE where the version @individual of an individual control ended before the new period begins. */
gboolean     chosho_rollforward_has_ended   (ChoshoRollforward *self, ChoshoValue *individual);
void         chosho_rollforward_add_carried (ChoshoRollforward *self);
/* chosho-rollforward-results.c: what was found, and what was asked for. */
void         chosho_rollforward_add_results  (ChoshoRollforward *self);
void         chosho_rollforward_add_requests (ChoshoRollforward *self);
/* chosho-rollforward-cycle.c: in which years what was in scope. */
void         chosho_rollforward_add_cycle    (ChoshoRollforward *self);

G_END_DECLS
