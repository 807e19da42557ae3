/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-bag-check.h"
#include "chosho-engagement-folder.h"
#include "chosho-error.h"
#include "chosho-staging.h"
#include "chosho-stored-event.h"
#include "chosho-verify.h"

/* The record in an archive of ours: its events are put into a log of their own and verified as every engagement is – chains,
 * signatures, powers, rules, checkpoints –, with the root that the archive names as anchor. The database that lies in the
 * archive is not opened: it is somebody else's file, and its events stand beside it as text. */

#define EVENTS "data/record/events.jsonl"
#define SIGNATURES "data/record/signatures.tsv"
#define RECORD_BYTES (1024 * 1024 * 1024)
#define SIGNATURE_FIELDS 3

/* The lines of the file @path; NULL where it is not there or cannot be read, which is a problem. (transfer full) */
static GStrv
read_lines (ChoshoBagCheck *self, const char *path)
{
  const ChoshoBagEntry *entry = g_hash_table_lookup (self->entries, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = entry != NULL ? chosho_bag_source_read (self->source, entry, RECORD_BYTES, self->cancellable, &error) : NULL;
  g_autofree char *text = NULL;
  gsize size_bytes = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size_bytes) : NULL;

  if (bytes == NULL)
    {
      chosho_bag_check_add (self, "file-missing", FALSE, path, error != NULL ? error->message : _("An archive of Chosho has this file"));
      return NULL;
    }
  text = g_strndup (data, size_bytes);
  return g_strsplit (g_strchomp (text), "\n", -1);
}

/* The event of one line, with the signature that the line of the other file has; NULL where they do not belong together. */
static ChoshoStoredEvent *
make_event (const char *line, const char *signature_line)
{
  g_auto (GStrv) fields = g_strsplit (signature_line, "\t", SIGNATURE_FIELDS);
  g_autoptr (GBytes) bytes = g_bytes_new (line, strlen (line));
  guint8 id[CHOSHO_DIGEST_SIZE], said[CHOSHO_DIGEST_SIZE];
  g_autofree guchar *signature = NULL;
  gsize size_bytes = 0;

  if (g_strv_length (fields) != SIGNATURE_FIELDS || !chosho_hex_decode (fields[0], said, sizeof said))
    return NULL;
  signature = g_base64_decode (fields[2], &size_bytes);
  chosho_stored_event_compute_id (bytes, id);
  return size_bytes == CHOSHO_SIGNATURE_SIZE && memcmp (id, said, sizeof id) == 0 ? chosho_stored_event_new (id, bytes, signature) : NULL;
}

static GPtrArray *
make_events (ChoshoBagCheck *self, GStrv lines, GStrv signatures)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_stored_event_free);
  guint n_lines = g_strv_length (lines), n_signatures = g_strv_length (signatures);

  for (guint i = 0; i < MAX (n_lines, n_signatures); i++)
    {
      ChoshoStoredEvent *event = i < n_lines && i < n_signatures ? make_event (lines[i], signatures[i]) : NULL;
      g_autofree char *message = NULL;

      if (event != NULL)
        {
          g_ptr_array_add (events, event);
          continue;
        }
      message = g_strdup_printf (_("Line %u of %s and %s is no event with its signature"), i + 1, EVENTS, SIGNATURES);
      chosho_bag_check_add (self, "event-altered", FALSE, EVENTS, message);
    }
  return events;
}

/* Objects lie elsewhere in an archive, by readable names: what the record wants is in it where some file has its digest. */
static gboolean
is_held (ChoshoBagCheck *self, const char *where)
{
  const char *digest = strrchr (where, '/');

  return digest != NULL && g_hash_table_contains (self->digests, digest + 1);
}

static void
take_problem (ChoshoBagCheck *self, ChoshoValue *problem)
{
  const char *code = chosho_value_get_string (problem, "code"), *where = chosho_value_get_string (problem, "where");
  gboolean warning = g_strcmp0 (chosho_value_get_string (problem, "severity"), "warn") == 0;
  g_autofree char *message = NULL;

  if (strcmp (code, "index-differs") == 0 || (strcmp (code, "object-missing") == 0 && (is_held (self, where) || strchr (where, '/') == NULL)))
    return; /* an archive has neither the index nor the folder of objects */
  if (strcmp (code, "object-missing") == 0)
    {
      message = g_strdup_printf (_("No file has the bytes that the record calls %s"), where);
      chosho_bag_check_add (self, "file-missing", FALSE, where, message);
      return;
    }
  message = g_strdup_printf ("%s: %s", where, chosho_value_get_string (problem, "message"));
  chosho_bag_check_add (self, code, warning, EVENTS, message);
}

static gboolean
verify (ChoshoBagCheck *self, const char *folder, GError **error)
{
  g_autoptr (ChoshoValue) anchors = chosho_value_new_array ();
  ChoshoVerifyOptions options = { .quick = TRUE, .cancellable = self->cancellable };
  g_autoptr (ChoshoValue) result = NULL;
  ChoshoValue *problems;

  if (self->root != NULL && chosho_digest_is_hex (self->root))
    {
      chosho_value_append_string (anchors, self->root);
      options.anchors = anchors;
    }
  if (!chosho_verify_run (folder, &options, &result, error))
    return FALSE;
  problems = chosho_value_get (result, "problems");
  for (guint i = 0; i < chosho_value_get_length (problems); i++)
    take_problem (self, chosho_value_get_item (problems, i));
  self->checked = chosho_value_ref (chosho_value_get (result, "checked"));
  return TRUE;
}

/* The log of @events in a hidden folder, which goes again. */
static gboolean
check_events (ChoshoBagCheck *self, GPtrArray *events, GError **error)
{
  g_autofree char *staging = chosho_staging_begin (g_get_tmp_dir (), g_get_tmp_dir (), error);
  g_autofree char *folder = staging != NULL ? g_build_filename (staging, "record", NULL) : NULL;
  gboolean done = folder != NULL
                  && chosho_engagement_folder_create (folder, (ChoshoStoredEvent *const *) events->pdata, events->len, error)
                  && verify (self, folder, error);

  chosho_staging_discard (staging);
  return done;
}

gboolean
chosho_bag_check_record (ChoshoBagCheck *self, GError **error)
{
  g_auto (GStrv) lines = read_lines (self, EVENTS);
  g_auto (GStrv) signatures = read_lines (self, SIGNATURES);
  g_autoptr (GPtrArray) events = lines != NULL && signatures != NULL ? make_events (self, lines, signatures) : NULL;
  g_autoptr (GError) local = NULL;

  if (events == NULL || events->len == 0 || check_events (self, events, &local))
    return TRUE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  chosho_bag_check_add (self, "event-altered", FALSE, EVENTS, local->message);
  return TRUE;
}
