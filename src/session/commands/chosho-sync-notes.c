/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-sync-notes.h"

#include <string.h>

#include "chosho-file.h"
#include "chosho-sync.h"

#define FORMAT 1
/* A line for each of a hundred thousand packs: years of many people's. */
#define FILE_BYTES (64 * 1024 * 1024)

struct _ChoshoSyncNotes
{
  char        *path;     /* owned */
  char        *copy;     /* owned */
  ChoshoValue *files;    /* owned: array */
  gint64       sequence; /* of the last pack of this copy */
};

static ChoshoValue *
read_value (const char *path)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size_bytes;
  const char *text;

  if (!g_file_test (path, G_FILE_TEST_EXISTS) || !chosho_file_read (path, FILE_BYTES, &bytes, NULL))
    return NULL;
  text = g_bytes_get_data (bytes, &size_bytes);
  return text != NULL ? chosho_value_parse (text, size_bytes, NULL) : NULL;
}

ChoshoSyncNotes *
chosho_sync_notes_read (const char *folder, const char *copy)
{
  ChoshoSyncNotes *self = g_new0 (ChoshoSyncNotes, 1);
  g_autoptr (ChoshoValue) value = NULL;
  ChoshoValue *files;

  self->path = g_build_filename (folder, CHOSHO_SYNC_NOTES, NULL);
  self->copy = g_strdup (copy);
  self->files = chosho_value_new_array ();
  value = read_value (self->path);
  if (chosho_value_get_integer (value, "format", 0) != FORMAT)
    return self;
  files = chosho_value_get (value, "files");
  for (guint i = 0; i < chosho_value_get_length (files); i++)
    chosho_value_append (self->files, chosho_value_copy (chosho_value_get_item (files, i)));
  if (g_strcmp0 (chosho_value_get_string (value, "copy"), copy) == 0)
    self->sequence = chosho_value_get_integer (value, "sequence", 0);
  return self;
}

gboolean
chosho_sync_notes_write (ChoshoSyncNotes *self, GError **error)
{
  g_autoptr (ChoshoValue) value = chosho_value_new_object ();
  g_autofree char *text = NULL;

  chosho_value_set_integer (value, "format", FORMAT);
  chosho_value_set_string (value, "copy", self->copy);
  chosho_value_set_integer (value, "sequence", self->sequence);
  chosho_value_set (value, "files", chosho_value_ref (self->files));
  text = chosho_value_to_pretty (value);
  return chosho_file_write (self->path, text, strlen (text), 0600, TRUE, error);
}

void
chosho_sync_notes_free (ChoshoSyncNotes *self)
{
  if (self == NULL)
    return;
  chosho_value_unref (self->files);
  g_free (self->path);
  g_free (self->copy);
  g_free (self);
}

ChoshoValue *
chosho_sync_notes_find (ChoshoSyncNotes *self, const char *name, guint64 size_bytes, ChoshoState *state)
{
  for (guint i = chosho_value_get_length (self->files); i > 0; i--)
    {
      ChoshoValue *file = chosho_value_get_item (self->files, i - 1);
      ChoshoValue *heads = chosho_value_get (file, "heads");
      gboolean known = TRUE;

      if (g_strcmp0 (chosho_value_get_string (file, "name"), name) != 0
          || chosho_value_get_integer (file, "size_bytes", -1) != (gint64) size_bytes)
        continue;
      for (guint j = 0; known && j < chosho_value_get_length (heads); j++)
        known = chosho_state_lookup (state, chosho_value_as_string (chosho_value_get_item (heads, j))) != NULL;
      return known ? file : NULL;
    }
  return NULL;
}

ChoshoValue *
chosho_sync_notes_add (ChoshoSyncNotes *self, const char *name, guint64 size_bytes, ChoshoValue *heads, ChoshoValue *since)
{
  ChoshoValue *file = chosho_value_new_object ();

  chosho_value_set_string (file, "name", name);
  chosho_value_set_integer (file, "size_bytes", (gint64) size_bytes);
  chosho_value_set (file, "heads", heads);
  chosho_value_set (file, "since", since);
  chosho_value_append (self->files, file);
  return file;
}

gint64
chosho_sync_notes_next (ChoshoSyncNotes *self)
{
  return ++self->sequence;
}
