/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-xml.h"

G_BEGIN_DECLS

/*
 * ChoshoXmlNode: a small XML document as a tree that can be changed and written again. UTF-8 only; a document type
 * declaration is refused, so there are no entities, and nothing is ever fetched. Names keep their prefixes as they are
 * written. Bounded by the limits below. One thread.
 */
#define CHOSHO_XML_TREE_BYTES (64 * 1024 * 1024) /* of the text; a document of a thousand pages has ten */
#define CHOSHO_XML_TREE_NODES 2000000            /* elements and texts */
#define CHOSHO_XML_TREE_DEPTH 256                /* word processors reach 40; it is walked by recursion */

typedef struct _ChoshoXmlNode ChoshoXmlNode;
struct _ChoshoXmlNode
{
  char          *name;       /* (owned) (nullable) of an element; NULL for a text */
  char          *text;       /* (owned) (nullable) of a text */
  GPtrArray     *attributes; /* (owned) (nullable) names and values by turns */
  GPtrArray     *children;   /* (owned) (nullable) (element-type ChoshoXmlNode) of an element */
  ChoshoXmlNode *parent;     /* (borrowed) (nullable) */
};

/* The root element of @data; @name is for messages. NULL with CHOSHO_ERROR_INVALID or CHOSHO_ERROR_LIMIT. (transfer full) */
ChoshoXmlNode *chosho_xml_tree_parse (const char *data, gsize size_bytes, const char *name, GError **error);
void           chosho_xml_node_free (ChoshoXmlNode *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoXmlNode, chosho_xml_node_free)

/* A new element or text without a parent. (transfer full) */
ChoshoXmlNode *chosho_xml_node_new (const char *name);
ChoshoXmlNode *chosho_xml_node_new_text (const char *text);
/* The node with all that is in it, without a parent. (transfer full) */
ChoshoXmlNode *chosho_xml_node_copy (const ChoshoXmlNode *self);
/* Puts @child, which has no parent, at @position (-1: the end); it belongs to @self. Returns it. */
ChoshoXmlNode *chosho_xml_node_insert (ChoshoXmlNode *self, int position, ChoshoXmlNode *child);
/* Takes @self out of its parent and frees it. */
void           chosho_xml_node_remove (ChoshoXmlNode *self);
/* Where @self stands among the children of its parent. */
guint          chosho_xml_node_get_position (const ChoshoXmlNode *self);

gboolean       chosho_xml_node_is (const ChoshoXmlNode *self, const char *name);
guint          chosho_xml_node_count (const ChoshoXmlNode *self);
ChoshoXmlNode *chosho_xml_node_get (const ChoshoXmlNode *self, guint index);
/* The first child element of that name. Borrowed, (nullable). */
ChoshoXmlNode *chosho_xml_node_find (const ChoshoXmlNode *self, const char *name);
const char    *chosho_xml_node_get_attribute (const ChoshoXmlNode *self, const char *name);
void           chosho_xml_node_set_attribute (ChoshoXmlNode *self, const char *name, const char *value);
/* Nothing where there is none. */
void           chosho_xml_node_remove_attribute (ChoshoXmlNode *self, const char *name);
/* All texts in it, joined. (transfer full) */
char          *chosho_xml_node_dup_text (const ChoshoXmlNode *self);
/* What is in it becomes @text. */
void           chosho_xml_node_set_text (ChoshoXmlNode *self, const char *text);

/* Writes @self and all that is in it. @self outlives @xml's open elements. */
void           chosho_xml_node_write (const ChoshoXmlNode *self, ChoshoXml *xml);

G_END_DECLS
