/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mutate.h"

#include <string.h>

/* Changes bytes here and there; the special ones are those that formats are made of. */
static void
mutate (GByteArray *bytes, GRand *random)
{
  static const char special[] = "<>&;\"'{}[](),:=\n\r\t\0\xff\xef\x80" "0123456789-.eE!/\\";
  static const guint amounts[] = { 1, 1, 2, 4, 16 };
  guint amount = amounts[g_rand_int_range (random, 0, G_N_ELEMENTS (amounts))];

  for (guint i = 0; i < amount && bytes->len > 1; i++)
    {
      guint at = g_rand_int_range (random, 0, bytes->len);
      guint rest = bytes->len - at;
      guint piece = g_rand_int_range (random, 1, 64);
      guint from = g_rand_int_range (random, 0, at + 1);

      piece = MIN (piece, rest);

      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          bytes->data[at] ^= 1 << g_rand_int_range (random, 0, 8);
          break;
        case 1:
          bytes->data[at] = special[g_rand_int_range (random, 0, sizeof special - 1)];
          break;
        case 2:
          g_byte_array_remove_range (bytes, at, piece);
          break;
        case 3:
          {
            g_autofree guint8 *copy = g_memdup2 (bytes->data + at, piece);

            g_byte_array_append (bytes, copy, piece);
            break;
          }
        default:
          memmove (bytes->data + at, bytes->data + from, piece);
        }
    }
}

GByteArray *
mutated_copy (gconstpointer data, gsize size_bytes, GRand *random)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, data, size_bytes);
  mutate (bytes, random);
  return bytes;
}
