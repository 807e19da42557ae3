/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "helper-fixture.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error.h"

static void
assert_refused_bytes (const char *text, gssize size_bytes, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoCatalogData) catalog = helper_fixture_read_catalog (text, size_bytes, &error);

  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, expected);
  g_assert_null (catalog);
}

#define assert_refused(text, expected) assert_refused_bytes (text, -1, "“client.file”" expected)

static void
test_golden (void)
{
  g_autoptr (GBytes) file = helper_fixture_data ("catalog.json"), expected = helper_fixture_data ("catalog.expected");
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoCatalogData) catalog = helper_fixture_read_catalog (g_bytes_get_data (file, NULL), g_bytes_get_size (file), &error);
  g_autofree char *dump = NULL;

  g_assert_no_error (error);
  dump = helper_fixture_dump_catalog (catalog);
  g_assert_cmpmem (dump, strlen (dump), g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

static void
test_byte_order_mark (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoCatalogData) catalog
    = helper_fixture_read_catalog ("\xef\xbb\xbf{\"catalog\": {\"metadata\": {\"title\": \"\\u7ba1\\ud83d\\ude00\"}}}", -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (catalog->title, ==, "管😀");
  g_assert_null (catalog->version);
  g_assert_cmpuint (catalog->entries->len, ==, 0);
}

static void
test_bad_json (void)
{
  assert_refused ("{\"catalog\": {\"metadata\": {},\n\"metadata\": {}}}", ", line 2, byte 29: the key “metadata” stands in the same object twice");
  assert_refused ("{\"catalog\": {\"a\": 1,\n\"\\u0061\": 2}}", ", line 2, byte 21: the key “a” stands in the same object twice");
  assert_refused ("{\"catalog\": {\n\"a\": 01}}", ", line 2, byte 20: the JSON is not well-formed, expected is: , }");
  assert_refused ("{\"catalog\": {\"a\": \"\\u0000\"}}", ", line 1, byte 21: the JSON is not well-formed, expected is: \\u0001…\\uffff");
  assert_refused ("{\"catalog\": {\"a\": \"\\ud800x\"}}", ", line 1, byte 21: the JSON is not well-formed, expected is: surrogate pair");
  assert_refused ("{\"catalog\": {\"a\": \"x", ", line 1, byte 18: the JSON is not well-formed, expected is: \"");
  assert_refused ("{\"catalog\": {\"a\": // no\n1}}", ", line 1, byte 18: the JSON is not well-formed, expected is: { [ \" 0-9 true false null");
  assert_refused ("{\"catalog\": {}}x", ", line 1, byte 15: the JSON should end here");
  assert_refused_bytes ("{\"catalog\": {\"a\": \"\xe3\x81\"}}", -1, "“client.file”, line 1, byte 19: the JSON is not well-formed, expected is: UTF-8");
  assert_refused_bytes ("{\"catalog\": {\"a\": \"x\0y\"}}", 25, "“client.file”, line 1, byte 20: the JSON is not well-formed, expected is: UTF-8");
}

static void
test_bad_catalog (void)
{
#define AROUND(groups) "{\"catalog\": {\"metadata\": {\"title\": \"t\"}, \"groups\": " groups "}}"
  assert_refused ("{\"a\": 1}", ": an OSCAL catalogue in JSON is expected, but it is JSON of another kind");
  assert_refused ("{\"profile\": {\"catalog\": 1}}", ": an OSCAL catalogue in JSON is expected, but it is JSON of another kind");
  assert_refused ("a,b\n", ": an OSCAL catalogue in JSON is expected, but it is plain text");
  assert_refused ("{\"catalog\": []}", ": “catalog” is missing or of a wrong type");
  assert_refused ("{\"catalog\": {}}", ": “catalog.metadata” is missing or of a wrong type");
  assert_refused (AROUND ("{}"), ": “catalog.groups” is missing or of a wrong type");
  assert_refused (AROUND ("[{\"title\": 7}]"), ": “catalog.groups[0].title” is missing or of a wrong type");
  assert_refused (AROUND ("[{\"groups\": [{}, {\"controls\": [{\"title\": \"x\"}]}]}]"), ": “catalog.groups[0].groups[1].controls[0].id” is missing or of a wrong type");
  assert_refused (AROUND ("[{\"controls\": [7]}]"), ": “catalog.groups[0].controls[0]” is missing or of a wrong type");
  assert_refused (AROUND ("[{\"id\": \"\"}]"), ": “catalog.groups[0].id” is missing or of a wrong type");
  assert_refused (AROUND ("[{\"id\": \"a\", \"controls\": [{\"id\": \"a\"}]}]"), ": the id “a” is used twice");
  assert_refused (AROUND ("[{\"parts\": [{\"prose\": \"x\"}]}]"), ": “catalog.groups[0].parts[0].name” is missing or of a wrong type");
}

/* Counts in real catalogues, which are not part of the project. */
typedef struct
{
  guint objectives, controls, techniques[3];
} Counts;

static ChoshoCatalogData *
read_real (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHOSHO_TEST_DATA"), "oscal", name, NULL);
  g_autoptr (GError) error = NULL;
  ChoshoCatalogData *catalog;
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  catalog = chosho_helper_read_catalog (fd, name, CHOSHO_HELPER_FLAGS_NONE, NULL, &error);
  g_assert_no_error (error);
  close (fd);
  return catalog;
}

static Counts
count (const ChoshoCatalogData *catalog)
{
  Counts counts = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < catalog->entries->len; i++)
    {
      const ChoshoCatalogEntry *entry = g_ptr_array_index (catalog->entries, i);

      counts.controls += entry->level == CHOSHO_CATALOG_LEVEL_CONTROL;
      counts.objectives += entry->level == CHOSHO_CATALOG_LEVEL_OBJECTIVE;
      for (guint j = 0; j < entry->methods->len; j++)
        counts.techniques[((ChoshoCatalogMethod *) g_ptr_array_index (entry->methods, j))->technique]++;
      g_assert_true (entry->parent == NULL || g_hash_table_contains (seen, entry->parent));
      g_assert_true (g_hash_table_add (seen, entry->number));
      g_assert_null (strstr (entry->text, "insert: param"));
    }
  return counts;
}

static gboolean
skip_without_data (void)
{
  if (g_getenv ("CHOSHO_TEST_DATA") != NULL)
    return FALSE;
  g_test_skip ("CHOSHO_TEST_DATA does not point at a folder with real catalogues");
  return TRUE;
}

static void
test_real_ism (void)
{
  g_autoptr (ChoshoCatalogData) catalog = NULL;
  const ChoshoCatalogEntry *entry;
  Counts counts;

  if (skip_without_data ())
    return;
  catalog = read_real ("ism-2025-12-catalog.json");
  counts = count (catalog);
  g_assert_cmpuint (counts.controls, ==, 1107);
  g_assert_cmpuint (counts.objectives, ==, 25 + 74 + 463);
  g_assert_cmpstr (catalog->version, ==, "2025.12.9");
  entry = g_ptr_array_index (catalog->entries, 0);
  g_assert_cmpstr (entry->number, ==, "group-1");
  g_assert_cmpstr (entry->title, ==, "Using the Information security manual");
  entry = g_ptr_array_index (catalog->entries, catalog->entries->len - 1);
  g_assert_cmpstr (entry->number, !=, NULL);
}

static void
test_real_nist (void)
{
  g_autoptr (ChoshoCatalogData) catalog = NULL;
  Counts counts;

  if (skip_without_data ())
    return;
  catalog = read_real ("nist-sp800-53-rev5-moderate-resolved.json");
  counts = count (catalog);
  g_assert_cmpuint (counts.controls, ==, 287);
  g_assert_cmpuint (counts.objectives, ==, 18);
  g_assert_cmpuint (counts.techniques[CHOSHO_CATALOG_TECHNIQUE_INSPECTION], ==, 287);
  g_assert_cmpuint (counts.techniques[CHOSHO_CATALOG_TECHNIQUE_INQUIRY], ==, 287);
  g_assert_cmpuint (counts.techniques[CHOSHO_CATALOG_TECHNIQUE_REPERFORMANCE], ==, 242);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/catalog/golden", test_golden);
  g_test_add_func ("/helper/catalog/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/helper/catalog/bad-json", test_bad_json);
  g_test_add_func ("/helper/catalog/bad-catalog", test_bad_catalog);
  g_test_add_func ("/helper/catalog/real-ism", test_real_ism);
  g_test_add_func ("/helper/catalog/real-nist", test_real_nist);
  return g_test_run ();
}
