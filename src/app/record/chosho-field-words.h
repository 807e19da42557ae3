/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"

G_BEGIN_DECLS

/* The fields of the record's events as people read them. */

/* What the field is called; NULL for what says nothing to people. */
const char *chosho_field_word_label     (const char *field);
/* Its value in an event of @action: codes as words, ids as what they name by @names (see chosho-event-changes.h), NULL
 * where there is none. (transfer full) (nullable) */
char       *chosho_field_word_dup_value (ChoshoContext *context, const char *action, const char *field, ChoshoValue *value, ChoshoValue *names);
/* Whether it is text that somebody wrote, which changes by words. */
gboolean    chosho_field_word_is_text   (const char *field);

G_END_DECLS
