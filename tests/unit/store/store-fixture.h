/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-event-log.h"

/* What the tests of this layer share: a temporary folder, made-up events, the stock sqlite3. */

typedef struct
{
  char *folder; /* owned */
  char *log;    /* owned: path of an engagement.db in it, not made yet */
  char *index;  /* owned: path of an index.db in it, not made yet */
} Fixture;

G_GNUC_UNUSED static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("chosho-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->log = g_build_filename (fixture->folder, "engagement.db", NULL);
  fixture->index = g_build_filename (fixture->folder, "index.db", NULL);
}

G_GNUC_UNUSED static void
remove_tree (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

G_GNUC_UNUSED static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->log);
  g_free (fixture->index);
}

G_GNUC_UNUSED static guint
count_entries (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* Event number @n of writer @writer, with @size bytes or a few. */
G_GNUC_UNUSED static ChoshoStoredEvent *
make_event (guint writer, guint n, gsize size)
{
  g_autofree char *text = g_strdup_printf ("{\"seq\":%u,\"writer\":%u}", n, writer);
  g_autofree char *padded = size > 0 ? g_strnfill (size, 'x') : g_strdup (text);
  g_autoptr (GBytes) bytes = NULL;
  guint8 id[CHOSHO_DIGEST_SIZE];
  guint8 signature[CHOSHO_SIGNATURE_SIZE];

  if (size > strlen (text))
    memcpy (padded, text, strlen (text));
  bytes = g_bytes_new (padded, strlen (padded));
  chosho_stored_event_compute_id (bytes, id);
  memset (signature, (int) (n & 0xff), sizeof signature);
  return chosho_stored_event_new (id, bytes, signature);
}

/* @count events of @writer from number @first. (element-type ChoshoStoredEvent) */
G_GNUC_UNUSED static GPtrArray *
make_events (guint writer, guint first, guint count)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_stored_event_free);

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (events, make_event (writer, first + i, 0));
  return events;
}

G_GNUC_UNUSED static void
append (ChoshoEventLog *log, guint writer, guint first, guint count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = make_events (writer, first, count);

  chosho_event_log_append (log, (ChoshoStoredEvent *const *) events->pdata, events->len, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Runs @sql with the stock command line tool. (transfer full) its output, NULL where it failed. */
G_GNUC_UNUSED static char *
run_sqlite (const char *path, const char *sql, char **complaint)
{
  g_autoptr (GError) error = NULL;
  const char *argv[] = { "sqlite3", "-batch", "-bail", path, sql, NULL };
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, complaint, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_clear_pointer (&output, g_free);
  return output;
}
