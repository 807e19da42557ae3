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
/* The purge that stands of the evidence @id, or of the archive it stands in, and was not lifted; NULL. Borrowed. */
ChoshoValue *chosho_evidence_get_purge      (ChoshoView *view, const char *id);
/* FALSE where the evidence @id was withdrawn or purged: then it is none. What nobody made counts as it stands, so that
 * things of other kinds can be asked about too. */
gboolean     chosho_evidence_counts         (ChoshoView *view, const char *id);
/* Digests whose bytes are to be destroyed: of all files with a purge that stands. (transfer full)
 * (element-type utf8 utf8) digest → why */
GHashTable  *chosho_evidence_list_purged    (ChoshoView *view);

/* What says which older evidence @id is a new version of, and why; NULL. Borrowed. */
ChoshoValue *chosho_evidence_get_version    (ChoshoView *view, const char *id);
/* Ids of the evidence that replaced @id: mostly none or one, more where two people did at the same time.
 * (transfer full) (element-type utf8) */
GPtrArray   *chosho_evidence_list_successors (ChoshoView *view, const char *id);
/* TRUE where @older is @id or a version before it, however far back. */
gboolean     chosho_evidence_descends_from  (ChoshoView *view, const char *id, const char *older);

G_END_DECLS
