/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-book.h"
#include "chosho-request-book.h"
#include "chosho-request-words.h"

G_BEGIN_DECLS

/* One sheet for the client, with its heading. */
typedef struct
{
  ChoshoBook                    book;     /* (owned) */
  const ChoshoRequestWords     *words;    /* (borrowed) */
  const ChoshoRequestBookFacts *facts;    /* (borrowed) */
  lxw_worksheet                *sheet;    /* (borrowed from the book), as are the formats */
  lxw_format                   *title, *plain, *note, *head, *head_fill, *cell, *date, *fill, *count;
  guint                         n_columns;
  double                        width;    /* characters that they hold together */
} ChoshoRequestWriter;

/* Begins the sheet with the name, title and line of the group @group of the words: rows 0 and 1. Below, there will be @n_columns columns
 * of @width characters in all. */
gboolean chosho_request_writer_begin (ChoshoRequestWriter *self, const ChoshoRequestBookFacts *facts, const char *group, guint n_columns, double width,
                                      GError **error);
/* A line of text across the columns, as high as it has to be. */
void     chosho_request_writer_put_note (ChoshoRequestWriter *self, guint row, const char *text);
void     chosho_request_writer_clear (ChoshoRequestWriter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoRequestWriter, chosho_request_writer_clear)

guint    chosho_request_count_state  (ChoshoValue *requests, const char *state);

G_END_DECLS
