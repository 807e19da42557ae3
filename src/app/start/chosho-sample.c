/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "chosho-sample.h"
#include "chosho-value.h"

#define FACTS "sample.json"
#define MAX_SAMPLES 20 /* folders looked at; so many were never interrupted */

/* "sample", "sample-2", … (transfer full) */
static char *
dup_nth_folder (guint n)
{
  g_autofree char *name = n == 0 ? g_strdup ("sample") : g_strdup_printf ("sample-%u", n + 1);

  return g_build_filename (g_get_user_data_dir (), "chosho", name, NULL);
}

static gboolean
read_facts (const char *folder, char **engagement, char **identity)
{
  g_autofree char *path = g_build_filename (folder, FACTS, NULL);
  g_autofree char *text = NULL;
  g_autoptr (ChoshoValue) facts = NULL;
  const char *found;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (facts = chosho_value_parse (text, strlen (text), NULL)) == NULL)
    return FALSE;
  found = chosho_value_get_string (facts, "engagement");
  if (found == NULL || !g_file_test (found, G_FILE_TEST_IS_DIR))
    return FALSE;
  *engagement = g_strdup (found);
  *identity = g_strdup (chosho_value_as_string (chosho_value_get_item (chosho_value_get (facts, "identities"), 0)));
  return TRUE;
}

gboolean
chosho_sample_find (char **engagement, char **identity)
{
  for (guint i = 0; i < MAX_SAMPLES; i++)
    {
      g_autofree char *folder = dup_nth_folder (i);

      if (read_facts (folder, engagement, identity))
        return TRUE;
    }
  return FALSE;
}

char *
chosho_sample_dup_folder (void)
{
  g_autofree char *parent = g_build_filename (g_get_user_data_dir (), "chosho", NULL);

  if (g_mkdir_with_parents (parent, 0700) != 0)
    return NULL;
  for (guint i = 0; i < MAX_SAMPLES; i++)
    {
      g_autofree char *folder = dup_nth_folder (i);

      if (!g_file_test (folder, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&folder);
    }
  return NULL;
}

gboolean
chosho_sample_note (const char *folder, const char *facts_json, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FACTS, NULL);

  return g_file_set_contents (path, facts_json, -1, error);
}
