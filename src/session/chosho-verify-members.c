/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-evidence.h"
#include "chosho-member-reader.h"
#include "chosho-verify.h"

/* Members that are evidence are no objects: what the record says of them holds where their archive, unpacked again,
 * has those bytes under that name in that place. */

/* One archive, and what of it is evidence. */
typedef struct
{
  const char *sha256;  /* (borrowed) */
  const char *name;    /* (borrowed) */
  GPtrArray  *members; /* (owned) (element-type ChoshoNode's items, borrowed) in the order of their ways */
} Archive;

/* The names in the archive where the last member was: members of one archive come one after another. */
typedef struct
{
  char      *way;   /* (owned) (nullable) */
  GPtrArray *names; /* (owned) (nullable) (element-type ChoshoMemberInfo) */
} Names;

static void
archive_free (gpointer data)
{
  Archive *self = data;

  g_ptr_array_unref (self->members);
  g_free (self);
}

static void
names_clear (Names *self)
{
  g_clear_pointer (&self->way, g_free);
  g_clear_pointer (&self->names, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

static gint64
get_position (ChoshoValue *path, guint depth)
{
  return chosho_value_get_integer (chosho_value_get_item (path, depth), "position", -1);
}

/* In bytes, as the record has it. */
static guint64
get_size (ChoshoValue *item)
{
  return (guint64) MAX (chosho_value_get_integer (item, "size_bytes", 0), 0);
}

static int
compare_ways (gconstpointer a, gconstpointer b)
{
  ChoshoValue *one = chosho_value_get (*(ChoshoValue *const *) a, "path"), *other = chosho_value_get (*(ChoshoValue *const *) b, "path");
  guint depth = MAX (chosho_value_get_length (one), chosho_value_get_length (other));

  for (guint i = 0; i < depth; i++)
    if (get_position (one, i) != get_position (other, i))
      return get_position (one, i) < get_position (other, i) ? -1 : 1;
  return 0;
}

/* Every member that the record names, by archive. (element-type utf8 Archive) (transfer full) */
static GHashTable *
collect (ChoshoVerify *self)
{
  GPtrArray *writes = chosho_state_get_writes_of (self->state, "evidence");
  g_autoptr (ChoshoView) view = chosho_view_new_now (self->state);
  GHashTable *archives = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, archive_free);

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      const char *of = chosho_value_get_string (write->item, "of");
      ChoshoValue *holder = of != NULL && chosho_node_is_admissible (write->node) ? chosho_evidence_get_holder (view, write->item) : NULL;
      Archive *archive = holder != NULL ? g_hash_table_lookup (archives, of) : NULL;

      if (holder == NULL || g_hash_table_contains (self->purged, chosho_value_get_string (holder, "sha256")))
        continue; /* it has no effect, or what it stands in has none, or was destroyed: a problem of its own, or told already */
      if (archive == NULL)
        {
          archive = g_new0 (Archive, 1);
          archive->sha256 = chosho_value_get_string (holder, "sha256");
          archive->name = chosho_value_get_string (holder, "name");
          archive->members = g_ptr_array_new ();
          g_hash_table_insert (archives, (gpointer) of, archive);
        }
      g_ptr_array_add (archive->members, write->item);
    }
  return archives;
}

/* Whether @path ends at a member of the name that the record has. */
static gboolean
check_name (ChoshoMemberReader *reader, ChoshoValue *path, Names *names, GCancellable *cancellable, GError **error)
{
  guint depth = chosho_value_get_length (path);
  ChoshoValue *last = chosho_value_get_item (path, depth - 1);
  g_autoptr (ChoshoValue) above = chosho_value_new_array ();
  g_autoptr (GString) way = g_string_new (NULL);
  gint64 position = get_position (path, depth - 1);

  for (guint i = 0; i + 1 < depth; i++)
    {
      chosho_value_append (above, chosho_value_ref (chosho_value_get_item (path, i)));
      g_string_append_printf (way, "/%" G_GINT64_FORMAT, get_position (path, i));
    }
  if (g_strcmp0 (names->way, way->str) != 0)
    {
      ChoshoHelperDocument *document = chosho_member_reader_enter (reader, above, NULL, cancellable, error);

      names_clear (names);
      names->names = document != NULL ? chosho_helper_document_read_members (document, NULL, cancellable, error) : NULL;
      if (names->names == NULL)
        return FALSE;
      names->way = g_strdup (way->str);
    }
  if (position < names->names->len
      && g_strcmp0 (((ChoshoMemberInfo *) g_ptr_array_index (names->names, position))->raw_name, chosho_value_get_string (last, "raw_name")) == 0)
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("the archive has another name in its place"));
  return FALSE;
}

static gboolean
check_bytes (ChoshoMemberReader *reader, ChoshoValue *item, GCancellable *cancellable, GError **error)
{
  g_autofree char *sha256 = NULL;
  int fd = chosho_member_reader_open (reader, chosho_value_get (item, "path"), &sha256, cancellable, error);
  gint64 size_bytes;

  if (fd < 0)
    return FALSE;
  size_bytes = lseek (fd, 0, SEEK_END);
  (void) close (fd);
  if (strcmp (sha256, chosho_value_get_string (item, "sha256")) == 0 && size_bytes == chosho_value_get_integer (item, "size_bytes", -1))
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("the archive has other bytes in its place"));
  return FALSE;
}

/* A member that could not be read now may still be what the record says. */
static gboolean
says_nothing (const GError *error)
{
  return g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER)
         || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CONFINEMENT) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_IO)
         || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE);
}

/* Takes out of @archive what could be judged with @password; the rest waits for the next one, or is told where it is the @last. */
static gboolean
check_with (ChoshoVerify *self, ChoshoObjectStore *store, Archive *archive, const char *password, gboolean last, GError **error)
{
  g_autoptr (ChoshoMemberReader) reader = chosho_member_reader_new (store, archive->sha256, archive->name, password, NULL);
  g_auto (Names) names = { 0 };
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; reader != NULL && i < archive->members->len; i++) /* no reader: the object is missing, which is told */
    {
      ChoshoValue *item = g_ptr_array_index (archive->members, i);
      g_autoptr (GError) own = NULL;

      if (check_name (reader, chosho_value_get (item, "path"), &names, self->options->cancellable, &own)
          && check_bytes (reader, item, self->options->cancellable, &own))
        {
          self->members++;
          chosho_progress_add (self->options->progress, get_size (item));
          continue;
        }
      if (g_error_matches (own, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&own));
          return FALSE;
        }
      if (!last && g_error_matches (own, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE))
        {
          g_ptr_array_add (left, item);
          continue;
        }
      chosho_progress_add (self->options->progress, get_size (item));
      if (says_nothing (own))
        chosho_verify_add (self, "member-unread", TRUE, chosho_value_get_string (item, "name"), own->message);
      else
        chosho_verify_add (self, "member-differs", FALSE, chosho_value_get_string (item, "name"), own->message);
    }
  g_ptr_array_unref (archive->members);
  archive->members = g_steal_pointer (&left);
  return TRUE;
}

guint64
chosho_verify_measure_members (ChoshoVerify *self)
{
  g_autoptr (GHashTable) archives = collect (self);
  guint64 bytes = 0;
  GHashTableIter iter;
  gpointer archive;

  g_hash_table_iter_init (&iter, archives);
  while (g_hash_table_iter_next (&iter, NULL, &archive))
    for (guint i = 0; i < ((Archive *) archive)->members->len; i++)
      bytes += get_size (g_ptr_array_index (((Archive *) archive)->members, i));
  return bytes;
}

gboolean
chosho_verify_members (ChoshoVerify *self, ChoshoObjectStore *store, GError **error)
{
  g_autoptr (GHashTable) archives = collect (self);
  const char *const *passwords = self->options->passwords;
  guint n_passwords = passwords != NULL ? g_strv_length ((GStrv) passwords) : 0;
  GHashTableIter iter;
  gpointer archive;

  g_hash_table_iter_init (&iter, archives);
  while (g_hash_table_iter_next (&iter, NULL, &archive))
    {
      g_ptr_array_sort (((Archive *) archive)->members, compare_ways);
      for (guint i = 0; i <= n_passwords; i++)
        if (!check_with (self, store, archive, i > 0 ? passwords[i - 1] : NULL, i == n_passwords, error))
          return FALSE;
    }
  return TRUE;
}
