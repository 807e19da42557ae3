/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/* What a correctly formed event needs to know of the record: shared by the world in memory and the
 * forging tool. */

/* The items as seen from @view: a register item without `replaces` names what stands at its key, a
 * removal all that stands there, and "view":"auto" of a sign-off becomes the digest of what stands.
 * (transfer full) */
ChoshoValue *chosho_test_fill_items       (ChoshoView *view, const char *action, ChoshoValue *items);
/* Ids of the heads that an event after @last (nullable: the first of its chain) has not seen yet,
 * NULL-terminated. (transfer container) (element-type utf8) */
GPtrArray   *chosho_test_list_new_heads   (ChoshoState *state, ChoshoNode *last);
/* The bytes of which @event was parsed. (transfer full) */
GBytes      *chosho_test_dup_event_bytes  (const ChoshoEvent *event);
/* A ChoshoSignatureFunc. Remembers what it verified: tests judge each event in many states. */
gboolean     chosho_test_signature_is_good (const ChoshoEvent *event, const char *public_key, gpointer user_data);

G_END_DECLS
