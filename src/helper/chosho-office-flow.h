/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-flow-writer.h"
#include "chosho-office-relations.h"

G_BEGIN_DECLS

/*
 * ChoshoOfficeFlow: what parts of text documents and presentations say, as paragraphs, rows of tables
 * and pictures. Both vocabularies are read by one state: they call the same things the same.
 */
typedef struct _ChoshoOfficeFlow ChoshoOfficeFlow;

/* How a text document's styles count. */
typedef struct
{
  char   *id;       /* (owned) */
  char   *based_on; /* (owned) (nullable) */
  guint8  heading;  /* 1 to 9; 0: as the style it is based on; NO_HEADING: none */
  gboolean list;
} ChoshoOfficeStyle;

#define CHOSHO_OFFICE_NO_HEADING 255

/* chosho-office-styles.c: (transfer full) (element-type utf8 ChoshoOfficeStyle); NULL with @fault set. */
GHashTable       *chosho_office_styles_read (ChoshoZipParts *parts, const char *name, ChoshoFault *fault);
/* The level of headings of style @id, or 0; *@list: its paragraphs are items of a list. */
guint8            chosho_office_styles_find (GHashTable *styles, const char *id, gboolean *list);

/* All is borrowed; @styles may be NULL. */
ChoshoOfficeFlow *chosho_office_flow_new  (ChoshoZipParts *parts, GHashTable *styles, ChoshoFlowWriter *writer);
void              chosho_office_flow_free (ChoshoOfficeFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoOfficeFlow, chosho_office_flow_free)

/* Reads part @name, whose paragraphs stand in @zone. A slide begins where one does. */
gboolean          chosho_office_flow_read_part (ChoshoOfficeFlow *self, const char *name, guint8 zone, ChoshoFault *fault);
/* The relations of the part read last; borrowed. */
GPtrArray        *chosho_office_flow_get_relations (ChoshoOfficeFlow *self);

/* chosho-office-text.c: whole documents. */
gboolean          chosho_docx_write_blocks (ChoshoZipParts *parts, ChoshoRecordWriter *writer, ChoshoFault *fault);
gboolean          chosho_pptx_write_blocks (ChoshoZipParts *parts, ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
