/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-blocker.h"
#include "chosho-instance.h"
#include "chosho-signed-view.h"
#include "chosho-team.h"
#include "chosho-wording.h"

G_BEGIN_DECLS

/*
 * The gate (architecture §2): what stands against a sign-off of @target (control number or paper id)
 * at @stage by @member (nullable: nobody in particular, then the checks of the person are left out),
 * seen from @view. @opened (nullable): what the approver opened singly. Pure; the same function
 * serves window, command line, bulk acts, merge and report. Blockers that need the local disk
 * (evidence-missing, evidence-damaged) are added by commands.
 * (element-type ChoshoBlocker) (transfer full)
 */
GPtrArray *chosho_gate_check (ChoshoView *view, const char *target, ChoshoStage stage, const char *member, ChoshoValue *opened);

/* What stands against the issue of the report. (element-type ChoshoBlocker) (transfer full) */
GPtrArray *chosho_gate_check_issue (ChoshoView *view, const char *member);

/* Adds opinion-wording for the results and findings of @control, or of all (NULL), that @rules catch
 * and nobody accepted; the detail ends with the occurrence's id in brackets. */
void       chosho_gate_add_wording (ChoshoView *view, ChoshoWordingRules *rules, const char *control, gboolean warning, GPtrArray *blockers);
/* The word lists that the record itself holds (setting "wording"); NULL where it has none: then a
 * command uses the built-in ones, and the judge, which must not depend on the program's version,
 * none. (transfer full) (nullable) */
ChoshoWordingRules *chosho_gate_dup_wording_rules (ChoshoView *view);

/* What must be opened singly before @control is approved: ids of findings, steps, evidence and
 * individual controls. (element-type utf8) (transfer full) */
GPtrArray *chosho_gate_list_to_open (ChoshoView *view, const char *control);

/* A sign-off as it stands. */
typedef enum
{
  CHOSHO_SIGN_OFF_NONE,
  CHOSHO_SIGN_OFF_CURRENT,
  CHOSHO_SIGN_OFF_STALE,     /* what it signed has changed */
  CHOSHO_SIGN_OFF_SUSPENDED, /* unchanged, but a blocker stands now */
} ChoshoSignOffState;

ChoshoSignOffState chosho_sign_off_get_state (ChoshoView *view, const char *target, ChoshoStage stage, ChoshoWrite **write);
const char        *chosho_sign_off_state_get_code (ChoshoSignOffState state); /* "current" …; NULL for NONE */

/* Shared by the files of the gate. */
typedef struct
{
  ChoshoView *view;
  const char *control;
  GPtrArray  *instances; /* (element-type ChoshoInstance) */
  GPtrArray  *links;     /* (element-type ChoshoWrite) standing links of the control */
  GPtrArray  *findings;  /* (element-type ChoshoWrite) standing findings that name the control */
  GPtrArray  *blockers;
} ChoshoGate;

/* Appends a blocker of @step (nullable) of @instance (nullable); @detail (nullable) is copied. */
void       chosho_gate_add (ChoshoGate *self, const char *code, const ChoshoInstance *instance, const ChoshoStep *step, const char *detail);
/* chosho-gate-steps.c */
void       chosho_gate_check_instance (ChoshoGate *self, const ChoshoInstance *instance);
/* chosho-gate-evidence.c */
void       chosho_gate_check_evidence (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step);
/* The standing, not withdrawn things of @kind linked to @step. (element-type ChoshoWrite) (transfer container) */
GPtrArray *chosho_gate_list_linked (ChoshoGate *self, const char *step, const char *kind);
gboolean   chosho_gate_has_consent (ChoshoGate *self, const ChoshoStep *step, const char *purpose);
/* chosho-gate-samples.c */
void       chosho_gate_check_samples (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step);
/* TRUE where a sample linked to @step has results with evidence. */
gboolean   chosho_gate_has_evidenced_sample (ChoshoGate *self, const char *step);

G_END_DECLS
