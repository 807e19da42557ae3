/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/*
 * A request list (依頼資料リスト): our own as the client filled it in, or one that was kept in a spreadsheet. Items "requests":
 * {number?, controls, text, period?, owner?, requested?, due?, received?, state?, files?, reply?, remarks?, sheet, row}.
 */
ChoshoImport *chosho_import_requests (const ChoshoTable *table, const ChoshoImportOptions *options);

G_END_DECLS
