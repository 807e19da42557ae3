/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * ChoshoArchiveView: the members of an archive, in its order. Nothing of it lies on the disk.
 *
 * Signals: "open-member" (guint index, const char *name): somebody wants to look at one; "failed" (GError);
 * "searched" (gboolean found); "listed": the members are there, once each time they are read.
 */
#define CHOSHO_TYPE_ARCHIVE_VIEW (chosho_archive_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoArchiveView, chosho_archive_view, CHOSHO, ARCHIVE_VIEW, GtkBox)

/* A loaded archive; NULL takes it away. */
void        chosho_archive_view_set_document (ChoshoArchiveView *self, ChoshoDocument *document);
/* The next or, with @direction below 0, the last member whose name has @needle (nullable). */
void        chosho_archive_view_search       (ChoshoArchiveView *self, const char *needle, int direction);
/* In which encoding names are shown, where somebody chose one; else NULL. */
const char *chosho_archive_view_get_charset  (ChoshoArchiveView *self);
/* Which of the members are evidence: the place of each, as text, to its reference. @references (nullable) */
void        chosho_archive_view_set_cited    (ChoshoArchiveView *self, GHashTable *references);
/* What is chosen and can be evidence of its own: places from 0, ascending. *@encrypted: some of it is under a password.
 * (transfer full) (element-type guint) */
GArray     *chosho_archive_view_dup_chosen   (ChoshoArchiveView *self, gboolean *encrypted);
/* Under what "Cite as Evidence" offers: asked each time that the menu opens. */
void        chosho_archive_view_set_menu_func (ChoshoArchiveView *self, GMenuModel *(*func) (gpointer user_data), gpointer user_data);

G_END_DECLS
