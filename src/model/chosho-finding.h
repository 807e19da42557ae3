/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/*
 * A finding's words and what the client was asked about (事実確認): a text goes out, and an answer is about that text, whatever the
 * finding says since. So the states "inquired" and "answered" name the text by its digest ("text_sha256").
 */

/* The SHA-256 of @text in hexadecimal digits. (transfer full) */
char        *chosho_finding_dup_digest   (const char *text);
/* The words that the finding @id has or had, by their digest: the item of "finding" or "finding-change" that counts in @view. NULL
 * where it never said so. Borrowed. */
ChoshoValue *chosho_finding_find_version (ChoshoView *view, const char *id, const char *digest);
/* Digests of the texts of @id that the client was asked about, the one asked about last at the end, each once.
 * (element-type utf8) (transfer container) */
GPtrArray   *chosho_finding_list_asked   (ChoshoView *view, const char *id);
/* TRUE where the client was asked about a text, and the finding says something else now than it did then. */
gboolean     chosho_finding_is_changed   (ChoshoView *view, const char *id);

/* Of a finding's @row as the index has it. Whether anything can still be asked about it: it is neither confirmed nor withdrawn. */
gboolean     chosho_finding_is_open      (ChoshoValue *row);
/* Whether the client is still to be asked about it: nobody has, or it says something else now than it did then. */
gboolean     chosho_finding_is_to_ask    (ChoshoValue *row);

G_END_DECLS
