/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-session.h"

G_BEGIN_DECLS

/*
 * ChoshoRollforward: next year's engagement made of this year's (前年度引継ぎ). First it is a plan, read from one moment of the
 * record; nothing is ever written to that. Carried are the firm's data, criteria, procedures, the statement with its individual
 * controls, scope, assignments, requests as such that are still to be sent, and the team as people who have to confirm
 * everything again. What was found becomes earlier results: reference, and evidence of nothing.
 *
 * Where the new engagement has another edition of the criteria, all that is about an unchanged control is carried, under its new
 * number where it has one. A changed control asks for work: it is assigned to nobody, in scope again whatever was decided before,
 * and a review note says what its text was. What was withdrawn is left.
 *
 * An additional audit (追加監査) or a re-audit (再監査) is made in the same way, of the same period and of chosen controls alone: these are in
 * scope and assigned to nobody, and no others are in it. It names the engagement it belongs to, by its id and by the root of what it said.
 *
 * Blocking; one thread.
 */
typedef struct _ChoshoRollforward ChoshoRollforward;

/* What the caller says; what is NULL follows from the earlier engagement. All borrowed. */
typedef struct
{
  const char  *title;        /* (nullable) the same, its years moved on */
  const char  *period_start; /* (nullable) the day after the earlier period */
  const char  *period_end;   /* (nullable) a year from there */
  ChoshoValue *roles;        /* array of role codes of who makes it; empty: those held before, else leader */
  const char  *text;         /* (nullable) what its maker confirms of their own independence, in their words */
  ChoshoValue *catalogue;    /* (nullable) the item of another edition of the criteria, which the new engagement is to have */
  ChoshoValue *entries;      /* (nullable) with its entries */
  const char  *kind;         /* (nullable) "additional" or "reaudit": not the next year's, but one that belongs to this one */
  ChoshoValue *controls;     /* array of numbers: its scope */
  const char  *reason;       /* and why */
  ChoshoValue *renumbering;  /* (nullable) and how they are numbered, see chosho_edition_compare() */
} ChoshoRollforwardOptions;

/* What would be carried from the engagement of @session, by @identity. Errors: those of reading the record; USAGE where the
 * period ends before it begins, or who makes it could not lead it. (transfer full) */
ChoshoRollforward *chosho_rollforward_plan     (ChoshoSession *session, ChoshoIdentity *identity, const ChoshoRollforwardOptions *options,
                                                GError **error);
void               chosho_rollforward_free     (ChoshoRollforward *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoRollforward, chosho_rollforward_free)

/* The facts of the new engagement. Borrowed. */
ChoshoValue       *chosho_rollforward_get_facts (ChoshoRollforward *self);
/* {title, period_start, period_end, roles, carried: {…}, to_confirm: [name], left_out: [{kind, name, reason}], earlier:
 * {id, title, period_start, period_end, state: open|issued|assembled|closed}, warnings: [{code, message}]}; for another edition of
 * the criteria also {edition: {from, to, counts}, asks: [{control, why: changed|new}]}. (transfer full) */
ChoshoValue       *chosho_rollforward_describe (ChoshoRollforward *self);

/* Makes the engagement in the folder @path, which must not be there: whole or not at all, every event signed by the identity
 * of the plan, whose own confirmation of independence is the first. @id: that of the new engagement (transfer full). Errors:
 * EXISTS, those of making an engagement, CANCELLED. */
gboolean           chosho_rollforward_write    (ChoshoRollforward *self, const char *path, GCancellable *cancellable, char **id, GError **error);

G_END_DECLS
