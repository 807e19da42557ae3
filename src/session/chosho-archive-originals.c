/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "chosho-archive-private.h"
#include "chosho-evidence.h"
#include "chosho-held.h"
#include "chosho-object-store.h"
#include "chosho-text.h"

/* Longest name of a file, in bytes; with what file systems and other programs put around it 255 are not reached. */
#define NAME_BYTES 160
/* Of what keeps its place when a name is cut. */
#define ENDING_BYTES 16

/* Kinds of rows whose things have a file, the folder in which it lies, and how it is called where its row does not say. */
static const struct
{
  const char *kind;
  const char *folder;
  const char *name; /* member with its name */
} kinds[] = {
  { "evidence", "evidence", "name" },            { "population", "populations", "file_name" }, { "statement-file", "statement", "name" },
  { "representation", "representation", "name" }, { "prior-file", "prior", "name" },           { "report", "report", "file_name" },
};

/* What a name must not have: what file systems, manifests ("%" is an escape there) and terminals take for something else. */
static gboolean
is_unfit (gunichar c)
{
  return c < 0x20 || (c < 0x80 && strchr ("%/\\:*?\"<>|", (int) c) != NULL) || c == 0x7f || g_unichar_type (c) == G_UNICODE_FORMAT
         || g_unichar_type (c) == G_UNICODE_CONTROL || g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR
         || g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/* At most NAME_BYTES of @name, whole characters, its ending kept. */
static void
cut (GString *name)
{
  const char *dot = strrchr (name->str, '.');
  gsize ending = dot != NULL && strlen (dot) <= ENDING_BYTES ? strlen (dot) : 0, keep = NAME_BYTES - ending;

  if (name->len <= NAME_BYTES)
    return;
  while (keep > 0 && ((guchar) name->str[keep] & 0xc0) == 0x80)
    keep--;
  g_string_erase (name, (gssize) keep, (gssize) (name->len - ending - keep));
}

/* @name as a file's name that every system takes. (transfer full) */
static char *
dup_fit_name (const char *reference, const char *name)
{
  GString *out = g_string_new (reference);

  if (reference != NULL)
    g_string_append_c (out, ' ');
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, is_unfit (g_utf8_get_char (p)) ? '_' : g_utf8_get_char (p));
  cut (out);
  while (out->len > 0 && strchr (". ", out->str[out->len - 1]) != NULL)
    g_string_truncate (out, out->len - 1);
  if (out->len == 0 || out->str[0] == '.')
    g_string_prepend_c (out, '_');
  return g_string_free (out, FALSE);
}

/* "data/FOLDER/NAME", given once: systems that do not tell cases or forms of letters apart have it once too. (transfer full) */
static char *
dup_place (ChoshoArchive *self, const char *folder, const char *reference, const char *name)
{
  g_autofree char *fit = dup_fit_name (reference, name);

  for (guint copy = 1;; copy++)
    {
      g_autofree char *place = copy == 1 ? g_strdup_printf ("data/%s/%s", folder, fit) : g_strdup_printf ("data/%s/%u %s", folder, copy, fit);
      g_autofree char *folded = g_utf8_casefold (place, -1);
      char *key = g_utf8_normalize (folded, -1, G_NORMALIZE_NFC);

      if (g_hash_table_add (self->names, key))
        return g_steal_pointer (&place);
    }
}

/* Copies the object @digest to @place. */
static gboolean
copy_object (ChoshoArchive *self, const char *digest, const char *place, GError **error)
{
  int fd = chosho_object_store_open_object (chosho_session_get_objects (self->session), digest, error);
  g_autofree char *source = g_strdup_printf (CHOSHO_OBJECT_STORE_FOLDER "/%.2s/%s", digest, digest);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = chosho_bag_writer_add_fd (self->bag, place, fd, source, digest, error);
  (void) close (fd);
  return done;
}

static void
note_original (ChoshoArchive *self, const char *kind, ChoshoValue *row, const char *digest, const char *file, const char *name)
{
  ChoshoValue *out = chosho_value_new_object ();

  chosho_value_set_string (out, "kind", kind);
  chosho_value_set_string (out, "reference", chosho_value_get_string (row, "reference"));
  chosho_value_set_string (out, "id", chosho_value_get_string (row, "id"));
  chosho_value_set_string (out, "name", name);
  chosho_value_set_string (out, "sha256", digest);
  chosho_value_set_integer (out, "size_bytes", chosho_value_get_integer (row, "size_bytes", 0));
  chosho_value_set_string (out, "file", file);
  chosho_value_append (self->originals, out);
}

/* The original of @row. The same bytes under several names stand once: the table of originals names their file with each. */
static gboolean
add_original (ChoshoArchive *self, GHashTable *purged, guint kind, ChoshoValue *row, GError **error)
{
  const char *digest = chosho_value_get_string (row, "sha256"), *name = chosho_value_get_string (row, kinds[kind].name);
  const char *file;
  char *place;

  if (digest == NULL || chosho_value_get_string (row, "of") != NULL)
    return TRUE; /* a sighting, or a member: its bytes stand in its archive's */
  if (name == NULL)
    name = kinds[kind].kind;
  file = g_hash_table_lookup (self->files, digest);
  if (file == NULL && !g_hash_table_contains (purged, digest))
    {
      place = dup_place (self, kinds[kind].folder, chosho_value_get_string (row, "reference"), name);
      g_hash_table_insert (self->files, g_strdup (digest), place);
      if (!copy_object (self, digest, place, error))
        return FALSE;
      file = place;
    }
  note_original (self, kinds[kind].kind, row, digest, file, name);
  return TRUE;
}

typedef struct
{
  ChoshoArchive *archive;
  GHashTable    *purged;
  GError        *error;
} Rest;

/* What the record names and no row shows any more: withdrawn or replaced, and part of the record all the same. */
static void
add_rest (ChoshoNode *node, const char *digest, gint64 size_bytes, gpointer user_data)
{
  Rest *rest = user_data;
  char *place;

  if (rest->error != NULL || g_hash_table_contains (rest->archive->files, digest) || g_hash_table_contains (rest->purged, digest))
    return;
  place = dup_place (rest->archive, "other", NULL, digest);
  g_hash_table_insert (rest->archive->files, g_strdup (digest), place);
  if (copy_object (rest->archive, digest, place, &rest->error))
    note_original (rest->archive, "other", NULL, digest, place, digest);
}

gboolean
chosho_archive_add_originals (ChoshoArchive *self, GError **error)
{
  g_autoptr (GHashTable) purged = chosho_evidence_list_purged (self->view);
  Rest rest = { .archive = self, .purged = purged };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (ChoshoValue) rows = chosho_session_list_rows (self->session, kinds[k].kind, NULL, error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < chosho_value_get_length (rows); i++)
        if (!add_original (self, purged, k, chosho_value_get_item (rows, i), error))
          return FALSE;
    }
  chosho_held_foreach (chosho_view_get_state (self->view), add_rest, &rest);
  if (rest.error != NULL)
    {
      g_propagate_error (error, rest.error);
      return FALSE;
    }
  return chosho_archive_add_table (self, "originals", self->originals, error);
}

const char *
chosho_archive_get_file (ChoshoArchive *self, ChoshoValue *row)
{
  const char *of = chosho_value_get_string (row, "of"), *digest;

  for (; of != NULL; of = chosho_value_get_string (row, "of"))
    row = chosho_paper_record_get (self->record, "evidence", of);
  digest = chosho_value_get_string (row, "sha256");
  return digest != NULL ? g_hash_table_lookup (self->files, digest) : NULL;
}
