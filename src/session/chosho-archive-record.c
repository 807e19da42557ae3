/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "chosho-archive-private.h"
#include "chosho-backup.h"
#include "chosho-checkpoint.h"
#include "chosho-clock.h"
#include "chosho-error.h"
#include "chosho-key.h"
#include "chosho-session-private.h"
#include "chosho-staging.h"
#include "chosho-team.h"
#include "chosho-text.h"

extern const char chosho_event_format_page[];

#define FOLDER "data/record/"
/* RFC 8410: what stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo. */
static const guint8 spki_prefix[] = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00 };

typedef struct
{
  GString    *lines;      /* (owned) the events' bytes, one a line */
  GString    *signatures; /* (owned) "id TAB author TAB signature", in the same order */
  GHashTable *authors;    /* (owned) (element-type utf8) fingerprints */
  GError     *error;
} Events;

static void
events_clear (Events *self)
{
  g_string_free (self->lines, TRUE);
  g_string_free (self->signatures, TRUE);
  g_hash_table_unref (self->authors);
  g_clear_error (&self->error);
}

static void
on_event (ChoshoStoredEvent *event, gpointer user_data)
{
  Events *self = user_data;
  gsize size_bytes;
  const char *bytes = g_bytes_get_data (event->bytes, &size_bytes);
  g_autoptr (ChoshoValue) value = self->error == NULL ? chosho_value_parse_canonical (bytes, size_bytes, &self->error) : NULL;
  g_autofree char *id = chosho_hex_encode (event->id, CHOSHO_DIGEST_SIZE);
  g_autofree char *signature = g_base64_encode (event->signature, CHOSHO_SIGNATURE_SIZE);
  const char *author = chosho_value_get_string (value, "author");

  if (value != NULL)
    {
      g_string_append_len (self->lines, bytes, (gssize) size_bytes);
      g_string_append_c (self->lines, '\n');
      g_string_append_printf (self->signatures, "%s\t%s\t%s\n", id, author, signature);
      g_hash_table_add (self->authors, g_strdup (author));
    }
  chosho_stored_event_free (event);
}

static gboolean
add_text (ChoshoArchive *self, const char *name, const char *text, gsize size_bytes, GError **error)
{
  g_autofree char *place = g_strconcat (FOLDER, name, NULL);

  return chosho_bag_writer_add_bytes (self->bag, place, text, size_bytes, error);
}

/* The key with @fingerprint as a PEM file, which every program of X.509 reads. */
static gboolean
add_key (ChoshoArchive *self, const char *fingerprint, ChoshoValue *rows, GError **error)
{
  const char *hex = chosho_team_get_public_key (self->view, fingerprint);
  const ChoshoMember *member = chosho_team_resolve (self->view, fingerprint);
  g_autofree char *name = g_strdup_printf ("keys/%s.pem", fingerprint);
  guint8 info[sizeof spki_prefix + CHOSHO_KEY_PUBLIC_SIZE];
  g_autofree char *base64 = NULL;
  g_autofree char *pem = NULL;
  ChoshoValue *row;

  if (hex == NULL || !chosho_hex_decode (hex, info + sizeof spki_prefix, CHOSHO_KEY_PUBLIC_SIZE))
    return TRUE; /* a stranger's, which the verification named */
  memcpy (info, spki_prefix, sizeof spki_prefix);
  base64 = g_base64_encode (info, sizeof info);
  pem = g_strdup_printf ("-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n", base64);
  row = chosho_value_new_object ();
  chosho_value_set_string (row, "fingerprint", fingerprint);
  chosho_value_set_string (row, "public_key", hex);
  chosho_value_set_string (row, "name", member != NULL ? member->name : NULL);
  chosho_value_append (rows, row);
  return add_text (self, name, pem, strlen (pem), error);
}

static gboolean
add_keys (ChoshoArchive *self, GHashTable *authors, GError **error)
{
  g_autoptr (ChoshoValue) rows = chosho_value_new_array ();
  g_autoptr (GList) list = g_list_sort (g_hash_table_get_keys (authors), (GCompareFunc) strcmp);

  for (GList *link = list; link != NULL; link = link->next)
    if (!add_key (self, link->data, rows, error))
      return FALSE;
  return chosho_archive_add_table (self, "keys", rows, error);
}

/* --- Checkpoints ---------------------------------------------------------------------------------------------------------- */

static ChoshoValue *
describe_recorded (ChoshoArchive *self, ChoshoWrite *write)
{
  ChoshoValue *row = chosho_value_copy (write->item);
  ChoshoEvent *event = chosho_node_get_event (write->node);
  g_autofree char *at = chosho_time_format (event->time_us);

  chosho_value_set_string (row, "event", event->id_hex);
  chosho_value_set_string (row, "author", event->author);
  chosho_value_set_string (row, "at", at);
  return row;
}

/* Over all events, in the form that `journal head` prints and `verify --anchor` takes, and those that stand in the record. */
static gboolean
add_checkpoints (ChoshoArchive *self, GError **error)
{
  ChoshoState *state = chosho_view_get_state (self->view);
  GPtrArray *recorded = chosho_state_get_writes_of (state, "checkpoint");
  g_autoptr (ChoshoValue) rows = chosho_value_new_array ();
  g_autoptr (ChoshoValue) head = chosho_checkpoint_describe (state);
  g_autofree char *text = chosho_value_to_pretty (head);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  self->root = g_strdup (chosho_value_get_string (head, "root"));
  for (guint i = 0; recorded != NULL && i < recorded->len; i++)
    chosho_value_append (rows, describe_recorded (self, g_ptr_array_index (recorded, i)));
  return add_text (self, "checkpoint.json", line, strlen (line), error) && chosho_archive_add_table (self, "checkpoints", rows, error);
}

/* --- The whole ------------------------------------------------------------------------------------------------------------ */

static gboolean
read_events (ChoshoArchive *self, Events *events, ChoshoEventLog *log, GError **error)
{
  events->lines = g_string_new (NULL);
  events->signatures = g_string_new (NULL);
  events->authors = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  if (!chosho_event_log_foreach (log, on_event, events, self->cancellable, error))
    return FALSE;
  if (events->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&events->error));
  return FALSE;
}

/* A copy of the log as it is now; what came into it since the rows were read would be missing from all else. */
static ChoshoEventLog *
take_snapshot (ChoshoArchive *self, const char *path, GError **error)
{
  g_autoptr (ChoshoEventLog) log = NULL;
  gint64 last;

  if (!chosho_event_log_backup_to (self->session->log, path, NULL, self->cancellable, error)
      || (log = chosho_event_log_open (path, FALSE, error)) == NULL || !chosho_event_log_get_extent (log, &self->n_events, &last, error))
    return NULL;
  if (self->n_events == chosho_paper_record_get_n_events (self->record))
    return g_steal_pointer (&log);
  chosho_archive_fail_written (error);
  return NULL;
}

/* What the snapshot at @path gives: its events as lines with what vouches for them, and the file itself. */
static gboolean
add_log (ChoshoArchive *self, const char *path, GError **error)
{
  g_autoptr (ChoshoEventLog) log = take_snapshot (self, path, error);
  Events events = { NULL };
  gboolean done;
  int fd;

  if (log == NULL)
    return FALSE;
  done = read_events (self, &events, log, error) && add_text (self, "events.jsonl", events.lines->str, events.lines->len, error)
         && add_text (self, "signatures.tsv", events.signatures->str, events.signatures->len, error) && add_keys (self, events.authors, error);
  events_clear (&events);
  g_clear_pointer (&log, chosho_event_log_free);
  fd = done ? g_open (path, O_RDONLY | O_CLOEXEC, 0) : -1;
  if (done && fd < 0)
    return chosho_error_set_errno (error, errno, "%s", path);
  done = done && chosho_bag_writer_add_fd (self->bag, FOLDER "engagement.db", fd, path, NULL, error);
  if (fd >= 0)
    (void) close (fd);
  return done;
}

gboolean
chosho_archive_add_record (ChoshoArchive *self, GError **error)
{
  const char *folder = chosho_session_get_path (self->session);
  g_autofree char *staging = chosho_backup_begin_snapshot (folder, folder, error);
  g_autofree char *path = staging != NULL ? g_build_filename (staging, "engagement.db", NULL) : NULL;
  g_autofree char *verified = chosho_value_to_pretty (self->verified);
  gboolean done = path != NULL && add_log (self, path, error);

  chosho_staging_discard (staging);
  return done && add_checkpoints (self, error) && add_text (self, "verification.json", verified, strlen (verified), error)
         && add_text (self, "event-format.md", chosho_event_format_page, strlen (chosho_event_format_page), error);
}
