/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/*
 * A mark on evidence: a tick of the firm's legend, a note or a reference, tied to one control and one piece of evidence
 * ("on"), and keyed by the digest of what it stands on, the place there and the words quoted. It stands in the record,
 * beside the original and never in it. A change names all of it again at the same key, so that a mark goes on where it
 * was moved to, and its history stays.
 */

/* Bytes of a quote at most: some pages of text; a mark says where to look, it is no copy. */
#define CHOSHO_MARK_QUOTE_BYTES (16 * 1024)

typedef enum
{
  CHOSHO_MARK_STANDING,  /* at its place */
  CHOSHO_MARK_OUTDATED,  /* a newer version of its evidence came, and nobody said where the mark stands there */
  CHOSHO_MARK_LOST,      /* what it stands on was withdrawn or destroyed, and nothing took its place */
  CHOSHO_MARK_WITHDRAWN,
} ChoshoMarkState;

/* Whether @item of action "mark" or "mark-change" is sound in @view; else why not (transfer full). Which of several standing
 * places is right may be said of a mark or evidence that was withdrawn, too. */
gboolean        chosho_mark_check          (ChoshoView *view, ChoshoValue *item, char **reason);
/* Whether @item takes a mark away that is its control's; else why not (transfer full). */
gboolean        chosho_mark_check_withdraw (ChoshoView *view, ChoshoValue *item, char **reason);

/* Of the mark @id, of which @standing is what stands. */
ChoshoMarkState chosho_mark_get_state      (ChoshoView *view, const char *id, ChoshoValue *standing);
const char     *chosho_mark_state_get_code (ChoshoMarkState state);

/* The latest version of the evidence @id that counts, of a member that of its archive; NULL where none took its place.
 * (transfer full) */
char           *chosho_mark_dup_newer      (ChoshoView *view, const char *id);
/* The evidence on which a mark of the evidence @id is looked for in @newer, as chosho_mark_dup_newer() gives it: @newer
 * itself, of a member what stands in @newer by the same names; NULL where nobody made that evidence. (transfer full) */
char           *chosho_mark_dup_successor  (ChoshoView *view, const char *id, const char *newer);
/* Whether the work on @control relies on the evidence @id: by a link, or by a result of its samples. */
gboolean        chosho_mark_is_about       (ChoshoView *view, const char *control, const char *id);
/* Ids of the marks that stand on the content @sha256 and were not withdrawn, sorted. (transfer full) (element-type utf8) */
GPtrArray      *chosho_mark_list_on        (ChoshoView *view, const char *sha256);

G_END_DECLS
