/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-bag-source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-file-name.h"
#include "chosho-folder-names.h"
#include "chosho-helper-document.h"

#define BUFFER_BYTES (256 * 1024)
#define DEPTH 64                  /* folders in folders; a bag of more is none that anybody made */
#define NAMES_IN_FOLDER 1000000
#define DECLARATION "bagit.txt"

struct _ChoshoBagSource
{
  char                 *path;     /* (owned) */
  int                   fd;       /* of the folder or archive */
  ChoshoHelperDocument *document; /* (owned) (nullable) of an archive */
  GPtrArray            *entries;  /* (owned) */
  GPtrArray            *raw;      /* (owned) (element-type filename) of a folder's entries: their bytes */
  guint8               *buffer;   /* (owned) */
};

static void
entry_free (gpointer data)
{
  g_free (((ChoshoBagEntry *) data)->path);
  g_free (data);
}

static ChoshoBagEntry *
add_entry (ChoshoBagSource *self, ChoshoBagEntryKind kind, char *path)
{
  ChoshoBagEntry *entry = g_new0 (ChoshoBagEntry, 1);

  entry->kind = kind;
  entry->path = path;
  g_ptr_array_add (self->entries, entry);
  return entry;
}

/* --- A folder ------------------------------------------------------------------------------------------------------------- */

static gboolean walk (ChoshoBagSource *self, int fd, const char *prefix, guint depth, GError **error);

static gboolean
walk_folder (ChoshoBagSource *self, int parent, const char *name, const char *raw, guint depth, GError **error)
{
  int fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  gboolean done;

  if (fd < 0)
    return chosho_error_set_errno (error, errno, "%s/%s", self->path, raw);
  done = walk (self, fd, raw, depth + 1, error);
  (void) close (fd);
  return done;
}

static gboolean
add_name (ChoshoBagSource *self, int fd, const char *prefix, const char *name, guint depth, GError **error)
{
  g_autofree char *raw = prefix[0] != '\0' ? g_strconcat (prefix, "/", name, NULL) : g_strdup (name);
  ChoshoBagEntry *entry;
  struct stat info;

  if (fstatat (fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
    return chosho_error_set_errno (error, errno, "%s/%s", self->path, raw);
  entry = add_entry (self, S_ISREG (info.st_mode) ? CHOSHO_BAG_FILE : S_ISDIR (info.st_mode) ? CHOSHO_BAG_FOLDER
                           : S_ISLNK (info.st_mode) ? CHOSHO_BAG_LINK : CHOSHO_BAG_OTHER, NULL);
  entry->escaped = !g_utf8_validate (raw, -1, NULL);
  entry->path = entry->escaped ? chosho_file_name_display (raw, NULL) : g_strdup (raw);
  entry->size_bytes = S_ISREG (info.st_mode) ? (guint64) info.st_size : 0;
  entry->index = self->raw->len;
  g_ptr_array_add (self->raw, g_strdup (raw));
  return !S_ISDIR (info.st_mode) || walk_folder (self, fd, name, raw, depth, error);
}

static gboolean
walk (ChoshoBagSource *self, int fd, const char *prefix, guint depth, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;

  if (depth > DEPTH)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s: folders lie more than %d deep"), self->path, DEPTH);
      return FALSE;
    }
  names = chosho_folder_names_read (fd, self->path, NAMES_IN_FOLDER, error);
  for (guint i = 0; names != NULL && i < names->len; i++)
    if (!add_name (self, fd, prefix, names->pdata[i], depth, error))
      return FALSE;
  return names != NULL;
}

/* Opens the file @raw of the folder, folder by folder, following no link. */
static int
open_below (ChoshoBagSource *self, const char *raw, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (raw, "/", -1);
  int fd = dup (self->fd);

  for (guint i = 0; fd >= 0 && parts[i] != NULL; i++)
    {
      int next = openat (fd, parts[i], O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (parts[i + 1] != NULL ? O_DIRECTORY : 0));
      int errnum = errno;

      (void) close (fd);
      errno = errnum;
      fd = next;
    }
  if (fd < 0)
    chosho_error_set_errno (error, errno, "%s/%s", self->path, raw);
  return fd;
}

/* --- An archive ----------------------------------------------------------------------------------------------------------- */

static ChoshoBagEntryKind
get_kind (ChoshoMemberKind kind)
{
  switch (kind)
    {
    case CHOSHO_MEMBER_FILE: return CHOSHO_BAG_FILE;
    case CHOSHO_MEMBER_FOLDER: return CHOSHO_BAG_FOLDER;
    case CHOSHO_MEMBER_LINK: return CHOSHO_BAG_LINK;
    default: return CHOSHO_BAG_OTHER;
    }
}

/* "./x/y/" is "x/y". (transfer full) */
static char *
dup_plain (const char *name)
{
  char *plain;
  gsize size_bytes;

  while (g_str_has_prefix (name, "./"))
    name += 2;
  plain = g_strdup (name);
  size_bytes = strlen (plain);
  if (size_bytes > 0 && plain[size_bytes - 1] == '/')
    plain[size_bytes - 1] = '\0';
  return plain;
}

/* The one folder in which all of @members lie, with its "/"; "" where there is none. (transfer full) */
static char *
find_common (GPtrArray *members)
{
  g_autofree char *first = members->len > 0 ? dup_plain (((ChoshoMemberInfo *) members->pdata[0])->name) : g_strdup ("");
  g_autofree char *folder = g_strndup (first, strcspn (first, "/"));
  g_autofree char *base = g_strconcat (folder, "/", NULL);

  for (guint i = 0; i < members->len; i++)
    {
      g_autofree char *name = dup_plain (((ChoshoMemberInfo *) members->pdata[i])->name);

      if (!g_str_has_prefix (name, base) && strcmp (name, folder) != 0)
        return g_strdup ("");
    }
  return g_steal_pointer (&base);
}

/* The folder in which the declaration lies, with its "/"; "" where it is in none. Where there is none, that in which all lies.
 * (transfer full) */
static char *
find_base (GPtrArray *members)
{
  for (guint i = 0; i < members->len; i++)
    {
      g_autofree char *name = dup_plain (((ChoshoMemberInfo *) members->pdata[i])->name);
      const char *slash = strchr (name, '/');

      if (strcmp (name, DECLARATION) == 0)
        return g_strdup ("");
      if (slash != NULL && strcmp (slash + 1, DECLARATION) == 0)
        return g_strndup (name, (gsize) (slash + 1 - name));
    }
  return find_common (members);
}

static void
add_member (ChoshoBagSource *self, const ChoshoMemberInfo *member, guint index, const char *base)
{
  g_autofree char *name = dup_plain (member->name);
  gboolean inside = g_str_has_prefix (name, base);
  ChoshoBagEntry *entry;

  if (name[0] == '\0' || (inside && name[strlen (base)] == '\0') || (!inside && g_str_has_prefix (base, name) && member->kind == CHOSHO_MEMBER_FOLDER))
    return; /* the bag's own folder */
  entry = add_entry (self, get_kind (member->kind), g_strdup (inside ? name + strlen (base) : name));
  entry->unsafe = member->unsafe_name || !inside;
  entry->escaped = member->coding == CHOSHO_NAME_ESCAPED;
  entry->size_bytes = member->has_size ? member->size_bytes : 0;
  entry->index = index;
}

static gboolean
list_archive (ChoshoBagSource *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_filename_display_basename (self->path);
  g_autoptr (GPtrArray) members = NULL;
  g_autofree char *base = NULL;

  self->document = chosho_helper_document_new (self->fd, name, CHOSHO_HELPER_FLAGS_NONE, error);
  members = self->document != NULL ? chosho_helper_document_read_members (self->document, NULL, cancellable, error) : NULL;
  if (members == NULL)
    return FALSE;
  base = find_base (members);
  for (guint i = 0; i < members->len; i++)
    add_member (self, members->pdata[i], i, base);
  return TRUE;
}

/* --- Both ----------------------------------------------------------------------------------------------------------------- */

ChoshoBagSource *
chosho_bag_source_open (const char *path, GCancellable *cancellable, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd >= 0)
    return chosho_bag_source_open_fd (fd, path, cancellable, error);
  if (errno == ENOENT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: there is no such file"), path);
  else
    chosho_error_set_errno (error, errno, "%s", path);
  return NULL;
}

ChoshoBagSource *
chosho_bag_source_open_fd (int fd, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoBagSource) self = g_new0 (ChoshoBagSource, 1);
  struct stat info;

  self->path = g_strdup (path);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->raw = g_ptr_array_new_with_free_func (g_free);
  self->fd = fd;
  if (fstat (self->fd, &info) != 0)
    {
      chosho_error_set_errno (error, errno, "%s", path);
      return NULL;
    }
  if (!S_ISDIR (info.st_mode) && !S_ISREG (info.st_mode))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s: neither a folder nor a file"), path);
      return NULL;
    }
  self->buffer = g_malloc (BUFFER_BYTES);
  if (!(S_ISDIR (info.st_mode) ? walk (self, self->fd, "", 0, error) : list_archive (self, cancellable, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
chosho_bag_source_free (ChoshoBagSource *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->document, chosho_helper_document_unref);
  if (self->fd >= 0)
    (void) close (self->fd);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->raw);
  g_free (self->buffer);
  g_free (self->path);
  g_free (self);
}

GPtrArray *
chosho_bag_source_list (ChoshoBagSource *self)
{
  return self->entries;
}

/* Where bytes of one file go. */
typedef struct
{
  ChoshoChecksum *checksum;   /* (nullable) */
  GByteArray     *bytes;      /* (nullable) */
  guint64         size_bytes;
  ChoshoProgress *progress;   /* (nullable) */
} Taking;

static void
take (const guint8 *data, gsize size_bytes, gpointer user_data)
{
  Taking *self = user_data;

  if (self->checksum != NULL)
    chosho_checksum_update (self->checksum, data, size_bytes);
  if (self->bytes != NULL)
    g_byte_array_append (self->bytes, data, (guint) size_bytes);
  self->size_bytes += size_bytes;
  chosho_progress_add (self->progress, size_bytes);
}

static gboolean
read_file (ChoshoBagSource *self, const ChoshoBagEntry *entry, Taking *taking, GCancellable *cancellable, GError **error)
{
  int fd = open_below (self, g_ptr_array_index (self->raw, entry->index), error);
  gssize count = 1;

  if (fd < 0)
    return FALSE;
  while (count > 0)
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("%s: the work was cancelled"), self->path);
          break;
        }
      count = read (fd, self->buffer, BUFFER_BYTES);
      if (count < 0 && errno == EINTR)
        count = 1;
      else if (count < 0)
        chosho_error_set_errno (error, errno, "%s/%s", self->path, entry->path);
      else
        take (self->buffer, (gsize) count, taking);
    }
  (void) close (fd);
  return count == 0;
}

static gboolean
read_entry (ChoshoBagSource *self, const ChoshoBagEntry *entry, Taking *taking, GCancellable *cancellable, GError **error)
{
  if (self->document == NULL)
    return read_file (self, entry, taking, cancellable, error);
  return chosho_helper_document_stream_member (self->document, entry->index, take, taking, cancellable, error);
}

GBytes *
chosho_bag_source_read (ChoshoBagSource *self, const ChoshoBagEntry *entry, gsize limit_bytes, GCancellable *cancellable, GError **error)
{
  Taking taking = { .bytes = g_byte_array_new () };

  if (entry->size_bytes > limit_bytes)
    {
      g_autofree char *limit = g_strdup_printf ("%" G_GSIZE_FORMAT, limit_bytes);

      g_byte_array_unref (taking.bytes);
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s is larger than %s bytes"), entry->path, limit);
      return NULL;
    }
  if (read_entry (self, entry, &taking, cancellable, error))
    return g_byte_array_free_to_bytes (taking.bytes);
  g_byte_array_unref (taking.bytes);
  return NULL;
}

gboolean
chosho_bag_source_sum (ChoshoBagSource *self, const ChoshoBagEntry *entry, ChoshoChecksum *checksum, guint64 *size_bytes,
                       ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  Taking taking = { .checksum = checksum, .progress = progress };
  gboolean done = read_entry (self, entry, &taking, cancellable, error);

  *size_bytes = taking.size_bytes;
  return done;
}
