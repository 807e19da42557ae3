/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-oscal-private.h"

#include <string.h>

#include "chosho-helper-limits.h"

ChoshoOscalParameters *
chosho_oscal_parameters_new (void)
{
  return g_hash_table_new (g_str_hash, g_str_equal); /* keys live in the JSON tree */
}

static gboolean
on_parameter (JsonObject *parameter, const ChoshoOscalPath *path, gpointer user_data,
              ChoshoFault *fault)
{
  ChoshoOscalParameters *self = user_data;
  const char *id, *alternative;

  if (!chosho_oscal_get_string (parameter, "id", path, &id, fault)
      || !chosho_oscal_get_property (parameter, "alt-identifier", path, &alternative, fault))
    return FALSE;
  if (id == NULL)
    return chosho_oscal_fail_member (path, "id", fault);
  if (!g_hash_table_contains (self, id))
    g_hash_table_insert (self, (gpointer) id, parameter);
  if (alternative != NULL && !g_hash_table_contains (self, alternative))
    g_hash_table_insert (self, (gpointer) alternative, parameter);
  return TRUE;
}

gboolean
chosho_oscal_parameters_add (ChoshoOscalParameters *self, JsonObject *owner,
                             const ChoshoOscalPath *path, ChoshoFault *fault)
{
  return chosho_oscal_foreach (owner, "params", path, on_parameter, self, fault);
}

/* Text inside parameters inside text …: bounded by depth and by the limit of one text. */
typedef struct
{
  GString               *out;        /* (borrowed) */
  ChoshoOscalParameters *parameters; /* (borrowed) */
  ChoshoFault           *fault;      /* (borrowed) */
  guint                  depth;
  guint                  insertions;
} Expansion;

static gboolean append_expanded (Expansion *self, const char *text);

static gboolean
append_plain (Expansion *self, const char *text, gsize size_bytes)
{
  if (self->out->len + size_bytes > CHOSHO_HELPER_LIMIT_CATALOG_TEXT_BYTES)
    return chosho_fault_set_limit (self->fault, CHOSHO_HELPER_REASON_LIMIT_CATALOG_TEXT,
                                   CHOSHO_HELPER_LIMIT_CATALOG_TEXT_BYTES, NULL);
  g_string_append_len (self->out, text, size_bytes);
  return TRUE;
}

/* The strings of @array, expanded, with @separator between them. */
static gboolean
append_list (Expansion *self, JsonArray *array, const char *separator)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        continue;
      if ((i > 0 && !append_plain (self, separator, strlen (separator)))
          || !append_expanded (self, json_node_get_string (node)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
append_selection (Expansion *self, JsonObject *select, JsonArray *choices)
{
  const char *how_many;
  gboolean several = chosho_oscal_get_string (select, "how-many", NULL, &how_many, self->fault)
                     && g_strcmp0 (how_many, "one-or-more") == 0;

  return self->fault->reason == 0
         && append_plain (self, several ? "[one or more: " : "[", several ? 14 : 1)
         && append_list (self, choices, "; ") && append_plain (self, "]", 1);
}

static gboolean
append_parameter (Expansion *self, const char *id)
{
  JsonObject *parameter = g_hash_table_lookup (self->parameters, id), *select = NULL;
  JsonArray *values = NULL, *choices = NULL;
  const char *label = NULL;

  /* Values may expand into nothing: the length of the text alone would not end this. */
  if (++self->insertions > CHOSHO_HELPER_LIMIT_INSERTIONS)
    return chosho_fault_set_limit (self->fault, CHOSHO_HELPER_REASON_LIMIT_CATALOG_TEXT,
                                   CHOSHO_HELPER_LIMIT_CATALOG_TEXT_BYTES, NULL);
  if (parameter != NULL && self->depth < CHOSHO_HELPER_INSERT_DEPTH)
    {
      if (!chosho_oscal_get_array (parameter, "values", NULL, &values, self->fault)
          || !chosho_oscal_get_object (parameter, "select", NULL, &select, self->fault)
          || !chosho_oscal_get_string (parameter, "label", NULL, &label, self->fault)
          || (select != NULL
              && !chosho_oscal_get_array (select, "choice", NULL, &choices, self->fault)))
        return FALSE;
      if (values != NULL && json_array_get_length (values) > 0)
        return append_list (self, values, ", ");
      if (choices != NULL && json_array_get_length (choices) > 0)
        return append_selection (self, select, choices);
    }
  return append_plain (self, "[", 1)
         && (label != NULL ? append_expanded (self, label) : append_plain (self, id, strlen (id)))
         && append_plain (self, "]", 1);
}

/* The id in "insert: param, ID" or NULL. (transfer full) */
static char *
parse_insertion (const char *text, gsize size_bytes)
{
  g_autofree char *copy = g_strstrip (g_strndup (text, size_bytes));
  const char *p = copy;

  if (!g_str_has_prefix (p, "insert:"))
    return NULL;
  p += strlen ("insert:");
  while (g_ascii_isspace (*p))
    p++;
  if (!g_str_has_prefix (p, "param"))
    return NULL;
  p += strlen ("param");
  while (g_ascii_isspace (*p))
    p++;
  if (*p != ',')
    return NULL;
  return g_strstrip (g_strdup (p + 1));
}

static gboolean
append_expanded (Expansion *self, const char *text)
{
  gboolean done = TRUE;

  self->depth++;
  while (done)
    {
      const char *open = strstr (text, "{{"), *close = open != NULL ? strstr (open, "}}") : NULL;
      g_autofree char *id = NULL;

      if (close == NULL)
        {
          done = append_plain (self, text, strlen (text));
          break;
        }
      done = append_plain (self, text, open - text);
      id = parse_insertion (open + 2, close - open - 2);
      /* Braces that insert nothing are text. */
      if (done)
        done = id != NULL ? append_parameter (self, id) : append_plain (self, open, close + 2 - open);
      text = close + 2;
    }
  self->depth--;
  return done;
}

gboolean
chosho_oscal_append_prose (GString *out, const char *prose, ChoshoOscalParameters *parameters,
                           ChoshoFault *fault)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (prose));
  Expansion expansion = { out, parameters, fault, 0, 0 };

  return append_expanded (&expansion, trimmed);
}

typedef struct
{
  GString               *out;        /* (borrowed) */
  ChoshoOscalParameters *parameters; /* (borrowed) */
  guint                  depth;
} Flattening;

static gboolean
flatten (JsonObject *part, const ChoshoOscalPath *path, gpointer user_data, ChoshoFault *fault)
{
  Flattening *self = user_data;
  const char *label, *prose;
  gboolean done;

  if (!chosho_oscal_get_property (part, "label", path, &label, fault)
      || !chosho_oscal_get_string (part, "prose", path, &prose, fault))
    return FALSE;
  if (label != NULL || prose != NULL)
    {
      if (self->out->len > 0)
        g_string_append_c (self->out, '\n');
      for (guint i = 1; i < self->depth; i++)
        g_string_append (self->out, "  ");
      if (label != NULL && self->depth > 0) /* the outermost part's label is the control's own */
        {
          if (!chosho_oscal_append_prose (self->out, label, self->parameters, fault))
            return FALSE;
          g_string_append (self->out, prose != NULL ? " " : "");
        }
      if (prose != NULL && !chosho_oscal_append_prose (self->out, prose, self->parameters, fault))
        return FALSE;
    }
  self->depth++;
  done = chosho_oscal_foreach (part, "parts", path, flatten, self, fault);
  self->depth--;
  return done;
}

gboolean
chosho_oscal_append_part (GString *out, JsonObject *part, const ChoshoOscalPath *path,
                          ChoshoOscalParameters *parameters, ChoshoFault *fault)
{
  Flattening flattening = { out, parameters, 0 };

  return flatten (part, path, &flattening, fault);
}
