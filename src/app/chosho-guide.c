/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-guide.h"

#define FALLBACK "en"

/* The guide in @language below @folder; NULL where there is none. */
static char *
find_uri (const char *folder, const char *language)
{
  g_autofree char *name = g_strdup_printf ("guide.%s.html", language);
  g_autofree char *path = g_build_filename (folder, "help", name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_filename_to_uri (path, NULL, NULL) : NULL;
}

char *
chosho_guide_dup_uri (void)
{
  const char *preset = g_getenv ("CHOSHO_DATA_DIR");
  const char *folder = preset != NULL ? preset : CHOSHO_DATA_DIR;
  char *uri = NULL;

  for (const char *const *language = g_get_language_names (); uri == NULL && *language != NULL; language++)
    if (g_strcmp0 (*language, "C") != 0)
      uri = find_uri (folder, *language);
  return uri != NULL ? uri : find_uri (folder, FALLBACK);
}
