/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-zip-writer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-checksum.h"
#include "chosho-error.h"
#include "chosho-file.h"

/* PKWARE's APPNOTE, 4.3 and 4.5. Numbers have their low byte first. */
#define LOCAL_SIGNATURE 0x04034b50u
#define CENTRAL_SIGNATURE 0x02014b50u
#define END_SIGNATURE 0x06054b50u
#define END64_SIGNATURE 0x06064b50u
#define LOCATOR64_SIGNATURE 0x07064b50u
#define LOCAL_CRC_OFFSET 14
#define VERSION_PLAIN 10
#define VERSION_ZIP64 45
#define MADE_BY_UNIX (3u << 8)
#define FLAG_UTF8 0x0800
#define EXTRA_ZIP64 1
#define MODE_FILE (0100644u << 16)
#define FULL16 0xffffu
#define FULL32 0xffffffffu
#define END64_REST 44 /* bytes of the ZIP64 end record after its own length */

typedef struct
{
  char   *name;       /* (owned) */
  guint64 size_bytes;
  guint64 header;     /* where its local header begins */
  guint32 crc32;
} Member;

struct _ChoshoZipWriter
{
  int             fd;       /* (borrowed) */
  char           *path;     /* (owned) */
  GArray         *members;  /* (owned) (element-type Member) the last one may be open */
  ChoshoChecksum *checksum; /* (owned) (nullable) of the open member */
  guint64         position;
  guint64         begun;    /* where the open member's bytes begin */
  guint16         date;
  guint16         time;
};

static void
clear_member (gpointer member)
{
  g_free (((Member *) member)->name);
}

/* DOS time: two seconds a step, from 1980 on. */
static void
set_time (ChoshoZipWriter *self, gint64 time_s)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (time_s);
  int year = at != NULL ? g_date_time_get_year (at) : 0;

  self->date = 1 << 5 | 1;
  if (year < 1980 || year > 2107)
    return;
  self->date = (guint16) ((year - 1980) << 9 | g_date_time_get_month (at) << 5 | g_date_time_get_day_of_month (at));
  self->time = (guint16) (g_date_time_get_hour (at) << 11 | g_date_time_get_minute (at) << 5 | g_date_time_get_second (at) / 2);
}

ChoshoZipWriter *
chosho_zip_writer_new (int fd, const char *path, gint64 time_s)
{
  ChoshoZipWriter *self = g_new0 (ChoshoZipWriter, 1);

  self->fd = fd;
  self->path = g_strdup (path);
  self->members = g_array_new (FALSE, TRUE, sizeof (Member));
  g_array_set_clear_func (self->members, clear_member);
  set_time (self, time_s);
  return self;
}

void
chosho_zip_writer_free (ChoshoZipWriter *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->checksum, chosho_checksum_free);
  g_array_unref (self->members);
  g_free (self->path);
  g_free (self);
}

/* --- Bytes ---------------------------------------------------------------------------------------------------------------- */

static void
put (GByteArray *out, guint64 value, guint size_bytes)
{
  for (guint i = 0; i < size_bytes; i++)
    g_byte_array_append (out, &(guint8){ (guint8) (value >> (8 * i)) }, 1);
}

static gboolean
flush (ChoshoZipWriter *self, gconstpointer data, gsize size_bytes, GError **error)
{
  self->position += size_bytes;
  return chosho_fd_write_all (self->fd, self->path, data, size_bytes, error);
}

/* What local and central headers share: version to name length. */
static void
put_common (ChoshoZipWriter *self, GByteArray *out, const Member *member, gboolean zip64)
{
  guint32 size = member->size_bytes >= FULL32 ? FULL32 : (guint32) member->size_bytes;

  put (out, zip64 ? VERSION_ZIP64 : VERSION_PLAIN, 2);
  put (out, FLAG_UTF8, 2);
  put (out, 0, 2); /* stored */
  put (out, self->time, 2);
  put (out, self->date, 2);
  put (out, member->crc32, 4);
  put (out, size, 4);
  put (out, size, 4);
  put (out, strlen (member->name), 2);
}

gboolean
chosho_zip_writer_begin (ChoshoZipWriter *self, const char *name, guint64 size_bytes, GError **error)
{
  Member member = { .name = g_strdup (name), .size_bytes = size_bytes, .header = self->position };
  gboolean zip64 = size_bytes >= FULL32;
  g_autoptr (GByteArray) header = g_byte_array_new ();

  g_return_val_if_fail (self->checksum == NULL && strlen (name) < FULL16, FALSE);
  g_array_append_val (self->members, member);
  self->checksum = chosho_checksum_new (CHOSHO_CHECKSUM_CRC32);
  put (header, LOCAL_SIGNATURE, 4);
  put_common (self, header, &member, zip64);
  put (header, zip64 ? 20 : 0, 2);
  g_byte_array_append (header, (const guint8 *) name, (guint) strlen (name));
  if (zip64)
    {
      put (header, EXTRA_ZIP64, 2);
      put (header, 16, 2);
      put (header, size_bytes, 8);
      put (header, size_bytes, 8);
    }
  if (!flush (self, header->data, header->len, error))
    return FALSE;
  self->begun = self->position;
  return TRUE;
}

gboolean
chosho_zip_writer_write (ChoshoZipWriter *self, gconstpointer data, gsize size_bytes, GError **error)
{
  chosho_checksum_update (self->checksum, data, size_bytes);
  return flush (self, data, size_bytes, error);
}

/* The checksum is known once the bytes are written, and stands before them. */
static gboolean
write_crc32 (ChoshoZipWriter *self, const Member *member, GError **error)
{
  guint32 value = GUINT32_TO_LE (member->crc32);
  gssize written;

  do
    written = pwrite (self->fd, &value, sizeof value, (off_t) (member->header + LOCAL_CRC_OFFSET));
  while (written < 0 && errno == EINTR);
  if (written == sizeof value)
    return TRUE;
  return chosho_error_set_errno (error, written < 0 ? errno : EIO, "%s", self->path);
}

gboolean
chosho_zip_writer_end (ChoshoZipWriter *self, guint64 *offset, GError **error)
{
  Member *member = &g_array_index (self->members, Member, self->members->len - 1);

  member->crc32 = chosho_checksum_get_crc32 (self->checksum);
  g_clear_pointer (&self->checksum, chosho_checksum_free);
  if (offset != NULL)
    *offset = self->begun;
  if (self->position - self->begun == member->size_bytes)
    return write_crc32 (self, member, error);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, _("%s: the file changed while it was read"), member->name);
  return FALSE;
}

/* --- The directory -------------------------------------------------------------------------------------------------------- */

static void
put_central (ChoshoZipWriter *self, GByteArray *out, const Member *member)
{
  gboolean big_size = member->size_bytes >= FULL32, big_place = member->header >= FULL32;
  guint extra = (big_size ? 16 : 0) + (big_place ? 8 : 0);

  put (out, CENTRAL_SIGNATURE, 4);
  put (out, MADE_BY_UNIX | VERSION_ZIP64, 2);
  put_common (self, out, member, extra > 0);
  put (out, extra > 0 ? extra + 4 : 0, 2);
  put (out, 0, 2); /* comment */
  put (out, 0, 2); /* disk */
  put (out, 0, 2); /* internal attributes */
  put (out, MODE_FILE, 4);
  put (out, big_place ? FULL32 : member->header, 4);
  g_byte_array_append (out, (const guint8 *) member->name, (guint) strlen (member->name));
  if (extra == 0)
    return;
  put (out, EXTRA_ZIP64, 2);
  put (out, extra, 2);
  if (big_size)
    {
      put (out, member->size_bytes, 8);
      put (out, member->size_bytes, 8);
    }
  if (big_place)
    put (out, member->header, 8);
}

static void
put_end64 (GByteArray *out, guint64 count, guint64 start, guint64 size_bytes)
{
  put (out, END64_SIGNATURE, 4);
  put (out, END64_REST, 8);
  put (out, MADE_BY_UNIX | VERSION_ZIP64, 2);
  put (out, VERSION_ZIP64, 2);
  put (out, 0, 8); /* disks */
  put (out, count, 8);
  put (out, count, 8);
  put (out, size_bytes, 8);
  put (out, start, 8);
  put (out, LOCATOR64_SIGNATURE, 4);
  put (out, 0, 4);
  put (out, start + size_bytes, 8);
  put (out, 1, 4);
}

gboolean
chosho_zip_writer_finish (ChoshoZipWriter *self, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint64 start = self->position, count = self->members->len, size_bytes;

  for (guint i = 0; i < self->members->len; i++)
    put_central (self, out, &g_array_index (self->members, Member, i));
  size_bytes = out->len;
  if (count >= FULL16 || start >= FULL32 || size_bytes >= FULL32)
    put_end64 (out, count, start, size_bytes);
  put (out, END_SIGNATURE, 4);
  put (out, 0, 4); /* disks */
  put (out, MIN (count, FULL16), 2);
  put (out, MIN (count, FULL16), 2);
  put (out, MIN (size_bytes, FULL32), 4);
  put (out, MIN (start, FULL32), 4);
  put (out, 0, 2);
  return flush (self, out->data, out->len, error);
}
