/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-sample-order.h"

static GArray *
draw (const char *seed, guint count, guint size)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = chosho_sample_order (seed, count, size, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, size);
  return rows;
}

static void
assert_rows (GArray *rows, const guint32 *expected, guint n)
{
  g_autoptr (GArray) owned = rows;

  g_assert_cmpuint (owned->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (g_array_index (owned, guint32, i), ==, expected[i]);
}

/* Calculated by the Python function that the header gives, not by this program. */
static void
test_vectors (void)
{
  static const guint32 ten[] = { 7, 1, 8, 4, 9, 10, 3, 5, 6, 2 };
  static const guint32 kanji[] = { 11, 12, 15, 5,  1,  21, 18, 2, 10, 23, 3,  14, 20,
                                   13, 19, 24, 8, 16, 9,  4,  17, 25, 7,  22, 6 };
  static const guint32 one[] = { 1 };
  static const guint32 large[] = { 28735, 40976, 52993, 26737, 6301, 71722, 15263, 13184, 73521, 67619, 47576, 11819 };

  assert_rows (draw ("2025-ID", 10, 10), ten, G_N_ELEMENTS (ten));
  assert_rows (draw ("種 2025年度 ①", 25, 25), kanji, G_N_ELEMENTS (kanji));
  assert_rows (draw ("a", 1, 1), one, 1);
  assert_rows (draw ("0123456789abcdef0123456789abcdef", 100000, G_N_ELEMENTS (large)), large, G_N_ELEMENTS (large));
  assert_rows (draw ("a", 0, 0), one, 0);
}

static void
test_whole_order (void)
{
  g_autoptr (GArray) rows = draw ("whole", 1000, 1000);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *digest = NULL;

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", g_array_index (rows, guint32, i));
  digest = chosho_digest_hex (text->str, text->len);
  g_assert_cmpstr (digest, ==, "c06ec36dca15bbfcec3c3fd5e24ff585310b4c6f1298d9e74ee363b25ae3d4f1");
}

static void
test_refusals (void)
{
  static const char *const bad_seeds[] = { "", "a\nb", "tab\t", "\x7f", "\xff" };
  g_autofree char *longest = g_strnfill (CHOSHO_SAMPLE_SEED_BYTES, 's');
  g_autofree char *longer = g_strnfill (CHOSHO_SAMPLE_SEED_BYTES + 1, 's');
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  for (guint i = 0; i < G_N_ELEMENTS (bad_seeds); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (chosho_sample_order (bad_seeds[i], 10, 1, NULL, &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
    }
  g_assert_false (chosho_sample_seed_is_valid (NULL));
  g_assert_true (chosho_sample_seed_is_valid (longest));
  g_assert_false (chosho_sample_seed_is_valid (longer));
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (chosho_sample_order ("s", 10, 11, NULL, &error));
    g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  }
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (chosho_sample_order ("s", CHOSHO_SAMPLE_POPULATION_LIMIT + 1, 1, NULL, &error));
    g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
  }
  {
    g_autoptr (GError) error = NULL;

    g_cancellable_cancel (cancelled);
    g_assert_null (chosho_sample_order ("s", 100000, 1, cancelled, &error));
    g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  }
}

static void
test_random_seed (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = chosho_sample_dup_random_seed (&error), *second = chosho_sample_dup_random_seed (&error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (first), ==, 32);
  g_assert_true (chosho_sample_seed_is_valid (first));
  g_assert_cmpstr (first, !=, second);
}

static void
test_frequency (void)
{
  static const char json[] = "[{\"frequency\":\"daily\",\"size\":20,\"label_ja\":\"日次\",\"label_en\":\"Daily\"},"
                             "{\"frequency\":\"annual\",\"size\":1}]";
  g_autoptr (ChoshoValue) table = chosho_value_parse (json, strlen (json), NULL);
  g_autoptr (ChoshoValue) empty = chosho_value_new_array ();
  g_autoptr (GError) refused = NULL, refused_too = NULL, unknown = NULL;
  guint size = 0;

  g_assert_true (chosho_sample_size_for_frequency (table, "daily", &size, NULL));
  g_assert_cmpuint (size, ==, 20);
  g_assert_true (chosho_sample_size_for_frequency (table, "annual", &size, NULL));
  g_assert_cmpuint (size, ==, 1);
  g_assert_true (chosho_sample_size_for_frequency (table, "日次", &size, NULL));
  g_assert_cmpuint (size, ==, 20);
  g_assert_false (chosho_sample_size_for_frequency (NULL, "daily", &size, &refused));
  g_assert_error (refused, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED);
  g_assert_false (chosho_sample_size_for_frequency (empty, "daily", &size, &refused_too));
  g_assert_error (refused_too, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED);
  g_assert_false (chosho_sample_size_for_frequency (table, "hourly", &size, &unknown));
  g_assert_error (unknown, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/procedure/sample-order/vectors", test_vectors);
  g_test_add_func ("/procedure/sample-order/whole-order", test_whole_order);
  g_test_add_func ("/procedure/sample-order/refusals", test_refusals);
  g_test_add_func ("/procedure/sample-order/random-seed", test_random_seed);
  g_test_add_func ("/procedure/sample-order/frequency", test_frequency);
  return g_test_run ();
}
