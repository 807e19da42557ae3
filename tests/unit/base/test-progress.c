/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-progress.h"

static void
test_counts (void)
{
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  guint64 done = 99, total = 99;

  chosho_progress_get (progress, &done, &total);
  g_assert_cmpuint (done, ==, 0);
  g_assert_cmpuint (total, ==, 0);

  chosho_progress_set_total (progress, G_MAXUINT64);
  chosho_progress_add (progress, 3);
  chosho_progress_add (progress, G_GUINT64_CONSTANT (1) << 40);
  chosho_progress_get (progress, &done, NULL);
  chosho_progress_get (progress, NULL, &total);
  g_assert_cmpuint (done, ==, (G_GUINT64_CONSTANT (1) << 40) + 3);
  g_assert_cmpuint (total, ==, G_MAXUINT64);
}

static void
test_null (void)
{
  guint64 done = 5, total = 6;

  chosho_progress_set_total (NULL, 1);
  chosho_progress_add (NULL, 1);
  chosho_progress_get (NULL, &done, &total);
  g_assert_cmpuint (done, ==, 5);
  g_assert_cmpuint (total, ==, 6);
  g_assert_null (chosho_progress_ref (NULL));
  chosho_progress_unref (NULL);
}

static gpointer
add_often (gpointer data)
{
  g_autoptr (ChoshoProgress) progress = data;

  for (int i = 0; i < 100000; i++)
    chosho_progress_add (progress, 2);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  GThread *threads[4];
  guint64 done = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("add", add_often, chosho_progress_ref (progress));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  chosho_progress_get (progress, &done, NULL);
  g_assert_cmpuint (done, ==, 800000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/progress/counts", test_counts);
  g_test_add_func ("/base/progress/null", test_null);
  g_test_add_func ("/base/progress/threads", test_threads);
  return g_test_run ();
}
