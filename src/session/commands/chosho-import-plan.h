/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import-compare.h"
#include "chosho-import.h"
#include "chosho-transaction.h"

G_BEGIN_DECLS

/*
 * ChoshoImportPlan: what an import of a file would do to the record, part by part ("steps",
 * "templates" …), each compared with what stands. First the plan is made and checked, then it is
 * written by one transaction or only shown. One thread.
 */
typedef struct _ChoshoImportPlan ChoshoImportPlan;

ChoshoImportPlan *chosho_import_plan_new  (void);
void              chosho_import_plan_free (ChoshoImportPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoImportPlan, chosho_import_plan_free)

/* Compares @new_items with @old_items under the name @part, which is static. */
void              chosho_import_plan_add (ChoshoImportPlan *self, const char *part, ChoshoCompareKind kind,
                                          const ChoshoValue *old_items, const ChoshoValue *new_items, gboolean realign);
/* The items that a write needs: added ones, then changed ones as they will stand; with @withdraw also
 * those that stand and that the file has no more, marked as withdrawn. (transfer full) */
ChoshoValue      *chosho_import_plan_list_writes (ChoshoImportPlan *self, const char *part, gboolean withdraw);
/* {item, fields} of the part's changes in which a value that stands would be replaced by another
 * or taken away; what only adds is left out. (transfer full) */
ChoshoValue      *chosho_import_plan_list_replacing (ChoshoImportPlan *self, const char *part);
/* How many of the part are "added", "changed", "unchanged" or "missing"; of all parts where @part
 * is NULL. */
guint             chosho_import_plan_count (ChoshoImportPlan *self, const char *part, const char *what);

/* {added, changed, unchanged, missing} as counts over all parts, "parts" with the counts of each
 * where there are several, and with @details the items themselves in "plan". (transfer full) */
ChoshoValue      *chosho_import_plan_describe (ChoshoImportPlan *self, gboolean details);

/* FALSE, with INVALID and {"problems": […]} in @result, where the file has a problem; every one is
 * listed with a "message" for people. */
gboolean          chosho_import_check_problems (ChoshoImport *import, ChoshoValue **result, GError **error);
/* All problems and notices, each with a "message" for people. (transfer full) */
ChoshoValue      *chosho_import_list_problems (ChoshoImport *import);
/* Sets "notices" on @result where the import has any. */
void              chosho_import_set_notices (ChoshoImport *import, ChoshoValue *result);

/* What stands: the items of @action's events, without "replaces"; withdrawn ones are not among them.
 * (transfer full) */
ChoshoValue      *chosho_import_list_standing (ChoshoView *view, const char *action);

G_END_DECLS
