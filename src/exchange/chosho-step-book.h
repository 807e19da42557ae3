/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"
#include "chosho-request-book.h"

G_BEGIN_DECLS

/*
 * The step sheet (手続記入シート): by which somebody without the program takes part. Steps go out with blank columns, and come
 * back as answers that the person named confirms.
 */

/* What the sheet says of a step before anybody fills it in, by its columns: {key, control, title, procedure, phase, text,
 * technique}; @member is the id of who fills it in, @step a row of kind "step", @title
 * (nullable) the control's. Its words are given only where they may be disclosed. (transfer full) */
ChoshoValue *chosho_step_book_print (const char *language, ChoshoValue *step, const char *title, const char *member);

/* @printed: an array of the above; @techniques (nullable): the firm's own; @member: the name of who fills it in. LIMIT, IO.
 * (transfer full) */
GBytes      *chosho_step_book_make  (const ChoshoRequestBookFacts *facts, ChoshoValue *printed, const ChoshoValue *techniques,
                                     const char *member, GError **error);

G_END_DECLS
