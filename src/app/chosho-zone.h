/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The time zone in which the window says when something was done: the engagement's, as in its report and papers, wherever the
 * machine believes to be. One for the program: of engagements with several zones that are open at once, that counts which is
 * looked at. Only for the thread of the window. */

/* From now on; @zone (nullable): an IANA name. NULL, or one that is unknown here: the machine's. */
void       chosho_zone_set (const char *zone);
/* Borrowed. */
GTimeZone *chosho_zone_get (void);

/* "2026-01-16 10:12" of a time of the record in UTC; NULL for none or what is no time. (transfer full) (nullable) */
char      *chosho_zone_dup_time (const char *at);
/* "2026-01-16", the day of such a time; what is a day alone stays. (transfer full) (nullable) */
char      *chosho_zone_dup_day (const char *at);
/* Now, as g_date_time_format() writes it. (transfer full) */
char      *chosho_zone_dup_now (const char *format);

G_END_DECLS
