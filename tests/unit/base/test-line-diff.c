/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-line-diff.h"

/* "1+2 / 3+0" of each change: the old lines that went, and the new ones that came, with where they stand. */
static char *
describe (const char *old, const char *new)
{
  g_auto (GStrv) a = g_strsplit (old, " ", -1);
  g_auto (GStrv) b = g_strsplit (new, " ", -1);
  g_autoptr (GArray) changes = chosho_line_diff ((const char *const *) a, g_strv_length (a), (const char *const *) b, g_strv_length (b));
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      ChoshoLineChange *change = &g_array_index (changes, ChoshoLineChange, i);

      g_string_append_printf (out, "%s%u:%u>%u:%u", i > 0 ? " " : "", change->first_old, change->n_old, change->first_new, change->n_new);
    }
  return g_string_free (out, FALSE);
}

static void
test_cases (void)
{
  static const struct { const char *old, *new, *expected; } cases[] = {
    { "a b c", "a b c", "" },
    { "", "", "" },
    { "a b c", "a x c", "1:1>1:1" },
    { "a b c", "a c", "1:1>1:0" },
    { "a c", "a b c", "1:0>1:1" },
    { "a b c d e", "b c x e f", "0:1>0:0 3:1>2:1 5:0>4:1" },
    { "a a a", "a a", "2:1>2:0" },
    { "a b", "c d", "0:2>0:2" },
    { "", "a b", "0:0>0:2" },
    { "a b", "", "0:2>0:0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = describe (cases[i].old, cases[i].new);

      g_test_message ("“%s” to “%s”", cases[i].old, cases[i].new);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_none (void)
{
  static const char *const line[] = { "a" };
  g_autoptr (GArray) nothing = chosho_line_diff (NULL, 0, NULL, 0);
  g_autoptr (GArray) added = chosho_line_diff (NULL, 0, line, 1);
  g_autoptr (GArray) removed = chosho_line_diff (line, 1, NULL, 0);

  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (g_array_index (added, ChoshoLineChange, 0).n_new, ==, 1);
  g_assert_cmpuint (g_array_index (removed, ChoshoLineChange, 0).n_old, ==, 1);
}

/* The length of the longest common subsequence, by the table. */
static guint
common (const char *const *a, guint n, const char *const *b, guint m)
{
  g_autofree guint *table = g_new0 (guint, (gsize) (n + 1) * (m + 1));

  for (guint i = n; i-- > 0;)
    for (guint j = m; j-- > 0;)
      table[i * (m + 1) + j] = strcmp (a[i], b[j]) == 0 ? table[(i + 1) * (m + 1) + j + 1] + 1
                                                        : MAX (table[(i + 1) * (m + 1) + j], table[i * (m + 1) + j + 1]);
  return table[0];
}

/* What the changes leave is the same in both, and no line more than need be is changed. */
static void
check (const char *const *a, guint n, const char *const *b, guint m)
{
  g_autoptr (GArray) changes = chosho_line_diff (a, n, b, m);
  guint i = 0, j = 0, same = 0;

  for (guint c = 0; c <= changes->len; c++)
    {
      ChoshoLineChange end = { n, 0, m, 0 };
      ChoshoLineChange *change = c < changes->len ? &g_array_index (changes, ChoshoLineChange, c) : &end;

      g_assert_cmpuint (change->first_old - i, ==, change->first_new - j);
      for (; i < change->first_old; i++, j++, same++)
        g_assert_cmpstr (a[i], ==, b[j]);
      g_assert_true (c == changes->len || change->n_old + change->n_new > 0);
      i += change->n_old;
      j += change->n_new;
    }
  g_assert_cmpuint (i, ==, n);
  g_assert_cmpuint (j, ==, m);
  g_assert_cmpuint (same, ==, common (a, n, b, m));
}

static void
test_random (void)
{
  static const char *const words[] = { "a", "b", "c", "d", "e", "f" };
  g_autoptr (GRand) random = g_rand_new_with_seed (20251129);

  for (guint round = 0; round < 3000; round++)
    {
      const char *a[40], *b[40];
      guint n = (guint) g_rand_int_range (random, 0, 40), m = (guint) g_rand_int_range (random, 0, 40);
      gint letters = g_rand_int_range (random, 1, 7);

      for (guint i = 0; i < n; i++)
        a[i] = words[g_rand_int_range (random, 0, letters)];
      for (guint i = 0; i < m; i++)
        b[i] = words[g_rand_int_range (random, 0, letters)];
      check (a, n, b, m);
    }
}

/* Two files with nothing in common are one change, with what is equal at both ends left out. */
static void
test_limit (void)
{
  g_autoptr (GPtrArray) a = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) b = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) changes = NULL;
  ChoshoLineChange *change;

  for (guint i = 0; i < CHOSHO_LINE_DIFF_MAX; i++)
    {
      g_ptr_array_add (a, g_strdup_printf ("%s%u", i == 0 ? "=" : "a", i));
      g_ptr_array_add (b, g_strdup_printf ("%s%u", i == 0 ? "=" : "b", i));
    }
  changes = chosho_line_diff ((const char *const *) a->pdata, a->len, (const char *const *) b->pdata, b->len);
  g_assert_cmpuint (changes->len, ==, 1);
  change = &g_array_index (changes, ChoshoLineChange, 0);
  g_assert_cmpuint (change->first_old, ==, 1);
  g_assert_cmpuint (change->n_old, ==, a->len - 1);
  g_assert_cmpuint (change->n_new, ==, b->len - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/line-diff/cases", test_cases);
  g_test_add_func ("/base/line-diff/none", test_none);
  g_test_add_func ("/base/line-diff/random", test_random);
  g_test_add_func ("/base/line-diff/limit", test_limit);
  return g_test_run ();
}
