/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* Roles of a member as bits. */
typedef enum
{
  CHOSHO_ROLE_NONE = 0,
  CHOSHO_ROLE_EXECUTIVE = 1 << 0,    /* 業務執行責任者 */
  CHOSHO_ROLE_LEADER = 1 << 1,       /* 業務実施責任者 */
  CHOSHO_ROLE_PRACTITIONER = 1 << 2, /* 業務実施者 */
  CHOSHO_ROLE_QUALITY = 1 << 3,      /* 品質管理者 */
  CHOSHO_ROLE_REVIEWER = 1 << 4,     /* 審査担当 */
} ChoshoRoles;

#define CHOSHO_ROLES_LEADING (CHOSHO_ROLE_EXECUTIVE | CHOSHO_ROLE_LEADER)
#define CHOSHO_ROLES_WORKING (CHOSHO_ROLES_LEADING | CHOSHO_ROLE_PRACTITIONER)
#define CHOSHO_ROLES_ALL (CHOSHO_ROLES_WORKING | CHOSHO_ROLE_QUALITY | CHOSHO_ROLE_REVIEWER)

/* The bit of a role's code ("leader"); NONE for an unknown word. */
ChoshoRoles chosho_role_from_code (const char *code);
/* Bits of an array of role codes; NONE if any word is unknown. */
ChoshoRoles chosho_roles_from_value (ChoshoValue *array);

typedef enum
{
  CHOSHO_WRITE_REGISTER, /* one value stands; a write names exactly what it replaces */
  CHOSHO_WRITE_SET,      /* values stand side by side (add wins) */
  CHOSHO_WRITE_REMOVE,   /* takes named values of a set or register away, stands for nothing */
} ChoshoWriteMode;

/* Who decides whether the author had the power, beyond the role. */
typedef enum
{
  CHOSHO_RULE_NONE,
  CHOSHO_RULE_MEMBER_ADD,   /* executives are added by executives (the first by the creator) */
  CHOSHO_RULE_OWN,          /* only about the author's own person */
  CHOSHO_RULE_OWN_OR_LEADING,
  CHOSHO_RULE_SIGN_OFF,     /* role of the stage, the gate, the digest of what was signed */
  CHOSHO_RULE_WITHDRAW,     /* the signer or an executive */
  CHOSHO_RULE_RETURN,       /* "complete": who may review it; higher ones: the signer or an executive */
  CHOSHO_RULE_NOTE_CLEAR,   /* who raised it, or an executive */
  CHOSHO_RULE_REQUEST,      /* what goes back to the client, or is wanted no more, has a reason */
  CHOSHO_RULE_CONFIRM,      /* facts are confirmed after the client was asked */
  CHOSHO_RULE_ISSUE,        /* nothing stands against the issue of the report */
  CHOSHO_RULE_EVIDENCE,     /* a member, and nothing else, says what file it stands in and where */
  CHOSHO_RULE_MARK,         /* a mark stands on content that is there, at a place, with what its kind needs */
  CHOSHO_RULE_MARK_CONTROL, /* a mark is taken away as one of its own control */
  CHOSHO_RULE_VERSION,      /* evidence replaces other evidence, and never one that came after it */
  CHOSHO_RULE_SETTING,      /* what other rules read must be readable */
  CHOSHO_RULE_ENDING,       /* with a reason, and no report is issued */
  CHOSHO_RULE_ASSEMBLY,     /* nothing stands against the assembly of the file */
  CHOSHO_RULE_CHECKPOINT,   /* the root over its causal past must be right */
} ChoshoRule;

typedef struct
{
  const char     *name;      /* the event's `action` */
  const char     *key;       /* template: {field} of the item, {@} its own id; see chosho_action_key() */
  ChoshoWriteMode mode;
  ChoshoRoles     roles;     /* any of these; OWN rules look at membership only */
  ChoshoRule      rule;
  gboolean        in_view;   /* part of what a sign-off signs */
  const char     *fields;    /* "name:type …": type s text, S non-empty text, d date, i integer,
                              * b boolean, l list of texts, v any value, =a|b|c one of; a final ? = optional */
  const char     *subjects;  /* fields whose values name controls or things the write is about */
  const char     *follow;    /* fields whose values name things that become part of the control's view */
} ChoshoAction;

/* NULL for an action that this version does not know. */
const ChoshoAction *chosho_action_lookup   (const char *name);
const ChoshoAction *chosho_action_nth      (guint index); /* NULL at the end */

/* How writes are filed: under @prefix and each value of @field; see chosho_state_get_writes_about(). */
typedef struct
{
  const char *field;
  const char *prefix;
} ChoshoActionSubject;

/* chosho-action-form.c. Ended by a NULL field. */
const ChoshoActionSubject *chosho_action_get_subjects (const ChoshoAction *action);
/* TRUE where each write makes a thing: its key is its own id. */
gboolean            chosho_action_creates  (const ChoshoAction *action);

/* TRUE where @item has exactly the fields of @action with the right types; else @reason (transfer
 * full) says which is wrong. */
gboolean            chosho_action_validate (const ChoshoAction *action, ChoshoValue *item, char **reason);

/* The key that @item writes. @own_id: "EVENTID#INDEX". (transfer full) */
char               *chosho_action_key      (const ChoshoAction *action, ChoshoValue *item, const char *own_id);

G_END_DECLS
