/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * driver CORPUS: runs a fuzz target over every file of a folder, and over every file cut short at
 * some places, where there is no fuzzing engine. An empty folder is a failure.
 */
#include <string.h>

#include "fuzz.h"

/* Cuts of one file: enough to meet each kind of early end, few enough to stay quick. */
#define CUTS 16

static void
run_file (gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize size_bytes;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (data, &content, &size_bytes, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i <= CUTS; i++)
    {
      /* A copy of its own size: the address sanitizer then notices each byte read too far. */
      gsize cut = size_bytes * i / CUTS;
      g_autofree guint8 *copy = g_malloc (cut + (cut == 0));

      memcpy (copy, content, cut);
      LLVMFuzzerTestOneInput (copy, cut);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  guint files = 0;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/fuzz/%s", name);

      g_test_add_data_func_full (path, g_build_filename (argv[1], name, NULL), run_file, g_free);
      files++;
    }
  g_assert_cmpuint (files, >, 0);
  return g_test_run ();
}
