/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/**
 * The firm's standard procedure (標準監査手続) of @table. Each sheet is recognised by its columns:
 *
 * - kind "steps" (a control and a text column): {control, procedure ("" if none), phase:
 *   design|operation|update, ordinal, subject?, technique, text, request_text?, report_text?,
 *   disclosable, update_required?, sampling?}. A row that lists several controls makes a step for each.
 * - kind "templates" (a template column): {template, procedure, subject, phase, ordinal, technique,
 *   text, request_text?, report_text?, disclosable, update_required?, sampling?}. "procedure" is the file's
 *   template number, which belongs to one subject class; "template" names the row: number, phase and
 *   ordinal joined by "/" (chosho_import_dup_template_id()).
 * - kind "mapping" (a control and subject classes, listed in one cell or ticked in a column of
 *   their own): {control, subjects: […]}, one item a control, repeated rows joined.
 *
 * The ordinal is the column's, else the order of rows within control, procedure and phase; the
 * fact "explicit_ordinals" tells which (chosho_import_compare() wants to know). Technique words are
 * translated; the firm's own are kept verbatim, with a notice unless options->techniques knows
 * them. "disclosable" is about the text alone: FALSE unless the row, the column's header
 * (「手続内容（開示可）」) or the mapping says otherwise (domain §4, restricted text).
 * (transfer full)
 */
ChoshoImport *chosho_import_procedures (const ChoshoTable *table, const ChoshoImportOptions *options);

G_END_DECLS
