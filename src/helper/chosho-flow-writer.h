/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-writer.h"

G_BEGIN_DECLS

/*
 * ChoshoFlowWriter: paragraphs, rows of tables and pictures on their way into the answer, where every
 * limit on texts is kept and everything gets the number by which it is cited. Paragraphs without
 * anything in them leave no trace and are not counted.
 */
typedef struct _ChoshoFlowWriter ChoshoFlowWriter;

typedef struct
{
  guint8      kind;       /* CHOSHO_HELPER_MARK_… */
  guint32     first;      /* characters */
  guint32     characters;
  const char *author;     /* (borrowed): as long as the writer lives, see _keep() */
} ChoshoFlowMark;

typedef struct
{
  guint8      kind;   /* CHOSHO_HELPER_BLOCK_… */
  guint8      zone;   /* CHOSHO_HELPER_ZONE_… */
  guint8      level;
  guint8      flags;
  guint32     row;    /* as the protocol says */
  guint32     member; /* CHOSHO_HELPER_NO_MEMBER: none */
  const char *label;  /* (borrowed) (nullable) */
  const char *text;   /* (borrowed) (nullable) */
  GArray     *marks;  /* (borrowed) (nullable) (element-type ChoshoFlowMark) */
} ChoshoFlowBlock;

/* @writer is borrowed. */
ChoshoFlowWriter *chosho_flow_writer_new  (ChoshoRecordWriter *writer);
void              chosho_flow_writer_free (ChoshoFlowWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoFlowWriter, chosho_flow_writer_free)

/* Paragraphs count from 1 again in each slide, tables and pictures go on. FALSE with @fault set. */
gboolean          chosho_flow_writer_begin_slide (ChoshoFlowWriter *self, gboolean hidden, ChoshoFault *fault);
/* The rows added from now on are another table's. */
void              chosho_flow_writer_begin_table (ChoshoFlowWriter *self);
/* FALSE with @fault set. */
gboolean          chosho_flow_writer_add         (ChoshoFlowWriter *self, const ChoshoFlowBlock *block, ChoshoFault *fault);
/* The number that a paragraph of @zone would get now. */
guint32           chosho_flow_writer_next_number (ChoshoFlowWriter *self, guint8 zone);
/* A copy of @text that lives as long as @self; NULL as "". Equal ones share. */
const char       *chosho_flow_writer_keep        (ChoshoFlowWriter *self, const char *text);

/* Adds a mark over the @characters that were appended last, or stretches the one before. */
void              chosho_flow_mark_add (GArray *marks, guint8 kind, guint32 first, guint32 characters, const char *author);

G_END_DECLS
