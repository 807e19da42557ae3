/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-test-scribe.h"

G_BEGIN_DECLS

/*
 * The content of a made-up engagement of any size, every text marked 見本: a team, a catalogue with
 * procedures and a statement, evidence taken in by batches and linked, interviews, performances,
 * samples, findings, review notes and sign-offs of all stages. Work goes in rounds over groups of
 * controls, by several people on several copies.
 */
typedef struct
{
  guint   events;     /* as many as this, more only where the rest does not fit */
  guint   evidence;   /* items */
  guint   chains;     /* 1, or at least FULL_TEAM_CHAINS */
  guint   controls;
  char   *identities; /* (owned) folder for the identity files */
  char   *objects;    /* (owned) folder for the bytes of the evidence */
} FullPlan;

/* The leader's, the executive's, the quality controller's and one practitioner's. */
#define FULL_TEAM_CHAINS 4
#define FULL_CONTROLS 1156 /* four-digit controls of the criteria (domain §3) */
#define FULL_ROUNDS 10     /* of work; control I is worked on in round I modulo this */

typedef struct
{
  char        *number;   /* (owned) */
  ScribeChain *worker;   /* (borrowed) */
  GPtrArray   *steps;    /* (owned) (element-type FullStep, owned) */
  char        *note;     /* (owned) (nullable) raised in review */
} FullControl;

typedef struct
{
  char       *id;        /* (owned) */
  const char *technique; /* (borrowed) prescribed */
  const char *subject;   /* (borrowed) (nullable) */
} FullStep;

typedef struct
{
  const FullPlan *plan;
  Scribe         *scribe;    /* (owned) */
  GPtrArray      *controls;  /* (owned) (element-type FullControl, owned) */
  GPtrArray      *workers;   /* (owned) (element-type ScribeChain, borrowed) */
  ScribeChain    *leader, *executive; /* (borrowed) */
  guint           n_evidence; /* items taken in so far */
  guint           batch_items;
  guint           reserved;   /* events that the evidence still to come will take */
} Full;

/* Everything; aborts where the model refuses something. (transfer full): the events written */
GPtrArray *full_engagement_write (const FullPlan *plan);

/* full-engagement-base.c: team, catalogue, procedures, statement. */
void       full_write_base     (Full *self);
/* Items cut into the events of one operation. Takes @items. */
void       full_write_many     (Full *self, ScribeChain *chain, const char *action, ChoshoValue *items);
/* full-engagement-evidence.c: the share of evidence of the control at @index, interviews, samples. */
void       full_write_evidence (Full *self, guint index);
void       full_write_interview (Full *self, FullControl *control);
void       full_write_samples  (Full *self, FullControl *control);
/* Writes the bytes of an object that need not survive a power cut. Returns its digest. (transfer full) */
char      *full_make_object    (Full *self, const char *text);
/* TRUE where @n more events fit beside the evidence still to come. */
gboolean   full_has_room       (Full *self, guint n);

G_END_DECLS
