/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-record-writer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* One write per 64 KiB: a pipe holds as much. */
#define BUFFER_BYTES (64 * 1024)

struct _ChoshoRecordWriter
{
  GByteArray *buffer;      /* (owned): complete records and the one being written */
  gsize       start;       /* where the record being written begins */
  guint64     records;
  int         fd;          /* (borrowed); -1 where the buffer is the answer */
};

static void
flush (ChoshoRecordWriter *self)
{
  const guint8 *data = self->buffer->data;
  gsize left = self->buffer->len;

  if (self->fd < 0)
    return;
  while (left > 0)
    {
      gssize written = write (self->fd, data, left);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        _exit (1);
      data += written;
      left -= written;
    }
  g_byte_array_set_size (self->buffer, 0);
}

ChoshoRecordWriter *
chosho_record_writer_new (int fd)
{
  ChoshoRecordWriter *self = g_new0 (ChoshoRecordWriter, 1);

  self->buffer = g_byte_array_sized_new (2 * BUFFER_BYTES);
  self->fd = fd;
  return self;
}

ChoshoRecordWriter *
chosho_record_writer_new_for_memory (GByteArray *memory)
{
  ChoshoRecordWriter *self = g_new0 (ChoshoRecordWriter, 1);

  self->buffer = g_byte_array_ref (memory);
  self->fd = -1;
  return self;
}

void
chosho_record_writer_free (ChoshoRecordWriter *self)
{
  g_byte_array_unref (self->buffer);
  g_free (self);
}

void
chosho_record_writer_begin (ChoshoRecordWriter *self, ChoshoHelperRecord type)
{
  self->start = self->buffer->len;
  chosho_record_writer_u32 (self, 0);
  chosho_record_writer_u8 (self, type);
}

void
chosho_record_writer_u8 (ChoshoRecordWriter *self, guint8 value)
{
  g_byte_array_append (self->buffer, &value, 1);
}

void
chosho_record_writer_u16 (ChoshoRecordWriter *self, guint16 value)
{
  guint16 bytes = GUINT16_TO_LE (value);

  g_byte_array_append (self->buffer, (const guint8 *) &bytes, sizeof bytes);
}

void
chosho_record_writer_u32 (ChoshoRecordWriter *self, guint32 value)
{
  guint32 bytes = GUINT32_TO_LE (value);

  g_byte_array_append (self->buffer, (const guint8 *) &bytes, sizeof bytes);
}

void
chosho_record_writer_u64 (ChoshoRecordWriter *self, guint64 value)
{
  guint64 bytes = GUINT64_TO_LE (value);

  g_byte_array_append (self->buffer, (const guint8 *) &bytes, sizeof bytes);
}

void
chosho_record_writer_string (ChoshoRecordWriter *self, const char *text)
{
  gsize size_bytes = text != NULL ? strlen (text) : 0;

  g_assert (size_bytes <= G_MAXUINT32);
  chosho_record_writer_u32 (self, size_bytes);
  if (size_bytes > 0)
    g_byte_array_append (self->buffer, (const guint8 *) text, size_bytes);
}

void
chosho_record_writer_bytes (ChoshoRecordWriter *self, gconstpointer data, gsize size_bytes)
{
  g_byte_array_append (self->buffer, data, size_bytes);
}

gsize
chosho_record_writer_get_size (ChoshoRecordWriter *self)
{
  return self->buffer->len - self->start - CHOSHO_HELPER_HEADER_SIZE;
}

void
chosho_record_writer_end (ChoshoRecordWriter *self)
{
  guint32 size_bytes = GUINT32_TO_LE ((guint32) chosho_record_writer_get_size (self));

  memcpy (self->buffer->data + self->start, &size_bytes, sizeof size_bytes);
  self->records++;
  if (self->buffer->len >= BUFFER_BYTES)
    flush (self);
}

void
chosho_record_writer_finish (ChoshoRecordWriter *self, const ChoshoFault *fault)
{
  guint64 records = self->records;

  if (fault != NULL && fault->reason != 0)
    {
      chosho_record_writer_begin (self, CHOSHO_HELPER_RECORD_FAULT);
      chosho_record_writer_u16 (self, fault->reason);
      chosho_record_writer_u32 (self, fault->row);
      chosho_record_writer_u32 (self, fault->column);
      chosho_record_writer_u64 (self, fault->offset);
      chosho_record_writer_u64 (self, fault->limit);
      chosho_record_writer_string (self, fault->sheet);
      chosho_record_writer_string (self, fault->detail);
    }
  else
    {
      chosho_record_writer_begin (self, CHOSHO_HELPER_RECORD_END);
      chosho_record_writer_u64 (self, records);
    }
  chosho_record_writer_end (self);
  self->records = 0;
  flush (self);
}
