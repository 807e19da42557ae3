/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-text-store.h"
#include "chosho-value.h"
#include "chosho-text-unit.h"

G_BEGIN_DECLS

/* Which words of the record are searched, and as what they are found: one line a kind of row in the .c file. Each line is
 * a band of the text store, by its place in the table. */
typedef struct
{
  const char *row_kind; /* of the index; CHOSHO_TEXT_OBJECT: the content of evidence */
  const char *kind;     /* as search prints it */
  const char *record;   /* as search prints it */
  const char *fields;   /* members of the row, divided by blanks; "trail.text": of each item of a list. NULL: of an object */
} ChoshoSearchWords;

/* NULL past the last. */
const ChoshoSearchWords *chosho_search_words_nth   (guint band);
/* Whether search prints that kind. */
gboolean                 chosho_search_words_has_kind (const char *kind);
/* The words of @row as one unit; empty where it has none. (transfer full) (element-type ChoshoTextUnit) */
GPtrArray               *chosho_search_words_list  (const ChoshoSearchWords *self, ChoshoValue *row);

/* Where a unit was found, in the words of people and of the window. */
typedef struct
{
  gint64 page;     /* from 1; 0: no pages */
  char  *place;    /* (owned) as people cite it: "p.3", "台帳!C12"; "" where it has none */
  char  *position; /* (owned) as chosho_viewer_show() takes it: "page=3", "cell=台帳!C12"; "" where it has none */
  char  *excerpt;  /* (owned) some words around the first hit, without line breaks */
  guint  first;    /* of the hit, in characters of the excerpt */
  guint  n_characters;
} ChoshoSearchPlace;

/* FALSE where @needle stands only in what the unit before holds too. */
gboolean chosho_search_place_find  (ChoshoSearchPlace *self, const ChoshoTextFound *found, const char *needle);
/* Where the character @offset of @unit stands; without an excerpt. */
void     chosho_search_place_of_unit (ChoshoSearchPlace *self, const ChoshoTextUnit *unit, guint offset);
void     chosho_search_place_clear (ChoshoSearchPlace *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoSearchPlace, chosho_search_place_clear)

G_END_DECLS
