/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-xml-part.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <string.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *ErrorPointer;
#else
typedef xmlError *ErrorPointer;
#endif

typedef const xmlChar *Attribute[5]; /* local name, prefix, namespace, value, end of value */

struct _ChoshoXmlPart
{
  const ChoshoXmlHandler *handler;      /* (borrowed) */
  gpointer                user_data;    /* (borrowed) */
  ChoshoFault            *fault;        /* (borrowed) */
  const char             *name;         /* (borrowed) */
  xmlParserCtxt          *context;      /* (owned) */
  const Attribute        *attributes;   /* (borrowed): of the element being started */
  int                     n_attributes;
  guint                   left_out;     /* elements open inside mc:Fallback, itself included */
};

static const char *const known_namespaces[] = {
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
  "http://schemas.openxmlformats.org/package/2006/relationships",
};

static const char *const relation_namespaces[] = {
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  "http://purl.oclc.org/ooxml/officeDocument/relationships",
};

#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define WORD_STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define COMPATIBILITY "http://schemas.openxmlformats.org/markup-compatibility/2006"

static const char *const office_namespaces[] = {
  WORD,
  WORD_STRICT,
  "http://schemas.openxmlformats.org/presentationml/2006/main",
  "http://purl.oclc.org/ooxml/presentationml/main",
  "http://schemas.openxmlformats.org/drawingml/2006/main",
  "http://purl.oclc.org/ooxml/drawingml/main",
  "http://schemas.openxmlformats.org/drawingml/2006/picture",
  "http://purl.oclc.org/ooxml/drawingml/picture",
  "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
  "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
  "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
  "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
  "urn:schemas-microsoft-com:vml",
};

static const char *const word_namespaces[] = { WORD, WORD_STRICT };

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"

static const char *const open_namespaces[] = {
  OASIS "office:1.0",
  OASIS "text:1.0",
  OASIS "table:1.0",
  OASIS "drawing:1.0",
  OASIS "presentation:1.0",
  OASIS "style:1.0",
  OASIS "svg-compatible:1.0",
  OASIS "manifest:1.0",
  "http://purl.org/dc/elements/1.1/",
  "http://www.w3.org/1999/xlink",
  "http://www.w3.org/XML/1998/namespace",
};

static gboolean
is_one_of (const xmlChar *uri, const char *const *list, gsize n_list)
{
  for (gsize i = 0; uri != NULL && i < n_list; i++)
    if (strcmp ((const char *) uri, list[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
stop_unless (ChoshoXmlPart *self, gboolean done)
{
  if (!done)
    xmlStopParser (self->context);
}

static gboolean
is_reported (ChoshoXmlPart *self, const xmlChar *uri)
{
  if (self->handler->open_document)
    return is_one_of (uri, open_namespaces, G_N_ELEMENTS (open_namespaces));
  return is_one_of (uri, known_namespaces, G_N_ELEMENTS (known_namespaces))
         || (self->handler->all_office && is_one_of (uri, office_namespaces, G_N_ELEMENTS (office_namespaces)));
}

static void
on_start_element_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
  ChoshoXmlPart *self = data;

  if (self->left_out > 0
      || (self->handler->all_office && g_strcmp0 ((const char *) uri, COMPATIBILITY) == 0 && g_str_equal (name, "Fallback")))
    {
      self->left_out++;
      return;
    }
  if (self->fault->reason != 0 || self->handler->start == NULL || !is_reported (self, uri))
    return;
  self->attributes = (const Attribute *) attributes;
  self->n_attributes = n_attributes;
  stop_unless (self, self->handler->start (self, (const char *) name, self->user_data, self->fault));
  self->n_attributes = 0;
}

static void
on_end_element_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  ChoshoXmlPart *self = data;

  if (self->left_out > 0)
    {
      self->left_out--;
      return;
    }
  if (self->fault->reason != 0 || self->handler->end == NULL || !is_reported (self, uri))
    return;
  stop_unless (self, self->handler->end (self, (const char *) name, self->user_data, self->fault));
}

static void
on_characters_cb (void *data, const xmlChar *text, int size_bytes)
{
  ChoshoXmlPart *self = data;

  if (self->fault->reason == 0 && self->left_out == 0 && self->handler->text != NULL)
    stop_unless (self, self->handler->text (self, (const char *) text, size_bytes, self->user_data,
                                            self->fault));
}

/* The standard forbids a document type in every part; refusing it leaves no entity to expand. */
static void
on_internal_subset_cb (void *data, const xmlChar *name, const xmlChar *external_id,
                       const xmlChar *system_id)
{
  ChoshoXmlPart *self = data;

  stop_unless (self, chosho_fault_set (self->fault, CHOSHO_HELPER_REASON_XML_DTD, self->name));
}

static void
on_error_cb (void *data, ErrorPointer error)
{
  ChoshoXmlPart *self = data;
  g_autofree char *detail = NULL;

  if (error->level < XML_ERR_ERROR)
    return;
  detail = g_strdup_printf ("%s: %s", self->name, error->message != NULL ? error->message : "");
  chosho_fault_set_cell (self->fault, CHOSHO_HELPER_REASON_XML, MAX (error->line, 0), 0,
                         g_strchomp (detail));
}

static xmlSAXHandler sax = {
  .startElementNs = on_start_element_cb,
  .endElementNs = on_end_element_cb,
  .characters = on_characters_cb,
  .ignorableWhitespace = on_characters_cb,
  .cdataBlock = on_characters_cb,
  .internalSubset = on_internal_subset_cb,
  .serror = on_error_cb,
  .initialized = XML_SAX2_MAGIC,
};

static void
begin (ChoshoXmlPart *self, const char *name, const ChoshoXmlHandler *handler, gpointer user_data,
       ChoshoFault *fault)
{
  *self = (ChoshoXmlPart){ .handler = handler, .user_data = user_data, .fault = fault, .name = name };
  self->context = xmlCreatePushParserCtxt (&sax, self, NULL, 0, NULL);
  if (self->context == NULL)
    g_error ("no memory for an XML parser");
  /* XML_PARSE_HUGE stays off: depth, text and name lengths keep the parser's own limits. */
  xmlCtxtUseOptions (self->context, XML_PARSE_NONET);
}

static gboolean
feed (const char *data, gsize size_bytes, gpointer user_data, ChoshoFault *fault)
{
  ChoshoXmlPart *self = user_data;

  for (gsize done = 0; done < size_bytes && fault->reason == 0;)
    {
      int piece = MIN (size_bytes - done, 64 * 1024);

      if (xmlParseChunk (self->context, data + done, piece, 0) != 0)
        return chosho_fault_set (fault, CHOSHO_HELPER_REASON_XML, self->name);
      done += piece;
    }
  return fault->reason == 0;
}

static gboolean
finish (ChoshoXmlPart *self, gboolean done)
{
  if (done && (xmlParseChunk (self->context, NULL, 0, 1) != 0 || !self->context->wellFormed))
    done = chosho_fault_set (self->fault, CHOSHO_HELPER_REASON_XML, self->name);
  xmlFreeParserCtxt (self->context);
  return done && self->fault->reason == 0;
}

void
chosho_xml_part_prepare (void)
{
  xmlInitParser ();
}

gboolean
chosho_xml_part_read (ChoshoZipParts *parts, const char *name, const ChoshoXmlHandler *handler,
                      gpointer user_data, ChoshoFault *fault)
{
  ChoshoXmlPart self;

  begin (&self, name, handler, user_data, fault);
  return finish (&self, chosho_zip_parts_read (parts, name, feed, &self, fault));
}

gboolean
chosho_xml_part_read_memory (const char *data, gsize size_bytes, const char *name,
                             const ChoshoXmlHandler *handler, gpointer user_data,
                             ChoshoFault *fault)
{
  ChoshoXmlPart self;

  begin (&self, name, handler, user_data, fault);
  return finish (&self, feed (data, size_bytes, &self, fault));
}

static gboolean
is_plain (ChoshoXmlPart *self, const xmlChar *uri)
{
  if (self->handler->open_document)
    return is_one_of (uri, open_namespaces, G_N_ELEMENTS (open_namespaces));
  return uri == NULL || is_one_of (uri, word_namespaces, G_N_ELEMENTS (word_namespaces));
}

static const Attribute *
find_attribute (ChoshoXmlPart *self, const char *name)
{
  for (int i = 0; i < self->n_attributes; i++)
    if (is_plain (self, self->attributes[i][2]) && strcmp ((const char *) self->attributes[i][0], name) == 0)
      return &self->attributes[i];
  return NULL;
}

const char *
chosho_xml_part_get (ChoshoXmlPart *self, const char *name, char *buffer, gsize buffer_bytes)
{
  const Attribute *attribute = find_attribute (self, name);
  gsize size_bytes;

  if (attribute == NULL)
    return NULL;
  size_bytes = MIN ((gsize) ((*attribute)[4] - (*attribute)[3]), buffer_bytes - 1);
  memcpy (buffer, (*attribute)[3], size_bytes);
  buffer[size_bytes] = '\0';
  return buffer;
}

static char *
dup_value (const Attribute *attribute)
{
  return g_strndup ((const char *) (*attribute)[3], (*attribute)[4] - (*attribute)[3]);
}

char *
chosho_xml_part_dup (ChoshoXmlPart *self, const char *name)
{
  const Attribute *attribute = find_attribute (self, name);

  return attribute != NULL ? dup_value (attribute) : NULL;
}

char *
chosho_xml_part_dup_relation (ChoshoXmlPart *self, const char *name)
{
  for (int i = 0; i < self->n_attributes; i++)
    if (is_one_of (self->attributes[i][2], relation_namespaces, G_N_ELEMENTS (relation_namespaces))
        && strcmp ((const char *) self->attributes[i][0], name) == 0)
      return dup_value (&self->attributes[i]);
  return NULL;
}

gboolean
chosho_xml_part_get_boolean (ChoshoXmlPart *self, const char *name)
{
  char buffer[8];
  const char *value = chosho_xml_part_get (self, name, buffer, sizeof buffer);

  return g_strcmp0 (value, "1") == 0 || g_strcmp0 (value, "true") == 0
         || g_strcmp0 (value, "on") == 0;
}

guint32
chosho_xml_part_get_number (ChoshoXmlPart *self, const char *name, guint32 fallback, guint32 limit)
{
  char buffer[16];
  const char *text = chosho_xml_part_get (self, name, buffer, sizeof buffer);
  guint64 value;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, limit, &value, NULL) ? (guint32) value : fallback;
}
