/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one place that reads clocks. No product code path sets it: there is no option or
 * environment variable that changes the time of an event (domain: honest clock). */

/* Wall clock, microseconds since 1970-01-01 UTC. */
gint64      chosho_clock_now_us (void);
/* Monotonic clock (CLOCK_BOOTTIME), microseconds; comparable only within one boot id. */
gint64      chosho_clock_monotonic_us (void);
/* Microseconds of computing time that process @pid, a child of this one, used so far; -1 where the kernel does not tell.
 * No source replaces it. */
gint64      chosho_clock_computed_us (GPid pid);
/* The kernel's boot id, 36 characters; "unknown" where there is none. Borrowed. */
const char *chosho_clock_boot_id (void);

typedef struct
{
  gint64      (*now_us) (gpointer user_data);
  gint64      (*monotonic_us) (gpointer user_data);
  const char *(*boot_id) (gpointer user_data);
  gpointer     user_data;
} ChoshoClockSource;

/* Only tests and the forging tool under tests/support call this. NULL brings the real clock back. */
void        chosho_clock_set_source (const ChoshoClockSource *source);

/* "2026-11-20T19:41:46Z" (whole seconds) from microseconds. (transfer full) */
char       *chosho_time_format (gint64 time_us);
/* "YYYY-MM-DD" and a real date (proleptic Gregorian, years 1900–2999). */
gboolean    chosho_date_is_valid (const char *text);
/* Days from 1970-01-01; call only with a valid date. */
gint64      chosho_date_to_days (const char *text);
/* (transfer full): @text plus @days. */
char       *chosho_date_add_days (const char *text, int days);
/* (transfer full): @text plus @months; the day is clipped to the target month's last day. */
char       *chosho_date_add_months (const char *text, int months);
/* (transfer full): the date of @time_us in the IANA time zone @zone. NULL where the zone is unknown. */
char       *chosho_date_of_time (gint64 time_us, const char *zone);

G_END_DECLS
