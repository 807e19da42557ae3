/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-form.h"
#include "chosho-xml-tree.h"

G_BEGIN_DECLS

#define CHOSHO_FORM_TAG "chosho."

/* The value of w:tag that asks for something, without its beginning; NULL where @control is another's. Borrowed. */
const char *chosho_form_get_tag (const ChoshoXmlNode *control);

/* A piece of a paragraph's text, taken over its runs: {{NAME}}. */
typedef struct
{
  char *name; /* (owned) */
  gsize from; /* bytes in the text of all runs */
  gsize to;
} ChoshoFormPiece;

/* The texts (w:t) of a paragraph that are its own, and not those of a paragraph within it (a text box).
 * (transfer container) (element-type ChoshoXmlNode) */
GPtrArray *chosho_form_list_texts (const ChoshoXmlNode *paragraph);
/* The pieces in what @texts say together. (transfer full) (element-type ChoshoFormPiece) */
GPtrArray *chosho_form_list_pieces (GPtrArray *texts);

/* Puts values into all places below @root, with a row for each value of its group. */
void       chosho_form_fill (ChoshoXmlNode *root, ChoshoReportValues *values);
/* The group of the values that @row of a table asks for, static; NULL for none. */
const char *chosho_form_get_row_group (const ChoshoXmlNode *row);

G_END_DECLS
