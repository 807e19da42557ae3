/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-control-tree.h"

/* The list of controls: what the filter wants, what a fold hides, how far the work below a heading is. */

static ChoshoControlItem *
add_item (GListStore *store, const char *json, gboolean heading)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) row = chosho_value_parse (json, strlen (json), &error);
  g_autoptr (ChoshoControlItem) item = NULL;

  g_assert_no_error (error);
  item = chosho_control_item_new (row, heading);
  g_list_store_append (store, item);
  return item;
}

typedef struct
{
  GListStore          *store;
  ChoshoControlFilter *filter;
  ChoshoControlTree   *tree;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = g_list_store_new (CHOSHO_TYPE_CONTROL_ITEM);
  fixture->filter = chosho_control_filter_new ();
  add_item (fixture->store, "{\"number\":\"8.1.2\",\"level\":\"objective\",\"title\":\"資産の管理責任\"}", TRUE);
  add_item (fixture->store,
            "{\"number\":\"8.1.2.1\",\"parent\":\"8.1.2\",\"title\":\"管理責任者\",\"state\":\"approved\",\"assignee_id\":\"t\",\"assignee\":\"田中\","
            "\"next_stage\":null,\"returned\":{\"reason\":\"x\"},\"due\":\"2026-01-01\",\"visit\":\"第1回往査\"}",
            FALSE);
  add_item (fixture->store,
            "{\"number\":\"8.1.2.2\",\"parent\":\"8.1.2\",\"title\":\"台帳\",\"state\":\"prepared\",\"assignee_id\":\"s\",\"next_stage\":\"review\","
            "\"blockers\":[],\"due\":\"2026-01-01\",\"open_techniques\":[\"inspection\"],\"mandatory\":true}",
            FALSE);
  add_item (fixture->store, "{\"number\":\"9.2.3\",\"level\":\"objective\",\"title\":\"特権\"}", TRUE);
  add_item (fixture->store,
            "{\"number\":\"9.2.3.1\",\"parent\":\"9.2.3\",\"title\":\"特権ＩＤ\",\"state\":\"in_progress\",\"stale\":true,\"open_notes\":1,"
            "\"next_stage\":\"review\",\"blockers\":[{\"code\":\"open-note\",\"severity\":\"block\"}],"
            "\"sign_offs\":[{\"stage\":\"review\",\"by\":\"鈴木\",\"by_id\":\"s\",\"state\":\"stale\"}]}",
            FALSE);
  add_item (fixture->store, "{\"number\":\"9.2.3.2\",\"parent\":\"9.2.3\",\"title\":\"対象外のもの\",\"state\":\"out_of_scope\"}", FALSE);
  fixture->tree = chosho_control_tree_new (G_LIST_MODEL (fixture->store), fixture->filter);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->tree);
  chosho_control_filter_free (fixture->filter);
  g_object_unref (fixture->store);
}

/* The numbers listed, with blanks between them. (transfer full) */
static char *
list (Fixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->tree)); i++)
    {
      g_autoptr (ChoshoControlItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->tree), i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", chosho_control_item_get_number (item));
    }
  return g_string_free (text, FALSE);
}

static void
expect (Fixture *fixture, const char *filter, const char *numbers)
{
  g_autofree char *found = NULL;

  chosho_control_filter_parse (fixture->filter, filter);
  chosho_control_tree_refilter (fixture->tree);
  found = list (fixture);
  g_assert_cmpstr (found, ==, numbers);
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "", "8 8.1.2 8.1.2.1 8.1.2.2 9 9.2.3 9.2.3.1 9.2.3.2");
  g_assert_cmpuint (chosho_control_tree_get_n_controls (fixture->tree), ==, 4);
}

static const char suzuki[] = "{\"id\":\"s\",\"name\":\"鈴木\",\"roles\":[\"leader\"]}";

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoValue) me = chosho_value_parse (suzuki, strlen (suzuki), NULL);

  chosho_control_filter_set_viewer (fixture->filter, me, NULL, "2026-02-01");
  expect (fixture, "filter:state=approved", "8 8.1.2 8.1.2.1");
  expect (fixture, "filter:chapter=9", "9 9.2.3 9.2.3.1 9.2.3.2");
  expect (fixture, "filter:open=1", "8 8.1.2 8.1.2.2 9 9.2.3 9.2.3.1");
  expect (fixture, "filter:person=me", "8 8.1.2 8.1.2.2");
  expect (fixture, "filter:person=t", "8 8.1.2 8.1.2.1");
  expect (fixture, "filter:assignee=t", "8 8.1.2 8.1.2.1");
  expect (fixture, "filter:assignee=none", "9 9.2.3 9.2.3.1 9.2.3.2");
  expect (fixture, "filter:visit=%E7%AC%AC1%E5%9B%9E%E5%BE%80%E6%9F%BB", "8 8.1.2 8.1.2.1");
  expect (fixture, "filter:visit=none&chapter=8", "8 8.1.2 8.1.2.2");
  expect (fixture, "filter:text=%E7%AC%AC1%E5%9B%9E", "8 8.1.2 8.1.2.1");
  expect (fixture, "filter:due=none", "9 9.2.3 9.2.3.1 9.2.3.2");
  expect (fixture, "filter:due-from=2026-01-01&due-to=2026-01-01", "8 8.1.2 8.1.2.1 8.1.2.2");
  expect (fixture, "filter:due-from=2026-01-02", "");
  expect (fixture, "filter:due-to=2025-12-31", "");
  expect (fixture, "filter:stale=1", "9 9.2.3 9.2.3.1");
  expect (fixture, "filter:notes=1", "9 9.2.3 9.2.3.1");
  expect (fixture, "filter:late=1", "8 8.1.2 8.1.2.2");
  expect (fixture, "filter:mandatory=1", "8 8.1.2 8.1.2.2");
  expect (fixture, "filter:technique=inspection", "8 8.1.2 8.1.2.2");
  expect (fixture, "filter:waiting=review", "8 8.1.2 8.1.2.2");
  expect (fixture, "filter:edited=1", "9 9.2.3 9.2.3.1");
  expect (fixture, "filter:mine-changed=1", "9 9.2.3 9.2.3.1");
  expect (fixture, "filter:ready=1", "8 8.1.2 8.1.2.2");
  expect (fixture, "filter:asking=1", "8 8.1.2 8.1.2.2 9 9.2.3 9.2.3.1"); /* waits for a leader and is late; changed since the sign-off */
  expect (fixture, "filter:returned=1", "8 8.1.2 8.1.2.1");
  expect (fixture, "filter:state=approved&chapter=9", "");
  expect (fixture, "filter:future=1", "8 8.1.2 8.1.2.1 8.1.2.2 9 9.2.3 9.2.3.1 9.2.3.2");
}

static void
test_numbers_begin (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "filter:text=2.3", "");
  expect (fixture, "filter:text=9.2.3", "9 9.2.3 9.2.3.1 9.2.3.2");
  expect (fixture, "filter:text=1", "8 8.1.2 8.1.2.1"); /* of its visit, the first; no number begins with it */
}

/* As they come out of a sheet, a line each, or out of a letter. */
static void
test_several_numbers (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "filter:text=8.1.2.1%0D%0A9.2.3.2%0D%0A", "8 8.1.2 8.1.2.1 9 9.2.3 9.2.3.2");
  expect (fixture, "filter:text=8.1.2.1%E3%80%819.2.3%2C7.1.1.1", "8 8.1.2 8.1.2.1 9 9.2.3 9.2.3.1 9.2.3.2");
  expect (fixture, "filter:text=8.1.2.2%209.2.3.11.PB", "8 8.1.2 8.1.2.2");
  expect (fixture, "filter:text=8.1.2%209.2.3%20%E7%89%B9%E6%A8%A9", "9 9.2.3 9.2.3.1");
}

static void
test_words_are_normalised (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "filter:text=%E7%89%B9%E6%A8%A9id", "9 9.2.3 9.2.3.1");
  expect (fixture, "filter:text=%EF%BC%99.2", "9 9.2.3 9.2.3.1 9.2.3.2");
  chosho_control_filter_parse (fixture->filter, "");
  chosho_control_filter_set (fixture->filter, "text", "田中 8.1");
  chosho_control_tree_refilter (fixture->tree);
  g_assert_cmpuint (chosho_control_tree_get_n_controls (fixture->tree), ==, 1);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_folds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoControlItem) heading = g_list_model_get_item (G_LIST_MODEL (fixture->tree), 1);
  guint told = 0;

  g_signal_connect_swapped (heading, "notify::row", G_CALLBACK (count_cb), &told);
  chosho_control_tree_fold (fixture->tree, "8.1.2", TRUE);
  /* It stays where it is in the list, and is shown otherwise. */
  g_assert_true (chosho_control_item_is_folded (heading));
  g_assert_cmpuint (told, ==, 1);
  expect (fixture, "", "8 8.1.2 9 9.2.3 9.2.3.1 9.2.3.2");
  chosho_control_tree_fold_all (fixture->tree, TRUE);
  expect (fixture, "", "8 9");
  /* What is looked for shows through. */
  expect (fixture, "filter:state=approved", "8 8.1.2 8.1.2.1");
  chosho_control_tree_fold_all (fixture->tree, FALSE);
  expect (fixture, "", "8 8.1.2 8.1.2.1 8.1.2.2 9 9.2.3 9.2.3.1 9.2.3.2");
}

/* Where one comes from @from; NULL: nowhere. */
static const char *
look (Fixture *fixture, const char *from, int step, gboolean around, ChoshoControlTest test)
{
  ChoshoControlItem *item = chosho_control_tree_look_on (fixture->tree, from, step, around, test, NULL);

  return item != NULL ? chosho_control_item_get_number (item) : NULL;
}

static gboolean
is_stale (ChoshoControlItem *item, gpointer user_data)
{
  return chosho_value_get_boolean (chosho_control_item_get_row (item), "stale", FALSE);
}

static void
test_from_one_to_the_next (Fixture *fixture, gconstpointer data)
{
  guint count;

  g_assert_cmpstr (look (fixture, NULL, 1, FALSE, NULL), ==, "8.1.2.1");
  g_assert_cmpstr (look (fixture, NULL, -1, FALSE, NULL), ==, "9.2.3.2");
  g_assert_cmpstr (look (fixture, "8.1.2.2", 1, FALSE, NULL), ==, "9.2.3.1"); /* over headings */
  g_assert_cmpstr (look (fixture, "9.2.3.1", -1, FALSE, NULL), ==, "8.1.2.2");
  g_assert_null (look (fixture, "9.2.3.2", 1, FALSE, NULL));
  g_assert_cmpstr (look (fixture, "9.2.3.2", 1, TRUE, NULL), ==, "8.1.2.1");
  g_assert_cmpstr (look (fixture, "8.1.2.1", -1, TRUE, NULL), ==, "9.2.3.2");
  g_assert_cmpstr (look (fixture, "9.2.3.2", 1, TRUE, is_stale), ==, "9.2.3.1");
  g_assert_cmpstr (look (fixture, "9.2.3.1", 1, TRUE, is_stale), ==, "9.2.3.1");
  g_assert_null (look (fixture, "9.2.3.1", 1, FALSE, is_stale));
  g_assert_cmpuint (chosho_control_tree_get_rank (fixture->tree, "9.2.3.1", &count), ==, 3);
  g_assert_cmpuint (count, ==, 4);
  expect (fixture, "filter:chapter=8", "8 8.1.2 8.1.2.1 8.1.2.2");
  g_assert_cmpstr (look (fixture, "9.2.3.1", -1, FALSE, NULL), ==, "8.1.2.2"); /* from what the filter has left out */
  g_assert_null (look (fixture, "8.1.2.2", 1, FALSE, NULL));
  g_assert_null (look (fixture, "8.1.2.2", 1, TRUE, is_stale));
  g_assert_cmpuint (chosho_control_tree_get_rank (fixture->tree, "9.2.3.1", &count), ==, 0);
  g_assert_cmpuint (count, ==, 2);
}

static void
test_reveals (Fixture *fixture, gconstpointer data)
{
  chosho_control_tree_fold_all (fixture->tree, TRUE);
  g_assert_cmpstr (look (fixture, "8.1.2.2", 1, FALSE, NULL), ==, "9.2.3.1"); /* below a fold, too */
  chosho_control_tree_reveal (fixture->tree, "9.2.3.1");
  expect (fixture, "", "8 9 9.2.3 9.2.3.1 9.2.3.2");
  chosho_control_tree_reveal (fixture->tree, "nothing");
  expect (fixture, "", "8 9 9.2.3 9.2.3.1 9.2.3.2");
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  chosho_control_tree_keep (fixture->tree, "8.1.2.2");
  expect (fixture, "filter:state=approved", "8 8.1.2 8.1.2.1 8.1.2.2");
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoControlItem) chapter = g_list_model_get_item (G_LIST_MODEL (fixture->tree), 4);
  guint approved, in_scope;

  g_assert_cmpstr (chosho_control_item_get_number (chapter), ==, "9");
  chosho_control_item_get_counts (chapter, &approved, &in_scope);
  g_assert_cmpuint (approved, ==, 0);
  g_assert_cmpuint (in_scope, ==, 1);
}

static void
test_text_form (void)
{
  g_autoptr (ChoshoControlFilter) filter = chosho_control_filter_new ();
  g_autofree char *text = NULL;

  g_assert_null (chosho_control_filter_to_text (filter));
  chosho_control_filter_set (filter, "text", "a&b=c 権限");
  chosho_control_filter_set (filter, "state", "approved");
  text = chosho_control_filter_to_text (filter);
  g_assert_cmpstr (text, ==, "filter:state=approved&text=a%26b%3Dc%20権限");
  chosho_control_filter_parse (filter, text);
  g_assert_cmpstr (chosho_control_filter_get (filter, "text"), ==, "a&b=c 権限");
  chosho_control_filter_set (filter, "text", "");
  g_assert_null (chosho_control_filter_get (filter, "text"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/control-tree/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/app/control-tree/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/app/control-tree/numbers-begin", Fixture, NULL, set_up, test_numbers_begin, tear_down);
  g_test_add ("/app/control-tree/several-numbers", Fixture, NULL, set_up, test_several_numbers, tear_down);
  g_test_add ("/app/control-tree/words-are-normalised", Fixture, NULL, set_up, test_words_are_normalised, tear_down);
  g_test_add ("/app/control-tree/folds", Fixture, NULL, set_up, test_folds, tear_down);
  g_test_add ("/app/control-tree/from-one-to-the-next", Fixture, NULL, set_up, test_from_one_to_the_next, tear_down);
  g_test_add ("/app/control-tree/reveals", Fixture, NULL, set_up, test_reveals, tear_down);
  g_test_add ("/app/control-tree/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/app/control-tree/counts", Fixture, NULL, set_up, test_counts, tear_down);
  g_test_add_func ("/app/control-filter/text-form", test_text_form);
  return g_test_run ();
}
