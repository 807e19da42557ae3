/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-helper-document.h"
#include "chosho-mark-text.h"
#include "chosho-text-extract.h"

G_BEGIN_DECLS

struct _ChoshoMarkText
{
  int                   fd;        /* (owned) */
  char                 *name;      /* (owned) */
  ChoshoHelperDocument *document;  /* (owned) */
  ChoshoContentInfo    *info;      /* (owned) */
  const char           *state;     /* (nullable) as ChoshoTextExtract says, once all was read */
  GPtrArray            *units;     /* (owned) (nullable) (element-type ChoshoTextUnit) the lines of a text as one */
  guint                 page;      /* from 0: of @page_text */
  ChoshoPageText       *page_text; /* (owned) (nullable) what was read last */
};

/* Where words stand. */
typedef struct
{
  guint    unit;
  guint    first, n_characters;
  gboolean whole;    /* nothing else stands in that line, paragraph or cell */
  gint64   distance; /* from where the mark stood */
} ChoshoMarkHit;

/* "page=12" is 12 for "page="; 0 for another place. */
gint64          chosho_mark_text_get_number  (const char *place, const char *prefix);
/* The text of page @page (from 0). Borrowed, until the next page is asked for. */
ChoshoPageText *chosho_mark_text_read_page   (ChoshoMarkText *self, guint page, GCancellable *cancellable, GError **error);
/* All its words as units; empty where it has none. */
gboolean        chosho_mark_text_read_all    (ChoshoMarkText *self, GCancellable *cancellable, GError **error);
/* The region of @n_characters from @first on, as a rectangle. (transfer full) */
ChoshoValue    *chosho_mark_text_cover       (const ChoshoPageText *text, guint first, guint n_characters);
/* Where @quote stands in units(). (transfer full) (element-type ChoshoMarkHit) */
GArray         *chosho_mark_text_list_hits   (ChoshoMarkText *self, const char *quote);
/* The place of @hit. (transfer full) */
ChoshoValue    *chosho_mark_text_describe    (ChoshoMarkText *self, const ChoshoMarkHit *hit, GCancellable *cancellable, GError **error);
/* (transfer full) */
ChoshoValue    *chosho_mark_place_new        (const char *place, const char *shown, ChoshoValue *rectangle, const char *quote);

G_END_DECLS
