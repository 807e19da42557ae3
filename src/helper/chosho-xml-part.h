/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-zip-parts.h"

G_BEGIN_DECLS

/*
 * ChoshoXmlPart: one XML part of an Office container, as a stream of elements. Only elements of
 * the spreadsheet and relationship namespaces, transitional or strict, are reported; with
 * all_office also those of texts, presentations and drawings, by their local names: what these
 * vocabularies call the same is the same (p, r, t, tbl, blip); with open_document those of
 * OpenDocument. A document type declaration is refused, so there are no entities; nothing is ever fetched.
 */
typedef struct _ChoshoXmlPart ChoshoXmlPart;

typedef struct
{
  /* Each may be NULL. FALSE with the fault set ends reading. */
  gboolean (*start) (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault);
  gboolean (*end) (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault);
  gboolean (*text) (ChoshoXmlPart *part, const char *text, gsize size_bytes, gpointer user_data,
                    ChoshoFault *fault);
  /* The form for older programs (mc:Fallback), which says the same again, is left out then. */
  gboolean all_office;
  /* The elements and attributes of OpenDocument in place of all others. */
  gboolean open_document;
} ChoshoXmlHandler;

/* Call before confinement. */
void        chosho_xml_part_prepare (void);

gboolean    chosho_xml_part_read (ChoshoZipParts *parts, const char *name,
                                  const ChoshoXmlHandler *handler, gpointer user_data,
                                  ChoshoFault *fault);
/* The same from memory; @name only for messages. */
gboolean    chosho_xml_part_read_memory (const char *data, gsize size_bytes, const char *name,
                                         const ChoshoXmlHandler *handler, gpointer user_data,
                                         ChoshoFault *fault);

/* Inside start: attribute @name that has no namespace or that of text documents (w:val) – with
 * open_document, one of OpenDocument's –, cut to what @buffer holds; NULL if none. */
const char *chosho_xml_part_get (ChoshoXmlPart *self, const char *name, char *buffer, gsize buffer_bytes);
/* Inside start: the same, whole. (transfer full) (nullable) */
char       *chosho_xml_part_dup (ChoshoXmlPart *self, const char *name);
/* Inside start: the attribute @name of the document relationships' namespace (r:id, r:embed).
 * (transfer full) (nullable) */
char       *chosho_xml_part_dup_relation (ChoshoXmlPart *self, const char *name);
/* Inside start: attribute @name as a number of at most @limit; @fallback where it is none. */
guint32     chosho_xml_part_get_number (ChoshoXmlPart *self, const char *name, guint32 fallback, guint32 limit);
/* Inside start: TRUE for "1", "true", "on". */
gboolean    chosho_xml_part_get_boolean (ChoshoXmlPart *self, const char *name);

G_END_DECLS
