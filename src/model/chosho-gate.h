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
/* Whether a member with @roles may sign @target (nullable: some control) at @stage as far as roles go; @designated: the assignment names the member as its
 * reviewer. Of the person alone: the gate asks the rest. */
gboolean   chosho_gate_role_allows (ChoshoRoles roles, const char *target, ChoshoStage stage, gboolean designated);
/* Nobody reviews own work: whoever recorded a step, a sample or a finding there, standing or not, or completed it, neither
 * reviews nor approves (architecture §1.6). The ids of these members, in their order; persons are compared, not keys.
 * (element-type utf8, borrowed from the view's state) (transfer container) */
GPtrArray *chosho_gate_list_workers (ChoshoView *view, const char *target, ChoshoStage stage);

/* What stands against the issue of the report dated @report_date (YYYY-MM-DD) by @member (nullable, as above).
 * (element-type ChoshoBlocker) (transfer full) */
GPtrArray *chosho_gate_check_issue (ChoshoView *view, const char *member, const char *report_date);

/* Adds opinion-wording for the results, findings, disclosable wordings and bases of scope of @control, or of all (NULL), that @rules catch
 * and nobody accepted; the detail ends with the occurrence's id in brackets. */
void       chosho_gate_add_wording (ChoshoView *view, ChoshoWordingRules *rules, const char *control, gboolean warning, GPtrArray *blockers);
/* The same for the one finding with the id @finding, which is about to go out. */
void       chosho_gate_add_finding_wording (ChoshoView *view, ChoshoWordingRules *rules, const char *finding, GPtrArray *blockers);
/* The word lists that the record itself holds (setting "wording"); NULL where it has none: then a
 * command uses the built-in ones, and the judge, which must not depend on the program's version,
 * none. Lists that cannot be read never come to stand (chosho-rules.h). (transfer full) (nullable) */
ChoshoWordingRules *chosho_gate_dup_wording_rules (ChoshoView *view);

/* TRUE where the assignment of @target names @member as its reviewer. */
gboolean   chosho_gate_is_designated (ChoshoView *view, const char *target, const char *member);

/* Of these, what the team lacks as a whole and each member's confirmation, qualification and inquiry, as of @date; that no
 * qualification of an executive or leader is recorded, a warning here, does not concern the issue. (element-type ChoshoBlocker) (transfer full) */
GPtrArray *chosho_gate_list_team (ChoshoView *view, const char *date);

/* What the executive must open one by one before approving @target (domain §6), as the blockers
 * "not-opened" that stand while none of it was: @id is what the sign-off's "opened" names, @kind why:
 * "finding", "unable", "departure", "reversal" (a step's id), "sighting", "reused" (evidence) and
 * "individual-control" (its name); @detail is for people. The target as a whole is none of them.
 * (element-type ChoshoBlocker) (transfer full) */
GPtrArray *chosho_gate_list_to_open (ChoshoView *view, const char *target);
/* The same as rows: [{kind, id, text}]. (transfer full) */
ChoshoValue *chosho_gate_describe_to_open (ChoshoView *view, const char *target);

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
  GPtrArray  *sample_links; /* (element-type ChoshoWrite) those of them that lead to samples */
  GPtrArray  *findings;  /* (element-type ChoshoWrite) standing findings that name the control */
  GPtrArray  *blockers;
} ChoshoGate;

/* View, target and links alone, for who asks for what is linked and nothing else; undone by _clear_links(). */
void       chosho_gate_init_links  (ChoshoGate *self, ChoshoView *view, const char *target);
void       chosho_gate_clear_links (ChoshoGate *self);
/* All but @blockers, which are the caller's, is @self's until the clear. */
void       chosho_gate_init (ChoshoGate *self, ChoshoView *view, const char *target, GPtrArray *blockers);
void       chosho_gate_clear (ChoshoGate *self);
/* Appends a blocker of @step (nullable) of @instance (nullable); @detail (nullable) is copied. Borrowed. */
ChoshoBlocker *chosho_gate_add (ChoshoGate *self, const char *code, const ChoshoInstance *instance, const ChoshoStep *step, const char *detail);
/* chosho-gate-steps.c */
void       chosho_gate_check_instance (ChoshoGate *self, const ChoshoInstance *instance);
/* TRUE where the technique recorded is not the one prescribed. */
gboolean   chosho_gate_is_departure (const ChoshoStep *step);
/* The exceptions that were recorded before @standing (nullable) under its key, where its @field says
 * something else now. (element-type ChoshoWrite) (transfer container) */
GPtrArray *chosho_gate_list_reversed (ChoshoGate *self, ChoshoWrite *standing, const char *field);
/* chosho-gate-opened.c */
void       chosho_gate_check_opened (ChoshoGate *self, ChoshoValue *opened);
/* chosho-gate-evidence.c */
void       chosho_gate_check_evidence (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step);
/* The standing, not withdrawn things of @kind linked to @step. (element-type ChoshoWrite) (transfer container) */
GPtrArray *chosho_gate_list_linked (ChoshoGate *self, const char *step, const char *kind);
/* The standing, not withdrawn evidence of @step, or of all of the target (NULL): linked, or named by the
 * results of a linked sample; each once. (element-type ChoshoWrite) (transfer container) */
GPtrArray *chosho_gate_list_evidence (ChoshoGate *self, const char *step);
/* TRUE where @evidence was collected for another purpose than this engagement. */
gboolean   chosho_gate_is_reused (ChoshoValue *evidence);
/* The standing consent for @purpose about what @step says now; NULL where there is none. Borrowed. */
ChoshoWrite *chosho_gate_find_consent (ChoshoGate *self, const ChoshoStep *step, const char *purpose);
gboolean   chosho_gate_has_consent (ChoshoGate *self, const ChoshoStep *step, const char *purpose);
/* chosho-gate-versions.c */
void       chosho_gate_check_versions (ChoshoGate *self);
/* chosho-gate-samples.c */
void       chosho_gate_check_samples (ChoshoGate *self, const ChoshoInstance *instance, const ChoshoStep *step);
/* The attributes that @step tests of @sample, as its links say; NULL: all. (transfer full) */
ChoshoValue *chosho_gate_dup_tested (ChoshoGate *self, const char *step, const char *sample);
/* The standing results of the samples linked to @step, or to the target (NULL), of the attributes tested.
 * (element-type ChoshoWrite) (transfer container) */
GPtrArray *chosho_gate_list_results (ChoshoGate *self, const char *step);
gboolean   chosho_gate_has_sample_exception (ChoshoGate *self, const char *step);
/* Those of them that say something else where an exception stood. (transfer container) */
GPtrArray *chosho_gate_list_reversed_results (ChoshoGate *self, const char *step);
/* TRUE where such a @result has new evidence and the leader consented to it afterwards, at @step. */
gboolean   chosho_gate_is_result_settled (ChoshoGate *self, const ChoshoStep *step, ChoshoWrite *result);

G_END_DECLS
