/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The store's work as one small program, for the fault tests:
 *
 *   store-driver append LOG COUNT      COUNT transactions of one to three events; makes LOG if it is missing
 *   store-driver check LOG             opens it, checks every event, prints how many there are
 *   store-driver create DIR            makes an engagement
 *   store-driver backup DIR FILE       store-driver restore FILE DIR
 *   store-driver mark LOG DIR COUNT    COUNT times: an event, then its mark in the state folder
 *   store-driver index PATH COUNT      COUNT transactions on an index
 *
 * Each act is acknowledged by a line on standard output, written at once, when it has been done. Transaction n
 * holds the events n.0, n.1, …, whose bytes name n, their place and their number.
 */
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "chosho-backup.h"
#include "chosho-copy.h"
#include "chosho-engagement-folder.h"
#include "chosho-event-log.h"
#include "chosho-index.h"
#include "chosho-lock.h"

#define ENGAGEMENT "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void
acknowledge (const char *format, gint64 number)
{
  g_autofree char *line = g_strdup_printf ("%s %" G_GINT64_FORMAT "\n", format, number);

  if (write (STDOUT_FILENO, line, strlen (line)) != (gssize) strlen (line))
    _exit (3);
}

static ChoshoStoredEvent *
make_event (gint64 batch, guint part, guint parts)
{
  g_autofree char *padding = g_strnfill ((gsize) (batch * 641 % 3500), 'x');
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint8 id[CHOSHO_DIGEST_SIZE];
  guint8 signature[CHOSHO_SIGNATURE_SIZE] = { 0 };

  text = g_strdup_printf ("{\"batch\":%" G_GINT64_FORMAT ",\"padding\":\"%s\",\"part\":%u,\"parts\":%u}", batch, padding,
                          part, parts);
  bytes = g_bytes_new (text, strlen (text));
  chosho_stored_event_compute_id (bytes, id);
  return chosho_stored_event_new (id, bytes, signature);
}

static GPtrArray *
make_batch (gint64 batch)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_stored_event_free);
  guint parts = (guint) (1 + batch % 3);

  for (guint part = 0; part < parts; part++)
    g_ptr_array_add (events, make_event (batch, part, parts));
  return events;
}

static gboolean
append_batch (ChoshoEventLog *log, gint64 batch, GError **error)
{
  g_autoptr (GPtrArray) events = make_batch (batch);

  return chosho_event_log_append (log, (ChoshoStoredEvent *const *) events->pdata, events->len, NULL, NULL, error);
}

/* The first batch that the log does not hold. */
static gboolean
find_next_batch (ChoshoEventLog *log, gint64 *batch, GError **error)
{
  gboolean held = TRUE;

  for (*batch = 0;; (*batch)++)
    {
      g_autoptr (GPtrArray) events = make_batch (*batch);
      const ChoshoStoredEvent *last = events->pdata[events->len - 1];

      if (!chosho_event_log_holds (log, last->id, &held, error))
        return FALSE;
      if (!held)
        return TRUE;
    }
}

static ChoshoEventLog *
open_or_create (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return chosho_event_log_open (path, TRUE, error);
  return chosho_event_log_create (path, error);
}

static gboolean
do_append (const char *path, gint64 count, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (ChoshoEventLog) log = open_or_create (path, error);
  gint64 next;

  if (log == NULL || !find_next_batch (log, &next, error))
    return FALSE;
  for (gint64 i = 0; i < count; i++)
    {
      g_autoptr (ChoshoLock) lock = chosho_lock_acquire (folder, CHOSHO_LOCK_TIMEOUT_MS, NULL, error);

      if (lock == NULL || !append_batch (log, next + i, error))
        return FALSE;
      acknowledge ("batch", next + i);
    }
  return TRUE;
}

static gboolean
do_check (const char *path, GError **error)
{
  g_autoptr (ChoshoEventLog) log = chosho_event_log_open (path, TRUE, error);
  g_autoptr (GPtrArray) complaints = NULL;
  gint64 count, last;

  complaints = log != NULL ? chosho_event_log_check (log, NULL, NULL, error) : NULL;
  if (complaints == NULL || !chosho_event_log_get_extent (log, &count, &last, error))
    return FALSE;
  for (guint i = 0; i < complaints->len; i++)
    g_printerr ("%s\n", (const char *) complaints->pdata[i]);
  acknowledge ("events", count);
  return complaints->len == 0 && count == last;
}

static gboolean
do_create (const char *path, GError **error)
{
  g_autoptr (GPtrArray) events = make_batch (2);

  if (!chosho_engagement_folder_create (path, (ChoshoStoredEvent *const *) events->pdata, events->len, error))
    return FALSE;
  acknowledge ("created", events->len);
  return TRUE;
}

static gboolean
do_backup (const char *folder, const char *file, GError **error)
{
  ChoshoBackupSummary summary;

  if (!chosho_backup_create (folder, file, &summary, NULL, NULL, error))
    return FALSE;
  acknowledge ("backed-up", summary.events);
  return TRUE;
}

static gboolean
do_restore (const char *file, const char *folder, GError **error)
{
  ChoshoBackupSummary summary;

  if (!chosho_backup_restore (file, folder, &summary, NULL, NULL, error))
    return FALSE;
  acknowledge ("restored", summary.events);
  return TRUE;
}

static gboolean
do_mark (const char *path, const char *folder, gint64 count, GError **error)
{
  g_autoptr (ChoshoEventLog) log = open_or_create (path, error);
  gint64 next;

  if (log == NULL || !find_next_batch (log, &next, error))
    return FALSE;
  for (gint64 i = 0; i < count; i++)
    {
      g_autoptr (ChoshoCopy) copy = chosho_copy_open (ENGAGEMENT, folder, log, error);
      g_autoptr (GPtrArray) events = make_batch (next + i);
      g_autofree char *id = NULL;

      if (copy == NULL || !append_batch (log, next + i, error))
        return FALSE;
      id = chosho_hex_encode (((ChoshoStoredEvent *) events->pdata[0])->id, CHOSHO_DIGEST_SIZE);
      if (!chosho_copy_mark (copy, "author", next + i, id, error))
        return FALSE;
      acknowledge (chosho_copy_get_id (copy), next + i);
    }
  return TRUE;
}

/* One transaction: row number @n and the meta key "stands-at" together. */
static gboolean
write_index (ChoshoIndex *index, gint64 n, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%08" G_GINT64_FORMAT, n);
  g_autofree char *json = g_strnfill ((gsize) (n * 97 % 1500), 'j');

  if (!chosho_index_begin (index, error))
    return FALSE;
  if (!chosho_index_put_row (index, "step", id, id, NULL, json, error)
      || !chosho_index_set_meta (index, "stands-at", id, error))
    {
      chosho_index_rollback (index);
      return FALSE;
    }
  return chosho_index_commit (index, error);
}

static gboolean
do_index (const char *path, gint64 count, GError **error)
{
  ChoshoIndexState state;
  g_autoptr (ChoshoIndex) index = chosho_index_open_writer (path, 1, &state, error);

  if (index == NULL)
    return FALSE;
  if (state == CHOSHO_INDEX_STALE
      && (!chosho_index_begin (index, error) || !chosho_index_clear_all (index, error)
          || !chosho_index_commit (index, error)))
    return FALSE;
  for (gint64 i = 0; i < count; i++)
    {
      if (!write_index (index, i, error))
        return FALSE;
      acknowledge ("row", i);
      if (i % 10 == 9 && !chosho_index_checkpoint (index, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run (int argc, char **argv, GError **error)
{
  const char *verb = argc > 2 ? argv[1] : "";

  if (g_str_equal (verb, "append") && argc == 4)
    return do_append (argv[2], g_ascii_strtoll (argv[3], NULL, 10), error);
  if (g_str_equal (verb, "check") && argc == 3)
    return do_check (argv[2], error);
  if (g_str_equal (verb, "create") && argc == 3)
    return do_create (argv[2], error);
  if (g_str_equal (verb, "backup") && argc == 4)
    return do_backup (argv[2], argv[3], error);
  if (g_str_equal (verb, "restore") && argc == 4)
    return do_restore (argv[2], argv[3], error);
  if (g_str_equal (verb, "mark") && argc == 5)
    return do_mark (argv[2], argv[3], g_ascii_strtoll (argv[4], NULL, 10), error);
  if (g_str_equal (verb, "index") && argc == 4)
    return do_index (argv[2], g_ascii_strtoll (argv[3], NULL, 10), error);
  g_printerr ("usage: see the head of store-driver.c\n");
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_set_prgname ("store-driver");
  if (run (argc, argv, &error))
    return 0;
  if (error != NULL)
    g_printerr ("store-driver: %s\n", error->message);
  return 1;
}
