/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-table.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/* Rows of one population: a year of a large service's access log, and what still fits in memory. */
#define CHOSHO_POPULATION_ROW_LIMIT 5000000
/* Title lines that may stand above the header: a report's name, its conditions, its date. */
#define CHOSHO_POPULATION_TITLE_ROWS 10
/* Doubles that are listed one by one; the count is always complete. */
#define CHOSHO_POPULATION_DUPLICATES_LISTED 100

/*
 * ChoshoPopulationTable: the facts of a population file (母集団) as the client extracted it. Items
 * are numbered 1…count in file order, hidden rows included (a filter does not make a population
 * smaller), blank lines not. The header is the first row with text, title lines above it aside:
 * rows of one text, alone or merged, before a row with several. Borrows the table.
 */
typedef struct _ChoshoPopulationTable ChoshoPopulationTable;

/**
 * Reads the first sheet with rows. @label_column (nullable) names, by header or letter, the column
 * that tells items apart; without it a column is chosen by name (ID, 番号 …), else the first whose
 * values are all different, else column A. Zero rows below the header are a population of zero
 * (該当事象なし). Errors: CHOSHO_ERROR_INVALID (no header, no such column), CHOSHO_ERROR_LIMIT.
 */
ChoshoPopulationTable *chosho_population_table_new (const ChoshoTable *table, const char *label_column,
                                                    GError **error);
void                   chosho_population_table_free (ChoshoPopulationTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPopulationTable, chosho_population_table_free)

guint                  chosho_population_table_get_count (const ChoshoPopulationTable *self);
/* File's row number and label of @item (1…count); the label is "" where its cell is blank. */
guint                  chosho_population_table_get_row (const ChoshoPopulationTable *self, guint item);
const char            *chosho_population_table_get_label (const ChoshoPopulationTable *self, guint item);

/* {count, columns: [header], label_column, hidden_rows, identical_rows, duplicate_labels,
 * blank_labels, duplicates: [{item, row, first_item, first_row, label, identical}]}: facts for the
 * person who tests completeness; nothing is taken out. (transfer full) */
ChoshoValue           *chosho_population_table_describe (const ChoshoPopulationTable *self);

G_END_DECLS
