/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-mark-text.h"

G_BEGIN_DECLS

/* Finds marks again in newer versions of their evidence; each file is opened once. */
typedef struct
{
  ChoshoCommandContext *context; /* (borrowed) */
  ChoshoView           *view;    /* (borrowed) */
  GHashTable           *texts;   /* (owned) id of evidence → ChoshoMarkText, NULL where it cannot be read */
} ChoshoMarkFinder;

void            chosho_mark_finder_init  (ChoshoMarkFinder *self, ChoshoCommandContext *context, ChoshoView *view);
void            chosho_mark_finder_clear (ChoshoMarkFinder *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoMarkFinder, chosho_mark_finder_clear)

/*
 * Completes @row, of a mark whose state is "outdated": its "state" becomes "to-confirm" with "proposal", the place of its
 * words in the newer version, or "lost" with "lost_reason": "no-quote", "not-found", "no-text", "unreadable", or
 * "member-missing" where nobody took the member out of the newer archive. "newer" is the evidence looked in, "newer_reference"
 * its reference. Rows in another state stay as they are. FALSE with @error for what says nothing about the file: CANCELLED,
 * CONFINEMENT …
 */
gboolean        chosho_mark_finder_propose (ChoshoMarkFinder *self, ChoshoValue *row, GError **error);

G_END_DECLS
