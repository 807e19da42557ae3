/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/* How evidence is taken in on a page: files that are chosen or dropped, and what is on the clipboard – a picture of the screen, or files copied
 * in the file manager. */

/* Arguments of "evidence add" that name what it belongs to, none where it is linked to nothing; NULL: nothing is taken in now. (transfer full) */
typedef ChoshoValue *(*ChoshoEvidenceTarget) (gpointer user_data);

/* @target: as of ChoshoEvidenceTarget, taken. @files: GFile, borrowed; those without a path are no evidence. */
void chosho_evidence_take_files    (ChoshoPage *page, ChoshoValue *target, GSList *files);
/* A place where files can be dropped, and members of an archive that is shown beside. */
GtkDropTarget *chosho_evidence_drop_target_new (void);
/* What was dropped there. */
void chosho_evidence_take_dropped  (ChoshoPage *page, ChoshoValue *target, const GValue *value);
/* What is on the clipboard; the page says where there is nothing. */
void chosho_evidence_take_pasted   (ChoshoPage *page, ChoshoValue *target);
/* What is dropped on @widget, once it is in a page, is taken in as what @func names. */
void chosho_evidence_accept_drops  (GtkWidget *widget, ChoshoEvidenceTarget func, gpointer user_data);
/* The same of Ctrl+V: of files, and of a picture that does not come with a text as a table's does; all else is for the field with the cursor. */
void chosho_evidence_accept_pastes (GtkWidget *widget, ChoshoEvidenceTarget func, gpointer user_data);

G_END_DECLS
