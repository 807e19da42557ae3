/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* The marks (マーク) of a control, each a line that leads to its place in the evidence. Hidden where there are none. */
#define CHOSHO_TYPE_MARK_LIST (chosho_mark_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoMarkList, chosho_mark_list, CHOSHO, MARK_LIST, GtkBox)

/* @marks: rows of `mark`; withdrawn ones are left out. */
void chosho_mark_list_set_rows (ChoshoMarkList *self, ChoshoValue *marks);

G_END_DECLS
