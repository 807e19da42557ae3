/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/* Columns in which a header is looked for: no table that people keep by hand is wider. */
#define CHOSHO_SHEET_HEADER_COLUMNS 256

/* Where the header of a sheet stands and which column means what. Used by ChoshoSheetReader. */
typedef struct
{
  guint       first;   /* index of the header's first row in the sheet */
  guint       height;  /* rows of the header, 1–3 */
  guint       n_fields;
  GHashTable *columns; /* (owned) field → columns, preferred first; see get_column */
  GHashTable *marks;   /* (owned) field → "disclosable" or "confidential" (borrowed) */
  GPtrArray  *unknown; /* (owned) headers that no field took */
} ChoshoSheetHeader;

/* The best header of @sheet for the column set @set, or NULL. (transfer full) */
ChoshoSheetHeader *chosho_sheet_header_find (const ChoshoTableSheet *sheet, const char *set,
                                             const char *const *required, const ChoshoValue *mapping);
void               chosho_sheet_header_free (ChoshoSheetHeader *self);
/* The column of @field that is @nth in preference (0 first), or -1. */
int                chosho_sheet_header_get_column (const ChoshoSheetHeader *self, const char *field, guint nth);
/* TRUE where two columns bear an equally good name for @field. */
gboolean           chosho_sheet_header_is_ambiguous (const ChoshoSheetHeader *self, const char *field);
/* The header text of @column: its rows joined by a space. (transfer full) */
char              *chosho_sheet_header_dup_text (const ChoshoSheetHeader *self, const ChoshoTableSheet *sheet,
                                                 guint column);

G_END_DECLS
