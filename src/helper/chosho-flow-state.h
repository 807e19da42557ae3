/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-flow-writer.h"

G_BEGIN_DECLS

/*
 * ChoshoFlowState: where the reading of a text stands: paragraphs that are open, the row of a table that
 * they go into, pictures that are told behind what they stand in. What the elements of a vocabulary are
 * called is its reader's business.
 */

/* A paragraph that is being read; text boxes put paragraphs into paragraphs. */
typedef struct
{
  GString *text;    /* (owned) */
  GArray  *marks;   /* (owned) (element-type ChoshoFlowMark) */
  guint32  length;  /* characters of text */
  guint8   heading; /* 0: none */
  gboolean list;
  guint8   level;
} ChoshoFlowParagraph;

typedef struct
{
  ChoshoFlowWriter *writer;        /* (borrowed) */
  guint8            zone;
  gboolean          title;         /* inside a shape that is the slide's title */
  guint8            shape_zone;    /* of the shape, over zone; 0: none */
  char             *label;         /* (owned) (nullable): of a comment: its author */
  guint32           comment_on;    /* its paragraph; 0: unknown */
  GPtrArray        *paragraphs;    /* (owned) (element-type ChoshoFlowParagraph): the innermost last */
  GPtrArray        *pictures;      /* (owned) */
  GArray           *asides;        /* (owned): what was left for the notes and comments that are open */
  GPtrArray        *kept;          /* (owned): paragraphs of notes and comments that were read */
  gsize             kept_bytes;
  guint             tables;        /* open */
  guint             cells;         /* of the row */
  GString          *row;           /* (owned): of the outermost table */
  GArray           *row_marks;     /* (owned) */
  gboolean          run_hidden;
  guint             inserted, deleted; /* open */
  const char       *author;        /* (borrowed): of the change */
  char             *name;          /* (owned) (nullable): of the drawing */
  gboolean          drawing_shown; /* something of it was told */
} ChoshoFlowState;

/* @writer is borrowed. */
void                 chosho_flow_state_init  (ChoshoFlowState *self, ChoshoFlowWriter *writer);
void                 chosho_flow_state_clear (ChoshoFlowState *self);
/* Another part begins, in @zone. */
void                 chosho_flow_state_begin_part (ChoshoFlowState *self, guint8 zone);

/* The innermost paragraph; NULL outside of any. */
ChoshoFlowParagraph *chosho_flow_state_get_paragraph   (ChoshoFlowState *self);
/* These return FALSE with @fault set. */
gboolean             chosho_flow_state_begin_paragraph (ChoshoFlowState *self, ChoshoFault *fault);
gboolean             chosho_flow_state_end_paragraph   (ChoshoFlowState *self, ChoshoFault *fault);
/* Appends to the innermost paragraph, with what is known of the run; outside of any the text is dropped. */
gboolean             chosho_flow_state_append          (ChoshoFlowState *self, const char *text, gsize size_bytes, ChoshoFault *fault);

void                 chosho_flow_state_begin_table (ChoshoFlowState *self);
void                 chosho_flow_state_end_table   (ChoshoFlowState *self);
void                 chosho_flow_state_begin_row   (ChoshoFlowState *self);
gboolean             chosho_flow_state_end_row     (ChoshoFlowState *self, ChoshoFault *fault);
/* Tables within cells become lines of the cell. */
void                 chosho_flow_state_begin_cell  (ChoshoFlowState *self);

void                 chosho_flow_state_begin_drawing (ChoshoFlowState *self);
/* What is neither picture nor text – a chart – is named, so that nobody takes it for absent. */
gboolean             chosho_flow_state_end_drawing   (ChoshoFlowState *self, ChoshoFault *fault);
/* @kind: PICTURE or OTHER; @member: CHOSHO_HELPER_NO_MEMBER where it stands outside the file. */
gboolean             chosho_flow_state_add_picture   (ChoshoFlowState *self, guint8 kind, guint32 member, ChoshoFault *fault);

/* A note or comment that stands inside the text it is on: its paragraphs, of @zone, are kept until
 * _write_asides(), which writes zone after zone. Tables in it are paragraphs. @comment_on as in BLOCK. */
gboolean             chosho_flow_state_begin_aside  (ChoshoFlowState *self, guint8 zone, guint32 comment_on, ChoshoFault *fault);
void                 chosho_flow_state_end_aside    (ChoshoFlowState *self);
gboolean             chosho_flow_state_write_asides (ChoshoFlowState *self, ChoshoFault *fault);

G_END_DECLS
