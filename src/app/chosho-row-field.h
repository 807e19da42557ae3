/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"

G_BEGIN_DECLS

/* No member, but the name of whose key the row's "author" is. */
#define CHOSHO_ROW_FIELD_PERSON "person"

/* One member of a row as people read it: a line of what is known of a thing, a column of what is copied. */
typedef struct
{
  const char *key;                        /* member of the row */
  const char *label;                      /* N_("…") */
  const char *(*word) (const char *code); /* (nullable) what people read for a code */
} ChoshoRowField;

/* Texts, lists of texts, numbers, yes and no; "at" – in every kind of row, when it was recorded – and "received_at" as moments. (transfer full) (nullable) */
char *chosho_row_field_dup (const ChoshoRowField *self, ChoshoContext *context, ChoshoValue *row);

G_END_DECLS
