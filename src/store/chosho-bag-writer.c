/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-bag-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-staging.h"
#include "chosho-zip-writer.h"

#define BUFFER_BYTES (256 * 1024)
#define PAYLOAD "data/"
#define DECLARATION "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
#define FILE_MODE 0600
#define FOLDER_MODE 0700

typedef struct
{
  char   *name;                          /* (owned) */
  guint64 size_bytes;
  guint64 offset;                        /* of its bytes in a ZIP */
  char    digest[CHOSHO_DIGEST_HEX_SIZE];
} Entry;

struct _ChoshoBagWriter
{
  /* owned */
  char            *path;
  char            *staging;   /* the hidden folder beside @path */
  char            *bag;       /* in it: the folder or file that will be @path */
  char            *work;      /* in it: what others make */
  char            *base;      /* "NAME/" of a ZIP's members */
  ChoshoZipWriter *zip;       /* (nullable) */
  GPtrArray       *entries;   /* (element-type Entry) */
  guint8          *buffer;
  int              fd;        /* of the ZIP, or -1 */

  /* borrowed, nullable */
  ChoshoProgress  *progress;
  GCancellable    *cancellable;
};

/* Where one file's bytes go. */
typedef struct
{
  Entry        *entry;  /* (borrowed) */
  char         *path;   /* (owned) (nullable) of a folder's file */
  int           fd;     /* of it, or -1 */
  ChoshoDigest *digest; /* (owned) */
} Sink;

static void
entry_free (gpointer data)
{
  g_free (((Entry *) data)->name);
  g_free (data);
}

static gboolean
check_cancelled (ChoshoBagWriter *self, GError **error)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("%s: the work was cancelled"), self->path);
  return FALSE;
}

static gboolean
check_target (const char *path, gboolean zip, GError **error)
{
  return zip ? chosho_staging_check_free (path, error) : chosho_staging_check_folder (path, error);
}

static gboolean
open_zip (ChoshoBagWriter *self, gint64 time_s, GError **error)
{
  self->fd = g_open (self->bag, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
  if (self->fd < 0)
    return chosho_error_set_errno (error, errno, "%s", self->path);
  self->zip = chosho_zip_writer_new (self->fd, self->path, time_s);
  return TRUE;
}

static gboolean
make_folder (const char *path, GError **error)
{
  return g_mkdir (path, FOLDER_MODE) == 0 || chosho_error_set_errno (error, errno, "%s", path);
}

ChoshoBagWriter *
chosho_bag_writer_new (const char *path, gboolean zip, gint64 time_s, ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoBagWriter) self = g_new0 (ChoshoBagWriter, 1);
  g_autofree char *parent = NULL;
  g_autofree char *name = NULL;

  self->path = g_canonicalize_filename (path, NULL);
  self->fd = -1;
  self->progress = progress;
  self->cancellable = cancellable;
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->buffer = g_malloc (BUFFER_BYTES);
  parent = g_path_get_dirname (self->path);
  name = g_path_get_basename (self->path);
  if (!check_target (self->path, zip, error) || (self->staging = chosho_staging_begin (parent, self->path, error)) == NULL)
    return NULL;
  self->bag = g_build_filename (self->staging, "bag", NULL);
  self->work = g_build_filename (self->staging, "work", NULL);
  self->base = g_strdup_printf ("%.*s/", (int) (strlen (name) - (g_str_has_suffix (name, ".zip") ? strlen (".zip") : 0)), name);
  if (!make_folder (self->work, error) || !(zip ? open_zip (self, time_s, error) : make_folder (self->bag, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
chosho_bag_writer_free (ChoshoBagWriter *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->zip, chosho_zip_writer_free);
  if (self->fd >= 0)
    (void) close (self->fd);
  chosho_staging_discard (self->staging);
  g_free (self->path);
  g_free (self->staging);
  g_free (self->bag);
  g_free (self->work);
  g_free (self->base);
  g_free (self->buffer);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

const char *
chosho_bag_writer_get_work_path (ChoshoBagWriter *self)
{
  return self->work;
}

/* --- Writing a file ------------------------------------------------------------------------------------------------------- */

static void
sink_clear (Sink *sink)
{
  if (sink->fd >= 0)
    (void) close (sink->fd);
  g_clear_pointer (&sink->digest, chosho_digest_free);
  g_clear_pointer (&sink->path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sink, sink_clear)

static Entry *
add_entry (ChoshoBagWriter *self, const char *name, guint64 size_bytes)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->name = g_strdup (name);
  entry->size_bytes = size_bytes;
  g_ptr_array_add (self->entries, entry);
  return entry;
}

/* The place of @name in a folder's bag, with the folders that it needs. (transfer full) */
static char *
prepare_path (ChoshoBagWriter *self, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (self->bag, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, FOLDER_MODE) == 0)
    return g_steal_pointer (&path);
  chosho_error_set_errno (error, errno, "%s", self->path);
  return NULL;
}

static gboolean
sink_open (ChoshoBagWriter *self, Sink *sink, const char *name, guint64 size_bytes, GError **error)
{
  sink->entry = add_entry (self, name, size_bytes);
  sink->digest = chosho_digest_new ();
  if (self->zip != NULL)
    {
      g_autofree char *member = g_strconcat (self->base, name, NULL);

      return chosho_zip_writer_begin (self->zip, member, size_bytes, error);
    }
  sink->path = prepare_path (self, name, error);
  if (sink->path == NULL)
    return FALSE;
  sink->fd = g_open (sink->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
  return sink->fd >= 0 || chosho_error_set_errno (error, errno, "%s: %s", self->path, name);
}

static gboolean
sink_write (ChoshoBagWriter *self, Sink *sink, gconstpointer data, gsize size_bytes, GError **error)
{
  chosho_digest_update (sink->digest, data, size_bytes);
  chosho_progress_add (self->progress, size_bytes);
  return check_cancelled (self, error)
         && (self->zip != NULL ? chosho_zip_writer_write (self->zip, data, size_bytes, error)
                               : chosho_fd_write_all (sink->fd, self->path, data, size_bytes, error));
}

static gboolean
sink_end (ChoshoBagWriter *self, Sink *sink, GError **error)
{
  guint8 digest[CHOSHO_DIGEST_SIZE];

  chosho_digest_finish (sink->digest, digest);
  chosho_hex_encode_to (digest, sizeof digest, sink->entry->digest);
  return self->zip == NULL || chosho_zip_writer_end (self->zip, &sink->entry->offset, error);
}

gboolean
chosho_bag_writer_add_bytes (ChoshoBagWriter *self, const char *name, gconstpointer data, gsize size_bytes, GError **error)
{
  g_auto (Sink) sink = { .fd = -1 };

  return sink_open (self, &sink, name, size_bytes, error) && sink_write (self, &sink, data, size_bytes, error) && sink_end (self, &sink, error);
}

/* Up to BUFFER_BYTES of @fd from @offset; 0 at its end, -1 with @error. */
static gssize
read_piece (ChoshoBagWriter *self, int fd, const char *source, guint64 offset, guint64 wanted, GError **error)
{
  gssize count;

  do
    count = pread (fd, self->buffer, (gsize) MIN (wanted, BUFFER_BYTES), (off_t) offset);
  while (count < 0 && errno == EINTR);
  if (count < 0)
    chosho_error_set_errno (error, errno, "%s", source);
  return count;
}

static gboolean
copy (ChoshoBagWriter *self, Sink *sink, int fd, const char *source, GError **error)
{
  guint64 done = 0;

  while (done < sink->entry->size_bytes)
    {
      gssize count = read_piece (self, fd, source, done, sink->entry->size_bytes - done, error);

      if (count < 0)
        return FALSE;
      if (count == 0)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, _("%s: the file changed while it was read"), source);
          return FALSE;
        }
      if (!sink_write (self, sink, self->buffer, (gsize) count, error))
        return FALSE;
      done += (guint64) count;
    }
  return TRUE;
}

gboolean
chosho_bag_writer_add_fd (ChoshoBagWriter *self, const char *name, int fd, const char *source, const char *digest, GError **error)
{
  g_auto (Sink) sink = { .fd = -1 };
  struct stat info;

  if (fstat (fd, &info) != 0)
    return chosho_error_set_errno (error, errno, "%s", source);
  if (!sink_open (self, &sink, name, (guint64) info.st_size, error) || !copy (self, &sink, fd, source, error) || !sink_end (self, &sink, error))
    return FALSE;
  if (digest == NULL || strcmp (digest, sink.entry->digest) == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the evidence is damaged: its bytes were altered"), source);
  return FALSE;
}

/* --- What others made ----------------------------------------------------------------------------------------------------- */

/* SHA-256 of @size_bytes at @offset of @fd. */
static gboolean
hash_range (ChoshoBagWriter *self, int fd, const char *source, guint64 offset, guint64 size_bytes, char hex[CHOSHO_DIGEST_HEX_SIZE],
            GError **error)
{
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  guint8 raw[CHOSHO_DIGEST_SIZE];

  while (size_bytes > 0)
    {
      gssize count = check_cancelled (self, error) ? read_piece (self, fd, source, offset, size_bytes, error) : -1;

      if (count < 0)
        return FALSE;
      if (count == 0)
        break; /* shorter than it was: the digest is another */
      chosho_digest_update (digest, self->buffer, (gsize) count);
      chosho_progress_add (self->progress, (guint64) count);
      offset += (guint64) count;
      size_bytes -= (guint64) count;
    }
  chosho_digest_finish (digest, raw);
  chosho_hex_encode_to (raw, sizeof raw, hex);
  return TRUE;
}

static int
open_file (const char *path, guint64 *size_bytes, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  struct stat info = { 0 };

  if (fd < 0 || fstat (fd, &info) != 0)
    chosho_error_set_errno (error, errno, "%s", path);
  *size_bytes = (guint64) info.st_size;
  return fd;
}

/* In a folder its bytes need no second writing. */
static gboolean
move_file (ChoshoBagWriter *self, const char *name, int fd, const char *path, guint64 size_bytes, GError **error)
{
  Entry *entry = add_entry (self, name, size_bytes);
  g_autofree char *target = prepare_path (self, name, error);

  if (target == NULL || !hash_range (self, fd, path, 0, size_bytes, entry->digest, error))
    return FALSE;
  return g_rename (path, target) == 0 || chosho_error_set_errno (error, errno, "%s: %s", self->path, name);
}

gboolean
chosho_bag_writer_take_file (ChoshoBagWriter *self, const char *name, const char *path, GError **error)
{
  guint64 size_bytes = 0;
  int fd = open_file (path, &size_bytes, error);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = self->zip != NULL ? chosho_bag_writer_add_fd (self, name, fd, path, NULL, error) : move_file (self, name, fd, path, size_bytes, error);
  (void) close (fd);
  if (done && self->zip != NULL)
    (void) g_unlink (path);
  return done;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

gboolean
chosho_bag_writer_take_folder (ChoshoBagWriter *self, const char *prefix, const char *path, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *inner = g_build_filename (path, names->pdata[i], NULL);
      g_autofree char *place = g_strconcat (prefix, "/", names->pdata[i], NULL);

      if (!(g_file_test (inner, G_FILE_TEST_IS_DIR) ? chosho_bag_writer_take_folder (self, place, inner, error)
                                                    : chosho_bag_writer_take_file (self, place, inner, error)))
        return FALSE;
    }
  return TRUE;
}

/* --- The end -------------------------------------------------------------------------------------------------------------- */

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const Entry *const *) a)->name, (*(const Entry *const *) b)->name);
}

/* "DIGEST  NAME" of the payload, or of all else. (transfer full) */
static GString *
list_digests (ChoshoBagWriter *self, gboolean payload)
{
  GString *out = g_string_new (NULL);

  g_ptr_array_sort (self->entries, compare_entries);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_has_prefix (entry->name, PAYLOAD) == payload)
        g_string_append_printf (out, "%s  %s\n", entry->digest, entry->name);
    }
  return out;
}

static gboolean
add_text (ChoshoBagWriter *self, const char *name, const char *text, GError **error)
{
  return chosho_bag_writer_add_bytes (self, name, text, strlen (text), error);
}

static gboolean
add_tag_files (ChoshoBagWriter *self, const char *info, ChoshoBagSummary *summary, GError **error)
{
  g_autoptr (GString) lines = g_string_new (info);
  g_autoptr (GString) manifest = NULL;
  g_autoptr (GString) tags = NULL;
  guint files = 0;
  guint64 bytes = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (!g_str_has_prefix (entry->name, PAYLOAD))
        continue;
      files++;
      bytes += entry->size_bytes;
    }
  g_string_append_printf (lines, "Payload-Oxum: %" G_GUINT64_FORMAT ".%u\n", bytes, files);
  manifest = list_digests (self, TRUE);
  if (!add_text (self, "bagit.txt", DECLARATION, error) || !add_text (self, "bag-info.txt", lines->str, error)
      || !add_text (self, "manifest-sha256.txt", manifest->str, error))
    return FALSE;
  tags = list_digests (self, FALSE);
  summary->manifest_sha256 = chosho_digest_hex (tags->str, tags->len);
  summary->bytes = bytes;
  if (!add_text (self, "tagmanifest-sha256.txt", tags->str, error))
    return FALSE;
  summary->files = self->entries->len;
  return self->zip == NULL || chosho_zip_writer_finish (self->zip, error);
}

/* To the disk, and out of memory as far as the kernel follows: what is read again has to come from there. */
static gboolean
sync_all (ChoshoBagWriter *self, GError **error)
{
  int fd;

  if (self->zip == NULL)
    return chosho_staging_sync_folder (self->bag, error);
  fd = self->fd;
  if (fsync (fd) != 0)
    return chosho_error_set_errno (error, errno, "%s", self->path);
  posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  return TRUE;
}

static gboolean
read_again (ChoshoBagWriter *self, const Entry *entry, GError **error)
{
  g_autofree char *path = self->zip == NULL ? g_build_filename (self->bag, entry->name, NULL) : NULL;
  char hex[CHOSHO_DIGEST_HEX_SIZE];
  guint64 size_bytes = entry->size_bytes;
  int fd = path != NULL ? open_file (path, &size_bytes, error) : self->fd;
  gboolean done;

  if (fd < 0)
    return FALSE;
  if (path != NULL)
    posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  done = hash_range (self, fd, self->path, path != NULL ? 0 : entry->offset, size_bytes, hex, error);
  if (path != NULL)
    (void) close (fd);
  if (!done || (size_bytes == entry->size_bytes && strcmp (hex, entry->digest) == 0))
    return done;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, _("%s: %s was read back as something else than was written"), self->path, entry->name);
  return FALSE;
}

gboolean
chosho_bag_writer_finish (ChoshoBagWriter *self, const char *info, ChoshoBagSummary *summary, GError **error)
{
  ChoshoBagSummary own = { 0 };
  gboolean done = add_tag_files (self, info, &own, error) && sync_all (self, error);

  for (guint i = 0; done && i < self->entries->len; i++)
    done = read_again (self, g_ptr_array_index (self->entries, i), error);
  if (done && self->zip == NULL)
    (void) g_rmdir (self->path); /* an empty folder; what is in it keeps it */
  done = done && check_cancelled (self, error) && chosho_staging_publish (self->bag, self->path, error);
  if (done && summary != NULL)
    *summary = own;
  else
    g_free (own.manifest_sha256);
  return done;
}
