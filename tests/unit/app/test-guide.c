/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-guide.h"

#include <glib/gstdio.h>

/* The guide that is found below $CHOSHO_DATA_DIR for somebody with these languages, by its name. */
static char *
find (const char *languages)
{
  g_autofree char *uri = NULL;

  g_setenv ("LANGUAGE", languages, TRUE);
  uri = chosho_guide_dup_uri ();
  return uri != NULL ? g_path_get_basename (uri) : NULL;
}

static void
test_built (void)
{
  g_autofree char *data = g_build_filename (g_getenv ("CHOSHO_BUILD_ROOT"), "data", NULL);
  static const struct
  {
    const char *languages;
    const char *name;
  } cases[] = { { "ja", "guide.ja.html" }, { "ja_JP.UTF-8", "guide.ja.html" }, { "fr:ja:en", "guide.ja.html" }, { "en_GB", "guide.en.html" },
                { "fr", "guide.en.html" }, { "../ja", "guide.en.html" } };

  g_setenv ("CHOSHO_DATA_DIR", data, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (cases[i].languages);

      g_assert_cmpstr (found, ==, cases[i].name);
    }
}

static void
test_none (void)
{
  g_autofree char *folder = g_dir_make_tmp ("chosho-guide-XXXXXX", NULL);
  g_autofree char *found = NULL;

  g_setenv ("CHOSHO_DATA_DIR", folder, TRUE);
  found = find ("ja");
  g_assert_null (found);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guide/built", test_built);
  g_test_add_func ("/guide/none", test_none);
  return g_test_run ();
}
