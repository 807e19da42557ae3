/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-import-align.h"
#include "chosho-import-compare.h"
#include "exchange-test.h"

static void
assert_comparison (ChoshoCompareKind kind, const char *before, const char *after, gboolean realign,
                   const char *expected)
{
  g_autoptr (ChoshoValue) old_items = parse_json (before), new_items = parse_json (after);
  g_autoptr (ChoshoValue) wanted = parse_json (expected);
  g_autoptr (ChoshoValue) result = chosho_import_compare (kind, old_items, new_items, realign);
  g_autofree char *a = chosho_value_to_canonical (result, NULL), *b = chosho_value_to_canonical (wanted, NULL);

  g_assert_cmpstr (a, ==, b);
}

/* A second import of criteria adds text; what it does not say stays. */
static void
test_criteria (void)
{
  assert_comparison (CHOSHO_COMPARE_CRITERIA,
                     "[{\"number\":\"8.1.2\",\"title\":\"題\",\"position\":1},{\"number\":\"8.1.2.1\",\"position\":2},"
                     "{\"number\":\"8.1.2.2\",\"text\":\"古\",\"position\":3},{\"number\":\"8.1.3\"}]",
                     "[{\"number\":\"8.1.2\",\"position\":9},{\"number\":\"8.1.2.1\",\"text\":\"本文\"},"
                     "{\"number\":\"8.1.2.2\",\"text\":\"新\"},{\"number\":\"8.1.2.9\"}]",
                     FALSE,
                     "{\"added\":[{\"number\":\"8.1.2.9\"}],"
                     "\"changed\":[{\"item\":{\"number\":\"8.1.2.1\",\"text\":\"本文\",\"position\":2},"
                     "\"fields\":[{\"field\":\"text\",\"new\":\"本文\"}]},"
                     "{\"item\":{\"number\":\"8.1.2.2\",\"text\":\"新\",\"position\":3},"
                     "\"fields\":[{\"field\":\"text\",\"old\":\"古\",\"new\":\"新\"}]}],"
                     "\"unchanged\":[{\"number\":\"8.1.2\",\"title\":\"題\",\"position\":9}],"
                     "\"missing\":[{\"number\":\"8.1.3\"}]}");
}

/* Elsewhere the new file says all: a text taken out is a change. */
static void
test_individuals (void)
{
  assert_comparison (CHOSHO_COMPARE_INDIVIDUALS,
                     "[{\"individual\":\"IC-1\",\"version\":\"1\",\"text\":\"a\"}]",
                     "[{\"individual\":\"IC-1\",\"version\":\"1\"},{\"individual\":\"IC-1\",\"version\":\"2\"}]", FALSE,
                     "{\"added\":[{\"individual\":\"IC-1\",\"version\":\"2\"}],"
                     "\"changed\":[{\"item\":{\"individual\":\"IC-1\",\"version\":\"1\"},"
                     "\"fields\":[{\"field\":\"text\",\"old\":\"a\"}]}],\"unchanged\":[],\"missing\":[]}");
}

/* No text can pretend to be another key. */
static void
test_keys_cannot_collide (void)
{
  assert_comparison (CHOSHO_COMPARE_INDIVIDUALS, "[{\"individual\":\"a,b\",\"version\":\"c\"}]",
                     "[{\"individual\":\"a\",\"version\":\"b,c\"}]", FALSE,
                     "{\"added\":[{\"individual\":\"a\",\"version\":\"b,c\"}],\"changed\":[],\"unchanged\":[],"
                     "\"missing\":[{\"individual\":\"a,b\",\"version\":\"c\"}]}");
}

#define STEP(ordinal, text)                                                                                            \
  "{\"control\":\"8.1.2.1\",\"procedure\":\"P\",\"phase\":\"design\",\"ordinal\":" ordinal ",\"text\":\"" text "\"}"

static void
test_inserted_step (void)
{
  /* With ordinals from the row order, a step put in at the front keeps the work on the others … */
  assert_comparison (CHOSHO_COMPARE_STEPS, "[" STEP ("1", "a") "," STEP ("2", "b") "]",
                     "[" STEP ("1", "new") "," STEP ("2", "a") "," STEP ("3", "b") "]", TRUE,
                     "{\"added\":[" STEP ("3", "new") "],\"changed\":[],\"unchanged\":[" STEP ("1", "a") "," STEP (
                         "2", "b") "],\"missing\":[]}");
  /* … with ordinals of the file's own, the file decides. */
  assert_comparison (CHOSHO_COMPARE_STEPS, "[" STEP ("1", "a") "]", "[" STEP ("1", "b") "," STEP ("2", "a") "]", FALSE,
                     "{\"added\":[" STEP ("2", "a") "],\"changed\":[{\"item\":" STEP (
                         "1", "b") ",\"fields\":[{\"field\":\"text\",\"old\":\"a\",\"new\":\"b\"}]}],\"unchanged\":[],"
                                   "\"missing\":[]}");
}

static void
test_changed_and_removed_step (void)
{
  assert_comparison (CHOSHO_COMPARE_STEPS, "[" STEP ("1", "a") "," STEP ("2", "b") "," STEP ("3", "c") "]",
                     "[" STEP ("1", "a") "," STEP ("2", "B") "," STEP ("3", "c") "]", TRUE,
                     "{\"added\":[],\"changed\":[{\"item\":" STEP (
                         "2", "B") ",\"fields\":[{\"field\":\"text\",\"old\":\"b\",\"new\":\"B\"}]}],\"unchanged\":[" STEP (
                         "1", "a") "," STEP ("3", "c") "],\"missing\":[]}");
  assert_comparison (CHOSHO_COMPARE_STEPS, "[" STEP ("1", "a") "," STEP ("2", "b") "," STEP ("3", "c") "]",
                     "[" STEP ("1", "b") "," STEP ("2", "c") "]", TRUE,
                     "{\"added\":[],\"changed\":[],\"unchanged\":[" STEP ("2", "b") "," STEP (
                         "3", "c") "],\"missing\":[" STEP ("1", "a") "]}");
}

/* A template's name follows the ordinal that it keeps. */
static void
test_inserted_template (void)
{
  assert_comparison (CHOSHO_COMPARE_TEMPLATES,
                     "[{\"template\":\"R/design/1\",\"procedure\":\"R\",\"phase\":\"design\",\"ordinal\":1,\"text\":\"a\"}]",
                     "[{\"template\":\"R/design/1\",\"procedure\":\"R\",\"phase\":\"design\",\"ordinal\":1,\"text\":\"b\"},"
                     "{\"template\":\"R/design/2\",\"procedure\":\"R\",\"phase\":\"design\",\"ordinal\":2,\"text\":\"a\"}]",
                     TRUE,
                     "{\"added\":[{\"template\":\"R/design/2\",\"procedure\":\"R\",\"phase\":\"design\",\"ordinal\":2,"
                     "\"text\":\"b\"}],\"changed\":[],\"unchanged\":[{\"template\":\"R/design/1\",\"procedure\":\"R\","
                     "\"phase\":\"design\",\"ordinal\":1,\"text\":\"a\"}],\"missing\":[]}");
}

/* Groups too large to align keep their ordinals instead of taking for ever. */
static void
test_align_limit (void)
{
  static const char *const keys[] = { "control", "ordinal", NULL };
  g_autoptr (ChoshoValue) old_items = chosho_value_new_array (), new_items = chosho_value_new_array ();
  g_autoptr (ChoshoValue) aligned = NULL;

  for (guint i = 0; i <= CHOSHO_IMPORT_ALIGN_LIMIT; i++)
    {
      ChoshoValue *before = chosho_value_new_object (), *after = chosho_value_new_object ();

      chosho_value_set_integer (before, "ordinal", i + 10);
      chosho_value_set_integer (after, "ordinal", i + 1);
      chosho_value_append (old_items, before);
      chosho_value_append (new_items, after);
    }
  aligned = chosho_import_align (keys, old_items, new_items);
  g_assert_true (chosho_value_equal (aligned, new_items));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/compare/criteria", test_criteria);
  g_test_add_func ("/exchange/compare/individuals", test_individuals);
  g_test_add_func ("/exchange/compare/keys-cannot-collide", test_keys_cannot_collide);
  g_test_add_func ("/exchange/compare/inserted-step", test_inserted_step);
  g_test_add_func ("/exchange/compare/changed-and-removed-step", test_changed_and_removed_step);
  g_test_add_func ("/exchange/compare/inserted-template", test_inserted_template);
  g_test_add_func ("/exchange/compare/align-limit", test_align_limit);
  return g_test_run ();
}
