/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * ChoshoXml: writes XML that is well-formed by construction: what is opened is closed in its order, and texts are
 * escaped. Names are ours and not checked. Elements without content are closed in themselves. One thread.
 */
typedef struct _ChoshoXml ChoshoXml;

/* Begins with the XML declaration (UTF-8, standalone). */
ChoshoXml *chosho_xml_new       (void);
void       chosho_xml_free      (ChoshoXml *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoXml, chosho_xml_free)

/* @name: static, or outlives the element. Its attributes come next. */
void       chosho_xml_open      (ChoshoXml *self, const char *name);
/* Closes the element opened last. */
void       chosho_xml_close     (ChoshoXml *self);
/* Of the element just opened. What XML cannot hold becomes U+FFFD. */
void       chosho_xml_attribute (ChoshoXml *self, const char *name, const char *value);
void       chosho_xml_number    (ChoshoXml *self, const char *name, int value);
/* UTF-8 text. What XML cannot hold becomes U+FFFD. */
void       chosho_xml_text      (ChoshoXml *self, const char *text);
/* An element with attributes and nothing in it: pairs of name and value, ended by NULL. */
void       chosho_xml_empty     (ChoshoXml *self, const char *name, ...) G_GNUC_NULL_TERMINATED;
/* An element with a text and nothing else. */
void       chosho_xml_leaf      (ChoshoXml *self, const char *name, const char *text);

/* The elements of @part, which all are closed, go where @self is; @part is freed. */
void       chosho_xml_join      (ChoshoXml *self, ChoshoXml *part);
/* What was written; every element is closed. Borrowed. */
const char *chosho_xml_get_string (ChoshoXml *self, gsize *size_bytes);

G_END_DECLS
