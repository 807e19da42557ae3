/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-import-criteria.h"
#include "chosho-import-procedures.h"
#include "chosho-import-settings.h"
#include "chosho-template-expansion.h"
#include "exchange-test.h"

/* The files of data/ come in without a problem and hold what their README says. */

static char *
data_path (const char *name)
{
  const char *root = g_getenv ("CHOSHO_SOURCE_ROOT");

  g_assert_nonnull (root);
  return g_build_filename (root, "data", name, NULL);
}

static ChoshoTable *
read_data (const char *name)
{
  g_autofree char *path = data_path (name);

  return read_test_csv (path);
}

static void
test_outline (void)
{
  g_autoptr (ChoshoTable) table = read_data ("catalogues/ismap-outline-2022-04-01.csv");
  g_autoptr (ChoshoImport) import = chosho_import_criteria (table, NULL);
  const ChoshoValue *items = chosho_import_get_items (import, "criteria");
  guint n_suffixed = 0, n_orphans = 0;
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);

  assert_problems (import, "notice 2 - entries-bare -\n");
  g_assert_cmpuint (chosho_value_get_length (items), ==, 261);
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      const ChoshoValue *item = chosho_value_get_item (items, i);
      g_autofree char *kind = g_strdup_printf ("%s %s", chosho_value_get_string (item, "tier"),
                                               chosho_value_get_string (item, "level"));
      const char *key = g_intern_string (kind);

      g_hash_table_insert (counts, (gpointer) key, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, key)) + 1));
      n_suffixed += g_str_has_suffix (chosho_value_get_string (item, "number"), "B") ? 1 : 0;
      if (g_str_equal (chosho_value_get_string (item, "level"), "control"))
        n_orphans += chosho_value_get_string (item, "parent") == NULL ? 1 : 0;
    }
  /* Domain §3. */
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, "governance objective")), ==, 6);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, "governance control")), ==, 18);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, "management objective")), ==, 21);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, "management control")), ==, 64);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, "controls objective")), ==, 121);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, "controls control")), ==, 31);
  g_assert_cmpuint (n_suffixed, ==, 31);
  g_assert_cmpuint (n_orphans, ==, 0);
}

static void
test_seed (void)
{
  g_autoptr (ChoshoTable) table = read_data ("catalogues/seed-8.1.2.csv");
  g_autoptr (ChoshoImport) import = chosho_import_criteria (table, NULL);
  const ChoshoValue *items = chosho_import_get_items (import, "criteria");

  assert_problems (import, "");
  g_assert_cmpuint (chosho_value_get_length (items), ==, 7);
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (items, 3), "text"), ==,
                   "資産の管理責任者は、資産の目録を作成する仕組みを整備する。");
}

static void
test_templates (void)
{
  g_autoptr (ChoshoTable) table = read_data ("templates/procedure-templates-sample.csv");
  g_autoptr (ChoshoTable) mapping_table = read_data ("templates/procedure-mapping-sample.csv");
  g_autoptr (ChoshoTable) seed = read_data ("catalogues/seed-8.1.2.csv");
  g_autoptr (ChoshoImport) import = chosho_import_procedures (table, NULL);
  g_autoptr (ChoshoImport) mapping = chosho_import_procedures (mapping_table, NULL);
  g_autoptr (ChoshoImport) criteria = chosho_import_criteria (seed, NULL);
  g_autoptr (ChoshoValue) expansion = NULL;
  const ChoshoValue *templates = chosho_import_get_items (import, "templates");
  g_autoptr (GHashTable) sets = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) standing = g_hash_table_new (g_str_hash, g_str_equal);

  assert_problems (import, "");
  assert_problems (mapping, "");
  for (guint i = 0; i < chosho_value_get_length (templates); i++)
    {
      const ChoshoValue *item = chosho_value_get_item (templates, i);
      g_autofree char *set = g_strdup_printf ("%s %s", chosho_value_get_string (item, "subject"),
                                              chosho_value_get_string (item, "phase"));

      g_hash_table_add (sets, (gpointer) g_intern_string (set));
      if (!g_str_equal (chosho_value_get_string (item, "technique"), "inquiry"))
        g_hash_table_add (standing, (gpointer) chosho_value_get_string (item, "procedure"));
      g_assert_nonnull (chosho_value_get_string (item, "request_text"));
      g_assert_nonnull (chosho_value_get_string (item, "report_text"));
      g_assert_true (g_str_has_prefix (chosho_value_get_string (item, "procedure"), "見本-"));
    }
  /* Five subject classes in three phases, and no procedure that consists of inquiry alone. */
  g_assert_cmpuint (g_hash_table_size (sets), ==, 15);
  for (guint i = 0; i < chosho_value_get_length (templates); i++)
    g_assert_true (g_hash_table_contains (
        standing, chosho_value_get_string (chosho_value_get_item (templates, i), "procedure")));

  expansion = chosho_template_expand (templates, chosho_import_get_items (mapping, "mapping"),
                                      chosho_import_get_items (criteria, "criteria"), FALSE);
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (expansion, "problems")), ==, 0);
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (expansion, "unmapped")), ==, 0);
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (expansion, "steps")), >, 30);
}

static void
test_settings (void)
{
  static const char *const files[] = { "settings/settings-sample.json", "templates/general-papers-sample.json" };
  static const char *const names[] = { "frequency_table", "techniques", "ticks", "wording", "deadlines", "paper_templates" };
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = data_path (files[i]), *text = NULL;
      g_autoptr (ChoshoImport) import = NULL;
      const ChoshoValue *items;
      gsize size_bytes;

      g_assert_true (g_file_get_contents (path, &text, &size_bytes, NULL));
      g_assert_nonnull (strstr (text, "見本"));
      import = chosho_import_settings_json (files[i], text, size_bytes);
      assert_problems (import, "");
      items = chosho_import_get_items (import, "settings");
      for (guint j = 0; j < chosho_value_get_length (items); j++)
        g_hash_table_add (met, g_strdup (chosho_value_get_string (chosho_value_get_item (items, j), "name")));
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (g_hash_table_contains (met, names[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/shipped-data/outline", test_outline);
  g_test_add_func ("/exchange/shipped-data/seed", test_seed);
  g_test_add_func ("/exchange/shipped-data/templates", test_templates);
  g_test_add_func ("/exchange/shipped-data/settings", test_settings);
  return g_test_run ();
}
