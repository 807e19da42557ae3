/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-object-check.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "evidence-fixture.h"

static void
on_problem (const ChoshoObjectProblem *problem, gpointer user_data)
{
  g_string_append_printf (user_data, "%d %s %s\n", (int) problem->kind, problem->path,
                          problem->digest != NULL ? "object" : "-");
  g_assert_nonnull (strstr (problem->message, problem->path));
}

static void
expect (ChoshoObjectCheck *check, const char *content)
{
  g_autofree char *digest = chosho_digest_hex (content, strlen (content));

  chosho_object_check_expect (check, digest, (gint64) strlen (content));
}

static char *
run (ChoshoObjectCheck *check, ChoshoObjectCheckCounts *counts)
{
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);

  g_assert_true (chosho_object_check_run (check, NULL, NULL, on_problem, out, counts, &error));
  g_assert_no_error (error);
  return g_string_free (out, FALSE);
}

/* "<kind> objects/xx/<digest> object\n" of the digest of @content. */
static char *
line (ChoshoObjectProblemKind kind, const char *content)
{
  g_autofree char *digest = chosho_digest_hex (content, strlen (content));

  return g_strdup_printf ("%d objects/%.2s/%s object\n", (int) kind, digest, digest);
}

static void
test_clean (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoObjectCheck) check = chosho_object_check_new (self->store);
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  ChoshoObjectCheckCounts counts;
  guint64 done = 0, total = 0, bytes = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *content = g_strdup_printf ("object %u", i);

      g_free (evidence_fixture_put (self, content));
      expect (check, content);
      expect (check, content); /* two events may name one object */
      bytes += strlen (content);
    }
  g_assert_true (chosho_object_check_run (check, NULL, progress, on_problem, out, &counts, &error));
  g_assert_cmpstr (out->str, ==, "");
  g_assert_cmpuint (counts.objects, ==, 300);
  g_assert_cmpuint (counts.bytes, ==, bytes);
  g_assert_cmpuint (counts.problems, ==, 0);
  chosho_progress_get (progress, &done, &total);
  g_assert_cmpuint (done, ==, bytes);
  g_assert_cmpuint (total, ==, bytes);
}

static void
overwrite (EvidenceFixture *self, const char *content, const char *other, int mode)
{
  g_autofree char *digest = chosho_digest_hex (content, strlen (content));
  g_autofree char *path = evidence_fixture_object_path (self, digest);

  g_assert_true (g_file_set_contents (path, other, -1, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (strchr (*(const char *const *) a, ' '), strchr (*(const char *const *) b, ' '));
}

/* Every kind of problem at once; every one is named. */
static void
test_all_kinds (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoObjectCheck) check = chosho_object_check_new (self->store);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *foreign = g_build_filename (self->engagement, "objects", "ab", "Thumbs.db", NULL);
  g_autofree char *leftover = g_build_filename (self->engagement, "objects", ".new-00", NULL);
  g_autofree char *shard = g_build_filename (self->engagement, "objects", "cd", NULL);
  g_autofree char *out = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *object = NULL, *digest = NULL;
  ChoshoObjectCheckCounts counts;

  static const char *const held[] = { "good", "flipped", "truncated", "mode", "extra", "bad extra", "link" };

  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    {
      g_free (evidence_fixture_put (self, held[i]));
      if (strstr (held[i], "extra") == NULL)
        expect (check, held[i]);
    }
  expect (check, "missing");
  overwrite (self, "flipped", "flipqed", 0400);
  overwrite (self, "truncated", "trunc", 0400);
  overwrite (self, "mode", "mode", 0644);
  overwrite (self, "bad extra", "bad", 0400);
  digest = chosho_digest_hex ("link", 4);
  object = evidence_fixture_object_path (self, digest);
  g_assert_cmpint (g_unlink (object), ==, 0);
  g_assert_cmpint (symlink ("/etc/hostname", object), ==, 0);
  g_assert_true (g_file_set_contents (foreign, "x", -1, NULL));
  g_assert_true (g_file_set_contents (leftover, "x", -1, NULL));
  g_assert_cmpint (g_chmod (shard, 0755), ==, 0);

  g_ptr_array_add (lines, line (CHOSHO_OBJECT_PROBLEM_DAMAGED, "flipped"));
  g_ptr_array_add (lines, line (CHOSHO_OBJECT_PROBLEM_DAMAGED, "truncated"));
  g_ptr_array_add (lines, line (CHOSHO_OBJECT_PROBLEM_MODE, "mode"));
  g_ptr_array_add (lines, line (CHOSHO_OBJECT_PROBLEM_EXTRA, "extra"));
  g_ptr_array_add (lines, line (CHOSHO_OBJECT_PROBLEM_EXTRA, "bad extra"));
  g_ptr_array_add (lines, line (CHOSHO_OBJECT_PROBLEM_MISSING, "missing"));
  g_ptr_array_add (lines, line (CHOSHO_OBJECT_PROBLEM_MISSING, "link"));
  g_ptr_array_add (lines, g_strdup_printf ("%d objects/%.2s/%s -\n", CHOSHO_OBJECT_PROBLEM_FOREIGN, digest, digest));
  g_ptr_array_add (lines, g_strdup_printf ("%d objects/ab/Thumbs.db -\n", CHOSHO_OBJECT_PROBLEM_FOREIGN));
  g_ptr_array_add (lines, g_strdup_printf ("%d objects/.new-00 -\n", CHOSHO_OBJECT_PROBLEM_LEFTOVER));
  g_ptr_array_add (lines, g_strdup_printf ("%d objects/cd -\n", CHOSHO_OBJECT_PROBLEM_MODE));
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  expected = g_strjoinv ("", (char **) lines->pdata);

  out = run (check, &counts);
  {
    g_auto (GStrv) got = g_strsplit (out, "\n", -1);
    guint n = g_strv_length (got) - 1;

    /* Of one path (the link) the order is by kind. */
    g_assert_cmpuint (n, ==, lines->len - 1);
    for (guint i = 0; i < n; i++)
      {
        g_autofree char *whole = g_strconcat (got[i], "\n", NULL);

        g_assert_nonnull (strstr (expected, whole));
      }
  }
  g_assert_cmpuint (counts.problems, ==, 11);
  g_assert_cmpuint (counts.errors, ==, 4);
  g_assert_cmpuint (counts.objects, ==, 6);
}

/* A file with the right content and another size than the record says: the record is wrong. */
static void
test_sizes (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoObjectCheck) check = chosho_object_check_new (self->store);
  g_autofree char *wrong = evidence_fixture_put (self, "wrong size");
  g_autofree char *unknown = evidence_fixture_put (self, "unknown size");
  g_autofree char *contradictory = evidence_fixture_put (self, "two sizes");
  g_autofree char *out = NULL;
  ChoshoObjectCheckCounts counts;

  chosho_object_check_expect (check, wrong, 11);
  chosho_object_check_expect (check, unknown, -1);
  chosho_object_check_expect (check, contradictory, -1);
  chosho_object_check_expect (check, contradictory, 9);
  chosho_object_check_expect (check, contradictory, 10);
  out = run (check, &counts);
  g_assert_nonnull (strstr (out, wrong));
  g_assert_nonnull (strstr (out, contradictory));
  g_assert_null (strstr (out, unknown));
  g_assert_cmpuint (counts.errors, ==, 2);
}

static void
test_quick (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoObjectCheck) check = chosho_object_check_new (self->store);
  g_autofree char *out = NULL;
  g_autofree char *expected_missing = line (CHOSHO_OBJECT_PROBLEM_MISSING, "missing");
  g_autofree char *expected_short = line (CHOSHO_OBJECT_PROBLEM_DAMAGED, "short");
  ChoshoObjectCheckCounts counts;

  g_free (evidence_fixture_put (self, "flipped"));
  g_free (evidence_fixture_put (self, "short"));
  overwrite (self, "flipped", "flipqed", 0400);
  overwrite (self, "short", "shor", 0400);
  expect (check, "flipped");
  expect (check, "short");
  expect (check, "missing");
  chosho_object_check_set_quick (check, TRUE);
  out = run (check, &counts);
  g_assert_nonnull (strstr (out, expected_missing));
  g_assert_nonnull (strstr (out, expected_short));
  g_assert_cmpuint (counts.problems, ==, 2);
  g_assert_cmpuint (counts.objects, ==, 2);
  g_assert_cmpuint (counts.bytes, ==, 0);
}

/* Every single flipped bit of every byte of a small store is noticed and named. */
static void
test_flips (EvidenceFixture *self, gconstpointer data)
{
  static const char content[] = "every bit counts";
  g_autoptr (ChoshoObjectCheck) check = chosho_object_check_new (self->store);
  g_autofree char *digest = evidence_fixture_put (self, content);
  g_autofree char *path = evidence_fixture_object_path (self, digest);
  g_autofree char *expected = line (CHOSHO_OBJECT_PROBLEM_DAMAGED, content);
  g_autofree char *clean = NULL;
  int fd;

  expect (check, content);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  fd = open (path, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  for (guint bit = 0; bit < 8 * strlen (content); bit++)
    {
      char byte = (char) (content[bit / 8] ^ (1 << bit % 8));
      g_autofree char *out = NULL;

      g_assert_cmpint (pwrite (fd, &byte, 1, bit / 8), ==, 1);
      out = run (check, NULL);
      g_assert_cmpstr (out, ==, expected);
      g_assert_cmpint (pwrite (fd, content + bit / 8, 1, bit / 8), ==, 1);
    }
  clean = run (check, NULL);
  g_assert_cmpstr (clean, ==, "");
  close (fd);
}

static void
test_cancel (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoObjectCheck) check = chosho_object_check_new (self->store);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  ChoshoObjectCheckCounts counts;

  g_free (evidence_fixture_put (self, "x"));
  g_cancellable_cancel (cancellable);
  g_assert_false (chosho_object_check_run (check, cancellable, NULL, NULL, NULL, &counts, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  g_assert_cmpuint (counts.objects, ==, 0);
}

/* A permission denied is told as what it is, and the others are checked all the same. */
static void
test_unreadable (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoObjectCheck) check = chosho_object_check_new (self->store);
  g_autofree char *digest = evidence_fixture_put (self, "closed");
  g_autofree char *path = evidence_fixture_object_path (self, digest);
  g_autofree char *out = NULL;
  g_autofree char *expected = line (CHOSHO_OBJECT_PROBLEM_UNREADABLE, "closed");
  ChoshoObjectCheckCounts counts;

  g_free (evidence_fixture_put (self, "open"));
  expect (check, "closed");
  expect (check, "open");
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (geteuid () == 0)
    {
      g_test_skip ("root reads everything");
      return;
    }
  out = run (check, &counts);
  g_assert_nonnull (strstr (out, expected));
  g_assert_cmpuint (counts.errors, ==, 1);
  g_assert_cmpuint (counts.objects, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/evidence/object-check/" name, EvidenceFixture, NULL, evidence_fixture_set_up, function, \
              evidence_fixture_tear_down)
  ADD ("clean", test_clean);
  ADD ("all-kinds", test_all_kinds);
  ADD ("sizes", test_sizes);
  ADD ("quick", test_quick);
  ADD ("flips", test_flips);
  ADD ("cancel", test_cancel);
  ADD ("unreadable", test_unreadable);
  return g_test_run ();
}
