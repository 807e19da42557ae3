/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/*
 * Writes to one group that did not see each other and all stand, until a person decides by a write that names them all.
 * Several sign-offs of one stage are none: each is its author's own word.
 */
typedef struct
{
  char      *id;     /* (owned) 16 hex digits, from the key and the values: another one when a value comes or goes */
  ChoshoKey *key;    /* (borrowed) */
  char      *kind;   /* (owned) what sort of thing: the key's first word ("step", "finding" …) */
  char      *of;     /* (owned) which: a step's id, a finding's, a control's number … */
  GPtrArray *values; /* (owned) (element-type ChoshoWrite, borrowed) two or more, by event id */
  ChoshoWrite *base; /* (borrowed) (nullable) what stood before their authors parted; NULL where nothing did */
} ChoshoConflict;

/* (element-type ChoshoConflict) (transfer full) all that stand in @view, by key. */
GPtrArray      *chosho_conflict_list   (ChoshoView *view);
void            chosho_conflict_free   (ChoshoConflict *self);
/* {id, kind, of, control, base: {value, by, at}, values: [{value, by, at}], differences: [field], text_field}; @control where it is about one,
 * @text_field where what was written in words can be written anew. (transfer full) */
ChoshoValue    *chosho_conflict_to_value (ChoshoConflict *self, ChoshoView *view);

/* An item of @write's action, one of the values, that decides: as @write has it, or with @text (nullable) for what it says in
 * words; it names all values in `replaces`. (transfer full) */
ChoshoValue    *chosho_conflict_decide (ChoshoConflict *self, ChoshoWrite *write, const char *text);
/* The field of @write's item that holds what was written in words; NULL where there is none. */
const char     *chosho_conflict_get_text_field (ChoshoWrite *write);
/* The fields in which the values differ; none where they say the same. (element-type utf8, borrowed) (transfer container) */
GPtrArray      *chosho_conflict_list_differences (ChoshoConflict *self);
/* Whose entry stands: where @write decided between entries by taking one of them as it was, that one, else @write itself. Who decides is not
 * who did the work. Borrowed. */
ChoshoWrite    *chosho_conflict_find_origin (ChoshoView *view, ChoshoWrite *write);

G_END_DECLS
