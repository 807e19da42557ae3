/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-limits.h"
#include "chosho-text.h"
#include "chosho-value-private.h"

/*
 * A recursive descent over bytes, in a copy of the text: strings are ended and their escapes resolved where they
 * stand, which never makes them longer. Depth is bounded before each descent, so that the stack is.
 */
typedef struct
{
  const char *start;
  char       *p;
  const char *end;
  gboolean    strict;           /* canonical: no white space, members sorted, no needless escapes */
  ChoshoValueArena *arena;      /* where all is put */
  GPtrArray  *items, *keys;     /* of the lists being read, innermost last */
  GError    **error;
} Parser;

static ChoshoValue *parse_value (Parser *self, guint depth);

static gpointer
fail (Parser *self, const char *reason)
{
  g_set_error (self->error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
               _("Not a valid record text at byte %zu: %s"),
               (gsize) (self->p - self->start), reason);
  return NULL;
}

static void
skip_space (Parser *self)
{
  if (self->strict)
    return;
  while (self->p < self->end && strchr (" \t\r\n", *self->p) != NULL && *self->p != '\0')
    self->p++;
}

static gboolean
take (Parser *self, char c)
{
  if (self->p >= self->end || *self->p != c)
    return FALSE;
  self->p++;
  return TRUE;
}

/* --- Texts ----------------------------------------------------------------------------------- */

/* Four hex digits of a \u escape, or -1. */
static int
parse_hex4 (Parser *self)
{
  int code = 0;

  if (self->end - self->p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (self->p[i]);

      if (digit < 0 || (self->strict && g_ascii_isupper (self->p[i])))
        return -1;
      code = code * 16 + digit;
    }
  self->p += 4;
  return code;
}

/* The canonical form writes \u only for what has no other form. */
static gboolean
is_needless (int code)
{
  return code >= 0x20 || strchr ("\b\f\n\r\t", code) != NULL;
}

/* Writes the character to @out, which is not beyond the escape; returns the end, NULL where it is none. */
static char *
parse_unicode_escape (Parser *self, char *out)
{
  int code = parse_hex4 (self);

  if (code <= 0 || (self->strict && is_needless (code)))
    return NULL; /* malformed, or U+0000 */
  if (code >= 0xDC00 && code <= 0xDFFF)
    return NULL;
  if (code >= 0xD800 && code <= 0xDBFF)
    {
      int low;

      if (!take (self, '\\') || !take (self, 'u'))
        return NULL;
      low = parse_hex4 (self);
      if (low < 0xDC00 || low > 0xDFFF)
        return NULL;
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
  return out + g_unichar_to_utf8 ((gunichar) code, out);
}

static char *
parse_escape (Parser *self, char *out)
{
  static const char from[] = "\"\\bfnrt/";
  static const char to[] = "\"\\\b\f\n\r\t/";
  const char *hit;
  char c;

  if (self->p >= self->end)
    return NULL;
  c = *self->p++;
  if (c == 'u')
    return parse_unicode_escape (self, out);
  hit = c == '\0' || (c == '/' && self->strict) ? NULL : strchr (from, c);
  if (hit == NULL)
    return NULL;
  *out = to[hit - from];
  return out + 1;
}

/* Passes over what needs no attention: neither quote, escape nor control character. */
static void
skip_plain (Parser *self)
{
  while (self->p < self->end && (guchar) *self->p >= 0x20 && *self->p != '"' && *self->p != '\\')
    self->p++;
}

/* Borrowed from the copy, ended by NUL. NULL with the error set. The opening quote is still to be read. */
static char *
parse_string (Parser *self)
{
  char *text = self->p + 1;
  char *out;

  if (!take (self, '"'))
    return fail (self, _("a text was expected"));

  skip_plain (self);
  out = self->p;
  while (self->p < self->end && *self->p != '"')
    {
      char *plain;

      if (*self->p != '\\')
        return fail (self, _("control character in a text"));
      self->p++;
      out = parse_escape (self, out);
      if (out == NULL)
        return fail (self, _("bad escape"));
      plain = self->p;
      skip_plain (self);
      memmove (out, plain, self->p - plain);
      out += self->p - plain;
    }
  if (!take (self, '"'))
    return fail (self, _("the text does not end"));
  if (!chosho_text_is_valid (text, out - text))
    return fail (self, _("the text is not UTF-8"));
  *out = '\0';
  return text;
}

/* --- Values ---------------------------------------------------------------------------------- */

static ChoshoValue *
new_value (Parser *self, ChoshoValueType type)
{
  ChoshoValue *value = chosho_value_arena_alloc (self->arena, sizeof *value);

  memset (value, 0, sizeof *value);
  value->arena = self->arena;
  value->type = type;
  return value;
}

static ChoshoValue *
parse_text (Parser *self)
{
  char *text = parse_string (self);
  ChoshoValue *value;

  if (text == NULL)
    return NULL;
  value = new_value (self, CHOSHO_VALUE_STRING);
  value->u.string = text;
  return value;
}

static ChoshoValue *
parse_number (Parser *self)
{
  char *start = self->p;
  gboolean negative = take (self, '-');
  gint64 number = 0;
  ChoshoValue *value;

  if (self->p >= self->end || !g_ascii_isdigit (*self->p))
    return fail (self, _("a value was expected"));
  if (*self->p == '0' && (negative || (self->p + 1 < self->end && g_ascii_isdigit (self->p[1]))))
    return fail (self, _("number with a leading zero"));
  while (self->p < self->end && g_ascii_isdigit (*self->p))
    {
      number = number * 10 + (*self->p - '0');
      if (number > CHOSHO_LIMIT_INTEGER)
        {
          self->p = start;
          return fail (self, _("number too large"));
        }
      self->p++;
    }
  if (self->p < self->end && strchr (".eE", *self->p) != NULL && *self->p != '\0')
    return fail (self, _("only whole numbers are allowed"));
  value = new_value (self, CHOSHO_VALUE_INTEGER);
  value->u.integer = negative ? -number : number;
  return value;
}

static ChoshoValue *
parse_word (Parser *self, const char *word, ChoshoValueType type, gboolean boolean)
{
  gsize length = strlen (word);
  ChoshoValue *value;

  if ((gsize) (self->end - self->p) < length || memcmp (self->p, word, length) != 0)
    return fail (self, _("a value was expected"));
  self->p += length;
  value = new_value (self, type);
  if (type == CHOSHO_VALUE_BOOLEAN)
    value->u.boolean = boolean;
  return value;
}

/* --- Lists ----------------------------------------------------------------------------------- */

/* What was read since @first, as a list in the arena. */
static gpointer
take_pointers (Parser *self, GPtrArray *read, guint first)
{
  gsize size_bytes = (read->len - first) * sizeof (gpointer);
  gpointer list = chosho_value_arena_alloc (self->arena, size_bytes);

  if (size_bytes > 0)
    memcpy (list, read->pdata + first, size_bytes);
  g_ptr_array_set_size (read, (int) first);
  return list;
}

static ChoshoValue *
end_list (Parser *self, ChoshoValueType type, guint first_item, guint first_key)
{
  ChoshoValue *list = new_value (self, type);

  list->u.list.length = list->u.list.allocated = self->items->len - first_item;
  list->u.list.items = take_pointers (self, self->items, first_item);
  if (type == CHOSHO_VALUE_OBJECT)
    list->u.list.keys = take_pointers (self, self->keys, first_key);
  return list;
}

static ChoshoValue *
parse_array (Parser *self, guint depth)
{
  guint first = self->items->len;

  self->p++;
  skip_space (self);
  if (take (self, ']'))
    return end_list (self, CHOSHO_VALUE_ARRAY, first, 0);
  do
    {
      ChoshoValue *item = parse_value (self, depth + 1);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (self->items, item);
      skip_space (self);
    }
  while (take (self, ','));
  if (!take (self, ']'))
    return fail (self, _("“]” was expected"));
  return end_list (self, CHOSHO_VALUE_ARRAY, first, 0);
}

static gboolean
key_is_ascii (const char *key)
{
  for (; *key != '\0'; key++)
    if ((guchar) *key >= 0x80)
      return FALSE;
  return TRUE;
}

/* The place of @key among those since @first; -1 with the error set where it may not be there. */
static int
find_place (Parser *self, const char *key, guint first)
{
  guint low = first, high = self->keys->len;

  while (low < high)
    {
      guint middle = high == self->keys->len ? high - 1 : low + (high - low) / 2; /* mostly they come in order */
      int order = strcmp (g_ptr_array_index (self->keys, middle), key);

      if (order == 0)
        {
          fail (self, _("the same name twice"));
          return -1;
        }
      if (order > 0 && self->strict)
        {
          fail (self, _("names out of order"));
          return -1;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return (int) low;
}

static gboolean
parse_member (Parser *self, guint depth, guint first_item, guint first_key)
{
  char *key;
  ChoshoValue *value;
  int place;

  skip_space (self);
  key = parse_string (self);
  if (key == NULL)
    return FALSE;
  if (!key_is_ascii (key))
    return fail (self, _("a name that is not ASCII")) != NULL;
  place = find_place (self, key, first_key);
  if (place < 0)
    return FALSE;
  skip_space (self);
  if (!take (self, ':'))
    return fail (self, _("“:” was expected")) != NULL;
  value = parse_value (self, depth + 1);
  if (value == NULL)
    return FALSE;
  g_ptr_array_insert (self->keys, place, key);
  g_ptr_array_insert (self->items, (int) first_item + place - (int) first_key, value);
  return TRUE;
}

static ChoshoValue *
parse_object (Parser *self, guint depth)
{
  guint first_item = self->items->len, first_key = self->keys->len;

  self->p++;
  skip_space (self);
  if (take (self, '}'))
    return end_list (self, CHOSHO_VALUE_OBJECT, first_item, first_key);
  do
    {
      if (!parse_member (self, depth, first_item, first_key))
        return NULL;
      skip_space (self);
    }
  while (take (self, ','));
  if (!take (self, '}'))
    return fail (self, _("“}” was expected"));
  return end_list (self, CHOSHO_VALUE_OBJECT, first_item, first_key);
}

static ChoshoValue *
parse_value (Parser *self, guint depth)
{
  skip_space (self);
  if (self->p >= self->end)
    return fail (self, _("it ends too early"));
  if (depth > CHOSHO_LIMIT_JSON_DEPTH && (*self->p == '{' || *self->p == '['))
    return fail (self, _("nested too deeply"));

  switch (*self->p)
    {
    case '{':
      return parse_object (self, depth);
    case '[':
      return parse_array (self, depth);
    case '"':
      return parse_text (self);
    case 't':
      return parse_word (self, "true", CHOSHO_VALUE_BOOLEAN, TRUE);
    case 'f':
      return parse_word (self, "false", CHOSHO_VALUE_BOOLEAN, FALSE);
    case 'n':
      return parse_word (self, "null", CHOSHO_VALUE_NULL, FALSE);
    default:
      return parse_number (self);
    }
}

/* --- The whole ------------------------------------------------------------------------------- */

/* The value takes a reference to @arena. */
static ChoshoValue *
parse_in (ChoshoValueArena *arena, const char *data, gsize size_bytes, gboolean strict, GError **error)
{
  char *text = chosho_value_arena_alloc (arena, size_bytes + 1);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  Parser self = { text, text, text + size_bytes, strict, arena, items, keys, error };
  ChoshoValue *value;

  if (size_bytes > 0) /* an empty GBytes has no data */
    memcpy (text, data, size_bytes);
  value = parse_value (&self, 1);
  if (value != NULL)
    {
      skip_space (&self);
      if (self.p == self.end)
        return chosho_value_ref (value);
      fail (&self, _("something follows the end"));
    }
  return NULL;
}

static ChoshoValue *
parse (const char *data, gsize size_bytes, gboolean strict, GError **error)
{
  g_autoptr (ChoshoValueArena) arena = chosho_value_arena_new (size_bytes);

  return parse_in (arena, data, size_bytes, strict, error);
}

/* A copy outside any arena, which its owner may change. Depth is bounded by the parser. */
static ChoshoValue *
thaw (const ChoshoValue *frozen)
{
  ChoshoValue *value;

  switch (frozen->type)
    {
    case CHOSHO_VALUE_ARRAY:
      value = chosho_value_new_array ();
      for (guint i = 0; i < frozen->u.list.length; i++)
        chosho_value_append (value, thaw (frozen->u.list.items[i]));
      return value;
    case CHOSHO_VALUE_OBJECT:
      value = chosho_value_new_object ();
      for (guint i = 0; i < frozen->u.list.length; i++)
        chosho_value_set (value, frozen->u.list.keys[i], thaw (frozen->u.list.items[i]));
      return value;
    case CHOSHO_VALUE_NULL:
    case CHOSHO_VALUE_BOOLEAN:
    case CHOSHO_VALUE_INTEGER:
    case CHOSHO_VALUE_STRING:
    default:
      return chosho_value_copy (frozen);
    }
}

ChoshoValue *
chosho_value_parse_frozen (const char *data, gsize size_bytes, GError **error)
{
  return parse (data, size_bytes, FALSE, error);
}

ChoshoValue *
chosho_value_parse (const char *data, gsize size_bytes, GError **error)
{
  g_autoptr (ChoshoValue) frozen = parse (data, size_bytes, FALSE, error);

  return frozen != NULL ? thaw (frozen) : NULL;
}

ChoshoValue *
chosho_value_parse_canonical_in (ChoshoValueArena *arena, const char *data, gsize size_bytes, GError **error)
{
  return parse_in (arena, data, size_bytes, TRUE, error);
}

ChoshoValue *
chosho_value_parse_canonical (const char *data, gsize size_bytes, GError **error)
{
  return parse (data, size_bytes, TRUE, error);
}
