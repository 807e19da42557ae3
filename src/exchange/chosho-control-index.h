/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-sheet-reader.h"

G_BEGIN_DECLS

/* Looks up controls by number or label among criteria items, for imports that refer to them. */
typedef struct _ChoshoControlIndex ChoshoControlIndex;

/* @criteria (nullable) is borrowed and must outlive the index. */
ChoshoControlIndex *chosho_control_index_new (const ChoshoValue *criteria);
void                chosho_control_index_free (ChoshoControlIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoControlIndex, chosho_control_index_free)

/* The criteria item of @number, or NULL. Borrowed. */
const ChoshoValue  *chosho_control_index_find (ChoshoControlIndex *self, const char *number);

/*
 * The numbers that the cell of @field lists, each checked: against the criteria where they are
 * known, else against ISMAP's syntax (as soon as any of the cell's entries has it). NULL, with a
 * problem for every bad entry, where one is bad or the cell is blank. @controls_only refuses
 * objectives. (transfer full) (element-type utf8), each once.
 */
GPtrArray          *chosho_control_index_read (ChoshoControlIndex *self, ChoshoSheetReader *reader,
                                               const char *field, gboolean controls_only);

G_END_DECLS
