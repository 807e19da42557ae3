/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/**
 * Which entry of an older edition of the criteria stands under which number in the newer one: a row each with both numbers, as a
 * person decided. Items of kind "renumbering" are {from, number}. A row without a new number was decided against and is left
 * out. @older and @newer are the entries of both editions: a number that is in neither, and one that is named twice, is a
 * problem.
 *
 * The table is from the confined helper. Pure; any thread. (transfer full)
 */
ChoshoImport *chosho_import_renumbering (const ChoshoTable *table, const ChoshoValue *older, const ChoshoValue *newer,
                                         const ChoshoImportOptions *options);

G_END_DECLS
