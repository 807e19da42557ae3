/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-digest.h"
#include "chosho-key.h"

#include <string.h>

/* RFC 8032, 7.1, test 1. */
#define SEED "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
#define PUBLIC_KEY "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
/* By OpenSSL: pkeyutl -sign -rawin over "chosho-event-1\0" ‖ SHA-256("abc"). */
#define PREFIX "chosho-event-1"
#define SIGNATURE "406c05ed6ffefc1cb72136838c93f5ec147aaeb0b30983702b5f6890f324df1f" \
                  "f0715240a338e785e0052ed3621050a1a7ce4217322b9477390a29f3ad805b0b"

static ChoshoKeyPair *
rfc_key_pair (void)
{
  guint8 seed[CHOSHO_KEY_SEED_SIZE];

  g_assert_true (chosho_hex_decode (SEED, seed, sizeof seed));
  return chosho_key_pair_new_from_seed (seed);
}

static void
test_known_vector (void)
{
  g_autoptr (ChoshoKeyPair) key_pair = rfc_key_pair ();
  g_autofree char *public_hex = chosho_hex_encode (chosho_key_pair_get_public_key (key_pair), CHOSHO_KEY_PUBLIC_SIZE);
  g_autofree char *seed_hex = chosho_hex_encode (chosho_key_pair_get_seed (key_pair), CHOSHO_KEY_SEED_SIZE);
  g_autofree char *signature_hex = NULL;
  guint8 id[CHOSHO_KEY_ID_SIZE], signature[CHOSHO_KEY_SIGNATURE_SIZE];

  g_assert_cmpstr (public_hex, ==, PUBLIC_KEY);
  g_assert_cmpstr (seed_hex, ==, SEED);

  chosho_digest_bytes ("abc", 3, id);
  chosho_key_pair_sign (key_pair, PREFIX, id, signature);
  signature_hex = chosho_hex_encode (signature, sizeof signature);
  g_assert_cmpstr (signature_hex, ==, SIGNATURE);
  g_assert_true (chosho_key_verify (chosho_key_pair_get_public_key (key_pair), PREFIX, id, signature));
}

static void
test_fingerprint (void)
{
  g_autoptr (ChoshoKeyPair) key_pair = rfc_key_pair ();
  g_autofree char *fingerprint = chosho_key_pair_dup_fingerprint (key_pair);
  g_autofree char *same = chosho_key_dup_fingerprint (chosho_key_pair_get_public_key (key_pair));

  /* By sha256sum over the 32 raw bytes. */
  g_assert_cmpstr (fingerprint, ==, "21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9");
  g_assert_cmpstr (same, ==, fingerprint);
}

static void
test_new_keys_differ (void)
{
  g_autoptr (ChoshoKeyPair) first = chosho_key_pair_new ();
  g_autoptr (ChoshoKeyPair) second = chosho_key_pair_new ();
  g_autoptr (ChoshoKeyPair) again = chosho_key_pair_new_from_seed (chosho_key_pair_get_seed (first));

  g_assert_cmpint (memcmp (chosho_key_pair_get_public_key (first), chosho_key_pair_get_public_key (second),
                           CHOSHO_KEY_PUBLIC_SIZE), !=, 0);
  g_assert_cmpmem (chosho_key_pair_get_public_key (first), CHOSHO_KEY_PUBLIC_SIZE,
                   chosho_key_pair_get_public_key (again), CHOSHO_KEY_PUBLIC_SIZE);
}

/* Every bit of the signature, of the id and of the key counts, and so does the prefix with its NUL. */
static void
test_every_bit_counts (void)
{
  g_autoptr (ChoshoKeyPair) key_pair = rfc_key_pair ();
  g_autoptr (ChoshoKeyPair) stranger = chosho_key_pair_new ();
  guint8 id[CHOSHO_KEY_ID_SIZE], signature[CHOSHO_KEY_SIGNATURE_SIZE], public_key[CHOSHO_KEY_PUBLIC_SIZE];

  memcpy (public_key, chosho_key_pair_get_public_key (key_pair), sizeof public_key);
  chosho_digest_bytes ("abc", 3, id);
  chosho_key_pair_sign (key_pair, PREFIX, id, signature);

  for (guint bit = 0; bit < 8 * sizeof signature; bit++)
    {
      signature[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_false (chosho_key_verify (public_key, PREFIX, id, signature));
      signature[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  for (guint bit = 0; bit < 8 * sizeof id; bit++)
    {
      id[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_false (chosho_key_verify (public_key, PREFIX, id, signature));
      id[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  for (guint bit = 0; bit < 8 * sizeof public_key; bit++)
    {
      public_key[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_false (chosho_key_verify (public_key, PREFIX, id, signature));
      public_key[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  g_assert_false (chosho_key_verify (public_key, "chosho-event-2", id, signature));
  g_assert_false (chosho_key_verify (public_key, "chosho-event-", id, signature));
  g_assert_false (chosho_key_verify (public_key, "", id, signature));
  g_assert_false (chosho_key_verify (chosho_key_pair_get_public_key (stranger), PREFIX, id, signature));
  g_assert_true (chosho_key_verify (public_key, PREFIX, id, signature));
}

/* A key of small order lets anybody "sign": the all-zero signature would verify with it. */
static void
test_small_order_key (void)
{
  guint8 public_key[CHOSHO_KEY_PUBLIC_SIZE] = { 1 }, id[CHOSHO_KEY_ID_SIZE] = { 0 };
  guint8 signature[CHOSHO_KEY_SIGNATURE_SIZE] = { 1 };

  g_assert_false (chosho_key_verify (public_key, PREFIX, id, signature));
}

static void
test_prefix_length (void)
{
  g_autoptr (ChoshoKeyPair) key_pair = rfc_key_pair ();
  g_autofree char *longest = g_strnfill (CHOSHO_KEY_PREFIX_LENGTH, 'p');
  guint8 id[CHOSHO_KEY_ID_SIZE] = { 0 }, signature[CHOSHO_KEY_SIGNATURE_SIZE];

  chosho_key_pair_sign (key_pair, longest, id, signature);
  g_assert_true (chosho_key_verify (chosho_key_pair_get_public_key (key_pair), longest, id, signature));
}

static void
test_prefix_too_long (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (ChoshoKeyPair) key_pair = rfc_key_pair ();
      g_autofree char *prefix = g_strnfill (CHOSHO_KEY_PREFIX_LENGTH + 1, 'p');
      guint8 id[CHOSHO_KEY_ID_SIZE] = { 0 }, signature[CHOSHO_KEY_SIGNATURE_SIZE];

      chosho_key_pair_sign (key_pair, prefix, id, signature);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*size_bytes > 0*");
}

/* The secret lies in libsodium's fenced memory: writing to it ends the program. */
static void
test_secret_is_read_only (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (ChoshoKeyPair) key_pair = rfc_key_pair ();

      *(volatile guint8 *) chosho_key_pair_get_seed (key_pair) = 0;
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

static gpointer
sign_often (gpointer data)
{
  g_autoptr (ChoshoKeyPair) key_pair = data;
  guint8 id[CHOSHO_KEY_ID_SIZE] = { 0 }, signature[CHOSHO_KEY_SIGNATURE_SIZE];

  for (int i = 0; i < 100; i++)
    {
      id[0] = (guint8) i;
      chosho_key_pair_sign (key_pair, PREFIX, id, signature);
      g_assert_true (chosho_key_verify (chosho_key_pair_get_public_key (key_pair), PREFIX, id, signature));
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (ChoshoKeyPair) key_pair = rfc_key_pair ();
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("sign", sign_often, chosho_key_pair_ref (key_pair));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/key/known-vector", test_known_vector);
  g_test_add_func ("/base/key/fingerprint", test_fingerprint);
  g_test_add_func ("/base/key/new-keys-differ", test_new_keys_differ);
  g_test_add_func ("/base/key/every-bit-counts", test_every_bit_counts);
  g_test_add_func ("/base/key/small-order-key", test_small_order_key);
  g_test_add_func ("/base/key/prefix-length", test_prefix_length);
  g_test_add_func ("/base/key/prefix-too-long", test_prefix_too_long);
  g_test_add_func ("/base/key/secret-is-read-only", test_secret_is_read_only);
  g_test_add_func ("/base/key/threads", test_threads);
  return g_test_run ();
}
