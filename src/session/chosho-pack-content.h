/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-pack.h"
#include "chosho-session.h"

G_BEGIN_DECLS

/* What of an engagement goes into a pack. Owned by the caller. */
typedef struct
{
  GPtrArray *events;      /* (owned) (element-type ChoshoStoredEvent) */
  GPtrArray *objects;     /* (owned) (element-type utf8, owned) digests of what is here, sorted */
  guint      not_carried; /* objects that are here and stay behind */
} ChoshoPackChoice;

/* @since (nullable) (element-type utf8): ids of events that the receiver holds, with all that came before them; ids that
 * nobody here knows are left aside, since the receiver may hold more. @controls (nullable) (element-type utf8): only the
 * evidence of these. @without_evidence: none. */
gboolean chosho_pack_choice_init  (ChoshoPackChoice *self, ChoshoSession *session, GPtrArray *since, GPtrArray *controls,
                                   gboolean without_evidence, GError **error);
void     chosho_pack_choice_clear (ChoshoPackChoice *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoPackChoice, chosho_pack_choice_clear)

/* The public keys, one behind the other, of the members @ids (element-type utf8), or of all who are in the team and did not
 * leave (NULL): what an envelope is sealed to. (transfer full) */
GByteArray *chosho_pack_list_keys (ChoshoView *view, GPtrArray *ids);

G_END_DECLS
