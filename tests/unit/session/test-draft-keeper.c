/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "chosho-draft-keeper.h"
#include "chosho-drafts.h"

/* A folder in which a folder stands where the drafts' file should be: nothing can be written until it is gone. */
typedef struct
{
  char              *folder;
  char              *obstacle;
  ChoshoDraftKeeper *keeper;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("chosho-XXXXXX", &error);
  g_assert_no_error (error);
  self->obstacle = g_build_filename (self->folder, CHOSHO_DRAFTS_LOCK, NULL);
  g_assert_cmpint (g_mkdir (self->obstacle, 0700), ==, 0);
  self->keeper = chosho_draft_keeper_new (self->folder);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->keeper);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_free (self->folder);
  g_free (self->obstacle);
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
save (Fixture *self, const char *subject, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (ChoshoValue) draft = text != NULL ? chosho_value_new_object () : NULL;

  if (draft != NULL)
    chosho_value_set_string (draft, "result", text);
  chosho_draft_keeper_save_async (self->keeper, "person", "8.1.2.1", subject, draft, on_done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return chosho_draft_keeper_save_finish (self->keeper, result, NULL);
}

/* What is listed for @subject; NULL where nothing is. (transfer full) */
static char *
read_draft (ChoshoDraftKeeper *keeper, const char *subject)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) drafts = NULL;

  chosho_draft_keeper_list_async (keeper, "person", "8.1.2.1", on_done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  drafts = chosho_draft_keeper_list_finish (keeper, result, &error);
  g_assert_no_error (error);
  return g_strdup (chosho_value_get_string (chosho_value_get (drafts, subject), "result"));
}

static void
assert_draft (ChoshoDraftKeeper *keeper, const char *subject, const char *expected)
{
  g_autofree char *text = read_draft (keeper, subject);

  g_assert_cmpstr (text, ==, expected);
}

static void
on_trouble_changed_cb (ChoshoDraftKeeper *keeper, guint *n_changes)
{
  (*n_changes)++;
}

/* What cannot be written is told, held and listed; the last that was typed holds. */
static void
test_held (Fixture *self, gconstpointer data)
{
  guint n_changes = 0;

  g_signal_connect (self->keeper, "trouble-changed", G_CALLBACK (on_trouble_changed_cb), &n_changes);
  g_assert_false (save (self, "one", "first"));
  g_assert_nonnull (chosho_draft_keeper_get_trouble (self->keeper));
  g_assert_nonnull (strstr (chosho_draft_keeper_get_trouble (self->keeper)->message, self->folder));
  g_assert_false (save (self, "one", "second"));
  g_assert_false (save (self, "two", "other"));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (chosho_draft_keeper_get_n_unwritten (self->keeper), ==, 2);
  assert_draft (self->keeper, "one", "second");
  assert_draft (self->keeper, "two", "other");
  g_assert_false (save (self, "two", NULL));
  g_assert_cmpuint (chosho_draft_keeper_get_n_unwritten (self->keeper), ==, 1);
  assert_draft (self->keeper, "two", NULL);
}

/* Once there is room the next draft brings the others along. */
static void
test_written_with_the_next (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoDraftKeeper) other = NULL;

  g_assert_false (save (self, "one", "first"));
  g_assert_cmpint (g_rmdir (self->obstacle), ==, 0);
  g_assert_true (save (self, "two", "other"));
  while (chosho_draft_keeper_get_trouble (self->keeper) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (chosho_draft_keeper_get_n_unwritten (self->keeper), ==, 0);
  other = chosho_draft_keeper_new (self->folder);
  assert_draft (other, "one", "first");
  assert_draft (other, "two", "other");
}

/* Also where nobody types any more. */
static void
test_written_by_itself (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoDraftKeeper) other = NULL;

  g_assert_false (save (self, "one", "first"));
  g_assert_cmpint (g_rmdir (self->obstacle), ==, 0);
  while (chosho_draft_keeper_get_trouble (self->keeper) != NULL)
    g_main_context_iteration (NULL, TRUE);
  other = chosho_draft_keeper_new (self->folder);
  assert_draft (other, "one", "first");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/session/draft-keeper/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("held", test_held);
  ADD ("written-with-the-next", test_written_with_the_next);
  ADD ("written-by-itself", test_written_by_itself);
  return g_test_run ();
}
