/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/**
 * The CSP's statement (言明書) of @table. Sheets are recognised by their columns; one sheet may hold
 * both kinds:
 *
 * - kind "lines" (a control and a selection column): {control, selected, basis?, text?}. Objectives
 *   may have lines too. A control on several rows must say the same on each.
 * - kind "individuals" (an individual control's number, 個別管理策番号): {individual, version ("1" if
 *   the file has none), title?, text?, valid_from?, valid_to?, controls: […], units: […]
 *   (may be empty), services?: […]}. One cell may list several controls, units or services; rows of the same
 *   individual control and version are joined and must not contradict each other.
 *
 * A selection cell left blank is a problem: the file must say it. (transfer full)
 */
ChoshoImport *chosho_import_statement (const ChoshoTable *table, const ChoshoImportOptions *options);

G_END_DECLS
