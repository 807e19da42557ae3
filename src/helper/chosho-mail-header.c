/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-mail-header.h"

#include <string.h>

#define LIMIT_SEGMENTS 100 /* of one parameter in pieces (RFC 2231) */

static void
field_free (gpointer data)
{
  ChoshoMailField *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

/* The end of the line at @p, without its break; *@next becomes the next line. */
static const char *
find_line_end (const char *p, const char *end, const char **next)
{
  const char *newline = memchr (p, '\n', (gsize) (end - p));
  const char *line_end = newline != NULL ? newline : end;

  *next = newline != NULL ? newline + 1 : end;
  return line_end > p && line_end[-1] == '\r' ? line_end - 1 : line_end;
}

GPtrArray *
chosho_mail_header_read (const char *data, const char *end, const char **body, guint *others)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (field_free);
  g_autoptr (GString) value = g_string_new (NULL);
  const char *next = data;

  while (next < end)
    {
      const char *line = next, *line_end = find_line_end (line, end, &next), *colon;
      ChoshoMailField *field;

      if (line_end == line)
        break;
      colon = memchr (line, ':', (gsize) (line_end - line));
      if (colon == NULL)
        {
          if (others != NULL)
            ++*others;
          continue;
        }
      g_string_truncate (value, 0);
      g_string_append_len (value, colon + 1, line_end - colon - 1);
      while (next < end && (*next == ' ' || *next == '\t'))
        {
          const char *more = next, *more_end = find_line_end (more, end, &next);

          g_string_append_len (value, more, more_end - more);
        }
      field = g_new0 (ChoshoMailField, 1);
      field->name = g_strstrip (g_strndup (line, (gsize) (colon - line)));
      field->value = g_strstrip (g_strndup (value->str, value->len));
      g_ptr_array_add (fields, field);
    }
  *body = next;
  return fields;
}

const char *
chosho_mail_header_find (GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const ChoshoMailField *field = g_ptr_array_index (fields, i);

      if (g_ascii_strcasecmp (field->name, name) == 0)
        return field->value;
    }
  return NULL;
}

/* --- Encodings ---------------------------------------------------------------------------------------------- */

ChoshoCharset
chosho_mail_charset_from_name (const char *name)
{
  static const struct
  {
    const char   *prefix;
    ChoshoCharset charset;
  } names[] = {
    { "iso-2022-jp", CHOSHO_CHARSET_ISO2022_JP }, { "shift_jis", CHOSHO_CHARSET_CP932 }, { "shift-jis", CHOSHO_CHARSET_CP932 },
    { "sjis", CHOSHO_CHARSET_CP932 }, { "x-sjis", CHOSHO_CHARSET_CP932 }, { "cp932", CHOSHO_CHARSET_CP932 },
    { "ms932", CHOSHO_CHARSET_CP932 }, { "windows-31j", CHOSHO_CHARSET_CP932 }, { "euc-jp", CHOSHO_CHARSET_EUC_JP },
    { "x-euc-jp", CHOSHO_CHARSET_EUC_JP }, { "utf-8", CHOSHO_CHARSET_UTF8 }, { "utf8", CHOSHO_CHARSET_UTF8 },
    { "utf-16be", CHOSHO_CHARSET_UTF16BE }, { "utf-16", CHOSHO_CHARSET_UTF16LE }, { "iso-8859-1", CHOSHO_CHARSET_CP1252 },
    { "windows-1252", CHOSHO_CHARSET_CP1252 },
  };

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (name, names[i].prefix, strlen (names[i].prefix)) == 0)
      return names[i].charset;
  return CHOSHO_CHARSET_UNKNOWN;
}

void
chosho_mail_append_text (GString *out, const char *data, gsize size_bytes, ChoshoCharset charset)
{
  guint replaced = 0;
  gsize mark_bytes;

  if (size_bytes == 0)
    return; /* @data may be NULL: an array that never held a byte */
  if (charset == CHOSHO_CHARSET_UNKNOWN)
    charset = chosho_charset_detect ((const guint8 *) data, size_bytes);
  mark_bytes = chosho_charset_mark_bytes (charset, (const guint8 *) data, size_bytes);
  chosho_charset_decode (charset, (const guint8 *) data + mark_bytes, size_bytes - mark_bytes, FALSE, out, &replaced);
}

GByteArray *
chosho_mail_decode_base64 (const char *data, gsize size_bytes)
{
  GByteArray *bytes = g_byte_array_new ();
  gint state = 0;
  guint save = 0;
  guint8 piece[3 * 1024 + 6];

  for (gsize done = 0; done < size_bytes;)
    {
      gsize part = MIN (size_bytes - done, 4096);

      g_byte_array_append (bytes, piece, (guint) g_base64_decode_step (data + done, part, piece, &state, &save));
      done += part;
    }
  return bytes;
}

/* Blanks at the end of a line were added on the way. */
static const char *
skip_soft_break (const char *p, const char *end)
{
  const char *q = p + 1;

  while (q < end && (*q == ' ' || *q == '\t'))
    q++;
  if (q < end && *q == '\r')
    q++;
  return q >= end ? end : *q == '\n' ? q + 1 : NULL;
}

GByteArray *
chosho_mail_decode_quoted (const char *data, gsize size_bytes, gboolean underscores)
{
  GByteArray *bytes = g_byte_array_new ();
  const char *end = data + size_bytes;

  for (const char *p = data; p < end;)
    {
      guint8 byte = (guint8) *p;

      if (byte == '=' && end - p > 2 && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
        {
          byte = (guint8) (g_ascii_xdigit_value (p[1]) << 4 | g_ascii_xdigit_value (p[2]));
          p += 3;
        }
      else if (byte == '=' && skip_soft_break (p, end) != NULL)
        {
          p = skip_soft_break (p, end);
          continue;
        }
      else
        {
          byte = underscores && byte == '_' ? ' ' : byte;
          p++;
        }
      g_byte_array_append (bytes, &byte, 1);
    }
  return bytes;
}

/* --- Encoded words ------------------------------------------------------------------------------------------ */

/* =?charset?encoding?text?= */
typedef struct
{
  ChoshoCharset charset;
  GByteArray   *bytes; /* (owned) */
  const char   *end;   /* behind it */
} Word;

static gboolean
read_word (const char *p, Word *word)
{
  const char *charset = p + 2, *encoding, *text, *end;
  g_autofree char *name = NULL;

  if (p[0] != '=' || p[1] != '?' || (encoding = strchr (charset, '?')) == NULL || encoding[1] == '\0' || encoding[2] != '?')
    return FALSE;
  text = encoding + 3;
  end = strstr (text, "?=");
  if (end == NULL || strchr ("bBqQ", encoding[1]) == NULL)
    return FALSE;
  name = g_strndup (charset, (gsize) (encoding - charset));
  word->charset = chosho_mail_charset_from_name (name);
  word->bytes = g_ascii_tolower (encoding[1]) == 'b' ? chosho_mail_decode_base64 (text, (gsize) (end - text))
                                                      : chosho_mail_decode_quoted (text, (gsize) (end - text), TRUE);
  word->end = end + 2;
  return TRUE;
}

/* What was collected of adjacent words: programs cut characters in two between words. */
static void
flush (GString *out, GByteArray *pending, ChoshoCharset charset)
{
  if (pending->len > 0)
    chosho_mail_append_text (out, (const char *) pending->data, pending->len, charset);
  g_byte_array_set_size (pending, 0);
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guint8) *text >= 0x80 || *text == '\033')
      return FALSE;
  return TRUE;
}

char *
chosho_mail_decode_words (const char *value)
{
  g_autoptr (GString) raw = g_string_new (NULL);
  GString *out = g_string_new (NULL);
  g_autoptr (GByteArray) pending = g_byte_array_new ();
  ChoshoCharset charset = CHOSHO_CHARSET_UNKNOWN;
  gboolean after_word = FALSE;
  const char *p;

  if (is_ascii (value))
    g_string_append (raw, value);
  else
    chosho_mail_append_text (raw, value, strlen (value), CHOSHO_CHARSET_UNKNOWN);
  for (p = raw->str; *p != '\0';)
    {
      gsize blanks = strspn (p, " \t");
      Word word;

      if (read_word (p + (after_word ? blanks : 0), &word))
        {
          if (word.charset != charset)
            flush (out, pending, charset);
          charset = word.charset;
          g_byte_array_append (pending, word.bytes->data, word.bytes->len);
          g_byte_array_unref (word.bytes);
          p = word.end;
          after_word = TRUE;
          continue;
        }
      flush (out, pending, charset);
      after_word = FALSE;
      g_string_append_len (out, p, g_utf8_next_char (p) - p);
      p = g_utf8_next_char (p);
    }
  flush (out, pending, charset);
  return g_string_free (out, FALSE);
}

/* --- Parameters --------------------------------------------------------------------------------------------- */

/* The next "name=value" of @p; FALSE at the end. */
static gboolean
next_parameter (const char **p, GString *name, GString *value)
{
  const char *q = *p;

  g_string_truncate (name, 0);
  g_string_truncate (value, 0);
  q += strcspn (q, ";");
  if (*q != ';')
    return FALSE;
  q++;
  q += strspn (q, " \t");
  while (*q != '\0' && *q != '=' && *q != ';')
    g_string_append_c (name, g_ascii_tolower (*q++));
  if (*q == '=')
    {
      q += 1 + strspn (q + 1, " \t");
      if (*q == '"')
        for (q++; *q != '\0' && *q != '"'; q++)
          {
            if (*q == '\\' && q[1] != '\0')
              q++;
            g_string_append_c (value, *q);
          }
      else
        while (*q != '\0' && *q != ';')
          g_string_append_c (value, *q++);
    }
  *p = q;
  g_strchomp (name->str);
  name->len = strlen (name->str);
  return TRUE;
}

/* charset'language'%XX… : bytes as they are meant, the charset told by the first piece. */
static void
append_extended (GByteArray *bytes, const char *value, ChoshoCharset *charset)
{
  const char *quote = strchr (value, '\''), *second = quote != NULL ? strchr (quote + 1, '\'') : NULL;

  if (bytes->len == 0 && second != NULL)
    {
      *charset = chosho_mail_charset_from_name (value);
      value = second + 1;
    }
  for (; *value != '\0'; value++)
    if (*value == '%' && g_ascii_isxdigit (value[1]) && g_ascii_isxdigit (value[2]))
      {
        guint8 byte = (guint8) (g_ascii_xdigit_value (value[1]) << 4 | g_ascii_xdigit_value (value[2]));

        g_byte_array_append (bytes, &byte, 1);
        value += 2;
      }
    else
      g_byte_array_append (bytes, (const guint8 *) value, 1);
}

char *
chosho_mail_get_parameter (const char *value, const char *name)
{
  g_autoptr (GString) key = g_string_new (NULL), text = g_string_new (NULL), out = g_string_new (NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  ChoshoCharset charset = CHOSHO_CHARSET_UNKNOWN;
  gsize name_bytes = strlen (name);
  guint pieces = 0;

  while (value != NULL && next_parameter (&value, key, text) && pieces < LIMIT_SEGMENTS)
    {
      if (strcmp (key->str, name) == 0)
        return chosho_mail_decode_words (text->str);
      if (strncmp (key->str, name, name_bytes) != 0 || key->str[name_bytes] != '*')
        continue;
      pieces++;
      if (g_str_has_suffix (key->str, "*"))
        append_extended (bytes, text->str, &charset);
      else
        g_byte_array_append (bytes, (const guint8 *) text->str, (guint) text->len);
    }
  if (pieces == 0)
    return NULL;
  chosho_mail_append_text (out, (const char *) bytes->data, bytes->len, charset);
  return g_strdup (out->str);
}
