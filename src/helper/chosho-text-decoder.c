/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-text-decoder.h"

#include <errno.h>
#include <string.h>

#include "chosho-helper-limits.h"

/* Decoded text may be larger than the text limit (delimiters, quotes), never by this much. */
#define DECODED_LIMIT_BYTES (2 * (gsize) CHOSHO_HELPER_LIMIT_TEXT_BYTES)
#define CHUNK_BYTES (1024 * 1024)

/* (owned by the process): opened once, before confinement, reset before each use. */
static GIConv cp932_converter = (GIConv) -1;

void
chosho_text_decoder_prepare (void)
{
  if (cp932_converter == (GIConv) -1)
    cp932_converter = g_iconv_open ("UTF-8", "CP932");
}

void
chosho_decoded_text_clear (ChoshoDecodedText *self)
{
  g_clear_pointer (&self->memory, g_free);
}

/* Bytes of a valid three-byte sequence at @p, which is followed by a NUL somewhere. */
static gboolean
is_three_byte_character (const guint8 *p)
{
  return (p[0] & 0xf0) == 0xe0 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80
         && g_utf8_get_char_validated ((const char *) p, 3) < (gunichar) -2;
}

/*
 * Japanese UTF-8 with one broken byte often decodes as CP932 without any error, into nonsense
 * (あ reads 縺). Real CP932 has next to no three-byte UTF-8 characters, damaged UTF-8 next to
 * nothing else.
 */
static gboolean
is_damaged_utf8 (const char *data, gsize size_bytes)
{
  const guint8 *p = (const guint8 *) data, *end = p + size_bytes;
  gsize characters = 0, invalid = 0;

  while (p < end)
    if (*p < 0x80)
      p++;
    else if (is_three_byte_character (p))
      characters++, p += 3;
    else
      invalid++, p++;
  return characters > invalid;
}

static void
keep_utf8 (ChoshoDecodedText *out, char *data, gsize start, gsize size_bytes)
{
  const char *end;

  out->memory = data;
  out->text = data + start;
  out->size_bytes = size_bytes - start;
  out->encoding = "UTF-8";
  if (!g_utf8_validate_len (out->text, out->size_bytes, &end))
    {
      out->offset = end - data;
      out->reason = *end == '\0' ? CHOSHO_HELPER_REASON_NUL : CHOSHO_HELPER_REASON_UNDECODABLE;
      out->size_bytes = end - out->text;
      out->text[out->size_bytes] = '\0';
    }
}

/* Appends as much of @data as the CP932 tables know; where it ends early, @out says why. */
static gboolean
convert_cp932 (const char *data, gsize size_bytes, ChoshoDecodedText *out, ChoshoFault *fault)
{
  g_autoptr (GString) text = g_string_sized_new (size_bytes + size_bytes / 2 + 16);
  char *in = (char *) data;
  gsize in_left = size_bytes;

  chosho_text_decoder_prepare ();
  if (cp932_converter == (GIConv) -1)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_UNDECODABLE, "CP932");
  g_iconv (cp932_converter, NULL, NULL, NULL, NULL);
  while (in_left > 0)
    {
      gsize before = text->len, room = MIN (CHUNK_BYTES, 3 * in_left + 16), left = room;
      char *to;

      if (before > DECODED_LIMIT_BYTES)
        return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES,
                                       CHOSHO_HELPER_LIMIT_TEXT_BYTES, NULL);
      g_string_set_size (text, before + room);
      to = text->str + before;
      if (g_iconv (cp932_converter, &in, &in_left, &to, &left) == (gsize) -1 && errno != E2BIG)
        out->reason = CHOSHO_HELPER_REASON_UNDECODABLE;
      g_string_set_size (text, before + room - left);
      if (out->reason != 0)
        break;
    }
  out->offset = in - data;
  out->size_bytes = text->len;
  out->memory = out->text = g_string_free (g_steal_pointer (&text), FALSE);
  out->encoding = "CP932";
  return TRUE;
}

/* Neither BOM nor valid UTF-8: CP932, or the one of the two that goes on for longer. */
static gboolean
decode_without_mark (char *data, gsize size_bytes, ChoshoDecodedText *out, ChoshoFault *fault)
{
  const char *end;
  g_auto (ChoshoDecodedText) cp932 = { 0 };

  if (g_utf8_validate_len (data, size_bytes, &end) || *end == '\0'
      || is_damaged_utf8 (data, size_bytes))
    {
      keep_utf8 (out, data, 0, size_bytes);
      return TRUE;
    }
  /* A NUL is no character of any text; iconv would let it pass. */
  if (!convert_cp932 (data, MIN (size_bytes, strlen (data)), &cp932, fault))
    {
      g_free (data);
      return FALSE;
    }
  if (cp932.reason == 0 && cp932.offset < size_bytes)
    cp932.reason = CHOSHO_HELPER_REASON_NUL;
  if (cp932.reason != 0 && (guint64) (end - data) > cp932.offset)
    {
      keep_utf8 (out, data, 0, size_bytes);
      return TRUE;
    }
  *out = cp932;
  cp932.memory = NULL;
  g_free (data);
  return TRUE;
}

static gunichar2
unit_at (const char *data, gsize index, gboolean big_endian)
{
  const guint8 *p = (const guint8 *) data + 2 * index;

  return big_endian ? p[0] << 8 | p[1] : p[1] << 8 | p[0];
}

static gboolean
decode_utf16 (const char *data, gsize size_bytes, gboolean big_endian, ChoshoDecodedText *out,
              ChoshoFault *fault)
{
  g_autoptr (GString) text = g_string_sized_new (size_bytes + 16);
  gsize units = size_bytes / 2, i;

  for (i = 1; i < units && out->reason == 0; i++) /* 0 is the mark */
    {
      gunichar character = unit_at (data, i, big_endian);

      if (character == 0)
        out->reason = CHOSHO_HELPER_REASON_NUL;
      else if (character >= 0xd800 && character < 0xe000)
        {
          gunichar low = i + 1 < units ? unit_at (data, i + 1, big_endian) : 0;

          if (character >= 0xdc00 || low < 0xdc00 || low >= 0xe000)
            out->reason = CHOSHO_HELPER_REASON_UNDECODABLE;
          else
            character = 0x10000 + ((character - 0xd800) << 10) + (low - 0xdc00), i++;
        }
      if (out->reason != 0)
        break;
      g_string_append_unichar (text, character);
      if (text->len > DECODED_LIMIT_BYTES)
        return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES,
                                       CHOSHO_HELPER_LIMIT_TEXT_BYTES, NULL);
    }
  if (out->reason == 0 && size_bytes % 2 != 0)
    out->reason = CHOSHO_HELPER_REASON_UNDECODABLE;
  out->offset = 2 * (guint64) i;
  out->size_bytes = text->len;
  out->memory = out->text = g_string_free (g_steal_pointer (&text), FALSE);
  out->encoding = big_endian ? "UTF-16BE" : "UTF-16LE";
  return TRUE;
}

gboolean
chosho_text_decode (char *data, gsize size_bytes, ChoshoDecodedText *out, ChoshoFault *fault)
{
  *out = (ChoshoDecodedText){ 0 };
  if (size_bytes >= 2
      && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    {
      gboolean done = decode_utf16 (data, size_bytes, data[0] == '\xfe', out, fault);

      g_free (data);
      return done;
    }
  if (size_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      keep_utf8 (out, data, 3, size_bytes);
      return TRUE;
    }
  return decode_without_mark (data, size_bytes, out, fault);
}
