/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * ChoshoRequestWords: what stands in a workbook that goes out, to the client (依頼資料リスト) or to whoever fills in steps (手続記入シート) or confirms facts (事実確認依頼書), in the engagement's
 * language whatever the user's: data/requests/ja.ini and en.ini, compiled in. Immutable; any thread.
 */
typedef struct _ChoshoRequestWords ChoshoRequestWords;

/* @language: "ja" or "en". Immortal, borrowed. */
const ChoshoRequestWords *chosho_request_words_get  (const char *language);
gboolean                  chosho_request_words_is_english (const ChoshoRequestWords *self);
/* The text at @group/@key, which must be there. Borrowed. */
const char               *chosho_request_words_text (const ChoshoRequestWords *self, const char *group, const char *key);
/* The same with each {name} replaced: pairs of name and value (nullable: ""), ended by NULL. Values are not searched for
 * places themselves. (transfer full) */
char                     *chosho_request_words_format (const ChoshoRequestWords *self, const char *group, const char *key, ...) G_GNUC_NULL_TERMINATED;
/* The word for the state @code. Borrowed. */
const char               *chosho_request_words_state (const ChoshoRequestWords *self, const char *code);

/* The states of a request in the order of its life; NULL-terminated. Static. */
const char *const        *chosho_request_states     (void);

G_END_DECLS
