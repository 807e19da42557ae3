/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-archive-reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "chosho-helper-limits.h"

#define READ_BYTES (128 * 1024)
/* One BYTES record. */
#define PIECE_BYTES (60 * 1024)
/* Small archives of blanks exceed any ratio. */
#define RATIO_FREE_BYTES (32 * 1024 * 1024)

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

/* Where libarchive reads. Not by the descriptor's own position, which other processes share. */
typedef struct
{
  int     fd;         /* (borrowed) */
  guint64 size_bytes;
  guint64 position;
  guint8 *buffer;     /* (owned): READ_BYTES */
} Source;

gboolean
chosho_archive_can_read (ChoshoMagic magic)
{
  return magic >= CHOSHO_MAGIC_ZIP && magic <= CHOSHO_MAGIC_ZSTD;
}

static la_ssize_t
on_read (Archive *archive, void *data, const void **buffer)
{
  Source *self = data;
  gssize got;

  do
    got = pread (self->fd, self->buffer, READ_BYTES, (off_t) self->position);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    {
      archive_set_error (archive, errno, "read");
      return -1;
    }
  self->position += got;
  *buffer = self->buffer;
  return got;
}

static la_int64_t
on_skip (Archive *archive, void *data, la_int64_t wanted)
{
  Source *self = data;
  guint64 left = self->size_bytes - MIN (self->position, self->size_bytes);
  guint64 skipped = MIN ((guint64) MAX (wanted, 0), left);

  self->position += skipped;
  return (la_int64_t) skipped;
}

static la_int64_t
on_seek (Archive *archive, void *data, la_int64_t offset, int whence)
{
  Source *self = data;
  gint64 base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (gint64) self->position : (gint64) self->size_bytes;

  if (offset < -base || offset > (gint64) self->size_bytes - base)
    return ARCHIVE_FATAL;
  self->position = (guint64) (base + offset);
  return base + offset;
}

static gboolean
support (Archive *archive, ChoshoMagic magic)
{
  switch (magic)
    {
    case CHOSHO_MAGIC_ZIP:
      /* what the central directory lists is what other programs show */
      return archive_read_support_format_zip_seekable (archive) == ARCHIVE_OK;
    case CHOSHO_MAGIC_7Z:
      return archive_read_support_format_7zip (archive) == ARCHIVE_OK;
    case CHOSHO_MAGIC_GZIP: case CHOSHO_MAGIC_BZIP2: case CHOSHO_MAGIC_XZ: case CHOSHO_MAGIC_ZSTD:
      /* WARN: it would have to run a program, which is not there */
      return archive_read_support_filter_gzip (archive) == ARCHIVE_OK && archive_read_support_filter_bzip2 (archive) == ARCHIVE_OK
             && archive_read_support_filter_xz (archive) == ARCHIVE_OK && archive_read_support_filter_zstd (archive) == ARCHIVE_OK
             && archive_read_support_format_tar (archive) == ARCHIVE_OK
             /* one file, compressed: a log */
             && archive_read_support_format_raw (archive) == ARCHIVE_OK;
    default:
      return archive_read_support_format_tar (archive) == ARCHIVE_OK;
    }
}

static gboolean
fail_damaged (Archive *archive, ChoshoFault *fault)
{
  /* A 7z may have its directory encrypted, which libarchive cannot read and has no code for. */
  if (archive_format (archive) == ARCHIVE_FORMAT_7ZIP && archive_read_has_encrypted_entries (archive) > 0)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_ARCHIVE_ENCRYPTED, NULL);
  return chosho_fault_set (fault, CHOSHO_HELPER_REASON_ARCHIVE_DAMAGED, archive_error_string (archive));
}

/* NULL with @fault set. */
static Archive *
open_archive (Source *source, ChoshoMagic magic, const char *password, ChoshoFault *fault)
{
  g_autoptr (Archive) archive = archive_read_new ();

  if (archive == NULL || !support (archive, magic))
    {
      chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_MEMORY, NULL);
      return NULL;
    }
  if (password[0] != '\0')
    archive_read_add_passphrase (archive, password);
  archive_read_set_read_callback (archive, on_read);
  archive_read_set_skip_callback (archive, on_skip);
  archive_read_set_seek_callback (archive, on_seek);
  archive_read_set_callback_data (archive, source);
  if (archive_read_open1 (archive) != ARCHIVE_OK)
    {
      fail_damaged (archive, fault);
      return NULL;
    }
  /* the last filter is "none" */
  if (archive_filter_count (archive) - 1 > CHOSHO_HELPER_LIMIT_FILTERS)
    {
      chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_FILTERS, CHOSHO_HELPER_LIMIT_FILTERS, NULL);
      return NULL;
    }
  return g_steal_pointer (&archive);
}

/* 1, 0 at the end, -1 with @fault set. */
static int
next_member (Archive *archive, struct archive_entry **entry, ChoshoFault *fault)
{
  int result = archive_read_next_header (archive, entry);

  if (result == ARCHIVE_EOF)
    return 0;
  /* A warning is about a name, which is kept raw; everything else is damage. */
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
    {
      fail_damaged (archive, fault);
      return -1;
    }
  if (archive_filter_bytes (archive, 0) > (gint64) CHOSHO_HELPER_LIMIT_SKIPPED_BYTES)
    {
      chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_SKIPPED_BYTES, CHOSHO_HELPER_LIMIT_SKIPPED_BYTES, NULL);
      return -1;
    }
  return 1;
}

static guint8
get_kind (struct archive_entry *entry)
{
  if (archive_entry_hardlink (entry) != NULL || archive_entry_hardlink_utf8 (entry) != NULL)
    return CHOSHO_HELPER_MEMBER_LINK;
  switch (archive_entry_filetype (entry))
    {
    case AE_IFREG:
      return CHOSHO_HELPER_MEMBER_FILE;
    case AE_IFDIR:
      return CHOSHO_HELPER_MEMBER_FOLDER;
    case AE_IFLNK:
      return CHOSHO_HELPER_MEMBER_LINK;
    default:
      return CHOSHO_HELPER_MEMBER_OTHER;
    }
}

static ChoshoMember
describe (struct archive_entry *entry)
{
  /* Raw bytes where the format has bytes; in this locale they are left alone. */
  const char *raw = archive_entry_pathname (entry);

  if (raw == NULL)
    raw = archive_entry_pathname_utf8 (entry);
  return (ChoshoMember){
    .kind = get_kind (entry),
    .encrypted = archive_entry_is_encrypted (entry) != 0,
    .size_bytes = archive_entry_size_is_set (entry) ? (guint64) MAX (archive_entry_size (entry), 0) : CHOSHO_HELPER_NO_OFFSET,
    .time = archive_entry_mtime_is_set (entry) ? archive_entry_mtime (entry) : -1,
    .raw_name = raw != NULL ? raw : "",
  };
}

static gboolean
list_members (Archive *archive, ChoshoCharset charset, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  struct archive_entry *entry;
  guint number = 0;
  int result;

  while ((result = next_member (archive, &entry, fault)) > 0)
    {
      ChoshoMember member = describe (entry);

      if (number >= CHOSHO_HELPER_LIMIT_MEMBERS)
        return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_MEMBERS, CHOSHO_HELPER_LIMIT_MEMBERS, NULL);
      if (!chosho_member_write (&member, number, charset, writer, fault))
        return FALSE;
      number++;
    }
  return result == 0;
}

gboolean
chosho_archive_write_members (int fd, guint64 size_bytes, ChoshoMagic magic, ChoshoCharset charset, ChoshoRecordWriter *writer,
                              ChoshoFault *fault)
{
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);
  Source source = { .fd = fd, .size_bytes = size_bytes, .buffer = buffer };
  g_autoptr (Archive) archive = open_archive (&source, magic, "", fault);

  return archive != NULL && list_members (archive, charset, writer, fault);
}

/* --- One member -------------------------------------------------------------------------------------------- */

static gboolean
check_ratio (guint64 delivered, guint64 archive_bytes, ChoshoFault *fault)
{
  if (delivered > RATIO_FREE_BYTES && delivered / CHOSHO_HELPER_LIMIT_MEMBER_RATIO > archive_bytes)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_RATIO, CHOSHO_HELPER_LIMIT_MEMBER_RATIO, NULL);
  return TRUE;
}

/* The next bytes of the member that was reached, in @piece; 0 at its end, -1 with @fault set. */
static gssize
read_data (Archive *archive, gboolean encrypted, guint index, guint8 *piece, gsize size_bytes, ChoshoFault *fault)
{
  la_ssize_t got = archive_read_data (archive, piece, size_bytes);

  if (got >= 0)
    return got;
  /* A wrong checksum is only a warning there, and what a wrong password shows as. */
  if (encrypted && archive_format (archive) == ARCHIVE_FORMAT_7ZIP)
    chosho_fault_set (fault, CHOSHO_HELPER_REASON_ARCHIVE_ENCRYPTED, NULL);
  else if (encrypted)
    chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_MEMBER_ENCRYPTED, index, 0);
  else
    fail_damaged (archive, fault);
  return -1;
}

static gboolean
deliver (Archive *archive, const Source *source, gboolean encrypted, guint index, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  guint64 delivered = 0;
  gssize got;

  while ((got = read_data (archive, encrypted, index, piece, PIECE_BYTES, fault)) > 0)
    {
      delivered += got;
      if (delivered > CHOSHO_HELPER_LIMIT_MEMBER_BYTES)
        return chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_LIMIT_MEMBER_BYTES, index, CHOSHO_HELPER_LIMIT_MEMBER_BYTES);
      if (!check_ratio (delivered, source->size_bytes, fault))
        return FALSE;
      chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_BYTES);
      chosho_record_writer_bytes (writer, piece, got);
      chosho_record_writer_end (writer);
    }
  return got == 0;
}

struct _ChoshoArchiveCursor
{
  Source       source;   /* its buffer is owned */
  ChoshoMagic  magic;
  Archive     *archive;  /* (owned) (nullable) */
  char        *password; /* (owned) (nullable) with which it was opened */
  guint        next;     /* the member whose header is read next */
  gboolean     inside;   /* the one before it was read by pieces, up to @offset */
  guint64      offset;
};

ChoshoArchiveCursor *
chosho_archive_cursor_new (int fd, guint64 size_bytes, ChoshoMagic magic)
{
  ChoshoArchiveCursor *self = g_new0 (ChoshoArchiveCursor, 1);

  self->source = (Source){ .fd = fd, .size_bytes = size_bytes, .buffer = g_malloc (READ_BYTES) };
  self->magic = magic;
  return self;
}

void
chosho_archive_cursor_free (ChoshoArchiveCursor *self)
{
  g_clear_pointer (&self->archive, archive_read_free);
  g_free (self->source.buffer);
  g_free (self->password);
  g_free (self);
}

/* Begins anew where @index is behind, or another password counts. */
static gboolean
rewind_cursor (ChoshoArchiveCursor *self, guint index, const char *password, ChoshoFault *fault)
{
  if (self->archive != NULL && index >= self->next && g_strcmp0 (self->password, password) == 0)
    return TRUE;
  g_clear_pointer (&self->archive, archive_read_free);
  g_free (self->password);
  self->password = g_strdup (password);
  self->source.position = 0;
  self->next = 0;
  self->inside = FALSE;
  self->archive = open_archive (&self->source, self->magic, password, fault);
  return self->archive != NULL;
}

/* Reads up to the header of member @index, which must be a file's. NULL with @fault set. */
static struct archive_entry *
reach (ChoshoArchiveCursor *self, guint index, ChoshoFault *fault)
{
  struct archive_entry *entry = NULL;
  int result = 1;

  self->inside = FALSE;
  for (; result > 0 && self->next <= index; self->next++)
    result = next_member (self->archive, &entry, fault);
  if (result < 0)
    return NULL;
  if (result == 0)
    chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_NO_MEMBER, index, 0);
  else if (get_kind (entry) != CHOSHO_HELPER_MEMBER_FILE)
    chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_NOT_A_FILE, index, 0);
  else
    return entry;
  return NULL;
}

static gboolean
write_next (ChoshoArchiveCursor *self, guint index, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  struct archive_entry *entry = reach (self, index, fault);

  return entry != NULL && deliver (self->archive, &self->source, archive_entry_is_encrypted (entry) != 0, index, writer, fault);
}

/* What failed may have left the archive anywhere. */
gboolean
chosho_archive_cursor_write (ChoshoArchiveCursor *self, guint index, const char *password, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  if (!rewind_cursor (self, index, password, fault))
    return FALSE;
  if (write_next (self, index, writer, fault))
    return TRUE;
  g_clear_pointer (&self->archive, archive_read_free);
  return FALSE;
}

/* Reads the member on to @end or its own end, giving out what is not before @from. */
static gboolean
write_until (ChoshoArchiveCursor *self, guint index, guint64 from, guint64 end, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gssize got = 1;

  while (got > 0 && self->offset < end)
    {
      guint64 wanted = MIN (PIECE_BYTES, (self->offset < from ? from : end) - self->offset);

      got = read_data (self->archive, FALSE, index, piece, (gsize) wanted, fault);
      if (got < 0 || !check_ratio (self->offset + (guint64) got, self->source.size_bytes, fault))
        return FALSE;
      if (got > 0 && self->offset >= from)
        {
          chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_BYTES);
          chosho_record_writer_bytes (writer, piece, got);
          chosho_record_writer_end (writer);
        }
      self->offset += (guint64) got;
    }
  return TRUE;
}

gboolean
chosho_archive_cursor_write_piece (ChoshoArchiveCursor *self, guint index, guint64 offset, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  gboolean goes_on = self->archive != NULL && self->inside && self->next == index + 1 && self->offset == offset;

  if (offset > G_MAXUINT64 - CHOSHO_HELPER_LIMIT_MEMBER_BYTES)
    return chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_NO_MEMBER, index, 0);
  if (!goes_on && (!rewind_cursor (self, index, "", fault) || reach (self, index, fault) == NULL))
    {
      g_clear_pointer (&self->archive, archive_read_free);
      return FALSE;
    }
  if (!goes_on)
    self->offset = 0;
  self->inside = TRUE;
  if (write_until (self, index, offset, offset + CHOSHO_HELPER_LIMIT_MEMBER_BYTES, writer, fault))
    return TRUE;
  g_clear_pointer (&self->archive, archive_read_free);
  return FALSE;
}
