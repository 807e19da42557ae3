/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-random.h"

#include <string.h>

/* Exactly the bytes asked for are written. */
static void
test_size (void)
{
  for (gsize size_bytes = 0; size_bytes <= 40; size_bytes++)
    {
      guint8 bytes[48], ever_set[48] = { 0 };

      /* A byte stays what it was by chance in one of 256 tries; in 32 tries never (2^-256). */
      for (int try = 0; try < 32; try++)
        {
          memset (bytes, 0x5a, sizeof bytes);
          chosho_random_bytes (bytes, size_bytes);
          for (gsize i = 0; i < sizeof bytes; i++)
            ever_set[i] |= bytes[i] != 0x5a;
        }
      for (gsize i = 0; i < sizeof bytes; i++)
        g_assert_cmpint (ever_set[i], ==, i < size_bytes);
    }
}

static void
test_differs (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (int i = 0; i < 1000; i++)
    {
      guint8 bytes[16];

      chosho_random_bytes (bytes, sizeof bytes);
      g_assert_true (g_hash_table_add (seen, g_bytes_new (bytes, sizeof bytes)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/random/size", test_size);
  g_test_add_func ("/base/random/differs", test_differs);
  return g_test_run ();
}
