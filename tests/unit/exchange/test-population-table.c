/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-error.h"
#include "chosho-population-table.h"
#include "exchange-test.h"

static void
assert_description (ChoshoPopulationTable *population, const char *expected)
{
  g_autoptr (ChoshoValue) description = chosho_population_table_describe (population);
  g_autoptr (ChoshoValue) wanted = parse_json (expected);
  g_autofree char *a = chosho_value_to_canonical (description, NULL), *b = chosho_value_to_canonical (wanted, NULL);

  g_assert_cmpstr (a, ==, b);
}

static void
test_facts (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("\n氏名|申請番号|日付\n"
                                                   "山田|A-1|2025-04-01\n"
                                                   "\n"
                                                   "~佐藤|A-2|2025-04-02\n"
                                                   "山田|A-1|2025-04-01\n"
                                                   "　| |\n"
                                                   "鈴木|A-2|2025-04-09\n"
                                                   "田中||2025-04-10\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPopulationTable) population = chosho_population_table_new (table, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (chosho_population_table_get_count (population), ==, 5);
  g_assert_cmpstr (chosho_population_table_get_label (population, 2), ==, "A-2");
  g_assert_cmpuint (chosho_population_table_get_row (population, 2), ==, 5);
  g_assert_cmpstr (chosho_population_table_get_label (population, 5), ==, "");
  assert_description (population,
                      "{\"count\":5,\"columns\":[\"氏名\",\"申請番号\",\"日付\"],\"label_column\":\"申請番号\","
                      "\"hidden_rows\":1,\"identical_rows\":1,\"duplicate_labels\":2,\"blank_labels\":1,"
                      "\"duplicates\":[{\"item\":3,\"row\":6,\"first_item\":1,\"first_row\":3,\"label\":\"A-1\","
                      "\"identical\":true},{\"item\":4,\"row\":8,\"first_item\":2,\"first_row\":5,\"label\":\"A-2\","
                      "\"identical\":false}]}");
}

static void
test_label_column (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("種類|名|値\na|x|1\na|y|1\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPopulationTable) chosen = chosho_population_table_new (table, NULL, NULL);
  g_autoptr (ChoshoPopulationTable) named = chosho_population_table_new (table, "値", NULL);
  g_autoptr (ChoshoPopulationTable) lettered = chosho_population_table_new (table, "a", NULL);

  g_assert_cmpstr (chosho_population_table_get_label (chosen, 2), ==, "y");
  g_assert_cmpstr (chosho_population_table_get_label (named, 2), ==, "1");
  g_assert_cmpstr (chosho_population_table_get_label (lettered, 1), ==, "a");
  g_assert_null (chosho_population_table_new (table, "ない", &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "test.csv"));
}

/* Zero rows are a population of zero, an empty file is none. */
static void
test_zero (void)
{
  g_autoptr (ChoshoTable) zero = make_test_table ("番号|日付\n"), empty = make_test_table ("");
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPopulationTable) population = chosho_population_table_new (zero, NULL, NULL);

  g_assert_cmpuint (chosho_population_table_get_count (population), ==, 0);
  g_assert_null (chosho_population_table_new (empty, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
}

static void
test_many_duplicates (void)
{
  g_autoptr (GString) text = g_string_new ("番号\n");
  g_autoptr (ChoshoTable) table = NULL;
  g_autoptr (ChoshoPopulationTable) population = NULL;
  g_autoptr (ChoshoValue) description = NULL;

  for (guint i = 0; i < CHOSHO_POPULATION_DUPLICATES_LISTED + 51; i++)
    g_string_append (text, "同じ\n");
  table = make_test_table (text->str);
  population = chosho_population_table_new (table, NULL, NULL);
  description = chosho_population_table_describe (population);
  g_assert_cmpint (chosho_value_get_integer (description, "identical_rows", 0), ==,
                   CHOSHO_POPULATION_DUPLICATES_LISTED + 50);
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (description, "duplicates")), ==,
                    CHOSHO_POPULATION_DUPLICATES_LISTED);
}

/* One shared row stands for all: the limit is about their number, not about memory. */
static void
test_row_limit (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("log.csv");
  ChoshoTableSheet *sheet = chosho_table_add_sheet (table, "", FALSE);
  ChoshoTableRow *header = chosho_table_sheet_add_row (sheet, 1, FALSE);
  ChoshoTableRow *row = chosho_table_sheet_add_row (sheet, 2, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPopulationTable) largest = NULL;

  chosho_table_row_set (header, 0, "番号");
  chosho_table_row_set (row, 0, "1");
  g_ptr_array_set_free_func (sheet->rows, NULL);
  for (guint i = 1; i < CHOSHO_POPULATION_ROW_LIMIT; i++)
    g_ptr_array_add (sheet->rows, row);
  largest = chosho_population_table_new (table, "番号", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chosho_population_table_get_count (largest), ==, CHOSHO_POPULATION_ROW_LIMIT);
  g_ptr_array_add (sheet->rows, row);
  g_assert_null (chosho_population_table_new (table, "番号", &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
  g_ptr_array_unref (header->cells);
  g_free (header);
  g_ptr_array_unref (row->cells);
  g_free (row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/population/facts", test_facts);
  g_test_add_func ("/exchange/population/label-column", test_label_column);
  g_test_add_func ("/exchange/population/zero", test_zero);
  g_test_add_func ("/exchange/population/many-duplicates", test_many_duplicates);
  g_test_add_func ("/exchange/population/row-limit", test_row_limit);
  return g_test_run ();
}
