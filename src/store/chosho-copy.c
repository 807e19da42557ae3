/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-copy.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-value.h"

/* A state file holds some hundred bytes an author. */
#define STATE_LIMIT_BYTES (1024 * 1024)
#define COPY_ID_BYTES 16

struct _ChoshoCopy
{
  char        *path;   /* owned: the state file */
  char        *id;     /* owned */
  ChoshoValue *place;  /* owned: engagement, machine, device, inode */
  ChoshoValue *marks;  /* owned: author → { id, seq } */
  gboolean     is_new;
};

char *
chosho_copy_new_id (void)
{
  guint8 bytes[COPY_ID_BYTES];

  /* The kernel gives up to 256 bytes whole; there is no going on without. */
  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    g_error ("getrandom: %s", g_strerror (errno));
  return chosho_hex_encode (bytes, sizeof bytes);
}

/* What makes this copy this copy. Numbers as text: inodes can exceed what JSON integers hold. */
static ChoshoValue *
describe_place (const char *engagement_id, const char *folder, GError **error)
{
  g_autoptr (ChoshoValue) place = NULL;
  g_autofree char *machine = NULL;
  g_autofree char *device = NULL;
  g_autofree char *inode = NULL;
  struct stat info;

  if (stat (folder, &info) != 0)
    {
      chosho_error_set_errno (error, errno, "%s", folder);
      return NULL;
    }
  /* Without a machine id (some containers) device and inode have to do. */
  if (!g_file_get_contents ("/etc/machine-id", &machine, NULL, NULL) || !g_str_is_ascii (g_strchomp (machine)))
    {
      g_free (machine);
      machine = g_strdup ("unknown");
    }
  device = g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) info.st_dev);
  inode = g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) info.st_ino);
  place = chosho_value_new_object ();
  chosho_value_set_string (place, "engagement", engagement_id);
  chosho_value_set_string (place, "machine", machine);
  chosho_value_set_string (place, "device", device);
  chosho_value_set_string (place, "inode", inode);
  return g_steal_pointer (&place);
}

/* $XDG_STATE_HOME/chosho/copies/ENGAGEMENT/DIGEST-OF-PLACE.json */
static char *
state_path (const char *engagement_id, const ChoshoValue *place)
{
  g_autofree char *text = chosho_value_to_canonical (place, NULL);
  g_autofree char *digest = chosho_digest_hex (text, strlen (text));
  g_autofree char *name = g_strdup_printf ("%.32s.json", digest);

  return g_build_filename (g_get_user_state_dir (), "chosho", "copies", engagement_id, name, NULL);
}

/* The state file's content; "check" is the digest of the rest, so that damage is told from an old state. */
static char *
to_text (ChoshoCopy *self, gsize *size_bytes)
{
  g_autoptr (ChoshoValue) state = chosho_value_new_object ();
  g_autofree char *unchecked = NULL;
  g_autofree char *check = NULL;
  gsize size;

  chosho_value_set_string (state, "copy", self->id);
  chosho_value_set (state, "marks", chosho_value_ref (self->marks));
  chosho_value_set (state, "place", chosho_value_ref (self->place));
  unchecked = chosho_value_to_canonical (state, &size);
  check = chosho_digest_hex (unchecked, size);
  chosho_value_set_string (state, "check", check);
  return chosho_value_to_canonical (state, size_bytes);
}

static gboolean
save (ChoshoCopy *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *text = NULL;
  gsize size;

  text = to_text (self, &size);
  return chosho_folder_make (folder, error) && chosho_file_write (self->path, text, size, 0600, TRUE, error);
}

static void
take_new_id (ChoshoCopy *self)
{
  g_free (self->id);
  self->id = chosho_copy_new_id ();
  g_clear_pointer (&self->marks, chosho_value_unref);
  self->marks = chosho_value_new_object ();
  self->is_new = TRUE;
}

/* FALSE, and @self unchanged, for whatever this function would not have written itself. */
static gboolean
load (ChoshoCopy *self)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ChoshoValue) state = NULL;
  g_autofree char *text = NULL;
  ChoshoCopy found = { .place = self->place };
  guint8 unused[COPY_ID_BYTES];
  gconstpointer data;
  gsize size, expected;

  if (!chosho_file_read (self->path, STATE_LIMIT_BYTES, &bytes, NULL))
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  state = chosho_value_parse_canonical (data, size, NULL);
  found.id = (char *) chosho_value_get_string (state, "copy");
  found.marks = chosho_value_get (state, "marks");
  if (found.id == NULL || strlen (found.id) != 2 * COPY_ID_BYTES
      || !chosho_hex_decode (found.id, unused, sizeof unused) || found.marks == NULL
      || chosho_value_get_value_type (found.marks) != CHOSHO_VALUE_OBJECT)
    return FALSE;
  text = to_text (&found, &expected);
  if (expected != size || memcmp (text, data, size) != 0)
    return FALSE;
  self->id = g_strdup (found.id);
  self->marks = chosho_value_ref (found.marks);
  return TRUE;
}

/* Event ids cover copy, author and seq: the log holds the noted event, or it is another log. */
static gboolean
fits_log (ChoshoCopy *self, ChoshoEventLog *log, gboolean *fits, GError **error)
{
  *fits = TRUE;
  for (guint i = 0; *fits && i < chosho_value_get_length (self->marks); i++)
    {
      const char *hex = chosho_value_get_string (chosho_value_get_member_at (self->marks, i), "id");
      guint8 id[CHOSHO_DIGEST_SIZE];

      if (hex == NULL || !chosho_hex_decode (hex, id, sizeof id))
        *fits = FALSE;
      else if (!chosho_event_log_holds (log, id, fits, error))
        return FALSE;
    }
  return TRUE;
}

static ChoshoCopy *
copy_new (const char *engagement_id, const char *folder, GError **error)
{
  ChoshoCopy *self;
  ChoshoValue *place;

  if (!chosho_digest_is_hex (engagement_id))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” is not the id of an engagement"), engagement_id);
      return NULL;
    }
  place = describe_place (engagement_id, folder, error);
  if (place == NULL)
    return NULL;
  self = g_new0 (ChoshoCopy, 1);
  self->place = place;
  self->path = state_path (engagement_id, place);
  return self;
}

ChoshoCopy *
chosho_copy_create (const char *engagement_id, const char *folder, const char *copy_id, GError **error)
{
  g_autoptr (ChoshoCopy) self = copy_new (engagement_id, folder, error);

  if (self == NULL)
    return NULL;
  take_new_id (self);
  g_free (self->id);
  self->id = g_strdup (copy_id);
  return save (self, error) ? g_steal_pointer (&self) : NULL;
}

ChoshoCopy *
chosho_copy_open (const char *engagement_id, const char *folder, ChoshoEventLog *log, GError **error)
{
  g_autoptr (ChoshoCopy) self = copy_new (engagement_id, folder, error);
  gboolean fits = FALSE;

  if (self == NULL)
    return NULL;
  if (load (self) && !fits_log (self, log, &fits, error))
    return NULL;
  if (fits)
    return g_steal_pointer (&self);
  take_new_id (self);
  return save (self, error) ? g_steal_pointer (&self) : NULL;
}

void
chosho_copy_free (ChoshoCopy *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->place, chosho_value_unref);
  g_clear_pointer (&self->marks, chosho_value_unref);
  g_free (self->path);
  g_free (self->id);
  g_free (self);
}

const char *
chosho_copy_get_id (ChoshoCopy *self)
{
  return self->id;
}

gboolean
chosho_copy_is_new (ChoshoCopy *self)
{
  return self->is_new;
}

gboolean
chosho_copy_renew (ChoshoCopy *self, GError **error)
{
  take_new_id (self);
  return save (self, error);
}

gboolean
chosho_copy_mark (ChoshoCopy *self, const char *author, gint64 seq, const char *id, GError **error)
{
  ChoshoValue *old = chosho_value_get (self->marks, author);
  ChoshoValue *marks, *mark;

  if (old != NULL && chosho_value_get_integer (old, "seq", -1) > seq)
    return TRUE;
  mark = chosho_value_new_object ();
  chosho_value_set_string (mark, "id", id);
  chosho_value_set_integer (mark, "seq", seq);
  marks = chosho_value_copy (self->marks);
  chosho_value_set (marks, author, mark);
  chosho_value_unref (self->marks);
  self->marks = marks;
  return save (self, error);
}
