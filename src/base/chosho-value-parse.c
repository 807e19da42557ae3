/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-limits.h"
#include "chosho-text.h"
#include "chosho-value-private.h"

/* A recursive descent over bytes. Depth is bounded before each descent, so that the stack is. */
typedef struct
{
  const char *start;
  const char *p;
  const char *end;
  gboolean    strict;  /* canonical: no white space, members sorted */
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

      if (digit < 0)
        return -1;
      code = code * 16 + digit;
    }
  self->p += 4;
  return code;
}

static gboolean
parse_unicode_escape (Parser *self, GString *out)
{
  int code = parse_hex4 (self);

  if (code <= 0)
    return FALSE; /* malformed, or U+0000 */
  if (code >= 0xDC00 && code <= 0xDFFF)
    return FALSE;
  if (code >= 0xD800 && code <= 0xDBFF)
    {
      int low;

      if (!take (self, '\\') || !take (self, 'u'))
        return FALSE;
      low = parse_hex4 (self);
      if (low < 0xDC00 || low > 0xDFFF)
        return FALSE;
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
  g_string_append_unichar (out, (gunichar) code);
  return TRUE;
}

static gboolean
parse_escape (Parser *self, GString *out)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *hit;
  char c;

  if (self->p >= self->end)
    return FALSE;
  c = *self->p++;
  if (c == 'u')
    return parse_unicode_escape (self, out);
  hit = c == '\0' ? NULL : strchr (from, c);
  if (hit == NULL)
    return FALSE;
  g_string_append_c (out, to[hit - from]);
  return TRUE;
}

/* (transfer full), NULL with the error set. The opening quote is still to be read. */
static char *
parse_string (Parser *self)
{
  g_autoptr (GString) out = NULL;

  if (!take (self, '"'))
    return fail (self, _("a text was expected"));

  out = g_string_new (NULL);
  while (self->p < self->end && *self->p != '"')
    {
      const char *start = self->p;

      while (self->p < self->end && (guchar) *self->p >= 0x20 && *self->p != '"' && *self->p != '\\')
        self->p++;
      g_string_append_len (out, start, self->p - start);
      if (self->p >= self->end)
        break;
      if (*self->p == '\\')
        {
          self->p++;
          if (!parse_escape (self, out))
            return fail (self, _("bad escape"));
        }
      else if (*self->p != '"')
        return fail (self, _("control character in a text"));
    }
  if (!take (self, '"'))
    return fail (self, _("the text does not end"));
  if (!chosho_text_is_valid (out->str, out->len))
    return fail (self, _("the text is not UTF-8"));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static ChoshoValue *
parse_number (Parser *self)
{
  const char *start = self->p;
  gboolean negative = take (self, '-');
  gint64 value = 0;

  if (self->p >= self->end || !g_ascii_isdigit (*self->p))
    return fail (self, _("a value was expected"));
  if (*self->p == '0' && (negative || (self->p + 1 < self->end && g_ascii_isdigit (self->p[1]))))
    return fail (self, _("number with a leading zero"));
  while (self->p < self->end && g_ascii_isdigit (*self->p))
    {
      value = value * 10 + (*self->p - '0');
      if (value > CHOSHO_LIMIT_INTEGER)
        {
          self->p = start;
          return fail (self, _("number too large"));
        }
      self->p++;
    }
  if (self->p < self->end && strchr (".eE", *self->p) != NULL && *self->p != '\0')
    return fail (self, _("only whole numbers are allowed"));
  return chosho_value_new_integer (negative ? -value : value);
}

static ChoshoValue *
parse_word (Parser *self, const char *word, ChoshoValue *value)
{
  g_autoptr (ChoshoValue) owned = value;
  gsize length = strlen (word);

  if ((gsize) (self->end - self->p) < length || memcmp (self->p, word, length) != 0)
    return fail (self, _("a value was expected"));
  self->p += length;
  return g_steal_pointer (&owned);
}

static ChoshoValue *
parse_array (Parser *self, guint depth)
{
  g_autoptr (ChoshoValue) array = chosho_value_new_array ();

  self->p++;
  skip_space (self);
  if (take (self, ']'))
    return g_steal_pointer (&array);
  do
    {
      ChoshoValue *item = parse_value (self, depth + 1);

      if (item == NULL)
        return NULL;
      chosho_value_append (array, item);
      skip_space (self);
    }
  while (take (self, ','));
  if (!take (self, ']'))
    return fail (self, _("“]” was expected"));
  return g_steal_pointer (&array);
}

static gboolean
key_is_ascii (const char *key)
{
  for (; *key != '\0'; key++)
    if ((guchar) *key >= 0x80)
      return FALSE;
  return TRUE;
}

static gboolean
parse_member (Parser *self, ChoshoValue *object, guint depth)
{
  g_autofree char *key = NULL;
  ChoshoValue *value;
  guint length = object->u.list.length;

  skip_space (self);
  key = parse_string (self);
  if (key == NULL)
    return FALSE;
  if (!key_is_ascii (key))
    return fail (self, _("a name that is not ASCII")) != NULL;
  if (chosho_value_get (object, key) != NULL)
    return fail (self, _("the same name twice")) != NULL;
  if (self->strict && length > 0 && strcmp (object->u.list.keys[length - 1], key) > 0)
    return fail (self, _("names out of order")) != NULL;
  skip_space (self);
  if (!take (self, ':'))
    return fail (self, _("“:” was expected")) != NULL;
  value = parse_value (self, depth + 1);
  if (value == NULL)
    return FALSE;
  chosho_value_set (object, key, value);
  return TRUE;
}

static ChoshoValue *
parse_object (Parser *self, guint depth)
{
  g_autoptr (ChoshoValue) object = chosho_value_new_object ();

  self->p++;
  skip_space (self);
  if (take (self, '}'))
    return g_steal_pointer (&object);
  do
    {
      if (!parse_member (self, object, depth))
        return NULL;
      skip_space (self);
    }
  while (take (self, ','));
  if (!take (self, '}'))
    return fail (self, _("“}” was expected"));
  return g_steal_pointer (&object);
}

static ChoshoValue *
parse_value (Parser *self, guint depth)
{
  char *text;
  ChoshoValue *value;

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
      text = parse_string (self);
      if (text == NULL)
        return NULL;
      value = chosho_value_new_null ();
      value->type = CHOSHO_VALUE_STRING;
      value->u.string = text;
      return value;
    case 't':
      return parse_word (self, "true", chosho_value_new_boolean (TRUE));
    case 'f':
      return parse_word (self, "false", chosho_value_new_boolean (FALSE));
    case 'n':
      return parse_word (self, "null", chosho_value_new_null ());
    default:
      return parse_number (self);
    }
}

static ChoshoValue *
parse (const char *data, gsize size_bytes, gboolean strict, GError **error)
{
  const char *start = data != NULL ? data : ""; /* an empty GBytes has no data */
  Parser self = { start, start, start + size_bytes, strict, error };
  g_autoptr (ChoshoValue) value = parse_value (&self, 1);

  if (value == NULL)
    return NULL;
  skip_space (&self);
  if (self.p != self.end)
    return fail (&self, _("something follows the end"));
  return g_steal_pointer (&value);
}

ChoshoValue *
chosho_value_parse (const char *data, gsize size_bytes, GError **error)
{
  return parse (data, size_bytes, FALSE, error);
}

ChoshoValue *
chosho_value_parse_canonical (const char *data, gsize size_bytes, GError **error)
{
  g_autoptr (ChoshoValue) value = parse (data, size_bytes, TRUE, error);
  g_autofree char *again = NULL;
  gsize again_bytes;

  if (value == NULL)
    return NULL;
  /* What a strict grammar could still let through (needless escapes) the re-encoding cannot. */
  again = chosho_value_to_canonical (value, &again_bytes);
  if (again_bytes != size_bytes || memcmp (again, data, size_bytes) != 0)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
                           _("Not a valid record text: it is not in canonical form"));
      return NULL;
    }
  return g_steal_pointer (&value);
}
