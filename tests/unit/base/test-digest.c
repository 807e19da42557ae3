/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-digest.h"

#include <string.h>

#define ABC_DIGEST "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define EMPTY_DIGEST "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
/* FIPS 180-2, two-block message and a million times "a". */
#define TWO_BLOCKS "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
#define TWO_BLOCKS_DIGEST "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
#define MILLION_DIGEST "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"

static void
assert_hex (const char *data, const char *expected)
{
  g_autofree char *hex = chosho_digest_hex (data, data != NULL ? strlen (data) : 0);

  g_assert_cmpstr (hex, ==, expected);
}

static void
test_known_vectors (void)
{
  assert_hex ("abc", ABC_DIGEST);
  assert_hex ("", EMPTY_DIGEST);
  assert_hex (NULL, EMPTY_DIGEST);
  assert_hex (TWO_BLOCKS, TWO_BLOCKS_DIGEST);
}

static void
test_pieces (void)
{
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  g_autoptr (ChoshoDigest) unused = chosho_digest_new ();
  guint8 raw[CHOSHO_DIGEST_SIZE], pieces[997];
  g_autofree char *hex = NULL;
  gsize left = 1000000;

  memset (pieces, 'a', sizeof pieces);
  chosho_digest_update (digest, NULL, 0);
  for (gsize size; left > 0; left -= size)
    {
      size = MIN (left, sizeof pieces);
      chosho_digest_update (digest, pieces, size);
    }
  chosho_digest_finish (digest, raw);
  hex = chosho_hex_encode (raw, sizeof raw);
  g_assert_cmpstr (hex, ==, MILLION_DIGEST);
  g_assert_nonnull (unused);
}

/* Nothing between finish and free may be fed in silently. */
static void
test_finished (void)
{
  if (g_test_subprocess ())
    {
      guint8 raw[CHOSHO_DIGEST_SIZE];
      ChoshoDigest *digest = chosho_digest_new ();

      chosho_digest_finish (digest, raw);
      chosho_digest_update (digest, "a", 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*!self->finished*");
}

static gpointer
digest_often (gpointer data)
{
  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *hex = chosho_digest_hex ("abc", 3);

      g_assert_cmpstr (hex, ==, ABC_DIGEST);
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("digest", digest_often, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_hex (void)
{
  static const guint8 bytes[] = { 0x00, 0x01, 0x7f, 0x80, 0xab, 0xff };
  guint8 out[sizeof bytes], untouched[sizeof bytes];
  char text[2 * sizeof bytes + 1];
  g_autofree char *nothing = chosho_hex_encode (bytes, 0);
  static const char *const bad[] = {
    "", "00017f80abf", "00017f80abff0", "00017f80abff00", "00017F80ABFF", "00017f80abfg", " 0017f80abff",
    "0x017f80abff", "g0017f80abff",
  };

  chosho_hex_encode_to (bytes, sizeof bytes, text);
  g_assert_cmpstr (text, ==, "00017f80abff");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (chosho_hex_decode (text, out, sizeof out));
  g_assert_cmpmem (out, sizeof out, bytes, sizeof bytes);

  memset (untouched, 0x55, sizeof untouched);
  memset (out, 0x55, sizeof out);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (chosho_hex_decode (bad[i], out, sizeof out));
      g_assert_cmpmem (out, sizeof out, untouched, sizeof untouched);
    }
  g_assert_false (chosho_hex_decode (NULL, out, sizeof out));
}

static void
test_is_hex (void)
{
  g_autofree char *upper = g_ascii_strup (ABC_DIGEST, -1);

  g_assert_true (chosho_digest_is_hex (ABC_DIGEST));
  g_assert_false (chosho_digest_is_hex (upper));
  g_assert_false (chosho_digest_is_hex (ABC_DIGEST "0"));
  g_assert_false (chosho_digest_is_hex (&ABC_DIGEST[1]));
  g_assert_false (chosho_digest_is_hex (""));
  g_assert_false (chosho_digest_is_hex (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/digest/known-vectors", test_known_vectors);
  g_test_add_func ("/base/digest/pieces", test_pieces);
  g_test_add_func ("/base/digest/finished", test_finished);
  g_test_add_func ("/base/digest/threads", test_threads);
  g_test_add_func ("/base/digest/hex", test_hex);
  g_test_add_func ("/base/digest/is-hex", test_is_hex);
  return g_test_run ();
}
