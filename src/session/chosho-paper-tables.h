/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-paper-builder.h"

G_BEGIN_DECLS

/* What the record says as tables for a workbook (chosho-tables-book.h): results, findings, requests and evidence, in the words of
 * the papers that @builder makes; @controls (nullable): only what is about these. (transfer full) */
ChoshoValue *chosho_paper_tables_make (ChoshoPaperBuilder *builder, ChoshoValue *controls);

G_END_DECLS
