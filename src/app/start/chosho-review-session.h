/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-identity.h"

G_BEGIN_DECLS

/* Minutes after the last approval for which a passphrase counts in its window: longer than a control is read for, shorter than
 * somebody else needs at a desk that was left. */
#define CHOSHO_REVIEW_SESSION_MINUTES 15

/*
 * ChoshoReviewSession: whose passphrase counts for approvals in one window, and until when. It begins closed: that a key was
 * unlocked to work with is no consent to an approval. Main thread.
 */
typedef struct _ChoshoReviewSession ChoshoReviewSession;

ChoshoReviewSession *chosho_review_session_new     (void);
void                 chosho_review_session_free    (ChoshoReviewSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoReviewSession, chosho_review_session_free)

/* Whether @identity may approve without being asked. */
gboolean             chosho_review_session_is_open (ChoshoReviewSession *self, ChoshoIdentity *identity);
/* @identity gave its passphrase, or approves while that counts: the time begins anew. */
void                 chosho_review_session_extend  (ChoshoReviewSession *self, ChoshoIdentity *identity);
/* Somebody acts from now on: nothing counts any more, also where it is the same person. */
void                 chosho_review_session_end     (ChoshoReviewSession *self);

G_END_DECLS
