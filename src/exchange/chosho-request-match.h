/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoRequestMatch: which requests a file answers, by what its name and its folders' names say. A proposal for a
 * person, never a decision. Names are compared normalised (NFKC, case folded): composed or not, in half or full width.
 */
typedef struct _ChoshoRequestMatch ChoshoRequestMatch;

/* Candidates that are told for one file, best first. */
#define CHOSHO_REQUEST_MATCH_CANDIDATES 5

/* @requests: rows of kind "request", borrowed; withdrawn ones are matched by their number alone. (transfer full) */
ChoshoRequestMatch *chosho_request_match_new      (ChoshoValue *requests);
void                chosho_request_match_free     (ChoshoRequestMatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoRequestMatch, chosho_request_match_free)

/* A name under which something came for @request before: what comes again is often called nearly so. */
void                chosho_request_match_add_name (ChoshoRequestMatch *self, const char *request, const char *name);

/*
 * The candidates for the file @name in @folder ("" or "a/b"): [{request, number, reason, score, sure}], best first.
 * Reasons: "number" (the request's number stands in the name or a folder's), "named" (the client's list names the file),
 * "similar" (a name of that list, or of what came before, is nearly the same), "words" (words of the request stand in
 * it). @score is 1–100; only the first two are sure. None for what a computer put beside the files (.DS_Store, ~$…).
 * (transfer full)
 */
ChoshoValue        *chosho_request_match_find     (ChoshoRequestMatch *self, const char *name, const char *folder);

G_END_DECLS
