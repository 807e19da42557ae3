/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Search in everything as the window asks for it: asynchronous, cancelled, with evidence read behind it. */

#include <glib/gstdio.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-text-search.h"
#include "workspace-fixture.h"

typedef WorkspaceFixture Fixture;

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static void
run (Fixture *self, const char *command, ChoshoValue *args)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  chosho_workspace_run_async (self->workspace, command, args, NULL, on_ready, &result);
  chosho_workspace_run_finish (self->workspace, wait_for (&result), NULL, &error);
  g_assert_no_error (error);
}

/* Takes a text of @n_lines lines in as evidence. */
static void
add_text (Fixture *self, const char *name, const char *line, guint n_lines)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  ChoshoValue *args = chosho_value_new_object (), *files = chosho_value_new_array ();

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "%s\n", line);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  chosho_value_append_string (files, path);
  chosho_value_set (args, "files", files);
  run (self, "evidence add", args);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  workspace_fixture_set_up (self);
  chosho_workspace_set_identity (self->workspace, self->identity);
  run (self, "member confirm-independence", chosho_value_new_object ());
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  workspace_fixture_tear_down (self);
}

static gint64
count (ChoshoTextSearch *search, const char *key)
{
  return chosho_value_get_integer (chosho_text_search_get_counts (search), key, -1);
}

static void
wait_for_count (ChoshoTextSearch *search, const char *key, gint64 wanted)
{
  while (count (search, key) != wanted)
    g_main_context_iteration (NULL, TRUE);
}

/* How many are found. */
static guint
find (ChoshoTextSearch *search, const char *text, gboolean *more)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (ChoshoValue) answer = NULL;
  g_autoptr (GError) error = NULL;

  chosho_text_search_find_async (search, text, "evidence", 2, NULL, on_ready, &result);
  answer = chosho_text_search_find_finish (search, wait_for (&result), &error);
  g_assert_no_error (error);
  *more = chosho_value_get_boolean (answer, "more", FALSE);
  return chosho_value_get_length (chosho_value_get (answer, "results"));
}

/* Nobody asks for it: what is there when it is opened is read, and what comes in later. */
static void
test_reads_by_itself (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoTextSearch) search = NULL;
  guint64 done, total;
  gboolean more;

  add_text (self, "a.txt", "証跡", 1);
  search = chosho_text_search_new (self->workspace);
  wait_for_count (search, "text", 1);
  g_assert_cmpuint (find (search, "証跡", &more), ==, 1);
  g_assert_false (more);
  add_text (self, "b.txt", "証跡の写し", 1);
  add_text (self, "c.txt", "証跡の控え", 1);
  wait_for_count (search, "text", 3);
  g_assert_false (chosho_text_search_is_reading (search, &done, &total));
  g_assert_cmpuint (find (search, "証跡", &more), ==, 2);
  g_assert_true (more);
  chosho_text_search_close (search);
}

/* Who typed on gets no answer to what was asked before. */
static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoTextSearch) search = chosho_text_search_new (self->workspace);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable); /* while it waits for its turn, as it were */
  chosho_text_search_find_async (search, "証", NULL, 10, cancellable, on_ready, &result);
  g_assert_null (chosho_text_search_find_finish (search, wait_for (&result), &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  chosho_text_search_close (search);
}

/* What was read until somebody stopped it is kept; it goes on when somebody wants it. */
static void
test_stopped (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoTextSearch) search = NULL;
  guint64 done = 0, total = 0;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u.txt", i);
      g_autofree char *line = g_strdup_printf ("%02u 行の記録", i);

      add_text (self, name, line, 2000);
    }
  search = chosho_text_search_new (self->workspace);
  /* A quick machine may have read them all before it is asked again. */
  while (!chosho_text_search_is_reading (search, &done, &total) && count (search, "text") != 12)
    g_main_context_iteration (NULL, TRUE);
  chosho_text_search_stop (search);
  while (chosho_text_search_is_reading (search, &done, &total) || count (search, "text") + count (search, "unread") != 12)
    g_main_context_iteration (NULL, TRUE);
  chosho_text_search_read (search);
  wait_for_count (search, "text", 12);
  chosho_text_search_close (search);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/session/text-search/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("reads-by-itself", test_reads_by_itself);
  ADD ("cancelled", test_cancelled);
  ADD ("stopped", test_stopped);
  return g_test_run ();
}
