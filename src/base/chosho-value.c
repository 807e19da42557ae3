/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-value-private.h"

static ChoshoValue *
value_new (ChoshoValueType type)
{
  ChoshoValue *self = g_new0 (ChoshoValue, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->type = type;
  return self;
}

static gboolean
is_list (const ChoshoValue *self)
{
  return self != NULL && (self->type == CHOSHO_VALUE_ARRAY || self->type == CHOSHO_VALUE_OBJECT);
}

guint
chosho_value_list_grow (ChoshoValue *self)
{
  if (self->u.list.length == self->u.list.allocated)
    {
      self->u.list.allocated = MAX (4, self->u.list.allocated * 2);
      self->u.list.items = g_renew (ChoshoValue *, self->u.list.items, self->u.list.allocated);
      if (self->type == CHOSHO_VALUE_OBJECT)
        self->u.list.keys = g_renew (char *, self->u.list.keys, self->u.list.allocated);
    }
  return self->u.list.length++;
}

/* Place of @key, or where it belongs; @found tells which. */
static guint
find_key (const ChoshoValue *self, const char *key, gboolean *found)
{
  guint low = 0, high = self->u.list.length;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (self->u.list.keys[middle], key);

      if (order == 0)
        {
          *found = TRUE;
          return middle;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *found = FALSE;
  return low;
}

ChoshoValue *
chosho_value_ref (ChoshoValue *self)
{
  if (self->arena != NULL)
    chosho_value_arena_ref (self->arena);
  else
    g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
chosho_value_unref (ChoshoValue *self)
{
  if (self != NULL && self->arena != NULL)
    {
      chosho_value_arena_unref (self->arena);
      return;
    }
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->type == CHOSHO_VALUE_STRING)
    g_free (self->u.string);
  else if (is_list (self))
    {
      for (guint i = 0; i < self->u.list.length; i++)
        {
          chosho_value_unref (self->u.list.items[i]);
          if (self->type == CHOSHO_VALUE_OBJECT)
            g_free (self->u.list.keys[i]);
        }
      g_free (self->u.list.items);
      g_free (self->u.list.keys);
    }
  g_free (self);
}

ChoshoValue *
chosho_value_new_null (void)
{
  return value_new (CHOSHO_VALUE_NULL);
}

ChoshoValue *
chosho_value_new_boolean (gboolean value)
{
  ChoshoValue *self = value_new (CHOSHO_VALUE_BOOLEAN);

  self->u.boolean = value != FALSE;
  return self;
}

ChoshoValue *
chosho_value_new_integer (gint64 value)
{
  ChoshoValue *self = value_new (CHOSHO_VALUE_INTEGER);

  self->u.integer = value;
  return self;
}

ChoshoValue *
chosho_value_new_string (const char *value)
{
  ChoshoValue *self = value_new (CHOSHO_VALUE_STRING);

  self->u.string = g_strdup (value);
  return self;
}

ChoshoValue *
chosho_value_new_array (void)
{
  return value_new (CHOSHO_VALUE_ARRAY);
}

ChoshoValue *
chosho_value_new_object (void)
{
  return value_new (CHOSHO_VALUE_OBJECT);
}

ChoshoValueType
chosho_value_get_value_type (const ChoshoValue *self)
{
  return self->type;
}

void
chosho_value_append (ChoshoValue *array, ChoshoValue *item)
{
  guint place;

  g_return_if_fail (array->type == CHOSHO_VALUE_ARRAY && array->arena == NULL);
  place = chosho_value_list_grow (array);
  array->u.list.items[place] = item;
}

void
chosho_value_append_string (ChoshoValue *array, const char *item)
{
  chosho_value_append (array, chosho_value_new_string (item));
}

guint
chosho_value_get_length (const ChoshoValue *self)
{
  return is_list (self) ? self->u.list.length : 0;
}

ChoshoValue *
chosho_value_get_item (const ChoshoValue *array, guint index)
{
  if (array == NULL || array->type != CHOSHO_VALUE_ARRAY || index >= array->u.list.length)
    return NULL;
  return array->u.list.items[index];
}

void
chosho_value_set (ChoshoValue *object, const char *key, ChoshoValue *value)
{
  gboolean found;
  guint place;

  g_return_if_fail (object->type == CHOSHO_VALUE_OBJECT && object->arena == NULL);
  if (value == NULL)
    return;

  place = find_key (object, key, &found);
  if (found)
    {
      chosho_value_unref (object->u.list.items[place]);
      object->u.list.items[place] = value;
      return;
    }

  chosho_value_list_grow (object);
  memmove (object->u.list.items + place + 1, object->u.list.items + place,
           (object->u.list.length - 1 - place) * sizeof (ChoshoValue *));
  memmove (object->u.list.keys + place + 1, object->u.list.keys + place,
           (object->u.list.length - 1 - place) * sizeof (char *));
  object->u.list.items[place] = value;
  object->u.list.keys[place] = g_strdup (key);
}

void
chosho_value_set_string (ChoshoValue *object, const char *key, const char *value)
{
  if (value != NULL)
    chosho_value_set (object, key, chosho_value_new_string (value));
}

void
chosho_value_set_integer (ChoshoValue *object, const char *key, gint64 value)
{
  chosho_value_set (object, key, chosho_value_new_integer (value));
}

void
chosho_value_set_boolean (ChoshoValue *object, const char *key, gboolean value)
{
  chosho_value_set (object, key, chosho_value_new_boolean (value));
}

const char *
chosho_value_get_key (const ChoshoValue *object, guint index)
{
  if (object == NULL || object->type != CHOSHO_VALUE_OBJECT || index >= object->u.list.length)
    return NULL;
  return object->u.list.keys[index];
}

ChoshoValue *
chosho_value_get_member_at (const ChoshoValue *object, guint index)
{
  if (object == NULL || object->type != CHOSHO_VALUE_OBJECT || index >= object->u.list.length)
    return NULL;
  return object->u.list.items[index];
}

ChoshoValue *
chosho_value_get (const ChoshoValue *object, const char *key)
{
  gboolean found;
  guint place;

  if (object == NULL || object->type != CHOSHO_VALUE_OBJECT)
    return NULL;
  place = find_key (object, key, &found);
  return found ? object->u.list.items[place] : NULL;
}

gboolean
chosho_value_has_text (const ChoshoValue *array, const char *text)
{
  for (guint i = 0; text != NULL && i < chosho_value_get_length (array); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (array, i)), text) == 0)
      return TRUE;
  return FALSE;
}

const char *
chosho_value_get_string (const ChoshoValue *object, const char *key)
{
  return chosho_value_as_string (chosho_value_get (object, key));
}

gint64
chosho_value_get_integer (const ChoshoValue *object, const char *key, gint64 fallback)
{
  return chosho_value_as_integer (chosho_value_get (object, key), fallback);
}

gboolean
chosho_value_get_boolean (const ChoshoValue *object, const char *key, gboolean fallback)
{
  return chosho_value_as_boolean (chosho_value_get (object, key), fallback);
}

const char *
chosho_value_as_string (const ChoshoValue *self)
{
  return self != NULL && self->type == CHOSHO_VALUE_STRING ? self->u.string : NULL;
}

gint64
chosho_value_as_integer (const ChoshoValue *self, gint64 fallback)
{
  return self != NULL && self->type == CHOSHO_VALUE_INTEGER ? self->u.integer : fallback;
}

gboolean
chosho_value_as_boolean (const ChoshoValue *self, gboolean fallback)
{
  return self != NULL && self->type == CHOSHO_VALUE_BOOLEAN ? self->u.boolean : fallback;
}

gboolean
chosho_value_equal (const ChoshoValue *a, const ChoshoValue *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->type != b->type)
    return FALSE;

  switch (a->type)
    {
    case CHOSHO_VALUE_NULL:
      return TRUE;
    case CHOSHO_VALUE_BOOLEAN:
      return a->u.boolean == b->u.boolean;
    case CHOSHO_VALUE_INTEGER:
      return a->u.integer == b->u.integer;
    case CHOSHO_VALUE_STRING:
      return strcmp (a->u.string, b->u.string) == 0;
    case CHOSHO_VALUE_ARRAY:
    case CHOSHO_VALUE_OBJECT:
    default:
      break;
    }

  if (a->u.list.length != b->u.list.length)
    return FALSE;
  for (guint i = 0; i < a->u.list.length; i++)
    {
      if (a->type == CHOSHO_VALUE_OBJECT && strcmp (a->u.list.keys[i], b->u.list.keys[i]) != 0)
        return FALSE;
      if (!chosho_value_equal (a->u.list.items[i], b->u.list.items[i]))
        return FALSE;
    }
  return TRUE;
}

ChoshoValue *
chosho_value_copy (const ChoshoValue *self)
{
  ChoshoValue *copy = value_new (self->type);

  switch (self->type)
    {
    case CHOSHO_VALUE_STRING:
      copy->u.string = g_strdup (self->u.string);
      break;
    case CHOSHO_VALUE_ARRAY:
    case CHOSHO_VALUE_OBJECT:
      for (guint i = 0; i < self->u.list.length; i++)
        {
          guint place = chosho_value_list_grow (copy);

          copy->u.list.items[place] = chosho_value_ref (self->u.list.items[i]);
          if (self->type == CHOSHO_VALUE_OBJECT)
            copy->u.list.keys[place] = g_strdup (self->u.list.keys[i]);
        }
      break;
    case CHOSHO_VALUE_NULL:
    case CHOSHO_VALUE_BOOLEAN:
    case CHOSHO_VALUE_INTEGER:
    default:
      copy->u = self->u;
      break;
    }
  return copy;
}

static void
append_string (const char *text, GString *out)
{
  static const char hex[] = "0123456789abcdef";

  g_string_append_c (out, '"');
  for (const guchar *p = (const guchar *) text; *p != '\0'; )
    {
      const guchar *start = p;

      while (*p >= 0x20 && *p != '"' && *p != '\\')
        p++;
      g_string_append_len (out, (const char *) start, p - start);
      if (*p == '\0')
        break;

      switch (*p)
        {
        case '"':  g_string_append (out, "\\\""); break;
        case '\\': g_string_append (out, "\\\\"); break;
        case '\b': g_string_append (out, "\\b"); break;
        case '\f': g_string_append (out, "\\f"); break;
        case '\n': g_string_append (out, "\\n"); break;
        case '\r': g_string_append (out, "\\r"); break;
        case '\t': g_string_append (out, "\\t"); break;
        default:
          g_string_append (out, "\\u00");
          g_string_append_c (out, hex[*p >> 4]);
          g_string_append_c (out, hex[*p & 15]);
          break;
        }
      p++;
    }
  g_string_append_c (out, '"');
}

static void
append_newline (GString *out, int indent)
{
  g_string_append_c (out, '\n');
  for (int i = 0; i < indent; i++)
    g_string_append (out, "  ");
}

/* @indent < 0: canonical, on one line. */
static void
append_value (const ChoshoValue *self, GString *out, int indent)
{
  gboolean is_object = self->type == CHOSHO_VALUE_OBJECT;
  int inner = indent < 0 ? -1 : indent + 1;

  switch (self->type)
    {
    case CHOSHO_VALUE_NULL:
      g_string_append (out, "null");
      return;
    case CHOSHO_VALUE_BOOLEAN:
      g_string_append (out, self->u.boolean ? "true" : "false");
      return;
    case CHOSHO_VALUE_INTEGER:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, self->u.integer);
      return;
    case CHOSHO_VALUE_STRING:
      append_string (self->u.string, out);
      return;
    case CHOSHO_VALUE_ARRAY:
    case CHOSHO_VALUE_OBJECT:
    default:
      break;
    }

  g_string_append_c (out, is_object ? '{' : '[');
  for (guint i = 0; i < self->u.list.length; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (indent >= 0)
        append_newline (out, inner);
      if (is_object)
        {
          append_string (self->u.list.keys[i], out);
          g_string_append (out, indent < 0 ? ":" : ": ");
        }
      append_value (self->u.list.items[i], out, inner);
    }
  if (indent >= 0 && self->u.list.length > 0)
    append_newline (out, indent);
  g_string_append_c (out, is_object ? '}' : ']');
}

void
chosho_value_append_canonical (const ChoshoValue *self, GString *out)
{
  append_value (self, out, -1);
}

char *
chosho_value_to_canonical (const ChoshoValue *self, gsize *size_bytes)
{
  GString *out = g_string_sized_new (256);

  append_value (self, out, -1);
  if (size_bytes != NULL)
    *size_bytes = out->len;
  return g_string_free (out, FALSE);
}

char *
chosho_value_to_pretty (const ChoshoValue *self)
{
  GString *out = g_string_sized_new (256);

  append_value (self, out, 0);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}
