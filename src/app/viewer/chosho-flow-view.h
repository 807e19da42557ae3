/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-document.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoFlowView: a text document, slides or a mail, block by block with the place each is cited by; or
 * the members of an archive. Signals: "open-member" (guint, const char *name), "searched" (gboolean
 * found), "failed" (GError*).
 */
#define CHOSHO_TYPE_FLOW_VIEW (chosho_flow_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFlowView, chosho_flow_view, CHOSHO, FLOW_VIEW, GtkBox)

/* A loaded document of kind CHOSHO_CONTENT_FLOW or CHOSHO_CONTENT_ARCHIVE, or NULL. */
void chosho_flow_view_set_document (ChoshoFlowView *self, ChoshoDocument *document);
/* The first block of the body that is paragraph @number, or of slide @number; from 1. */
void chosho_flow_view_show_number  (ChoshoFlowView *self, gboolean slide, guint number);
/* "Paragraph 12" of the first block chosen; NULL where none is. (transfer full) (nullable) */
char *chosho_flow_view_dup_place   (ChoshoFlowView *self);
/* Of the first block chosen: {place: as chosho_viewer_show() takes it, "" where it has none, quote: what it says}; NULL where
 * none is. (transfer full) (nullable) */
ChoshoValue *chosho_flow_view_dup_marked_place (ChoshoFlowView *self);
/* Goes to the next (1) or previous (-1) block with @needle, round the end; "searched" follows. */
void chosho_flow_view_search       (ChoshoFlowView *self, const char *needle, int direction);

/* Rows of the marks on it (nullable): their signs stand beside what they mark. */
void         chosho_flow_view_set_marks (ChoshoFlowView *self, ChoshoValue *marks);

G_END_DECLS
