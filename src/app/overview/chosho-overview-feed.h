/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoOverviewFeed: what `overview` says for the person who acts, made anew whenever the context's rows or that
 * person are others; one for all who look, as the page and the sidebar's counts do. Signals: "updated"; "failed"
 * with the error, what was made before stays.
 */
#define CHOSHO_TYPE_OVERVIEW_FEED (chosho_overview_feed_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoOverviewFeed, chosho_overview_feed, CHOSHO, OVERVIEW_FEED, GObject)

/* The one of @context; it lives as long. Borrowed. */
ChoshoOverviewFeed *chosho_overview_feed_of           (ChoshoContext *context);
/* As chosho-overview.h describes it; NULL before the first "updated". Borrowed. */
ChoshoValue        *chosho_overview_feed_get_overview (ChoshoOverviewFeed *self);

G_END_DECLS
