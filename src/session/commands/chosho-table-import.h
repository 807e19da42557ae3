/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-import-plan.h"
#include "chosho-source-file.h"

G_BEGIN_DECLS

/* What the import of one table file needs, gathered: begin with zeros and g_auto (ChoshoTableImport). */
typedef struct
{
  ChoshoSourceFile *file;    /* (owned) (nullable) */
  ChoshoTable      *table;   /* (owned) (nullable) */
  ChoshoValue      *mapping; /* (owned) (nullable) */
  ChoshoImport     *import;  /* (owned) (nullable) */
  ChoshoImportPlan *plan;    /* (owned) (nullable) */
} ChoshoTableImport;

void         chosho_table_import_clear (ChoshoTableImport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoTableImport, chosho_table_import_clear)

/* Opens the file that the arguments name and reads its table and the mapping of --map. */
gboolean     chosho_table_import_open (ChoshoTableImport *self, ChoshoCommandContext *context, GError **error);
/* The criteria that stand, which the table's rows are about. INVALID, with @missing as its message, where there are none.
 * (transfer full) (nullable) */
ChoshoValue *chosho_table_import_list_criteria (ChoshoView *view, const char *missing, GError **error);
/* {added, changed, unchanged, missing, source, sha256, dry_run?, notices?} of the plan. (transfer full) */
ChoshoValue *chosho_table_import_describe (ChoshoTableImport *self, gboolean dry_run);

G_END_DECLS
