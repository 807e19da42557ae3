/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-json-scanner.h"

#include <string.h>

typedef struct
{
  const char  *data;         /* (borrowed) */
  const char  *p;            /* (borrowed): the next byte */
  const char  *end;          /* (borrowed): the final NUL */
  guint        depth;
  guint        depth_limit;
  guint64      values;
  guint64      values_limit;
  const char  *top_key;      /* (borrowed) (nullable) */
  gboolean     has_top_key;
  GString     *key;          /* (owned): the string read last, unescaped */
  ChoshoJsonFunc func;       /* (nullable) */
  gpointer     user_data;    /* (borrowed) */
  GString     *name;         /* (owned) (nullable) where there is a @func: the member whose value comes next */
  gboolean     named;
  ChoshoFault *fault;        /* (borrowed) */
} Scanner;

static gboolean scan_value (Scanner *self);

static gboolean
fail_at (Scanner *self, ChoshoHelperReason reason, const char *at, const char *detail)
{
  guint32 line = 1;

  for (const char *p = self->data; p < at; p++)
    line += *p == '\n';
  return chosho_fault_set_offset (self->fault, reason, at - self->data, line, 0, detail);
}

static gboolean
fail_expected (Scanner *self, const char *expected)
{
  return fail_at (self, CHOSHO_HELPER_REASON_JSON, self->p, expected);
}

static void
skip_space (Scanner *self)
{
  while (*self->p == ' ' || *self->p == '\t' || *self->p == '\n' || *self->p == '\r')
    self->p++;
}

/* Four hexadecimal digits at @p; -1 if they are none. */
static int
read_hex (const char *p)
{
  int value = 0;

  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return -1;
      value = value << 4 | g_ascii_xdigit_value (p[i]);
    }
  return value;
}

/* After "\u". */
static gboolean
scan_unicode_escape (Scanner *self)
{
  int unit = read_hex (self->p);
  gunichar character = unit;

  if (unit <= 0) /* U+0000 ends strings in C: no text has it */
    return fail_expected (self, "\\u0001…\\uffff");
  if (unit >= 0xd800 && unit < 0xe000)
    {
      int low = self->p[4] == '\\' && self->p[5] == 'u' ? read_hex (self->p + 6) : -1;

      if (unit >= 0xdc00 || low < 0xdc00 || low >= 0xe000)
        return fail_expected (self, "surrogate pair");
      character = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
      self->p += 6;
    }
  self->p += 4;
  g_string_append_unichar (self->key, character);
  return TRUE;
}

static gboolean
scan_escape (Scanner *self)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;

  self->p++;
  if (*self->p == 'u')
    {
      self->p++;
      return scan_unicode_escape (self);
    }
  found = *self->p != '\0' ? strchr (letters, *self->p) : NULL;
  if (found == NULL)
    return fail_expected (self, "\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
  g_string_append_c (self->key, meanings[found - letters]);
  self->p++;
  return TRUE;
}

/* At the opening quote. The text, which is valid UTF-8, is left unescaped in self->key. */
static gboolean
scan_string (Scanner *self)
{
  const char *start = self->p;

  g_string_truncate (self->key, 0);
  for (self->p++; *self->p != '"';)
    {
      const char *plain = self->p;

      if (self->p == self->end)
        return fail_at (self, CHOSHO_HELPER_REASON_JSON, start, "\"");
      if ((guint8) *self->p < 0x20)
        return fail_expected (self, "\\n \\t \\u");
      if (*self->p == '\\')
        {
          if (!scan_escape (self))
            return FALSE;
          continue;
        }
      while ((guint8) *self->p >= 0x20 && *self->p != '"' && *self->p != '\\')
        self->p++;
      g_string_append_len (self->key, plain, self->p - plain);
    }
  self->p++;
  return TRUE;
}

static gboolean
scan_digits (Scanner *self)
{
  if (!g_ascii_isdigit (*self->p))
    return fail_expected (self, "0-9");
  while (g_ascii_isdigit (*self->p))
    self->p++;
  return TRUE;
}

static gboolean
scan_number (Scanner *self)
{
  self->p += *self->p == '-';
  if (*self->p == '0')
    self->p++;
  else if (!scan_digits (self))
    return FALSE;
  if (*self->p == '.')
    {
      self->p++;
      if (!scan_digits (self))
        return FALSE;
    }
  if (*self->p == 'e' || *self->p == 'E')
    {
      self->p++;
      self->p += *self->p == '+' || *self->p == '-';
      return scan_digits (self);
    }
  return TRUE;
}

static gboolean
scan_word (Scanner *self, const char *word)
{
  if (strncmp (self->p, word, strlen (word)) != 0)
    return fail_expected (self, word);
  self->p += strlen (word);
  return TRUE;
}

static gboolean
scan_key (Scanner *self, GHashTable *keys)
{
  const char *start;

  skip_space (self);
  start = self->p;
  if (*self->p != '"')
    return fail_expected (self, "\"");
  if (!scan_string (self))
    return FALSE;
  if (!g_hash_table_add (keys, g_strdup (self->key->str)))
    return fail_at (self, CHOSHO_HELPER_REASON_JSON_TWICE, start, self->key->str);
  if (self->depth == 1 && g_strcmp0 (self->key->str, self->top_key) == 0)
    self->has_top_key = TRUE;
  if (self->func != NULL)
    g_string_assign (self->name, self->key->str);
  self->named = TRUE;
  skip_space (self);
  if (*self->p != ':')
    return fail_expected (self, ":");
  self->p++;
  return TRUE;
}

/* At the opening bracket. */
static gboolean
scan_members (Scanner *self, char closing)
{
  g_autoptr (GHashTable) keys = NULL;

  if (closing == '}')
    keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->p++;
  skip_space (self);
  if (*self->p == closing)
    {
      self->p++;
      return TRUE;
    }
  for (;;)
    {
      if (keys != NULL && !scan_key (self, keys))
        return FALSE;
      if (!scan_value (self))
        return FALSE;
      skip_space (self);
      if (*self->p == closing)
        break;
      if (*self->p != ',')
        return fail_expected (self, closing == '}' ? ", }" : ", ]");
      self->p++;
    }
  self->p++;
  return TRUE;
}

/* Tells of a value. What is inside it gets names of its own. */
static gboolean
tell (Scanner *self, ChoshoJsonType type, const char *text)
{
  gboolean named = self->named;

  self->named = FALSE;
  return self->func == NULL || self->func (type, self->depth, named ? self->name->str : NULL, text, self->user_data, self->fault);
}

/* The text between @start and here, as it is written. */
static gboolean
tell_plain (Scanner *self, ChoshoJsonType type, const char *start)
{
  g_string_truncate (self->key, 0);
  g_string_append_len (self->key, start, self->p - start);
  return tell (self, type, self->key->str);
}

static gboolean
scan_container (Scanner *self, char closing)
{
  gboolean done;

  if (self->depth >= self->depth_limit)
    {
      self->fault->limit = self->depth_limit;
      return fail_at (self, CHOSHO_HELPER_REASON_LIMIT_JSON_DEPTH, self->p, NULL);
    }
  if (!tell (self, closing == '}' ? CHOSHO_JSON_OBJECT : CHOSHO_JSON_ARRAY, NULL))
    return FALSE;
  self->depth++;
  done = scan_members (self, closing);
  self->depth--;
  return done;
}

static gboolean
scan_value (Scanner *self)
{
  const char *start;

  skip_space (self);
  start = self->p;
  if (++self->values > self->values_limit)
    {
      self->fault->limit = self->values_limit;
      return fail_at (self, CHOSHO_HELPER_REASON_LIMIT_JSON_VALUES, self->p, NULL);
    }
  switch (*self->p)
    {
    case '{':
      return scan_container (self, '}');
    case '[':
      return scan_container (self, ']');
    case '"':
      return scan_string (self) && tell (self, CHOSHO_JSON_STRING, self->key->str);
    case 't':
      return scan_word (self, "true") && tell_plain (self, CHOSHO_JSON_WORD, start);
    case 'f':
      return scan_word (self, "false") && tell_plain (self, CHOSHO_JSON_WORD, start);
    case 'n':
      return scan_word (self, "null") && tell_plain (self, CHOSHO_JSON_WORD, start);
    default:
      if (*self->p != '-' && !g_ascii_isdigit (*self->p))
        return fail_expected (self, "{ [ \" 0-9 true false null");
      return scan_number (self) && tell_plain (self, CHOSHO_JSON_NUMBER, start);
    }
}

/* The whole text. */
static gboolean
scan (Scanner *self, gsize size_bytes)
{
  const char *invalid;

  if (!g_utf8_validate_len (self->data, size_bytes, &invalid))
    return fail_at (self, CHOSHO_HELPER_REASON_JSON, invalid, "UTF-8");
  if (!scan_value (self))
    return FALSE;
  skip_space (self);
  return self->p == self->end || fail_expected (self, "");
}

gboolean
chosho_json_check (const char *data, gsize size_bytes, guint depth_limit, guint64 values_limit,
                   const char *top_key, gboolean *has_top_key, ChoshoFault *fault)
{
  g_autoptr (GString) key = g_string_new (NULL);
  Scanner self = {
    .data = data, .p = data, .end = data + size_bytes, .depth_limit = depth_limit,
    .values_limit = values_limit, .top_key = top_key, .key = key, .fault = fault,
  };

  if (!scan (&self, size_bytes))
    return FALSE;
  if (has_top_key != NULL)
    *has_top_key = self.has_top_key;
  return TRUE;
}

gboolean
chosho_json_scan (const char *data, gsize size_bytes, guint depth_limit, guint64 values_limit, ChoshoJsonFunc func, gpointer user_data,
                  ChoshoFault *fault)
{
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new (NULL);
  Scanner self = {
    .data = data, .p = data, .end = data + size_bytes, .depth_limit = depth_limit, .values_limit = values_limit, .key = key,
    .func = func, .user_data = user_data, .name = name, .fault = fault,
  };

  return scan (&self, size_bytes);
}
