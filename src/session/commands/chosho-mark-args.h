/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-mark-text.h"

G_BEGIN_DECLS

/* Where a mark is to stand: shared by the commands that place one. */

#define CHOSHO_MARK_PLACE_ARGS \
  { "page", CHOSHO_ARG_INTEGER, FALSE, "N", N_("On this page, from 1") }, \
  { "rectangle", CHOSHO_ARG_TEXT, FALSE, "L,B,R,T", N_("This region of the page: left, bottom, right, top in points (of an image: pixels) from the bottom left") }, \
  { "place", CHOSHO_ARG_TEXT, FALSE, "PLACE", N_("line=12, cell=Sheet1!C12, paragraph=4, slide=2 or page=3") }, \
  { "quote", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("The words it stands on; without a place: wherever they stand, once") }, \
  { "password-file", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The file's password, on the first line of FILE") }

/* Whether the arguments name any place. */
gboolean     chosho_mark_args_have_place (ChoshoCommandContext *context);
/* The place that they name in the evidence of @row, as chosho_mark_text_place() completes it; NULL with @error. (transfer full) */
ChoshoValue *chosho_mark_args_read_place (ChoshoCommandContext *context, ChoshoValue *row, GError **error);
/* Puts @place on @item of an event as standing on the evidence of @row. */
void         chosho_mark_args_set_place  (ChoshoValue *item, ChoshoValue *row, ChoshoValue *place);

G_END_DECLS
