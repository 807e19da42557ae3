/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <sys/wait.h>
#include <unistd.h>

#include "chosho-drafts.h"
#include "chosho-lock.h"

static ChoshoDrafts *
open_drafts (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  ChoshoDrafts *drafts = chosho_drafts_open (fixture->folder, &error);

  g_assert_no_error (error);
  return drafts;
}

static void
put (ChoshoDrafts *drafts, const char *person, const char *control, const char *subject, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) draft = text != NULL ? chosho_value_new_object () : NULL;

  if (draft != NULL)
    chosho_value_set_string (draft, "result", text);
  chosho_drafts_put (drafts, person, control, subject, draft, &error);
  g_assert_no_error (error);
}

static char *
get (ChoshoDrafts *drafts, const char *person, const char *control, const char *subject)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) all = chosho_drafts_list (drafts, person, control, &error);

  g_assert_no_error (error);
  return g_strdup (chosho_value_get_string (chosho_value_get (all, subject), "result"));
}

#define assert_draft(drafts, person, control, subject, expected) \
  G_STMT_START { g_autofree char *found_ = get (drafts, person, control, subject); g_assert_cmpstr (found_, ==, expected); } G_STMT_END

/* Each person has one draft a step; the last one stands; it is there again after opening anew. */
static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoDrafts) drafts = open_drafts (fixture);

  put (drafts, "m1", "8.1.2.1", "s1", "規程を閲覧した");
  put (drafts, "m1", "8.1.2.1", "s1", "規程を閲覧し、第5条を確かめた\n改行");
  put (drafts, "m2", "8.1.2.1", "s1", "別の人");
  put (drafts, "m1", "8.1.2.2", "s2", "別の管理策");
  g_clear_pointer (&drafts, chosho_drafts_free);
  drafts = open_drafts (fixture);
  assert_draft (drafts, "m1", "8.1.2.1", "s1", "規程を閲覧し、第5条を確かめた\n改行");
  assert_draft (drafts, "m2", "8.1.2.1", "s1", "別の人");
  assert_draft (drafts, "m1", "8.1.2.1", "s2", NULL);
  assert_draft (drafts, "m1", "8.1.2.2", "s2", "別の管理策");
}

static void
test_forgets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoDrafts) drafts = open_drafts (fixture);

  put (drafts, "m1", "8.1.2.1", "s1", "x");
  put (drafts, "m2", "8.1.2.1", "s1", "y");
  put (drafts, "m1", "8.1.2.1", "s1", NULL);
  put (drafts, "m1", "8.1.2.1", "s1", NULL); /* what is gone can go again */
  assert_draft (drafts, "m1", "8.1.2.1", "s1", NULL);
  assert_draft (drafts, "m2", "8.1.2.1", "s1", "y");
}

/* A process that dies at once after put() has lost nothing. */
static void
test_survives_kill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoDrafts) drafts = NULL;
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      put (open_drafts (fixture), "m1", "8.1.2.1", "s1", "失われない");
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  drafts = open_drafts (fixture);
  assert_draft (drafts, "m1", "8.1.2.1", "s1", "失われない");
}

/* Typing does not wait for the command that holds the engagement's lock. */
static void
test_own_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoLock) lock = chosho_lock_acquire (fixture->folder, 0, NULL, &error);
  g_autoptr (ChoshoDrafts) drafts = NULL;

  g_assert_no_error (error);
  drafts = open_drafts (fixture);
  put (drafts, "m1", "8.1.2.1", "s1", "x");
  assert_draft (drafts, "m1", "8.1.2.1", "s1", "x");
}

static void
assert_refused (Fixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (chosho_drafts_open (fixture->folder, &error));
  g_assert_error (error, CHOSHO_ERROR, code);
  g_assert_nonnull (strstr (error->message, CHOSHO_DRAFTS_FILE));
}

/* Neither a newer program's file nor anybody else's is touched. */
static void
test_refuses_others (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, CHOSHO_DRAFTS_FILE, NULL);
  g_autofree char *made = NULL;
  g_autofree char *other = NULL;

  chosho_drafts_free (open_drafts (fixture));
  made = run_sqlite (path, "PRAGMA user_version = 2", NULL);
  g_assert_nonnull (made);
  assert_refused (fixture, CHOSHO_ERROR_READ_ONLY);
  other = run_sqlite (path, "PRAGMA user_version = 1; PRAGMA application_id = 7", NULL);
  g_assert_nonnull (other);
  assert_refused (fixture, CHOSHO_ERROR_INTEGRITY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/drafts/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("keeps", test_keeps);
  ADD ("forgets", test_forgets);
  ADD ("survives-kill", test_survives_kill);
  ADD ("own-lock", test_own_lock);
  ADD ("refuses-others", test_refuses_others);
#undef ADD
  return g_test_run ();
}
