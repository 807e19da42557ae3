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
 * wording          [list]                                          word lists of the report's wording
 *                                                                  check, see chosho-wording.h
 * deadlines        {report_months?, assembly_days?, retention_years?, cycle_years?, late_record_days?}
 * paper_templates  [{template, title, text?, required_for_issue}] general papers (一般調書)
 * role_requirements [{role, qualification}]                       whether the report waits for a recorded qualification
 *
 * A file gives word lists in one of two ways. "wording" (JSON only) holds complete lists, which take
 * the place of the built-in ones. "words", {ja: [text], en: [text]} or a table of phrases, only adds:
 * what comes in is the file's complete lists or else the built-in ones, and a list of the phrases.
 *
 * Inquiry (質問) never stands alone, whatever a file says (domain §4): such an entry comes in as
 * FALSE, with a notice; so does any technique labelled with a word for inquiry.
 */

/* From JSON: an object with members of the names above. Comments may stand in a member "_comment".
 * Unknown names and entries of a wrong form are problems whose "sheet" is the member's name and
 * whose "row" is the entry's place. (transfer full) */
ChoshoImport *chosho_import_settings_json (const char *file_name, const char *data, gsize size_bytes);

/* From a table: every sheet with the columns of one of the above. (transfer full) */
ChoshoImport *chosho_import_settings (const ChoshoTable *table, const ChoshoImportOptions *options);

G_END_DECLS
