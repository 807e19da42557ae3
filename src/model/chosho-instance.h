/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/*
 * Procedure instance (手続): procedure number × version of the individual control × unit assessed.
 * Where the firm's file gives no procedure number, the unit is control × phase. Instances and steps
 * are not stored: they follow from the procedures and the statement, so that importing either again
 * keeps what was recorded on unchanged steps. Their ids are digests of their natural key.
 */
typedef struct
{
  char        *id;          /* (owned) 32 hex digits, see chosho_step_dup_id() */
  ChoshoValue *definition;  /* (borrowed) (nullable) the procedure-step item; NULL where the procedure
                             * that a recorded step belonged to is no longer in the firm's file */
  const char  *phase;       /* (borrowed) */
  const char  *technique;   /* (borrowed) prescribed; "" if unknown */
  const char  *subject;     /* (borrowed) (nullable) */
  const char  *text;        /* (borrowed) "" if none */
  gboolean     required;    /* in scope, prescribed and not withdrawn: must be performed */
  gboolean     stands_alone;/* by the prescribed technique */
  ChoshoWrite *performance; /* (borrowed) (nullable) what was recorded */
} ChoshoStep;

typedef struct
{
  char        *control;     /* (owned) */
  const char  *procedure;   /* (borrowed) "" where the file gave none */
  const char  *phase;       /* (borrowed) set where @procedure is "" ; else NULL */
  const char  *individual;  /* (borrowed) "" where there is none */
  const char  *version;     /* (borrowed) "" where there is none */
  const char  *unit;        /* (borrowed) "" where there is none */
  ChoshoWrite *individual_write; /* (borrowed) (nullable) */
  GPtrArray   *steps;       /* (owned) (element-type ChoshoStep) in the procedure's order */
} ChoshoInstance;

/* All instances of @control in the view, in order; not to be changed. (element-type ChoshoInstance) (transfer full) */
GPtrArray *chosho_instance_list (ChoshoView *view, const char *control);

/* Natural key of a procedure step (a line of the firm's file): 32 hex digits. (transfer full) */
char      *chosho_definition_dup_id (const char *control, const char *procedure, const char *phase, gint64 ordinal);
/* Natural key of a step of an instance. (transfer full) */
char      *chosho_step_dup_id (const char *definition, const char *individual, const char *version, const char *unit);

/* TRUE where @technique may end a procedure alone: inspection, observation, reperformance, or one
 * that the firm's setting "techniques" says so of. Inquiry (質問) never may, whatever a file says
 * (standard audit procedure: 「質問」のみで手続を終了することは不可). */
gboolean   chosho_technique_stands_alone (ChoshoView *view, const char *technique);
gboolean   chosho_step_is_performed (const ChoshoStep *self); /* recorded with another outcome than unable */
/* The outcome recorded; NULL while open. */
const char *chosho_step_get_outcome (const ChoshoStep *self);

/* The scope that holds for (control, individual, phase): "in", "inherited", "out-of-cycle".
 * @write (nullable) receives the write that says so. */
const char *chosho_scope_get (ChoshoView *view, const char *control, const char *individual, const char *phase, ChoshoWrite **write);
/* TRUE for a procedure's step or an individual control that a corrected file has no more: it asks for
 * nothing, but what was recorded on it stays in sight. */
gboolean    chosho_item_is_withdrawn (const ChoshoValue *item);
/* FALSE where the statement's line says not selected; no line = selected. */
gboolean    chosho_statement_is_selected (ChoshoView *view, const char *control);

G_END_DECLS
