/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-draft-keeper.h"

G_BEGIN_DECLS

/*
 * ChoshoFormDrafts: what one person typed into forms and has not recorded. It is written a moment after the first key,
 * and at the end of this object at the latest. Main thread.
 *
 * Signal "loaded" (ChoshoValue* drafts): subject -> draft as kept before; once, and only where it could be read.
 */
#define CHOSHO_TYPE_FORM_DRAFTS (chosho_form_drafts_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFormDrafts, chosho_form_drafts, CHOSHO, FORM_DRAFTS, GObject)

/* @owner: under which they stand; no control has such a number. */
ChoshoFormDrafts *chosho_form_drafts_new (ChoshoDraftKeeper *keeper, const char *person, const char *owner);
/* @draft stands for @subject from now on (a reference is taken); NULL: nothing is to be kept. */
void              chosho_form_drafts_set (ChoshoFormDrafts *self, const char *subject, ChoshoValue *draft);

G_END_DECLS
