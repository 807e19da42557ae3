/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Control numbers of the ISMAP criteria (domain §3): ^\d{1,2}\.\d{1,2}\.\d{1,2}(\.\d{1,2})?(\.(PB|P|B))?$
 * Other schemes' identifiers (OSCAL) are opaque; only the sort key is defined for them too. */

/* TRUE where @text has ISMAP's number syntax. */
gboolean    chosho_number_is_valid (const char *text);
/* A bytewise sortable key: digits are padded, so that 9.2.3 < 9.2.3.1 < 9.2.3.2 < 9.2.3.11.PB.
 * Works for any text (runs of digits are padded to 10). (transfer full) */
char       *chosho_number_sort_key (const char *text);
/* TRUE where the number has four numeric parts. */
gboolean    chosho_number_is_control (const char *text);
/* The first three numeric parts, "9.2.3"; NULL where @text is itself an objective. (transfer full) */
char       *chosho_number_parent (const char *text);
/* "governance", "management" or "controls" by chapter (3, 4, 5–18); NULL elsewhere. Borrowed. */
const char *chosho_number_tier (const char *text);
/* TRUE for the suffixes B and PB: itself a basic statement requirement. */
gboolean    chosho_number_is_mandatory (const char *text);

G_END_DECLS
