/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-request-book-private.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoAnswerSheet: a sheet that goes out with columns of ours and columns to fill in, and that comes back with answers. Its last
 * column holds the reference by which a row is known again. Calling sequence: begin, lines and choices, rows, finish or clear.
 */

typedef enum
{
  CHOSHO_ANSWER_PRINTED,
  CHOSHO_ANSWER_KEY,    /* printed for the program: as small as it takes to be one line */
  CHOSHO_ANSWER_CHOICE, /* one of a list */
  CHOSHO_ANSWER_DAY,
  CHOSHO_ANSWER_WORDS,
} ChoshoAnswerKind;

/* What stands in a column, and how wide it is on A4 across: the whole width is about 190. */
typedef struct
{
  const char      *key; /* of the group of headings */
  double           width;
  ChoshoAnswerKind kind;
} ChoshoAnswerColumn;

typedef struct
{
  ChoshoRequestWriter       writer;    /* (owned) */
  lxw_format               *words;     /* (borrowed from the book), as are the others: what is typed stays a text */
  lxw_format               *day;
  lxw_format               *key;
  const ChoshoAnswerColumn *columns;   /* (borrowed) */
  guint                     n_columns;
} ChoshoAnswerSheet;

/* Begins the sheet with name, title, line and words to fill it in by of the group @group, and with the headings of @headings over
 * @n_columns @columns, of which the first @frozen stay in sight. */
gboolean    chosho_answer_sheet_begin      (ChoshoAnswerSheet *self, const ChoshoRequestBookFacts *facts, const char *group, const char *headings,
                                            const ChoshoAnswerColumn *columns, guint n_columns, guint frozen, GError **error);
void        chosho_answer_sheet_clear      (ChoshoAnswerSheet *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoAnswerSheet, chosho_answer_sheet_clear)
/* A line of text below those of the heading; there is room for one. */
void        chosho_answer_sheet_put_line   (ChoshoAnswerSheet *self, const char *text);
/* @words (element-type utf8, no NULL at its end) are offered in the column @key of @n_rows rows. */
void        chosho_answer_sheet_add_choice (ChoshoAnswerSheet *self, const char *key, GPtrArray *words, guint n_rows);
/* Each member of the array @printed as a row: its texts by the keys of the columns that are printed. */
void        chosho_answer_sheet_put_rows   (ChoshoAnswerSheet *self, ChoshoValue *printed);
/* As chosho_book_finish(). (transfer full) */
GBytes     *chosho_answer_sheet_finish     (ChoshoAnswerSheet *self, GError **error);

/* What the column of references holds: @what is known again, and @state says in which state it was printed or for whom.
 * (transfer full) */
char       *chosho_answer_key_new          (const char *what, const char *state);
/* Takes it apart. FALSE where it is no such reference. @what and @state (transfer full) */
gboolean    chosho_answer_key_split        (const char *key, char **what, char **state);

G_END_DECLS
