/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evidence-fixture.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-digest.h"

static int
remove_one (const char *path, const struct stat *info, int kind, struct FTW *where)
{
  return remove (path);
}

void
evidence_remove_tree (const char *path)
{
  nftw (path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void
evidence_fixture_set_up (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* In memory where that can be had: what a real disk adds is for the fault tests and benchmarks. */
  if (access ("/dev/shm", W_OK) == 0)
    self->root = g_mkdtemp (g_strdup ("/dev/shm/chosho-evidence-XXXXXX"));
  else
    self->root = g_dir_make_tmp ("chosho-evidence-XXXXXX", &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->root);
  self->engagement = g_build_filename (self->root, "e.chosho", NULL);
  self->client = g_build_filename (self->root, "client", NULL);
  g_assert_cmpint (g_mkdir (self->engagement, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (self->client, 0700), ==, 0);
  chosho_object_store_make (self->engagement, &error);
  g_assert_no_error (error);
  self->store = chosho_object_store_open (self->engagement, &error);
  g_assert_no_error (error);
}

void
evidence_fixture_tear_down (EvidenceFixture *self, gconstpointer data)
{
  chosho_object_store_unref (self->store);
  evidence_remove_tree (self->root);
  g_free (self->root);
  g_free (self->engagement);
  g_free (self->client);
}

char *
evidence_fixture_write (EvidenceFixture *self, const char *name, const char *content, gssize size_bytes)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->client, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, content, size_bytes, &error);
  g_assert_no_error (error);
  return path;
}

char *
evidence_fixture_put (EvidenceFixture *self, const char *content)
{
  g_autoptr (GError) error = NULL;
  char *digest = chosho_digest_hex (content, strlen (content));
  g_autofree char *path = evidence_fixture_object_path (self, digest);

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  return digest;
}

char *
evidence_fixture_object_path (EvidenceFixture *self, const char *digest)
{
  return g_strdup_printf ("%s/objects/%.2s/%s", self->engagement, digest, digest);
}

static gboolean
count_entry (const ChoshoObjectEntry *entry, gpointer user_data, GError **error)
{
  (*(guint *) user_data)++;
  return TRUE;
}

guint
evidence_fixture_count_entries (EvidenceFixture *self)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  chosho_object_store_foreach (self->store, count_entry, &n, &error);
  g_assert_no_error (error);
  return n;
}

guint
evidence_count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}
