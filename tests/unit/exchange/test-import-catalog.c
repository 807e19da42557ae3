/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-limits.h"
#include "chosho-import-catalog.h"
#include "exchange-test.h"

static ChoshoCatalogEntry *
add (ChoshoCatalogData *data, const char *number, ChoshoCatalogLevel level, const char *parent, const char *title,
     const char *text)
{
  ChoshoCatalogEntry *entry = chosho_catalog_data_add_entry (data);

  g_free (entry->number);
  g_free (entry->title);
  g_free (entry->text);
  entry->number = g_strdup (number);
  entry->level = level;
  entry->parent = g_strdup (parent);
  entry->title = g_strdup (title);
  entry->text = g_strdup (text);
  return entry;
}

static ChoshoCatalogData *
make_catalog (void)
{
  ChoshoCatalogData *data = chosho_catalog_data_new ("catalog.json");
  ChoshoCatalogEntry *entry;

  data->version = g_strdup ("2025.12");
  data->withdrawn = 3;
  data->unknown_methods = 1;
  add (data, "ac", CHOSHO_CATALOG_LEVEL_OBJECTIVE, NULL, "Access", "");
  entry = add (data, "ac-2", CHOSHO_CATALOG_LEVEL_CONTROL, "ac", "Accounts", "Manage accounts.");
  entry->label = g_strdup ("AC-2");
  entry->tier = g_strdup ("Access");
  entry->guidance = g_strdup ("Think of all.");
  chosho_catalog_entry_add_method (entry, CHOSHO_CATALOG_TECHNIQUE_INSPECTION, g_strdup ("policy"));
  chosho_catalog_entry_add_method (entry, CHOSHO_CATALOG_TECHNIQUE_INQUIRY, g_strdup (""));
  chosho_catalog_entry_add_method (entry, CHOSHO_CATALOG_TECHNIQUE_REPERFORMANCE, g_strdup ("mechanism"));
  return data;
}

static void
test_criteria (void)
{
  g_autoptr (ChoshoCatalogData) data = make_catalog ();
  g_autoptr (ChoshoImport) import = chosho_import_catalog_data (data);

  assert_problems (import, "");
  assert_items (import, "criteria",
                "[{\"number\":\"ac\",\"level\":\"objective\",\"mandatory\":false,\"title\":\"Access\",\"position\":1},"
                "{\"number\":\"ac-2\",\"label\":\"AC-2\",\"level\":\"control\",\"tier\":\"Access\",\"mandatory\":false,"
                "\"title\":\"Accounts\",\"text\":\"Manage accounts.\\n\\n[guidance]\\nThink of all.\","
                "\"parent\":\"ac\",\"position\":2}]");
  g_assert_cmpstr (chosho_value_get_string (import->facts, "edition"), ==, "2025.12");
  g_assert_cmpint (chosho_value_get_integer (import->facts, "withdrawn", 0), ==, 3);
}

static void
test_methods (void)
{
  g_autoptr (ChoshoCatalogData) data = make_catalog ();
  g_autoptr (ChoshoImport) import = chosho_import_catalog_methods (data);

  assert_problems (import, "");
  assert_items (import, "steps",
                "[{\"control\":\"ac-2\",\"procedure\":\"\",\"phase\":\"design\",\"ordinal\":1,"
                "\"technique\":\"inspection\",\"text\":\"policy\",\"disclosable\":true},"
                "{\"control\":\"ac-2\",\"procedure\":\"\",\"phase\":\"design\",\"ordinal\":2,"
                "\"technique\":\"inquiry\",\"disclosable\":true},"
                "{\"control\":\"ac-2\",\"procedure\":\"\",\"phase\":\"design\",\"ordinal\":3,"
                "\"technique\":\"reperformance\",\"text\":\"mechanism\",\"disclosable\":true}]");
  g_assert_cmpint (chosho_value_get_integer (import->facts, "unknown_methods", 0), ==, 1);
}

static void
test_bad_entries (void)
{
  g_autoptr (ChoshoCatalogData) data = chosho_catalog_data_new ("catalog.json");
  g_autofree char *large = g_strnfill (CHOSHO_LIMIT_TEXT_BYTES + 1, 'x');
  g_autoptr (ChoshoImport) criteria = NULL, methods = NULL;

  add (data, "a", CHOSHO_CATALOG_LEVEL_CONTROL, NULL, "first", "");
  add (data, "a", CHOSHO_CATALOG_LEVEL_CONTROL, NULL, "second", "");
  add (data, "", CHOSHO_CATALOG_LEVEL_CONTROL, NULL, "nameless", "");
  add (data, "b", CHOSHO_CATALOG_LEVEL_CONTROL, NULL, "large", large);
  criteria = chosho_import_catalog_data (data);
  assert_problems (criteria, "error 0 - duplicate a\n"
                             "error 0 - number-blank nameless\n"
                             "error 0 - too-long b\n");
  assert_items (criteria, "criteria",
                "[{\"number\":\"a\",\"level\":\"control\",\"mandatory\":false,\"title\":\"first\",\"position\":1}]");
  methods = chosho_import_catalog_methods (data);
  assert_problems (methods, "error 0 - empty -\n");
}

static void
test_long_overview (void)
{
  g_autoptr (ChoshoCatalogData) data = chosho_catalog_data_new ("catalog.json");
  g_autoptr (GString) large = g_string_new (NULL);
  g_autoptr (ChoshoImport) import = NULL;
  const char *text;

  while (large->len <= CHOSHO_LIMIT_TEXT_BYTES)
    g_string_append (large, "説明");
  add (data, "glossary", CHOSHO_CATALOG_LEVEL_OBJECTIVE, NULL, "Glossary", large->str);
  import = chosho_import_catalog_data (data);
  assert_problems (import, "notice 0 - text-cut glossary\n");
  text = chosho_value_get_string (chosho_value_get_item (chosho_import_get_items (import, "criteria"), 0), "text");
  g_assert_cmpuint (strlen (text), <=, CHOSHO_LIMIT_TEXT_BYTES);
  g_assert_cmpuint (strlen (text), >, CHOSHO_LIMIT_TEXT_BYTES - 8);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_suffix (text, "…"));
}

static void
test_empty (void)
{
  g_autoptr (ChoshoCatalogData) data = chosho_catalog_data_new ("catalog.json");
  g_autoptr (ChoshoImport) import = chosho_import_catalog_data (data);

  assert_problems (import, "error 0 - empty -\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/catalog/criteria", test_criteria);
  g_test_add_func ("/exchange/catalog/methods", test_methods);
  g_test_add_func ("/exchange/catalog/bad-entries", test_bad_entries);
  g_test_add_func ("/exchange/catalog/long-overview", test_long_overview);
  g_test_add_func ("/exchange/catalog/empty", test_empty);
  return g_test_run ();
}
