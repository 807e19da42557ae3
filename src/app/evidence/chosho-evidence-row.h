/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"
#include "chosho-row-item.h"

G_BEGIN_DECLS

/* One piece in the list of evidence: kind, reference, name, where it is used, size and day of receipt. */
#define CHOSHO_TYPE_EVIDENCE_ROW (chosho_evidence_row_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoEvidenceRow, chosho_evidence_row, CHOSHO, EVIDENCE_ROW, GtkBox)

/* @page: whose list it is in; @narrow: the list has no room for columns. */
ChoshoEvidenceRow *chosho_evidence_row_new      (ChoshoPage *page, gboolean narrow);
/* Shows @item (nullable) and follows its changes. */
void               chosho_evidence_row_set_item (ChoshoEvidenceRow *self, ChoshoRowItem *item);

G_END_DECLS
