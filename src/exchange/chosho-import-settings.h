/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/* Bytes of a settings file: word lists and paper templates of a firm are some tens of kilobytes. */
#define CHOSHO_SETTINGS_BYTES (1024 * 1024)

/*
 * The firm's data, as items of kind "settings": {name, value}. Names and values:
 *
 * frequency_table  [{frequency, size, label_ja?, label_en?}]      sample sizes by frequency
 * techniques       [{id, label_ja?, label_en?, stands_alone}]     audit techniques
 * ticks            [{mark, label_ja?, label_en?}]                 legend of tick marks
 * words            {ja: [text], en: [text]}                       phrases of the firm's own, besides the
 *                                                                  built-in ones, to keep out of the report
 * wording          [list]                                          JSON only: complete word lists in
 *                                                                  place of the built-in ones, see
 *                                                                  chosho-wording.h
 * deadlines        {report_months?, assembly_days?, retention_years?}
 * paper_templates  [{template, title, text?, required_for_issue}] general papers (一般調書)
 *
 * Inquiry (質問) never stands alone, whatever a file says (domain §4): such an entry comes in as
 * FALSE, with a problem; so does any technique labelled with a word for inquiry.
 */

/* From JSON: an object with members of the names above. Comments may stand in a member "_comment".
 * Unknown names and entries of a wrong form are problems whose "sheet" is the member's name and
 * whose "row" is the entry's place. (transfer full) */
ChoshoImport *chosho_import_settings_json (const char *file_name, const char *data, gsize size_bytes);

/* From a table: every sheet with the columns of one of the above. (transfer full) */
ChoshoImport *chosho_import_settings (const ChoshoTable *table, const ChoshoImportOptions *options);

G_END_DECLS
