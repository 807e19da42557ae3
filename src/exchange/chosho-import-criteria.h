/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/**
 * The criteria (管理基準) of @table as items of kind "criteria": {number, label?, level:
 * objective|control, tier?, mandatory, title?, text?, parent?, position}, in criteria order.
 *
 * Numbers: as soon as one row has ISMAP's syntax (domain §3) every row must; otherwise they are
 * taken verbatim. Chapter and section headings ("5", "5.1") are reported and left out. Level and
 * tier come from an ISMAP number itself; a column that says otherwise is a problem. A table may
 * also hold objective and control side by side (columns 統制目標番号 and 管理策番号).
 * (transfer full); never fails as a whole: see its problems.
 */
ChoshoImport *chosho_import_criteria (const ChoshoTable *table, const ChoshoImportOptions *options);

G_END_DECLS
