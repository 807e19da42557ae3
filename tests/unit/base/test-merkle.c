/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-merkle.h"

#include <string.h>

/* The test vectors of the Certificate Transparency project (RFC 6962's authors): leaves and the roots over
 * the first 0, 1, … 8 of them. */
static const char *const leaves_hex[] = { "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                          "606162636465666768696a6b6c6d6e6f" };
static const char *const roots_hex[] = {
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static void
test_vectors (void)
{
  guint8 hashes[8 * CHOSHO_DIGEST_SIZE];

  for (guint i = 0; i < 8; i++)
    {
      guint8 data[16];
      gsize size = strlen (leaves_hex[i]) / 2;

      g_assert_true (chosho_hex_decode (leaves_hex[i], data, size));
      chosho_merkle_hash_leaf (data, size, hashes + i * CHOSHO_DIGEST_SIZE);
    }
  for (guint count = 0; count <= 8; count++)
    {
      guint8 root[CHOSHO_DIGEST_SIZE];
      g_autofree char *hex = NULL;

      chosho_merkle_root (count == 0 ? NULL : hashes, count, root);
      hex = chosho_hex_encode (root, sizeof root);
      g_assert_cmpstr (hex, ==, roots_hex[count]);
    }
}

/* The definition of RFC 6962 §2.1, word for word, to compare with. */
static void
root_by_definition (const guint8 *hashes, gsize count, guint8 *out)
{
  guint8 node[1 + 2 * CHOSHO_DIGEST_SIZE] = { 0x01 };
  gsize split = 1;

  if (count == 1)
    {
      memcpy (out, hashes, CHOSHO_DIGEST_SIZE);
      return;
    }
  while (split * 2 < count)
    split *= 2;
  root_by_definition (hashes, split, node + 1);
  root_by_definition (hashes + split * CHOSHO_DIGEST_SIZE, count - split, node + 1 + CHOSHO_DIGEST_SIZE);
  chosho_digest_bytes (node, sizeof node, out);
}

static void
test_definition (void)
{
  enum { most = 300 };
  g_autofree guint8 *hashes = g_malloc (most * CHOSHO_DIGEST_SIZE);

  for (guint i = 0; i < most; i++)
    chosho_merkle_hash_leaf (&i, sizeof i, hashes + i * CHOSHO_DIGEST_SIZE);
  for (gsize count = 1; count <= most; count++)
    {
      guint8 expected[CHOSHO_DIGEST_SIZE], root[CHOSHO_DIGEST_SIZE];

      root_by_definition (hashes, count, expected);
      chosho_merkle_root (hashes, count, root);
      g_assert_cmpmem (root, sizeof root, expected, sizeof expected);
    }
}

static void
test_sort (void)
{
  guint8 hashes[5 * CHOSHO_DIGEST_SIZE];
  const guint8 firsts[] = { 9, 0xff, 3, 9, 3 };
  const guint8 sorted[] = { 3, 9, 0xff };

  for (guint i = 0; i < 5; i++)
    memset (hashes + i * CHOSHO_DIGEST_SIZE, firsts[i], CHOSHO_DIGEST_SIZE);
  g_assert_cmpuint (chosho_merkle_sort (hashes, 5), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (hashes[i * CHOSHO_DIGEST_SIZE + 31], ==, sorted[i]);
  g_assert_cmpuint (chosho_merkle_sort (hashes, 0), ==, 0);
  g_assert_cmpuint (chosho_merkle_sort (hashes, 1), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/merkle/vectors", test_vectors);
  g_test_add_func ("/base/merkle/definition", test_definition);
  g_test_add_func ("/base/merkle/sort", test_sort);
  return g_test_run ();
}
