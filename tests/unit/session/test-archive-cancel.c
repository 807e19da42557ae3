/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who cancels an archive finds nothing of it, wherever it was: neither beside its name nor in the engagement. */

#include <glib/gstdio.h>

#include "chosho-error.h"
#include "workspace-fixture.h"

/* Long enough that most of the time goes into it. */
#define EVIDENCE_BYTES (16 * 1024 * 1024)

typedef struct
{
  WorkspaceFixture base;
  char            *secret; /* (owned) a file with a passphrase */
} Fixture;

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
run (Fixture *self, const char *command, ChoshoValue *args)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  chosho_workspace_run_async (self->base.workspace, command, args, NULL, on_ready, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  chosho_workspace_run_finish (self->base.workspace, result, NULL, &error);
  g_assert_no_error (error);
}

static void
add_evidence (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->base.folder, "big.bin", NULL), *bytes = g_malloc (EVIDENCE_BYTES);
  ChoshoValue *args = chosho_value_new_object (), *files = chosho_value_new_array ();

  for (gsize i = 0; i < EVIDENCE_BYTES; i++)
    bytes[i] = (char) (i * 2654435761u >> 24);
  g_assert_true (g_file_set_contents (path, bytes, EVIDENCE_BYTES, NULL));
  chosho_value_append_string (files, path);
  chosho_value_set (args, "files", files);
  run (self, "evidence add", args);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  workspace_fixture_set_up (&self->base);
  chosho_workspace_set_identity (self->base.workspace, self->base.identity);
  self->secret = g_build_filename (self->base.folder, "secret", NULL);
  g_assert_true (g_file_set_contents (self->secret, "a passphrase of the archive\n", -1, NULL));
  run (self, "member confirm-independence", chosho_value_new_object ());
  add_evidence (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->secret);
  workspace_fixture_tear_down (&self->base);
}

/* Every name below @path, but for what a database has beside it while somebody reads. */
static void
list_names (const char *path, GPtrArray *names)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_str_has_suffix (name, "-wal") || g_str_has_suffix (name, "-shm") || g_str_has_suffix (name, "-journal"))
        continue;
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        list_names (child, names);
      g_ptr_array_add (names, g_steal_pointer (&child));
    }
}

static int
compare_names (gconstpointer first, gconstpointer second)
{
  return strcmp (*(const char *const *) first, *(const char *const *) second);
}

/* In one text. (transfer full) */
static char *
dup_names (Fixture *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  list_names (self->base.folder, names);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("\n", (char **) names->pdata);
}

static ChoshoValue *
make_args (Fixture *self, const char *name, gboolean encrypted, char **path)
{
  ChoshoValue *args = chosho_value_new_object ();

  *path = g_build_filename (self->base.folder, name, NULL);
  chosho_value_set_string (args, "output", *path);
  if (encrypted)
    chosho_value_set_string (args, "pack_passphrase_file", self->secret);
  return args;
}

/* Makes it and cancels once @quarters of the evidence went through; below 0: never. TRUE where it was cancelled in time. */
static gboolean
make_archive (Fixture *self, const char *name, gboolean encrypted, int quarters)
{
  g_autofree char *path = NULL;
  g_autoptr (ChoshoJob) job = chosho_job_new ("Making the archive");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  chosho_workspace_run_job_async (self->base.workspace, "archive create", make_args (self, name, encrypted, &path), job, on_ready, &result);
  while (result == NULL)
    {
      guint64 passed, total;

      chosho_progress_get (chosho_job_get_progress (job), &passed, &total);
      if (quarters >= 0 && passed >= (guint64) quarters * (EVIDENCE_BYTES / 4))
        chosho_job_cancel (job);
      g_main_context_iteration (NULL, quarters < 0);
    }
  done = chosho_workspace_run_finish (self->base.workspace, result, NULL, &error);
  g_assert_true (done == g_file_test (path, G_FILE_TEST_EXISTS));
  if (done)
    {
      const char *const arguments[] = { "rm", "-rf", path, NULL };

      g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
      return FALSE;
    }
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  return TRUE;
}

static void
test_leaves_nothing (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name;
    gboolean    encrypted;
    int         quarters; /* at which it is surely not done yet */
  } kinds[] = { { "bag", FALSE, 6 }, { "bag.zip", FALSE, 6 }, { "bag.zip.sealed", TRUE, 10 } };
  g_autofree char *before = dup_names (self);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint cancelled = 0;

      for (int quarters = 0; quarters <= kinds[i].quarters; quarters += 2)
        {
          g_autofree char *after = NULL;

          cancelled += make_archive (self, kinds[i].name, kinds[i].encrypted, quarters);
          after = dup_names (self);
          g_assert_cmpstr (after, ==, before);
        }
      g_assert_cmpuint (cancelled, >=, 2); /* a machine with much to do may be done before it is told */
      g_assert_false (make_archive (self, kinds[i].name, kinds[i].encrypted, -1));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/archive/cancelled", Fixture, NULL, set_up, test_leaves_nothing, tear_down);
  return g_test_run ();
}
