/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-find-text.h"
#include "chosho-text-store.h"
#include "chosho-text-unit.h"
#include "store-fixture.h"

static ChoshoTextStore *
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  ChoshoTextStore *store = chosho_text_store_open (fixture->folder, &error);

  g_assert_no_error (error);
  return store;
}

/* Puts the texts as the pages of object @name. */
static void
put (ChoshoTextStore *store, const char *name, guint band, const char *const *texts)
{
  g_autoptr (GPtrArray) units = chosho_text_units_new ();
  g_autoptr (GError) error = NULL;
  ChoshoTextOwner owner = { .kind = CHOSHO_TEXT_OBJECT, .name = name, .stamp = 1, .state = "text" };

  for (guint i = 0; texts[i] != NULL; i++)
    chosho_text_units_add (units, "page", i + 1, 0, texts[i]);
  chosho_text_store_begin (store, &error);
  g_assert_no_error (error);
  chosho_text_store_put (store, &owner, band, units, &error);
  g_assert_no_error (error);
  chosho_text_store_commit (store, &error);
  g_assert_no_error (error);
}

static gboolean
on_found (const ChoshoTextFound *found, gpointer user_data)
{
  GString *out = user_data;

  g_string_append_printf (out, "%s%s/%d", out->len > 0 ? " " : "", found->name, (int) found->number);
  return TRUE;
}

/* "NAME/PAGE NAME/PAGE" of what is found. */
static void
expect (ChoshoTextStore *store, guint band, const char *text, const char *expected)
{
  g_autofree char *folded = chosho_find_text_fold (text);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  chosho_text_store_find (store, band, folded, on_found, out, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (out->str, ==, expected);
}

static const char *const rules[] = { "特権ＩＤの付与は、申請に基づく。", "ﾊﾟｽﾜｰﾄﾞは\n12文字以上", "鍵", NULL };
static const char *const others[] = { "権限の棚卸は\"年二回\"行う。", NULL };
static const char *const none[] = { NULL };

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoTextStore) store = open_store (fixture);

  put (store, "a", 3, rules);
  put (store, "b", 3, others);
  put (store, "c", 4, others);
  expect (store, 3, "権", "a/1 b/1");
  expect (store, 3, "鍵", "a/3");
  expect (store, 3, "権限", "b/1");
  expect (store, 3, "特権id", "a/1");
  expect (store, 3, "パスワードは12", "a/2");
  expect (store, 3, "\"年二回\"", "b/1");
  expect (store, 3, "*", "");
  expect (store, 3, "付与申請", "");
  expect (store, 4, "棚卸", "c/1");
  expect (store, 5, "棚卸", "");
}

/* What took the place of words, or took them away, leaves nothing of them. */
static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoTextStore) store = open_store (fixture);
  g_autoptr (GError) error = NULL;

  put (store, "a", 3, rules);
  put (store, "a", 3, others);
  expect (store, 3, "特権", "");
  expect (store, 3, "鍵", "");
  expect (store, 3, "権限", "a/1");
  put (store, "a", 3, none);
  expect (store, 3, "権", "");
  put (store, "a", 3, rules);
  g_assert_true (chosho_text_store_begin (store, &error) && chosho_text_store_remove (store, CHOSHO_TEXT_OBJECT, "a", &error)
                 && chosho_text_store_commit (store, &error));
  expect (store, 3, "権", "");
}

/* Whether @text stands anywhere in the file @name of the folder. */
static gboolean
file_has (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *bytes = NULL;
  gsize size_bytes = 0;

  return g_file_get_contents (path, &bytes, &size_bytes, NULL) && memmem (bytes, size_bytes, text, strlen (text)) != NULL;
}

/* What is forgotten is in no page of the file any more, nor of its log; what else is there is found as before. */
static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (ChoshoTextStore) store = open_store (fixture);
  g_autoptr (GError) error = NULL;

  put (store, "a", 3, rules);
  put (store, "b", 3, others);
  g_assert_true (file_has (fixture, CHOSHO_TEXT_STORE_FILE "-wal", rules[0]));
  g_ptr_array_add (names, (gpointer) "a");
  g_ptr_array_add (names, (gpointer) "none");
  chosho_text_store_forget (store, CHOSHO_TEXT_OBJECT, names, &error);
  g_assert_no_error (error);
  for (guint i = 0; rules[i] != NULL; i++)
    {
      g_assert_false (file_has (fixture, CHOSHO_TEXT_STORE_FILE, rules[i]));
      g_assert_false (file_has (fixture, CHOSHO_TEXT_STORE_FILE "-wal", rules[i]));
    }
  g_assert_false (file_has (fixture, CHOSHO_TEXT_STORE_FILE, "特権"));
  expect (store, 3, "特権", "");
  expect (store, 3, "権限", "b/1");
}

static void
test_rolled_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoTextStore) store = open_store (fixture);
  g_autoptr (GError) error = NULL;

  put (store, "a", 3, rules);
  g_assert_true (chosho_text_store_begin (store, &error) && chosho_text_store_remove (store, CHOSHO_TEXT_OBJECT, "a", &error));
  chosho_text_store_rollback (store);
  expect (store, 3, "特権", "a/1");
}

static gboolean
on_holder (const ChoshoTextOwner *owner, gpointer user_data)
{
  return on_found (&(ChoshoTextFound){ .name = owner->name, .number = owner->stamp }, user_data);
}

static void
test_holders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoTextStore) store = open_store (fixture);
  g_autoptr (GPtrArray) units = chosho_text_units_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  ChoshoTextOwner owner = { .kind = "evidence", .name = "E-2", .stamp = 7, .state = "", .object = "a" };

  chosho_text_units_add (units, "", 0, 0, "規程.pdf");
  g_assert_true (chosho_text_store_begin (store, &error) && chosho_text_store_put (store, &owner, 1, units, &error));
  owner.name = "E-1";
  g_assert_true (chosho_text_store_put (store, &owner, 1, units, &error) && chosho_text_store_commit (store, &error));
  g_assert_true (chosho_text_store_foreach_holder (store, "a", on_holder, out, &error));
  g_assert_cmpstr (out->str, ==, "E-1/7 E-2/7");
}

/* Whatever stands in the place of the file gives an empty one. */
static void
test_made_anew (Fixture *fixture, gconstpointer data)
{
  static const char *const changes[] = { "PRAGMA user_version = 2", "CREATE TABLE other (x)", "UPDATE meta SET value = '0 glib 1.0' WHERE key = 'fold'",
                                         "PRAGMA application_id = 7", NULL };
  g_autofree char *path = g_build_filename (fixture->folder, CHOSHO_TEXT_STORE_FILE, NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  for (guint i = 0; i <= G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (ChoshoTextStore) store = open_store (fixture);

      put (store, "a", 3, rules);
      g_clear_pointer (&store, chosho_text_store_free);
      if (i < G_N_ELEMENTS (changes) && changes[i] != NULL)
        {
          sqlite3 *handle;

          g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
          g_assert_cmpint (sqlite3_exec (handle, changes[i], NULL, NULL, NULL), ==, SQLITE_OK);
          sqlite3_close (handle);
        }
      else
        {
          g_unlink (log);
          g_assert_true (g_file_set_contents (path, "no database at all, though long enough to be taken for one", -1, NULL));
        }
      store = open_store (fixture);
      expect (store, 3, "特権", "");
      put (store, "a", 3, rules);
      expect (store, 3, "特権", "a/1");
    }
}

/* Who may not write reads what is there; without anything there nothing can be read. */
static void
test_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTextStore) store = chosho_text_store_open_reader (fixture->folder, &error);

  g_assert_null (store);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  store = open_store (fixture);
  put (store, "a", 3, rules);
  g_clear_pointer (&store, chosho_text_store_free);
  store = chosho_text_store_open_reader (fixture->folder, &error);
  g_assert_no_error (error);
  expect (store, 3, "鍵", "a/3");
}

static void
test_in_memory (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTextStore) store = chosho_text_store_new_in_memory (&error);

  g_assert_no_error (error);
  put (store, "a", 3, rules);
  expect (store, 3, "申請", "a/1");
}

static gboolean
on_first (const ChoshoTextFound *found, gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return TRUE;
}

/* A question that nobody waits for any more ends. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoTextStore) store = open_store (fixture);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    g_ptr_array_add (texts, (gpointer) rules[0]);
  g_ptr_array_add (texts, NULL);
  put (store, "a", 3, (const char *const *) texts->pdata);
  chosho_text_store_set_cancellable (store, cancellable);
  g_assert_false (chosho_text_store_find (store, 3, "特権", on_first, cancellable, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/text-store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("words", test_words);
  ADD ("replaced", test_replaced);
  ADD ("forgotten", test_forgotten);
  ADD ("rolled-back", test_rolled_back);
  ADD ("holders", test_holders);
  ADD ("made-anew", test_made_anew);
  ADD ("reader", test_reader);
  ADD ("cancelled", test_cancelled);
  g_test_add_func ("/store/text-store/in-memory", test_in_memory);
  return g_test_run ();
}
