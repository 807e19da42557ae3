/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* One entry of a settings list, checked the same way from JSON and from a table. */

/* Largest sample the firm's table may set. */
#define CHOSHO_SETTINGS_SAMPLE_LIMIT 100000
/* Largest deadline: a retention in years, an assembly in days. */
#define CHOSHO_SETTINGS_DEADLINE_LIMIT 36500

typedef struct
{
  const char *member; /* static: the member that is wrong, NULL for the whole entry */
  const char *code;   /* static */
  char       *reason; /* (owned) translated */
  gboolean    is_fatal; /* the entry does not come in */
} ChoshoSettingsFault;

/* TRUE where @name is a list of entries ("frequency_table", "techniques", "ticks",
 * "paper_templates", "role_requirements"). */
gboolean     chosho_settings_is_list (const char *name);

/* A clean copy of @entry of the list @name: only known members, of the right type, with defaults.
 * NULL where it cannot come in. Faults are appended to @faults. (transfer full) */
ChoshoValue *chosho_settings_check_entry (const char *name, const ChoshoValue *entry, GArray *faults);

/* The key of an entry within its list. Borrowed. */
const char  *chosho_settings_get_key (const char *name, const ChoshoValue *entry);

/* TRUE for report_months, assembly_days, retention_years, cycle_years, late_record_days. */
gboolean     chosho_settings_is_deadline (const char *name);

/* For the array's clear function. */
void         chosho_settings_fault_clear (gpointer fault);

G_END_DECLS
