/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* One thing that stands against a sign-off or the issue. Codes are stable and documented; only
 * messages are translated. */
typedef struct
{
  const char *code;      /* static */
  gboolean    warning;   /* does not block */
  char       *control;   /* (owned) (nullable) */
  char       *phase;     /* (owned) (nullable) */
  char       *procedure; /* (owned) (nullable) */
  char       *step;      /* (owned) (nullable) step id */
  const char *kind;      /* static (nullable) of the thing @id: what must be opened, and why; the action of an entry
                          * that stands beside another */
  char       *id;        /* (owned) (nullable) */
  char       *detail;    /* (owned) (nullable) what exactly: an id, a date, a name */
} ChoshoBlocker;

ChoshoBlocker *chosho_blocker_new (const char *code, gboolean warning, const char *control);
void           chosho_blocker_free (ChoshoBlocker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoBlocker, chosho_blocker_free)

/* The sentence for people, translated. (transfer full) */
char          *chosho_blocker_dup_message (const ChoshoBlocker *self);
/* {code, severity, control, phase, procedure, step, kind, id, detail} as the index keeps it: without words of a
 * language. (transfer full) */
ChoshoValue   *chosho_blocker_to_value (const ChoshoBlocker *self);
/* Adds "message", translated now, to such a value, which the caller alone must hold. */
void           chosho_blocker_value_add_message (ChoshoValue *value);
/* {"blockers": […]} with messages, of an array of ChoshoBlocker. (transfer full) */
ChoshoValue   *chosho_blockers_to_value (GPtrArray *blockers);
/* TRUE where one of them blocks. */
gboolean       chosho_blockers_block (GPtrArray *blockers);
/* Translated sentence of a code alone; NULL for an unknown code. Borrowed. */
const char    *chosho_blocker_describe (const char *code);
/* Translated words of a @kind of what must be opened one by one; NULL for another. Borrowed. */
const char    *chosho_blocker_describe_kind (const char *kind);

G_END_DECLS
