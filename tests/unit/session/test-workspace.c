/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "chosho-database.h"
#include "chosho-error.h"
#include "chosho-lock.h"
#include "chosho-session.h"
#include "chosho-test-parse.h"
#include "chosho-workspace.h"

/* Smaller than any index: as if the disk were full. */
#define FILE_LIMIT_BYTES 1024

/* An engagement on disk with one person, closed. */
typedef struct
{
  char           *folder;
  char           *path;
  ChoshoIdentity *identity;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  g_autoptr (ChoshoSession) session = NULL;
  g_autoptr (ChoshoValue) roles = chosho_test_parse ("['leader']");
  g_autoptr (ChoshoValue) facts = chosho_test_parse ("{'title':'見本','firm':'F','client':'C','services':['S'],'period_start':'2025-04-01',"
    "'period_end':'2026-03-31','language':'ja','time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap'}");

  self->folder = g_dir_make_tmp ("chosho-XXXXXX", &error);
  g_assert_no_error (error);
  key = g_build_filename (self->folder, "key", NULL);
  self->path = g_build_filename (self->folder, "e.chosho", NULL);
  self->identity = chosho_identity_create ("田中（見本）", NULL, key, &error);
  g_assert_no_error (error);
  session = chosho_session_create (self->path, self->identity, facts, roles, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);
  g_autoptr (GError) error = NULL;

  chosho_identity_unref (self->identity);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_free (self->folder);
  g_free (self->path);
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
on_opened_cb (ChoshoWorkspace *workspace, GError *error, gboolean *open)
{
  g_assert_no_error (error);
  *open = TRUE;
}

static ChoshoWorkspace *
open_workspace (Fixture *self)
{
  ChoshoWorkspace *workspace = chosho_workspace_open (self->path);
  gboolean open = FALSE;

  g_signal_connect (workspace, "opened", G_CALLBACK (on_opened_cb), &open);
  while (!open)
    g_main_context_iteration (NULL, TRUE);
  return workspace;
}

/* The only member, found as the window finds its rows: ids on the worker, the row at once. */
static ChoshoValue *
read_member (ChoshoWorkspace *workspace)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoRowQuery) query = chosho_row_query_new ("member");
  g_autoptr (GPtrArray) ids = NULL;
  ChoshoValue *row;

  chosho_workspace_query_async (workspace, query, NULL, on_done_cb, &result);
  ids = chosho_workspace_query_finish (workspace, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  row = chosho_workspace_read_row (workspace, "member", g_ptr_array_index (ids, 0));
  g_assert_nonnull (row);
  return row;
}

static void
confirm (ChoshoWorkspace *workspace)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  chosho_workspace_run_async (workspace, "member confirm-independence", chosho_value_new_object (), NULL, on_done_cb, &result);
  chosho_workspace_run_finish (workspace, wait_for (&result), NULL, &error);
  g_assert_no_error (error);
}

/* Where no index can be written the window reads from memory, and from the file as soon as it is there. */
static void
test_nothing_can_be_written (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoWorkspace) workspace = NULL;
  g_autoptr (ChoshoValue) in_memory = NULL;
  g_autoptr (ChoshoValue) in_file = NULL;
  struct rlimit before, small;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = FILE_LIMIT_BYTES;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  workspace = open_workspace (self);
  in_memory = read_member (workspace);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpstr (chosho_value_get_string (in_memory, "name"), ==, "田中（見本）");
  g_assert_false (chosho_value_get_boolean (in_memory, "independence_confirmed", TRUE));

  chosho_workspace_set_identity (workspace, self->identity);
  confirm (workspace);
  in_file = read_member (workspace);
  g_assert_true (chosho_value_get_boolean (in_file, "independence_confirmed", FALSE));
}

static void
on_ended_cb (ChoshoJob *job, const GError *error, guint recorded, GError **told)
{
  g_assert_null (*told);
  *told = g_error_copy (error);
  g_assert_cmpuint (recorded, ==, 0);
}

/* A command that waits for another program is among the jobs; cancelled, it wrote nothing, and can be run again. */
static void
test_waiting (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoWorkspace) workspace = open_workspace (self);
  g_autoptr (GError) error = NULL, told = NULL;
  g_autoptr (ChoshoLock) lock = chosho_lock_acquire (self->path, 0, NULL, &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (ChoshoJob) job = NULL;

  g_assert_no_error (error);
  chosho_workspace_set_identity (workspace, self->identity);
  chosho_workspace_run_async (workspace, "member confirm-independence", chosho_value_new_object (), NULL, on_done_cb, &result);
  job = g_list_model_get_item (chosho_workspace_get_jobs (workspace), 0);
  g_assert_nonnull (job);
  g_signal_connect (job, "ended", G_CALLBACK (on_ended_cb), &told);
  chosho_job_cancel (job);
  g_assert_false (chosho_workspace_run_finish (workspace, wait_for (&result), NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  g_assert_error (told, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  g_assert_cmpuint (g_list_model_get_n_items (chosho_workspace_get_jobs (workspace)), ==, 0);
  g_clear_pointer (&lock, chosho_lock_release);
  confirm (workspace);
}

/* A list that scrolls reads its rows on the main thread: no writer of the index, and be it alone with it, makes that wait. */
static void
test_rows_wait_for_no_writer (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoWorkspace) workspace = open_workspace (self);
  g_autoptr (ChoshoValue) before = read_member (workspace);
  g_autofree char *path = g_build_filename (self->path, "index.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) writer = chosho_database_open (path, CHOSHO_DATABASE_WRITE, &error);
  g_autoptr (ChoshoValue) row = NULL;

  g_assert_no_error (error);
  chosho_database_exec (writer, "BEGIN EXCLUSIVE", &error);
  g_assert_no_error (error);
  chosho_database_exec (writer, "DELETE FROM rows WHERE kind = 'member'", &error);
  g_assert_no_error (error);
  row = chosho_workspace_read_row (workspace, "member", chosho_value_get_string (before, "id")); /* NULL where it had to wait */
  g_assert_nonnull (row);
  g_assert_true (chosho_value_equal (row, before));
  chosho_database_rollback (writer);
}

/* What the first page shows is asked for before the engagement is open: it is there when that is. */
static void
test_listed_before_it_is_open (Fixture *self, gconstpointer data)
{
  static const char *const kinds[] = { "member", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoWorkspace) workspace = chosho_workspace_open (self->path);
  g_autoptr (ChoshoValue) rows = NULL;
  gboolean open = FALSE;

  g_signal_connect (workspace, "opened", G_CALLBACK (on_opened_cb), &open);
  chosho_workspace_list_async (workspace, NULL, kinds, NULL, on_done_cb, &result);
  rows = chosho_workspace_list_finish (workspace, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_true (open);
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (rows, "member")), ==, 1);
}

static void
on_not_opened_cb (ChoshoWorkspace *workspace, GError *error, GError **copy)
{
  *copy = g_error_copy (error);
}

/* Where it cannot be opened, what was asked for before ends with that error. */
static void
test_listed_and_never_open (Fixture *self, gconstpointer data)
{
  static const char *const kinds[] = { "member", NULL };
  g_autofree char *nowhere = g_strconcat (self->path, "-not", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL, why = NULL;
  g_autoptr (ChoshoWorkspace) workspace = chosho_workspace_open (nowhere);

  g_signal_connect (workspace, "opened", G_CALLBACK (on_not_opened_cb), &why);
  chosho_workspace_list_async (workspace, NULL, kinds, NULL, on_done_cb, &result);
  g_assert_null (chosho_workspace_list_finish (workspace, wait_for (&result), &error));
  g_assert_nonnull (why);
  g_assert_error (error, why->domain, why->code);
  g_assert_cmpstr (error->message, ==, why->message);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/session/workspace/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("nothing-can-be-written", test_nothing_can_be_written);
  ADD ("waiting", test_waiting);
  ADD ("rows-wait-for-no-writer", test_rows_wait_for_no_writer);
  ADD ("listed-before-it-is-open", test_listed_before_it_is_open);
  ADD ("listed-and-never-open", test_listed_and_never_open);
  return g_test_run ();
}
