/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a moment of the record, which is kept in UTC, is shown to people: as the clock on the wall of @zone showed it. The window, the
 * papers, the archive and the command line write it by this. */

#define CHOSHO_MOMENT_MINUTE "%Y-%m-%d %H:%M"

/* @at ("2026-01-16T01:12:05Z") in @zone, as g_date_time_format() writes it; NULL for none or what is no moment. (transfer full) (nullable) */
char *chosho_moment_dup (const char *at, GTimeZone *zone, const char *format);

G_END_DECLS
