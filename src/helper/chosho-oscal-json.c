/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-oscal-private.h"

static void
append_path (GString *out, const ChoshoOscalPath *path)
{
  if (path == NULL)
    return;
  append_path (out, path->parent);
  if (out->len > 0)
    g_string_append_c (out, '.');
  g_string_append (out, path->member);
  if (path->index >= 0)
    g_string_append_printf (out, "[%d]", path->index);
}

gboolean
chosho_oscal_fail_member (const ChoshoOscalPath *path, const char *member, ChoshoFault *fault)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_path (text, path);
  if (member != NULL)
    {
      if (text->len > 0)
        g_string_append_c (text, '.');
      g_string_append (text, member);
    }
  return chosho_fault_set (fault, CHOSHO_HELPER_REASON_CATALOG_MEMBER, text->str);
}

gboolean
chosho_oscal_get_string (JsonObject *object, const char *member, const ChoshoOscalPath *path,
                         const char **out, ChoshoFault *fault)
{
  JsonNode *node = json_object_get_member (object, member);

  *out = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return chosho_oscal_fail_member (path, member, fault);
  *out = json_node_get_string (node);
  return TRUE;
}

gboolean
chosho_oscal_get_object (JsonObject *object, const char *member, const ChoshoOscalPath *path,
                         JsonObject **out, ChoshoFault *fault)
{
  JsonNode *node = json_object_get_member (object, member);

  *out = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return chosho_oscal_fail_member (path, member, fault);
  *out = json_node_get_object (node);
  return TRUE;
}

gboolean
chosho_oscal_get_array (JsonObject *object, const char *member, const ChoshoOscalPath *path,
                        JsonArray **out, ChoshoFault *fault)
{
  JsonNode *node = json_object_get_member (object, member);

  *out = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return chosho_oscal_fail_member (path, member, fault);
  *out = json_node_get_array (node);
  return TRUE;
}

gboolean
chosho_oscal_foreach (JsonObject *object, const char *member, const ChoshoOscalPath *path,
                      ChoshoOscalFunc func, gpointer user_data, ChoshoFault *fault)
{
  JsonArray *array;

  if (!chosho_oscal_get_array (object, member, path, &array, fault))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      ChoshoOscalPath item_path = { path, member, i };
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return chosho_oscal_fail_member (&item_path, NULL, fault);
      if (!func (json_node_get_object (node), &item_path, user_data, fault))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const char *name;
  const char *first;
  const char *plain; /* without a class */
} Search;

static gboolean
on_property (JsonObject *property, const ChoshoOscalPath *path, gpointer user_data,
             ChoshoFault *fault)
{
  Search *search = user_data;
  const char *name, *value, *class_name;

  if (!chosho_oscal_get_string (property, "name", path, &name, fault)
      || !chosho_oscal_get_string (property, "value", path, &value, fault)
      || !chosho_oscal_get_string (property, "class", path, &class_name, fault))
    return FALSE;
  if (g_strcmp0 (name, search->name) != 0 || value == NULL)
    return TRUE;
  if (search->first == NULL)
    search->first = value;
  if (search->plain == NULL && class_name == NULL)
    search->plain = value;
  return TRUE;
}

gboolean
chosho_oscal_get_property (JsonObject *object, const char *name, const ChoshoOscalPath *path,
                           const char **out, ChoshoFault *fault)
{
  Search search = { .name = name };

  if (!chosho_oscal_foreach (object, "props", path, on_property, &search, fault))
    return FALSE;
  *out = search.plain != NULL ? search.plain : search.first;
  return TRUE;
}
