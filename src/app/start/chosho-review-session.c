/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-clock.h"
#include "chosho-review-session.h"

struct _ChoshoReviewSession
{
  ChoshoIdentity *identity; /* (owned) (nullable) */
  gint64          until_us; /* by the monotonic clock, which goes on while the machine sleeps */
};

ChoshoReviewSession *
chosho_review_session_new (void)
{
  return g_new0 (ChoshoReviewSession, 1);
}

void
chosho_review_session_free (ChoshoReviewSession *self)
{
  chosho_review_session_end (self);
  g_free (self);
}

gboolean
chosho_review_session_is_open (ChoshoReviewSession *self, ChoshoIdentity *identity)
{
  return identity != NULL && self->identity == identity && chosho_clock_monotonic_us () < self->until_us;
}

void
chosho_review_session_extend (ChoshoReviewSession *self, ChoshoIdentity *identity)
{
  ChoshoIdentity *before = self->identity;

  self->identity = chosho_identity_ref (identity);
  self->until_us = chosho_clock_monotonic_us () + CHOSHO_REVIEW_SESSION_MINUTES * 60 * G_USEC_PER_SEC;
  chosho_identity_unref (before);
}

void
chosho_review_session_end (ChoshoReviewSession *self)
{
  g_clear_pointer (&self->identity, chosho_identity_unref);
}
