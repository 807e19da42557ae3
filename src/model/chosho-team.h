/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/* People and their keys, as a view sees them. A member is a person; "own work" compares persons. Members
 * belong to the view and are valid as long as it is. */
typedef struct
{
  char       *id;            /* (owned) "EVENTID#INDEX" */
  const char *name;          /* (borrowed) */
  ChoshoRoles roles;         /* what all entries give that stand against each other: what one of them took away gives no power */
  ChoshoRoles named;         /* what some of them gives: who takes it away has to have the power to */
  gboolean    independent;   /* the person's own confirmation stands */
  gboolean    left;
} ChoshoMember;

/* The member with @id; NULL where there is none. */
const ChoshoMember *chosho_team_lookup  (ChoshoView *view, const char *id);
/* The member to whom the key with @fingerprint belongs; NULL for a stranger or a revoked key. */
const ChoshoMember *chosho_team_resolve (ChoshoView *view, const char *fingerprint);
/* All members, leavers included, in the order they were added. (element-type ChoshoMember) (transfer container) */
GPtrArray    *chosho_team_list    (ChoshoView *view);
/* Fingerprints of the member's keys that are not revoked. (element-type utf8) (transfer full) */
GPtrArray    *chosho_team_list_fingerprints (ChoshoView *view, const char *id);
/* The public key (hex) with @fingerprint, as bound in the view, revoked or not. NULL for a stranger. */
const char   *chosho_team_get_public_key (ChoshoView *view, const char *fingerprint);
/* TRUE where some current member has @roles (any of the bits). */
gboolean      chosho_team_has_role (ChoshoView *view, ChoshoRoles roles);
/* Fingerprint of a public key given as 64 hex digits; NULL where it is not one. (transfer full) */
char         *chosho_team_fingerprint (const char *public_key);

/* For the state only: notes that @write binds a key, in @table (fingerprint -> writes). */
void          chosho_team_note_key (GHashTable *table, ChoshoWrite *write);
void          chosho_team_forget_key (GHashTable *table, ChoshoWrite *write);
/* For the state only: fills @powers with the writes to which the owner of the key owes the power to act
 * (CHOSHO_N_POWERS; NULL where there is none). Returns the member's id, NULL for a stranger. (transfer full) */
char         *chosho_team_find_powers (ChoshoView *view, const char *fingerprint, ChoshoWrite *powers[]);

G_END_DECLS
