/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "chosho-import-compare.h"
#include "chosho-import-criteria.h"
#include "chosho-import-procedures.h"
#include "chosho-number.h"
#include "chosho-sample-order.h"
#include "chosho-table.h"

#define DEFAULT_SEED 20250401u

static GRand *
new_random (void)
{
  const char *text = g_getenv ("CHOSHO_TEST_SEED");
  guint32 seed = text != NULL ? (guint32) strtoul (text, NULL, 10) : DEFAULT_SEED;

  g_test_message ("CHOSHO_TEST_SEED=%u", seed);
  return g_rand_new_with_seed (seed);
}

/* Steps of a few groups, ordinals 1… within each, texts from a small alphabet so that many repeat. */
static ChoshoValue *
make_steps (GRand *random)
{
  ChoshoValue *steps = chosho_value_new_array ();

  for (guint group = 0; group < 3; group++)
    {
      guint n = (guint) g_rand_int_range (random, 0, 8);

      for (guint i = 0; i < n; i++)
        {
          ChoshoValue *step = chosho_value_new_object ();
          char text[2] = { (char) ('a' + g_rand_int_range (random, 0, 6)), '\0' };

          chosho_value_set_string (step, "control", group == 0 ? "8.1.2.1" : "8.1.2.2");
          chosho_value_set_string (step, "procedure", group == 2 ? "P" : "");
          chosho_value_set_string (step, "phase", "design");
          chosho_value_set_integer (step, "ordinal", i + 1);
          chosho_value_set_string (step, "text", text);
          chosho_value_append (steps, step);
        }
    }
  return steps;
}

static char *
dup_key (const ChoshoValue *step)
{
  return g_strdup_printf ("%s|%s|%d", chosho_value_get_string (step, "control"),
                          chosho_value_get_string (step, "procedure"),
                          (int) chosho_value_get_integer (step, "ordinal", 0));
}

static guint
length_of (const ChoshoValue *result, const char *member)
{
  return chosho_value_get_length (chosho_value_get (result, member));
}

/* What would stand afterwards: old items overlaid by added and changed ones. */
static GHashTable *
apply (const ChoshoValue *old_items, const ChoshoValue *result)
{
  GHashTable *state = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < chosho_value_get_length (old_items); i++)
    g_hash_table_insert (state, dup_key (chosho_value_get_item (old_items, i)), chosho_value_get_item (old_items, i));
  for (guint i = 0; i < length_of (result, "changed"); i++)
    {
      ChoshoValue *item
          = chosho_value_get (chosho_value_get_item (chosho_value_get (result, "changed"), i), "item");
      g_autofree char *key = dup_key (item);

      g_assert_true (g_hash_table_contains (state, key));
      g_hash_table_insert (state, g_steal_pointer (&key), item);
    }
  for (guint i = 0; i < length_of (result, "added"); i++)
    {
      ChoshoValue *item = chosho_value_get_item (chosho_value_get (result, "added"), i);
      g_autofree char *key = dup_key (item);

      g_assert_false (g_hash_table_contains (state, key)); /* an ordinal is never given twice */
      g_hash_table_insert (state, g_steal_pointer (&key), item);
    }
  return state;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Sorted "group|text" of a list, for comparing what stands regardless of ordinals. */
static char *
dup_contents (GPtrArray *items)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < items->len; i++)
    {
      const ChoshoValue *item = g_ptr_array_index (items, i);

      g_ptr_array_add (texts, g_strdup_printf ("%s|%s|%s", chosho_value_get_string (item, "control"),
                                               chosho_value_get_string (item, "procedure"),
                                               chosho_value_get_string (item, "text")));
    }
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("\n", (char **) texts->pdata);
}

static void
check_comparison (const ChoshoValue *before, const ChoshoValue *after, gboolean realign)
{
  g_autoptr (ChoshoValue) result = chosho_import_compare (CHOSHO_COMPARE_STEPS, before, after, realign);
  g_autoptr (GHashTable) state = apply (before, result);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new (), got = g_ptr_array_new ();
  g_autofree char *a = NULL, *b = NULL;
  GHashTableIter iter;
  gpointer item;

  g_assert_cmpuint (length_of (result, "added") + length_of (result, "changed") + length_of (result, "unchanged"), ==,
                    chosho_value_get_length (after));
  g_assert_cmpuint (length_of (result, "changed") + length_of (result, "unchanged") + length_of (result, "missing"),
                    ==, chosho_value_get_length (before));
  /* Nothing is removed; everything new is there; every unchanged one stands as it stood. */
  for (guint i = 0; i < chosho_value_get_length (after); i++)
    g_ptr_array_add (wanted, chosho_value_get_item (after, i));
  for (guint i = 0; i < length_of (result, "missing"); i++)
    g_ptr_array_add (wanted, chosho_value_get_item (chosho_value_get (result, "missing"), i));
  g_hash_table_iter_init (&iter, state);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_ptr_array_add (got, item);
  a = dup_contents (got);
  b = dup_contents (wanted);
  g_assert_cmpstr (a, ==, b);
  for (guint i = 0; i < length_of (result, "unchanged"); i++)
    {
      ChoshoValue *unchanged = chosho_value_get_item (chosho_value_get (result, "unchanged"), i);
      g_autofree char *key = dup_key (unchanged);

      g_assert_true (chosho_value_equal (g_hash_table_lookup (state, key), unchanged));
    }
}

static void
test_compare (void)
{
  g_autoptr (GRand) random = new_random ();

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (ChoshoValue) before = make_steps (random), after = make_steps (random);
      g_autoptr (ChoshoValue) same = chosho_import_compare (CHOSHO_COMPARE_STEPS, before, before, TRUE);

      check_comparison (before, after, TRUE);
      check_comparison (before, after, FALSE);
      g_assert_cmpuint (length_of (same, "unchanged"), ==, chosho_value_get_length (before));
    }
}

/* Putting one row in anywhere never disturbs a step that was there. */
static void
test_insertion_keeps_work (void)
{
  g_autoptr (GRand) random = new_random ();

  for (guint round = 0; round < 500; round++)
    {
      guint n = (guint) g_rand_int_range (random, 1, 30), at = (guint) g_rand_int_range (random, 0, (gint32) n + 1);
      g_autoptr (ChoshoValue) before = chosho_value_new_array (), after = chosho_value_new_array ();
      g_autoptr (ChoshoValue) result = NULL;

      for (guint i = 0; i <= n; i++)
        {
          ChoshoValue *step = chosho_value_new_object ();
          g_autofree char *text = i == at ? g_strdup ("new") : g_strdup_printf ("t%u", i < at ? i : i - 1);

          chosho_value_set_string (step, "control", "8.1.2.1");
          chosho_value_set_string (step, "procedure", "");
          chosho_value_set_string (step, "phase", "design");
          chosho_value_set_string (step, "text", text);
          chosho_value_set_integer (step, "ordinal", i + 1);
          if (i != at)
            {
              ChoshoValue *old = chosho_value_copy (step);

              chosho_value_set_integer (old, "ordinal", (i < at ? i : i - 1) + 1);
              chosho_value_append (before, old);
            }
          chosho_value_append (after, step);
        }
      result = chosho_import_compare (CHOSHO_COMPARE_STEPS, before, after, TRUE);
      g_assert_cmpuint (length_of (result, "unchanged"), ==, n);
      g_assert_cmpuint (length_of (result, "added"), ==, 1);
      g_assert_cmpuint (length_of (result, "changed") + length_of (result, "missing"), ==, 0);
    }
}

/* The parts of an ISMAP number as integers, suffix last: the order the domain prescribes. */
static int
compare_by_parts (gconstpointer a, gconstpointer b)
{
  g_auto (GStrv) x = g_strsplit (*(char *const *) a, ".", -1), y = g_strsplit (*(char *const *) b, ".", -1);

  for (guint i = 0;; i++)
    {
      gboolean x_is_number = x[i] != NULL && g_ascii_isdigit (*x[i]);
      gboolean y_is_number = y[i] != NULL && g_ascii_isdigit (*y[i]);

      if (!x_is_number && !y_is_number)
        return g_strcmp0 (x[i], y[i]);
      if (x_is_number != y_is_number)
        return x_is_number ? 1 : -1;
      if (atoi (x[i]) != atoi (y[i]))
        return atoi (x[i]) < atoi (y[i]) ? -1 : 1;
    }
}

static char *
make_number (GRand *random)
{
  static const char *const suffixes[] = { "", "", "", ".P", ".B", ".PB" };
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%d.%d.%d", g_rand_int_range (random, 3, 19), g_rand_int_range (random, 1, 13),
                          g_rand_int_range (random, 1, 13));
  if (g_rand_boolean (random))
    g_string_append_printf (text, ".%d", g_rand_int_range (random, 1, 25));
  g_string_append (text, suffixes[g_rand_int_range (random, 0, G_N_ELEMENTS (suffixes))]);
  return g_strdup (text->str);
}

static void
test_criteria_order (void)
{
  g_autoptr (GRand) random = new_random ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ChoshoTable) table = chosho_table_new ("c.csv");
  ChoshoTableSheet *sheet = chosho_table_add_sheet (table, "", FALSE);
  ChoshoTableRow *row = chosho_table_sheet_add_row (sheet, 1, FALSE);
  ChoshoValue *items;

  chosho_table_row_set (row, 0, "番号");
  chosho_table_row_set (row, 1, "内容");
  for (guint i = 0; i < 3000; i++)
    {
      char *number = make_number (random);

      if (g_hash_table_contains (seen, number))
        {
          g_free (number);
          continue;
        }
      g_hash_table_add (seen, number);
      g_ptr_array_add (numbers, number);
      row = chosho_table_sheet_add_row (sheet, i + 2, FALSE);
      chosho_table_row_set (row, 0, number);
    }
  {
    g_autoptr (ChoshoImport) import = chosho_import_criteria (table, NULL);

    if (import->n_errors > 0)
      {
        g_autofree char *line = chosho_import_format_problem (chosho_value_get_item (import->problems, 0));

        g_error ("%u problems, the first: %s", import->n_errors, line);
      }
    items = chosho_import_get_items (import, "criteria");
    g_ptr_array_sort (numbers, compare_by_parts);
    g_assert_cmpuint (chosho_value_get_length (items), ==, numbers->len);
    for (guint i = 0; i < numbers->len; i++)
      {
        const ChoshoValue *item = chosho_value_get_item (items, i);

        g_assert_cmpstr (chosho_value_get_string (item, "number"), ==, g_ptr_array_index (numbers, i));
        g_assert_cmpint (chosho_value_get_integer (item, "position", 0), ==, i + 1);
      }
  }
}

/* Cells good and bad, as a careless hand would leave them. */
static const char *const scraps[]
    = { "8.1.2.1", "8.1.2.2", "８．１．２．３", "9.2.3.11.PB", "8.1.2", "8.1", "8.x", "19.1.1.1", "2008-01-02", "",
        "　",      "整備",    "運用",          "いつか",      "閲覧",  "質問", "質問及び閲覧", "分析", "規程", "心",
        "1",       "2",       "二",            "0",           "○",     "×",    "どちらか", "番号", "8.1.2.1、8.x", "選択",
        "非選択",  "2025年4月1日", "2025/13/1", "=cmd()",     "\"",    "長い本文\n二行目" };

static ChoshoTable *
make_scrap_table (GRand *random, const char *const *header)
{
  ChoshoTable *table = chosho_table_new ("scraps.csv");
  ChoshoTableSheet *sheet = chosho_table_add_sheet (table, "", FALSE);
  ChoshoTableRow *row = chosho_table_sheet_add_row (sheet, 1, FALSE);
  guint n = (guint) g_rand_int_range (random, 0, 40);

  for (guint column = 0; header[column] != NULL; column++)
    chosho_table_row_set (row, column, header[column]);
  for (guint i = 0; i < n; i++)
    {
      row = chosho_table_sheet_add_row (sheet, i + 2, g_rand_int_range (random, 0, 10) == 0);
      for (guint column = 0; header[column] != NULL; column++)
        chosho_table_row_set (row, column, scraps[g_rand_int_range (random, 0, G_N_ELEMENTS (scraps))]);
    }
  return table;
}

/* Rows that the problems say did not come in: errors, headings and hidden rows. */
static guint
count_refused_rows (const ChoshoImport *import)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < chosho_value_get_length (import->problems); i++)
    {
      const ChoshoValue *problem = chosho_value_get_item (import->problems, i);
      const char *code = chosho_value_get_string (problem, "code");

      g_assert_cmpint (chosho_value_get_integer (problem, "row", 0), >, 1);
      g_assert_nonnull (chosho_value_get_string (problem, "reason"));
      if (g_str_equal (chosho_value_get_string (problem, "severity"), "error") || g_str_equal (code, "heading")
          || g_str_equal (code, "row-hidden"))
        g_hash_table_add (rows, GINT_TO_POINTER ((int) chosho_value_get_integer (problem, "row", 0)));
    }
  return g_hash_table_size (rows);
}

static guint
get_fact (const ChoshoImport *import, const char *name)
{
  const ChoshoValue *sheet = chosho_value_get_item (chosho_value_get (import->facts, "sheets"), 0);

  return (guint) chosho_value_get_integer (sheet, name, 0);
}

/* Whatever a table holds, each of its rows is an item or is named by a problem: none is lost. */
static void
test_no_row_is_lost (void)
{
  static const char *const criteria_header[] = { "番号", "階層", "基本言明要件", "内容", NULL };
  static const char *const steps_header[] = { "管理策番号", "評価区分", "技法", "手続内容", "手順番号", NULL };
  static const char known[] = "[{\"number\":\"8.1.2\",\"level\":\"objective\"},{\"number\":\"8.1.2.1\",\"level\":\"control\"},"
                              "{\"number\":\"8.1.2.2\",\"level\":\"control\"},{\"number\":\"8.1.2.3\",\"level\":\"control\"}]";
  g_autoptr (ChoshoValue) known_criteria = chosho_value_parse (known, strlen (known), NULL);
  const ChoshoImportOptions options = { .criteria = known_criteria };
  g_autoptr (GRand) random = new_random ();

  for (guint round = 0; round < 1500; round++)
    {
      g_autoptr (ChoshoTable) first = make_scrap_table (random, criteria_header);
      g_autoptr (ChoshoTable) second = make_scrap_table (random, steps_header);
      g_autoptr (ChoshoImport) criteria = chosho_import_criteria (first, NULL);
      g_autoptr (ChoshoImport) steps = chosho_import_procedures (second, &options);

      g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (criteria, "criteria"))
                            + count_refused_rows (criteria),
                        ==, get_fact (criteria, "rows_read") + get_fact (criteria, "rows_hidden"));
      g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (steps, "steps")) + count_refused_rows (steps),
                        ==, get_fact (steps, "rows_read") + get_fact (steps, "rows_hidden"));
    }
}

/* A larger sample begins with the smaller one, and no row comes twice. */
static void
test_extension (void)
{
  g_autoptr (GRand) random = new_random ();

  for (guint round = 0; round < 200; round++)
    {
      guint n = (guint) g_rand_int_range (random, 1, 500);
      guint size = (guint) g_rand_int_range (random, 0, (gint32) n + 1);
      g_autofree char *seed = g_strdup_printf ("seed %u", g_rand_int (random));
      g_autoptr (GArray) whole = chosho_sample_order (seed, n, n, NULL, NULL);
      g_autoptr (GArray) part = chosho_sample_order (seed, n, size, NULL, NULL);
      g_autofree gboolean *seen = g_new0 (gboolean, n + 1);

      for (guint i = 0; i < n; i++)
        {
          guint32 drawn = g_array_index (whole, guint32, i);

          g_assert_cmpuint (drawn, >=, 1);
          g_assert_cmpuint (drawn, <=, n);
          g_assert_false (seen[drawn]);
          seen[drawn] = TRUE;
          if (i < size)
            g_assert_cmpuint (g_array_index (part, guint32, i), ==, drawn);
        }
    }
}

/* Large enough that most rows are passed over while drawing: still the head of the whole order. */
static void
test_large_population (void)
{
  g_autoptr (GRand) random = new_random ();

  for (guint round = 0; round < 10; round++)
    {
      guint n = (guint) g_rand_int_range (random, 5000, 30000), size = (guint) g_rand_int_range (random, 1, 300);
      g_autofree char *seed = g_strdup_printf ("seed %u", g_rand_int (random));
      g_autoptr (GArray) whole = chosho_sample_order (seed, n, n, NULL, NULL);
      g_autoptr (GArray) part = chosho_sample_order (seed, n, size, NULL, NULL);

      g_assert_cmpmem (part->data, part->len * sizeof (guint32), whole->data, size * sizeof (guint32));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/property/import/compare", test_compare);
  g_test_add_func ("/property/import/insertion-keeps-work", test_insertion_keeps_work);
  g_test_add_func ("/property/import/criteria-order", test_criteria_order);
  g_test_add_func ("/property/import/no-row-is-lost", test_no_row_is_lost);
  g_test_add_func ("/property/sample/extension", test_extension);
  g_test_add_func ("/property/sample/large-population", test_large_population);
  return g_test_run ();
}
