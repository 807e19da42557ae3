/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "chosho-helper-client.h"
#include "chosho-import-catalog.h"
#include "chosho-import-criteria.h"
#include "chosho-import-procedures.h"
#include "chosho-import-statement.h"
#include "chosho-population-table.h"
#include "chosho-sample-data.h"

/* Files on disk, through the real helper, into items. */

static int
open_file (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static ChoshoTable *
read_table (const char *path)
{
  g_autoptr (GError) error = NULL;
  int fd = open_file (path);
  ChoshoTable *table = chosho_helper_read_table (fd, path, CHOSHO_HELPER_FLAGS_NONE, NULL, &error);

  g_assert_no_error (error);
  close (fd);
  return table;
}

static ChoshoCatalogData *
read_catalog (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHOSHO_TEST_DATA"), "oscal", name, NULL);
  g_autoptr (GError) error = NULL;
  int fd = open_file (path);
  ChoshoCatalogData *data = chosho_helper_read_catalog (fd, path, CHOSHO_HELPER_FLAGS_NONE, NULL, &error);

  g_assert_no_error (error);
  close (fd);
  return data;
}

static void
assert_clean (ChoshoImport *import)
{
  for (guint i = 0; i < chosho_value_get_length (import->problems); i++)
    {
      g_autofree char *line = chosho_import_format_problem (chosho_value_get_item (import->problems, i));

      g_test_message ("%s", line);
    }
  g_assert_cmpuint (chosho_value_get_length (import->problems), ==, 0);
}

static guint
count_level (ChoshoImport *import, const char *level)
{
  const ChoshoValue *items = chosho_import_get_items (import, "criteria");
  guint n = 0;

  for (guint i = 0; i < chosho_value_get_length (items); i++)
    n += g_strcmp0 (chosho_value_get_string (chosho_value_get_item (items, i), "level"), level) == 0 ? 1 : 0;
  return n;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static ChoshoTable *
read_sample (const char *folder, const ChoshoValue *manifest, const char *member)
{
  g_autofree char *path = g_build_filename (folder, chosho_value_get_string (manifest, member), NULL);

  return read_table (path);
}

static void
check_populations (const char *folder, const ChoshoValue *manifest)
{
  const ChoshoValue *list = chosho_value_get (manifest, "populations");

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      const ChoshoValue *entry = chosho_value_get_item (list, i);
      g_autofree char *path = g_build_filename (folder, chosho_value_get_string (entry, "file"), NULL);
      g_autoptr (ChoshoTable) table = read_table (path);
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoPopulationTable) population = chosho_population_table_new (table, NULL, &error);
      g_autoptr (ChoshoValue) facts = NULL;

      g_assert_no_error (error);
      facts = chosho_population_table_describe (population);
      g_assert_cmpint (chosho_value_get_integer (facts, "count", -1), ==, chosho_value_get_integer (entry, "rows", 0));
      g_assert_cmpint (chosho_value_get_integer (facts, "duplicate_labels", -1), ==, 0);
      g_assert_cmpstr (chosho_value_get_string (facts, "label_column"), ==, "番号");
    }
}

static void
test_sample (void)
{
  g_autofree char *folder = g_dir_make_tmp ("chosho-golden-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) manifest
      = chosho_sample_data_write (folder, 1, "2025-04-01", "2026-03-31", NULL, NULL, &error);
  g_autoptr (ChoshoTable) criteria_table = NULL, statement_table = NULL, individuals_table = NULL, templates_table = NULL,
                          mapping_table = NULL;
  g_autoptr (ChoshoImport) criteria = NULL, statement = NULL, individuals = NULL, templates = NULL, mapping = NULL;
  ChoshoImportOptions options = { NULL };

  g_assert_no_error (error);
  criteria_table = read_sample (folder, manifest, "criteria");
  statement_table = read_sample (folder, manifest, "statement");
  individuals_table = read_sample (folder, manifest, "individuals");
  templates_table = read_sample (folder, manifest, "templates");
  mapping_table = read_sample (folder, manifest, "mapping");
  criteria = chosho_import_criteria (criteria_table, NULL);
  assert_clean (criteria);
  options.criteria = chosho_import_get_items (criteria, "criteria");
  statement = chosho_import_statement (statement_table, &options);
  individuals = chosho_import_statement (individuals_table, &options);
  templates = chosho_import_procedures (templates_table, &options);
  mapping = chosho_import_procedures (mapping_table, &options);
  assert_clean (statement);
  assert_clean (individuals);
  assert_clean (templates);
  assert_clean (mapping);
  g_assert_cmpuint (count_level (criteria, "control"), ==, 18 + 64 + 1074);
  g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (statement, "lines")), ==, 18 + 64 + 1074);
  g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (templates, "templates")), ==, 21);
  check_populations (folder, manifest);
  remove_folder (folder);
}

/* The Australian manual: 1,107 controls, whole and in order. */
static void
test_ism (void)
{
  g_autoptr (ChoshoCatalogData) data = NULL;
  g_autoptr (ChoshoImport) import = NULL;
  const ChoshoValue *items;

  if (g_getenv ("CHOSHO_TEST_DATA") == NULL)
    {
      g_test_skip ("CHOSHO_TEST_DATA does not point at a folder with real catalogues");
      return;
    }
  data = read_catalog ("ism-2025-12-catalog.json");
  import = chosho_import_catalog_data (data);
  assert_clean (import);
  g_assert_cmpuint (count_level (import, "control"), ==, 1107);
  items = chosho_import_get_items (import, "criteria");
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    g_assert_cmpint (chosho_value_get_integer (chosho_value_get_item (items, i), "position", 0), ==, i + 1);
}

/* NIST SP 800-53 moderate: 287 controls, a step for each of 287 + 287 + 242 methods. */
static void
test_nist (void)
{
  g_autoptr (ChoshoCatalogData) data = NULL;
  g_autoptr (ChoshoImport) criteria = NULL, methods = NULL;
  const ChoshoValue *steps;
  guint inspection = 0, inquiry = 0, reperformance = 0;

  if (g_getenv ("CHOSHO_TEST_DATA") == NULL)
    {
      g_test_skip ("CHOSHO_TEST_DATA does not point at a folder with real catalogues");
      return;
    }
  data = read_catalog ("nist-sp800-53-rev5-moderate-resolved.json");
  criteria = chosho_import_catalog_data (data);
  methods = chosho_import_catalog_methods (data);
  assert_clean (criteria);
  assert_clean (methods);
  g_assert_cmpuint (count_level (criteria, "control"), ==, 287);
  steps = chosho_import_get_items (methods, "steps");
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      const char *technique = chosho_value_get_string (chosho_value_get_item (steps, i), "technique");

      inspection += g_str_equal (technique, "inspection") ? 1 : 0;
      inquiry += g_str_equal (technique, "inquiry") ? 1 : 0;
      reperformance += g_str_equal (technique, "reperformance") ? 1 : 0;
    }
  g_assert_cmpuint (inspection, ==, 287);
  g_assert_cmpuint (inquiry, ==, 287);
  g_assert_cmpuint (reperformance, ==, 242);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/golden/import/sample", test_sample);
  g_test_add_func ("/golden/import/ism", test_ism);
  g_test_add_func ("/golden/import/nist", test_nist);
  return g_test_run ();
}
