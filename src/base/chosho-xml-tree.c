/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-xml-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef struct
{
  ChoshoXmlNode *root;    /* (owned) (nullable) */
  ChoshoXmlNode *current; /* (borrowed) (nullable) */
  guint          n_nodes;
  guint          depth;
} Reading;

ChoshoXmlNode *
chosho_xml_node_new (const char *name)
{
  ChoshoXmlNode *self = g_new0 (ChoshoXmlNode, 1);

  self->name = g_strdup (name);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_xml_node_free);
  return self;
}

ChoshoXmlNode *
chosho_xml_node_new_text (const char *text)
{
  ChoshoXmlNode *self = g_new0 (ChoshoXmlNode, 1);

  self->text = g_strdup (text);
  return self;
}

void
chosho_xml_node_free (ChoshoXmlNode *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->text);
  g_clear_pointer (&self->attributes, g_ptr_array_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

ChoshoXmlNode *
chosho_xml_node_copy (const ChoshoXmlNode *self)
{
  ChoshoXmlNode *copy = self->name != NULL ? chosho_xml_node_new (self->name) : chosho_xml_node_new_text (self->text);

  for (guint i = 0; self->attributes != NULL && i + 1 < self->attributes->len; i += 2)
    chosho_xml_node_set_attribute (copy, g_ptr_array_index (self->attributes, i), g_ptr_array_index (self->attributes, i + 1));
  for (guint i = 0; i < chosho_xml_node_count (self); i++)
    chosho_xml_node_insert (copy, -1, chosho_xml_node_copy (chosho_xml_node_get (self, i)));
  return copy;
}

ChoshoXmlNode *
chosho_xml_node_insert (ChoshoXmlNode *self, int position, ChoshoXmlNode *child)
{
  child->parent = self;
  g_ptr_array_insert (self->children, position, child);
  return child;
}

guint
chosho_xml_node_get_position (const ChoshoXmlNode *self)
{
  guint index = 0;

  (void) g_ptr_array_find (self->parent->children, self, &index);
  return index;
}

void
chosho_xml_node_remove (ChoshoXmlNode *self)
{
  g_ptr_array_remove_index (self->parent->children, chosho_xml_node_get_position (self));
}

gboolean
chosho_xml_node_is (const ChoshoXmlNode *self, const char *name)
{
  return self != NULL && self->name != NULL && strcmp (self->name, name) == 0;
}

guint
chosho_xml_node_count (const ChoshoXmlNode *self)
{
  return self->children != NULL ? self->children->len : 0;
}

ChoshoXmlNode *
chosho_xml_node_get (const ChoshoXmlNode *self, guint index)
{
  return g_ptr_array_index (self->children, index);
}

ChoshoXmlNode *
chosho_xml_node_find (const ChoshoXmlNode *self, const char *name)
{
  for (guint i = 0; i < chosho_xml_node_count (self); i++)
    if (chosho_xml_node_is (chosho_xml_node_get (self, i), name))
      return chosho_xml_node_get (self, i);
  return NULL;
}

/* Where the value of attribute @name stands; -1 where there is none. */
static int
find_attribute (const ChoshoXmlNode *self, const char *name)
{
  for (guint i = 0; self->attributes != NULL && i + 1 < self->attributes->len; i += 2)
    if (strcmp (g_ptr_array_index (self->attributes, i), name) == 0)
      return (int) i + 1;
  return -1;
}

const char *
chosho_xml_node_get_attribute (const ChoshoXmlNode *self, const char *name)
{
  int at = find_attribute (self, name);

  return at >= 0 ? g_ptr_array_index (self->attributes, at) : NULL;
}

void
chosho_xml_node_set_attribute (ChoshoXmlNode *self, const char *name, const char *value)
{
  chosho_xml_node_remove_attribute (self, name);
  if (self->attributes == NULL)
    self->attributes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->attributes, g_strdup (name));
  g_ptr_array_add (self->attributes, g_strdup (value));
}

void
chosho_xml_node_remove_attribute (ChoshoXmlNode *self, const char *name)
{
  int at = find_attribute (self, name);

  if (at >= 0)
    g_ptr_array_remove_range (self->attributes, (guint) at - 1, 2);
}

static void
add_text (const ChoshoXmlNode *self, GString *text)
{
  if (self->text != NULL)
    g_string_append (text, self->text);
  for (guint i = 0; i < chosho_xml_node_count (self); i++)
    add_text (chosho_xml_node_get (self, i), text);
}

char *
chosho_xml_node_dup_text (const ChoshoXmlNode *self)
{
  GString *text = g_string_new (NULL);

  add_text (self, text);
  return g_string_free (text, FALSE);
}

void
chosho_xml_node_set_text (ChoshoXmlNode *self, const char *text)
{
  g_ptr_array_set_size (self->children, 0);
  chosho_xml_node_insert (self, -1, chosho_xml_node_new_text (text));
}

void
chosho_xml_node_write (const ChoshoXmlNode *self, ChoshoXml *xml)
{
  if (self->name == NULL)
    {
      chosho_xml_text (xml, self->text);
      return;
    }
  chosho_xml_open (xml, self->name);
  for (guint i = 0; self->attributes != NULL && i + 1 < self->attributes->len; i += 2)
    chosho_xml_attribute (xml, g_ptr_array_index (self->attributes, i), g_ptr_array_index (self->attributes, i + 1));
  for (guint i = 0; i < chosho_xml_node_count (self); i++)
    chosho_xml_node_write (chosho_xml_node_get (self, i), xml);
  chosho_xml_close (xml);
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

static gboolean
set_limit (GError **error)
{
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("it has too many elements, or too many in each other"));
  return FALSE;
}

static gboolean
add_node (Reading *self, ChoshoXmlNode *node, GError **error)
{
  if (self->current != NULL)
    chosho_xml_node_insert (self->current, -1, node);
  else
    self->root = node;
  return ++self->n_nodes <= CHOSHO_XML_TREE_NODES || set_limit (error);
}

static void
on_start (GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer user_data, GError **error)
{
  Reading *self = user_data;
  ChoshoXmlNode *node = chosho_xml_node_new (name);

  for (guint i = 0; names[i] != NULL; i++)
    chosho_xml_node_set_attribute (node, names[i], values[i]);
  if (add_node (self, node, error) && ++self->depth > CHOSHO_XML_TREE_DEPTH)
    set_limit (error);
  self->current = node;
}

static void
on_end (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Reading *self = user_data;

  self->current = self->current->parent;
  self->depth--;
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize size_bytes, gpointer user_data, GError **error)
{
  g_autofree char *copy = g_strndup (text, size_bytes);
  Reading *self = user_data;

  if (self->current != NULL && size_bytes > 0)
    add_node (self, chosho_xml_node_new_text (copy), error);
}

/* Comments and the like are left out; a document type would bring entities along. */
static void
on_passthrough (GMarkupParseContext *context, const char *text, gsize size_bytes, gpointer user_data, GError **error)
{
  if (size_bytes >= 9 && g_ascii_strncasecmp (text, "<!DOCTYPE", 9) == 0)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("it declares a document type"));
}

ChoshoXmlNode *
chosho_xml_tree_parse (const char *data, gsize size_bytes, const char *name, GError **error)
{
  static const GMarkupParser parser = { on_start, on_end, on_text, on_passthrough, NULL };
  Reading reading = { 0 };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading, NULL);
  g_autoptr (GError) local = NULL;

  if (size_bytes > CHOSHO_XML_TREE_BYTES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s is larger than %d bytes"), name, CHOSHO_XML_TREE_BYTES);
      return NULL;
    }
  if (size_bytes >= 3 && memcmp (data, BYTE_ORDER_MARK, 3) == 0)
    {
      data += 3;
      size_bytes -= 3;
    }
  if (g_markup_parse_context_parse (context, data, (gssize) size_bytes, &local) && g_markup_parse_context_end_parse (context, &local)
      && reading.root != NULL)
    return reading.root;
  chosho_xml_node_free (reading.root);
  g_set_error (error, CHOSHO_ERROR, local != NULL && local->domain == CHOSHO_ERROR ? local->code : CHOSHO_ERROR_INVALID,
               _("%s cannot be read: %s"), name, local != NULL ? local->message : _("it is empty"));
  return NULL;
}
