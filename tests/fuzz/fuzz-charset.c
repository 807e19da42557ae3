/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Text in every encoding: what is detected, and that every decoding is valid text, uses what it says,
 * and is the same whether it is read at once or in windows. The first byte is the window's size.
 */
#include "fuzz.h"

#include <string.h>

#include "chosho-charset.h"

static void
check (ChoshoCharset charset, const guint8 *data, gsize size_bytes, gsize window_bytes)
{
  g_autoptr (GString) whole = g_string_new (NULL), pieces = g_string_new (NULL);
  guint replaced = 0, replaced_in_pieces = 0;
  gsize at = 0;

  g_assert_cmpuint (chosho_charset_decode (charset, data, size_bytes, FALSE, whole, &replaced), ==, size_bytes);
  g_assert_true (g_utf8_validate_len (whole->str, whole->len, NULL));
  if (charset == CHOSHO_CHARSET_ISO2022_JP) /* its windows begin at lines */
    return;
  while (at < size_bytes)
    {
      gsize piece = MIN (window_bytes, size_bytes - at);
      gsize used = chosho_charset_decode (charset, data + at, piece, at + piece < size_bytes, pieces, &replaced_in_pieces);

      g_assert_cmpuint (used, <=, piece);
      g_assert_cmpuint (used, >, 0);
      at += used;
    }
  g_assert_cmpstr (pieces->str, ==, whole->str);
  g_assert_cmpuint (replaced, ==, replaced_in_pieces);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  if (size_bytes == 0)
    return 0;
  g_assert_cmpint (chosho_charset_detect (data + 1, size_bytes - 1), !=, CHOSHO_CHARSET_UNKNOWN);
  for (int charset = CHOSHO_CHARSET_UTF8; charset <= CHOSHO_CHARSET_CP1252; charset++)
    check (charset, data + 1, size_bytes - 1, 8 + data[0] % 64);
  return 0;
}
