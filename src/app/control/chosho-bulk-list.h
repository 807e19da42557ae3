/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-bulk-item.h"

G_BEGIN_DECLS

/*
 * For each of many controls what an act does, or did, to it, in two groups: what stands against it first, since that is
 * what somebody has to look at. Every line leads to its control.
 *
 * Signal "open" (const char *number, ChoshoValue *blocker (nullable)): go to the control, and where it is mended.
 */
#define CHOSHO_TYPE_BULK_LIST (chosho_bulk_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoBulkList, chosho_bulk_list, CHOSHO, BULK_LIST, AdwBin)

/* @against, @fine: (element-type ChoshoBulkItem), under headings of these words; an empty group has none. */
void chosho_bulk_list_show (ChoshoBulkList *self, const char *against_title, GPtrArray *against, const char *fine_title, GPtrArray *fine);

G_END_DECLS
