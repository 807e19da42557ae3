/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* The findings (発見事項) of a control with their states, each with its way to the place of findings, and
 * the button for a new one. Signals: "open" (id), "add". */
#define CHOSHO_TYPE_FINDING_LIST (chosho_finding_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFindingList, chosho_finding_list, CHOSHO, FINDING_LIST, GtkBox)

/* @findings: rows of `finding`. */
void       chosho_finding_list_set_rows (ChoshoFindingList *self, ChoshoValue *findings);
void       chosho_finding_list_set_editable (ChoshoFindingList *self, gboolean editable);
/* The line of the finding @id; NULL where there is none. */
GtkWidget *chosho_finding_list_get_line (ChoshoFindingList *self, const char *id);

G_END_DECLS
