/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-control-item.h"

G_BEGIN_DECLS

/*
 * ChoshoControlFilter: which controls are wanted. Written as "filter:KEY=VALUE&KEY=VALUE…" (values
 * percent-encoded), so that a number on another page, a saved filter and Back all name the same list:
 *
 *   text=WORDS         each in number, title, text, a person's name or the visit; of several numbers any
 *   state=CODE         not_started … approved, out_of_scope
 *   open=1             in scope and not approved
 *   chapter=9          first part of the number; parent=9.2.3, tier=controls
 *   person=ID          assigned to, or reviewed by, that member; "me"
 *   assignee=ID        assigned to that member; "none": to nobody
 *   due=none           without a date; due-from=DATE and due-to=DATE: not before, not after it
 *   visit=NAME         worked on at that visit to the client; "none": at none
 *   mandatory=1  stale=1  suspended=1  notes=1 (open ones)  late=1 (due before today)
 *   technique=CODE     a step of that technique is not recorded yet
 *   waiting=review     prepared and nothing stands against it; waiting=approve: reviewed
 *   edited=1           changed after it was reviewed
 *   mine-changed=1     changed since a sign-off of mine
 *   asking=1           what the number beside the place of controls counts for me
 */
typedef struct _ChoshoControlFilter ChoshoControlFilter;

ChoshoControlFilter *chosho_control_filter_new  (void);
void                 chosho_control_filter_free (ChoshoControlFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoControlFilter, chosho_control_filter_free)

/* Replaces all conditions; unknown keys are kept and ignored. @text may lack the "filter:". */
void        chosho_control_filter_parse    (ChoshoControlFilter *self, const char *text);
/* "filter:…", keys in alphabetical order; NULL where nothing is asked. (transfer full) */
char       *chosho_control_filter_to_text  (ChoshoControlFilter *self);
/* NULL or "" takes the condition away. */
void        chosho_control_filter_set      (ChoshoControlFilter *self, const char *key, const char *value);
const char *chosho_control_filter_get      (ChoshoControlFilter *self, const char *key); /* (nullable) borrowed */
gboolean    chosho_control_filter_is_empty (ChoshoControlFilter *self);

/* Who "me" is (the member's row, one of @members: referenced) and which day it is (YYYY-MM-DD, copied); (nullable). */
void        chosho_control_filter_set_viewer (ChoshoControlFilter *self, ChoshoValue *me, ChoshoValue *members, const char *today);
/* @item: a control, no heading. */
gboolean    chosho_control_filter_matches  (ChoshoControlFilter *self, ChoshoControlItem *item);

G_END_DECLS
