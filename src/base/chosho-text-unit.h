/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * One piece of a text that is searched as a whole and cited by one place: a page, a row of a sheet, a
 * paragraph, some lines. @place says what @number counts:
 *   "page"               pages from 1
 *   "line"               lines from 1: that with which the text begins
 *   "row:シート"         rows from 1 of the sheet ("" of a CSV), cells divided by CHOSHO_BLOCK_CELL_END
 *   "cell:3:シート"      rows from 1: what lies over the cell in that column, from 0
 *   "block:K:Z:S:R"      a ChoshoBlock's number; with its kind, zone, slide and row
 *   ""                   nothing: the words of a row of the index
 */
typedef struct
{
  gint64 number;
  char  *place;   /* (owned) */
  guint  carried; /* characters at the beginning that end the piece before, too: what lies within is found there */
  char  *text;    /* (owned) as it stands in the document */
} ChoshoTextUnit;

/* (transfer full) (element-type ChoshoTextUnit) */
GPtrArray *chosho_text_units_new (void);
/* Appends a copy. */
void       chosho_text_units_add (GPtrArray *units, const char *place, gint64 number, guint carried, const char *text);

G_END_DECLS
