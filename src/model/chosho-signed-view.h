/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/* The three sign-offs of a control or paper (作成・査閲・承認). */
typedef enum
{
  CHOSHO_STAGE_COMPLETE,
  CHOSHO_STAGE_REVIEW,
  CHOSHO_STAGE_APPROVE,
  CHOSHO_STAGE_ISSUE,   /* of the whole engagement; no sign-off of its own */
  CHOSHO_STAGE_INVALID,
} ChoshoStage;

#define CHOSHO_N_SIGN_OFFS 3

const char *chosho_stage_get_code  (ChoshoStage stage);
ChoshoStage chosho_stage_from_code (const char *code); /* INVALID for unknown words */

/* Raised whenever what a view consists of changes; old versions stay computable for ever. */
#define CHOSHO_SIGNED_VIEW_VERSION 1

/*
 * What a sign-off of @target (control number or paper id) at @stage signs, as a digest: SHA-256 over
 * the ids of ALL writes ever made to what the signer had before them: criteria text, individual
 * controls, scope, procedure, performances, links and unlinks, evidence, records, populations,
 * samples, findings, and the sign-offs of the lower stages. An event's id is the hash of its bytes,
 * so ids commit to the content; and since replaced writes count too, a change that is taken back
 * still is a change (architecture §1.4).
 *
 *   "chosho-view-1\n" TARGET "\n" STAGE "\n" { WRITEID "\n" } sorted
 *
 * (transfer full) lower-case hex.
 */
char       *chosho_signed_view_digest (ChoshoView *view, const char *target, ChoshoStage stage);

/* The writes behind the digest. (element-type ChoshoWrite) (transfer container) */
GPtrArray  *chosho_signed_view_list   (ChoshoView *view, const char *target, ChoshoStage stage);

/* TRUE where @target is a paper's id and no control number. */
gboolean    chosho_target_is_paper (const char *target);
/* The subject under which the state files what is about @target. (transfer full) */
char       *chosho_target_dup_subject (const char *target);

/* All keys whose writes are about @target, directly or through what is linked to it, inside the
 * signed view or not (notes and assignments are not). (element-type ChoshoKey) (transfer container) */
GPtrArray  *chosho_signed_view_list_keys (ChoshoView *view, const char *target);

G_END_DECLS
