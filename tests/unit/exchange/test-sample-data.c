/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <gio/gio.h>

#include "chosho-error.h"
#include "chosho-import-criteria.h"
#include "chosho-import-procedures.h"
#include "chosho-import-settings.h"
#include "chosho-import-prior.h"
#include "chosho-import-statement.h"
#include "chosho-sample-data.h"
#include "chosho-template-expansion.h"
#include "exchange-test.h"

#define START "2025-04-01"
#define END "2026-03-31"

/* Made once; the tests only read it. */
static char *folder;
static ChoshoValue *manifest;

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

static char *
sample_path (const char *member)
{
  return g_build_filename (folder, chosho_value_get_string (manifest, member), NULL);
}

static ChoshoTable *
read_sample (const char *member)
{
  g_autofree char *path = sample_path (member);

  return read_test_csv (path);
}

static ChoshoImport *
import_criteria (void)
{
  g_autoptr (ChoshoTable) table = read_sample ("criteria");

  return chosho_import_criteria (table, NULL);
}

static void
test_criteria (void)
{
  g_autoptr (ChoshoImport) import = import_criteria ();
  const ChoshoValue *items = chosho_import_get_items (import, "criteria");
  guint governance = 0, management = 0, controls = 0, pb = 0, b = 0, objectives = 0, marked = 0;

  assert_problems (import, "");
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      const ChoshoValue *item = chosho_value_get_item (items, i);
      const char *number = chosho_value_get_string (item, "number"), *tier = chosho_value_get_string (item, "tier");

      if (g_str_equal (chosho_value_get_string (item, "level"), "objective"))
        {
          objectives += g_str_equal (tier, "controls") ? 1 : 0;
          continue;
        }
      governance += g_str_equal (tier, "governance") ? 1 : 0;
      management += g_str_equal (tier, "management") ? 1 : 0;
      controls += g_str_equal (tier, "controls") ? 1 : 0;
      pb += g_str_has_suffix (number, ".PB") ? 1 : 0;
      b += g_str_has_suffix (number, ".B") ? 1 : 0;
      if (g_str_has_suffix (number, "B"))
        g_assert_true (chosho_value_get_boolean (item, "mandatory", FALSE));
      marked += strstr (chosho_value_get_string (item, "text"), "（見本）") != NULL ? 1 : 0;
    }
  g_assert_cmpuint (governance, ==, CHOSHO_SAMPLE_GOVERNANCE_CONTROLS);
  g_assert_cmpuint (management, ==, CHOSHO_SAMPLE_MANAGEMENT_CONTROLS);
  g_assert_cmpuint (controls, ==, CHOSHO_SAMPLE_CONTROLS);
  g_assert_cmpuint (objectives, ==, 121);
  g_assert_cmpuint (pb, ==, 28);
  g_assert_cmpuint (b, ==, 3);
  g_assert_cmpuint (pb + b, ==, CHOSHO_SAMPLE_MANDATORY_CONTROLS);
  /* All but the six published ones. */
  g_assert_cmpuint (marked, ==, governance + management + controls - 6);
}

static void
test_statement (void)
{
  g_autoptr (ChoshoImport) criteria = import_criteria ();
  ChoshoImportOptions options = { .criteria = chosho_import_get_items (criteria, "criteria") };
  g_autoptr (ChoshoTable) table = read_sample ("statement"), individuals_table = read_sample ("individuals");
  g_autoptr (ChoshoImport) statement = chosho_import_statement (table, &options);
  g_autoptr (ChoshoImport) individuals = chosho_import_statement (individuals_table, &options);
  const ChoshoValue *lines = chosho_import_get_items (statement, "lines");
  const ChoshoValue *items = chosho_import_get_items (individuals, "individuals");
  g_autoptr (GHashTable) covered = g_hash_table_new (g_str_hash, g_str_equal);
  guint selected = 0, second_versions = 0, mandatory_left_out = 0;

  assert_problems (statement, "");
  assert_problems (individuals, "");
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      const ChoshoValue *item = chosho_value_get_item (items, i), *of = chosho_value_get (item, "controls");

      for (guint j = 0; j < chosho_value_get_length (of); j++)
        g_hash_table_add (covered, (gpointer) chosho_value_as_string (chosho_value_get_item (of, j)));
      second_versions += g_str_equal (chosho_value_get_string (item, "version"), "2") ? 1 : 0;
    }
  for (guint i = 0; i < chosho_value_get_length (lines); i++)
    {
      const ChoshoValue *line = chosho_value_get_item (lines, i);
      const char *control = chosho_value_get_string (line, "control");
      gboolean is_selected = chosho_value_get_boolean (line, "selected", FALSE);

      selected += is_selected ? 1 : 0;
      mandatory_left_out += !is_selected && g_str_has_suffix (control, "B") ? 1 : 0;
      /* Every selected control has an individual control, no other has. */
      g_assert_cmpint (g_hash_table_contains (covered, control), ==, is_selected);
      g_assert_cmpint (chosho_value_get_string (line, "basis") != NULL, ==, !is_selected);
    }
  g_assert_cmpuint (chosho_value_get_length (lines), ==, 18 + 64 + 1074);
  g_assert_cmpuint (selected * 100 / chosho_value_get_length (lines), >=, 70);
  g_assert_cmpuint (selected * 100 / chosho_value_get_length (lines), <=, 80);
  g_assert_cmpuint (second_versions, >=, 5);
  g_assert_cmpuint (mandatory_left_out, ==, 1);
}

static void
test_procedures (void)
{
  g_autoptr (ChoshoImport) criteria = import_criteria ();
  ChoshoImportOptions options = { .criteria = chosho_import_get_items (criteria, "criteria") };
  g_autoptr (ChoshoTable) templates_table = read_sample ("templates"), mapping_table = read_sample ("mapping");
  g_autoptr (ChoshoImport) templates = chosho_import_procedures (templates_table, &options);
  g_autoptr (ChoshoImport) mapping = chosho_import_procedures (mapping_table, &options);
  g_autoptr (ChoshoValue) expansion = NULL;

  assert_problems (templates, "");
  assert_problems (mapping, "");
  expansion = chosho_template_expand (chosho_import_get_items (templates, "templates"),
                                      chosho_import_get_items (mapping, "mapping"), options.criteria, FALSE);
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (expansion, "problems")), ==, 0);
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (expansion, "unmapped")), ==, 0);
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (expansion, "steps")), >, 3000);
}

static void
test_settings (void)
{
  static const char *const members[] = { "settings", "papers" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *path = sample_path (members[i]), *text = NULL;
      g_autoptr (ChoshoImport) import = NULL;
      gsize size_bytes;

      g_assert_true (g_file_get_contents (path, &text, &size_bytes, NULL));
      import = chosho_import_settings_json (path, text, size_bytes);
      assert_problems (import, "");
    }
}

static void
test_files (void)
{
  static const char *const magics[][2] = { { ".pdf", "%PDF-" }, { ".png", "\x89PNG" }, { ".zip", "PK\x03\x04" }, { ".xlsx", "PK\x03\x04" } };
  const ChoshoValue *evidence = chosho_value_get (manifest, "evidence");
  guint n_pdf = 0, n_png = 0, n_xlsx = 0;

  g_assert_cmpuint (chosho_value_get_length (evidence), >=, 300);
  for (guint i = 0; i < chosho_value_get_length (evidence); i++)
    {
      const ChoshoValue *entry = chosho_value_get_item (evidence, i);
      const char *file = chosho_value_get_string (entry, "file");
      g_autofree char *path = g_build_filename (folder, file, NULL), *data = NULL;
      gsize size_bytes;

      g_assert_true (g_file_get_contents (path, &data, &size_bytes, NULL));
      g_assert_cmpuint (chosho_value_get_length (chosho_value_get (entry, "controls")), >, 0);
      g_assert_true ((chosho_value_get (entry, "as_of") != NULL)
                     != (chosho_value_get (entry, "covers_from") != NULL && chosho_value_get (entry, "covers_to") != NULL));
      g_assert_nonnull (strstr (file, "見本"));
      for (guint j = 0; j < G_N_ELEMENTS (magics); j++)
        if (g_str_has_suffix (file, magics[j][0]))
          g_assert_cmpmem (data, MIN (size_bytes, strlen (magics[j][1])), magics[j][1], strlen (magics[j][1]));
      n_pdf += g_str_has_suffix (file, ".pdf") ? 1 : 0;
      n_png += g_str_has_suffix (file, ".png") ? 1 : 0;
      n_xlsx += g_str_has_suffix (file, ".xlsx") ? 1 : 0;
    }
  g_assert_cmpuint (n_pdf, >, 100);
  g_assert_cmpuint (n_png, >, 50);
  g_assert_cmpuint (n_xlsx, ==, 1);
}

static void
test_populations (void)
{
  const ChoshoValue *list = chosho_value_get (manifest, "populations");
  guint n_zero = 0, n_cp932 = 0;

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      const ChoshoValue *entry = chosho_value_get_item (list, i);
      g_autofree char *path = g_build_filename (folder, chosho_value_get_string (entry, "file"), NULL), *text = NULL;
      gsize size_bytes;
      guint lines = 0;

      g_assert_true (g_file_get_contents (path, &text, &size_bytes, NULL));
      for (const char *p = text; *p != '\0'; p++)
        lines += *p == '\n' ? 1 : 0;
      g_assert_cmpuint (lines - 1, ==, (guint) chosho_value_get_integer (entry, "rows", -1));
      n_zero += lines == 1 ? 1 : 0;
      n_cp932 += !g_utf8_validate (text, (gssize) size_bytes, NULL) ? 1 : 0;
      g_assert_cmpstr (chosho_value_get_string (entry, "from"), ==, START);
    }
  g_assert_cmpuint (n_zero, ==, 1);
  g_assert_cmpuint (n_cp932, ==, 1);
}

/* Read by Python's zipfile: sound, names in CP932 without the UTF-8 flag. */
static void
test_zip (void)
{
  static const char script[] = "import sys, zipfile\n"
                               "with zipfile.ZipFile(sys.argv[1]) as z:\n"
                               "    assert z.testzip() is None\n"
                               "    for i in z.infolist():\n"
                               "        assert i.flag_bits == 0\n"
                               "        print(i.filename.encode('cp437').decode('cp932'), i.file_size > 0)\n";
  g_autofree char *path = g_build_filename (folder, "証跡", "特権ID提出資料一式(見本).zip", NULL), *output = NULL;
  const char *argv[] = { "python3", "-X", "utf8", "-c", script, path, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_cmpstr (output, ==,
                   "提出資料/特権ID管理規程(見本).pdf True\n"
                   "提出資料/設定/パラメータ表(見本).txt True\n"
                   "提出資料/台帳/申請一覧(見本).csv True\n");
}

static void
assert_same (const char *a, const char *b, const char *member)
{
  g_autofree char *first = g_build_filename (a, member, NULL), *second = g_build_filename (b, member, NULL);
  g_autofree char *x = NULL, *y = NULL;
  gsize x_bytes, y_bytes;

  g_assert_true (g_file_get_contents (first, &x, &x_bytes, NULL));
  g_assert_true (g_file_get_contents (second, &y, &y_bytes, NULL));
  g_assert_cmpmem (x, x_bytes, y, y_bytes);
}

/* A result of the year before for every control that is selected, and some findings. */
static void
test_prior (void)
{
  g_autoptr (ChoshoImport) criteria = import_criteria ();
  ChoshoImportOptions options = { .criteria = chosho_import_get_items (criteria, "criteria") };
  g_autoptr (ChoshoTable) table = read_sample ("prior");
  g_autoptr (ChoshoImport) prior = chosho_import_prior (table, "", &options);
  const ChoshoValue *items = chosho_import_get_items (prior, "results");
  guint findings = 0;

  assert_problems (prior, "");
  g_assert_cmpuint (chosho_value_get_length (items), >, 800);
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    findings += chosho_value_get_string (chosho_value_get_item (items, i), "finding_text") != NULL ? 1 : 0;
  g_assert_cmpuint (findings, >, 10);
}

/* Same seed: same files to the byte, drawings included. */
static void
test_same_again (void)
{
  g_autofree char *other = g_dir_make_tmp ("chosho-sample-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) again = chosho_sample_data_write (other, 1, START, END, NULL, NULL, &error);
  const ChoshoValue *evidence = chosho_value_get (manifest, "evidence");

  g_assert_no_error (error);
  g_assert_true (chosho_value_equal (again, manifest));
  assert_same (folder, other, chosho_value_get_string (manifest, "criteria"));
  assert_same (folder, other, chosho_value_get_string (manifest, "individuals"));
  assert_same (folder, other, chosho_value_get_string (manifest, "prior"));
  for (guint i = 0; i < chosho_value_get_length (evidence); i += 7)
    assert_same (folder, other, chosho_value_get_string (chosho_value_get_item (evidence, i), "file"));
  remove_folder (other);
}

static void
test_refusals (void)
{
  g_autofree char *empty = g_dir_make_tmp ("chosho-sample-XXXXXX", NULL);
  g_autoptr (GError) twice = NULL, no_date = NULL, too_short = NULL, cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_null (chosho_sample_data_write (folder, 1, START, END, NULL, NULL, &twice));
  g_assert_error (twice, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS);
  g_assert_null (chosho_sample_data_write (empty, 1, "2025-04-31", END, NULL, NULL, &no_date));
  g_assert_error (no_date, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  g_assert_null (chosho_sample_data_write (empty, 1, START, "2025-04-30", NULL, NULL, &too_short));
  g_assert_error (too_short, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  g_cancellable_cancel (cancellable);
  g_assert_null (chosho_sample_data_write (empty, 1, START, END, cancellable, NULL, &cancelled));
  g_assert_error (cancelled, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  remove_folder (empty);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("chosho-sample-XXXXXX", NULL);
  manifest = chosho_sample_data_write (folder, 1, START, END, NULL, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%d files, %d bytes in %.1f s", (int) chosho_value_get_integer (manifest, "files", 0),
                  (int) chosho_value_get_integer (manifest, "bytes", 0), (g_get_monotonic_time () - began) / 1e6);
  g_test_add_func ("/exchange/sample-data/criteria", test_criteria);
  g_test_add_func ("/exchange/sample-data/statement", test_statement);
  g_test_add_func ("/exchange/sample-data/prior", test_prior);
  g_test_add_func ("/exchange/sample-data/procedures", test_procedures);
  g_test_add_func ("/exchange/sample-data/settings", test_settings);
  g_test_add_func ("/exchange/sample-data/files", test_files);
  g_test_add_func ("/exchange/sample-data/populations", test_populations);
  g_test_add_func ("/exchange/sample-data/zip", test_zip);
  g_test_add_func ("/exchange/sample-data/same-again", test_same_again);
  g_test_add_func ("/exchange/sample-data/refusals", test_refusals);
  result = g_test_run ();
  remove_folder (folder);
  chosho_value_unref (manifest);
  g_free (folder);
  return result;
}
