/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoMarkText: one file in which marks are placed, and found again by the words they quote. What the file says comes
 * from the confined helper. Blocking; one thread at a time.
 *
 * A place is an object {place: as chosho_viewer_show() takes it, shown: as people cite it, rectangle: [left, bottom, right,
 * top] in whole points (of an image: pixels) from the bottom left of the page, quote: the words as they stand there};
 * what has no rectangle or no words lacks them.
 */
typedef struct _ChoshoMarkText ChoshoMarkText;

/* Takes @fd. @name is for messages and tells a CSV; @password (nullable) of what is encrypted. Errors: those of
 * chosho-helper-document.h. (transfer full) */
ChoshoMarkText *chosho_mark_text_open (int fd, const char *name, const char *password, GCancellable *cancellable, GError **error);
void            chosho_mark_text_free (ChoshoMarkText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoMarkText, chosho_mark_text_free)

/* The place that @place ("": wherever @quote stands, once), @rectangle (nullable) and @quote (nullable) name, completed by
 * the words that stand there and the region they fill. NOT_FOUND where there is no such place or other words; INVALID
 * for a place that a file of this kind has not; USAGE where the words stand more than once. (transfer full) */
ChoshoValue    *chosho_mark_text_place (ChoshoMarkText *self, const char *place, ChoshoValue *rectangle, const char *quote,
                                        GCancellable *cancellable, GError **error);
/* Where a mark of another version, {place, rectangle, quote}, stands in this one: of several places of its words, whole
 * lines and cells first, the one nearest to where it stood, with "count", how many there are. NULL without @error where it
 * is lost, and why as @code: "no-quote", "no-text" (nothing but pictures), "unreadable", "not-found". (transfer full) */
ChoshoValue    *chosho_mark_text_find  (ChoshoMarkText *self, ChoshoValue *mark, const char **code, GCancellable *cancellable, GError **error);

G_END_DECLS
