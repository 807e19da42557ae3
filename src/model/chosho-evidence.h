/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/*
 * A member of an archive as evidence of its own: an item of kind "member" names the evidence it stands in
 * ("of", a file) and the way to it ("path": of each archive on the way the place from 0 and the name as it is
 * stored, in hexadecimal digits, with the charset by which it is shown where somebody chose one). Its bytes are
 * in that file's object and nowhere else, so that it shares the file's fate.
 */

/* Archives in archives that the record can name; more than any program of ours opens. */
#define CHOSHO_EVIDENCE_PATH_DEPTH 8

gboolean     chosho_evidence_is_member      (ChoshoValue *item);
/* Whether @item is sound as evidence of its kind, in @view; else why not (transfer full). */
gboolean     chosho_evidence_check          (ChoshoView *view, ChoshoValue *item, char **reason);

/* The evidence whose object holds the bytes of @item: the archive of a member, else @item itself. NULL where it is not
 * there. Borrowed. */
ChoshoValue *chosho_evidence_get_holder     (ChoshoView *view, ChoshoValue *item);
/* The withdrawal that stands of the evidence @id, or of the archive it stands in; NULL where none does. Borrowed. */
ChoshoValue *chosho_evidence_get_withdrawal (ChoshoView *view, const char *id);
/* The judgement that the evidence @id may be used here: its own, or that of the archive it stands in. Borrowed. */
ChoshoValue *chosho_evidence_get_judgement  (ChoshoView *view, const char *id);

G_END_DECLS
