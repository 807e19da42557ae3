/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-helper-client-private.h"

#include <string.h>

#include "chosho-helper-limits.h"
#include "chosho-text.h"

struct _ChoshoHelperStream
{
  ChoshoHelperRequest    request;
  ChoshoHelperRecordFunc func;
  gpointer               user_data;   /* (borrowed) */
  GByteArray            *pending;     /* (owned): bytes of a record that is not whole yet */
  guint64                total_bytes;
  guint64                records;
  gboolean               broken;
  gboolean               ended;
  ChoshoHelperFault      fault;       /* (owned); reason 0 if there is none */
};

/* @size_bytes of the payload, or NULL and broken. */
static const guint8 *
take (ChoshoHelperPayload *self, gsize size_bytes)
{
  const guint8 *start = self->next;

  if (self->broken || self->left_bytes < size_bytes)
    {
      self->broken = TRUE;
      return NULL;
    }
  self->next += size_bytes;
  self->left_bytes -= size_bytes;
  return start;
}

static guint64
take_integer (ChoshoHelperPayload *self, gsize size_bytes)
{
  const guint8 *bytes = take (self, size_bytes);
  guint64 value = 0;

  for (gsize i = 0; bytes != NULL && i < size_bytes; i++)
    value |= (guint64) bytes[i] << (8 * i);
  return value;
}

guint8
chosho_helper_payload_u8 (ChoshoHelperPayload *self)
{
  return take_integer (self, 1);
}

guint16
chosho_helper_payload_u16 (ChoshoHelperPayload *self)
{
  return take_integer (self, 2);
}

guint32
chosho_helper_payload_u32 (ChoshoHelperPayload *self)
{
  return take_integer (self, 4);
}

guint64
chosho_helper_payload_u64 (ChoshoHelperPayload *self)
{
  return take_integer (self, 8);
}

gint32
chosho_helper_payload_i32 (ChoshoHelperPayload *self)
{
  return (gint32) chosho_helper_payload_u32 (self);
}

const guint8 *
chosho_helper_payload_bytes (ChoshoHelperPayload *self, gsize *size_bytes)
{
  *size_bytes = self->left_bytes;
  return take (self, self->left_bytes);
}

gboolean
chosho_helper_payload_boolean (ChoshoHelperPayload *self)
{
  guint8 value = chosho_helper_payload_u8 (self);

  if (value > 1)
    self->broken = TRUE;
  return value == 1;
}

char *
chosho_helper_payload_string (ChoshoHelperPayload *self, gsize limit_bytes)
{
  guint32 size_bytes = chosho_helper_payload_u32 (self);
  const guint8 *bytes = take (self, size_bytes);

  if (bytes == NULL || size_bytes > limit_bytes
      || !chosho_text_is_valid ((const char *) bytes, size_bytes))
    {
      self->broken = TRUE;
      return NULL;
    }
  return g_strndup ((const char *) bytes, size_bytes);
}

char *
chosho_helper_payload_optional (ChoshoHelperPayload *self, gsize limit_bytes)
{
  char *text = chosho_helper_payload_string (self, limit_bytes);

  if (text != NULL && text[0] == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

ChoshoHelperStream *
chosho_helper_stream_new (ChoshoHelperRequest request, ChoshoHelperRecordFunc func,
                          gpointer user_data)
{
  ChoshoHelperStream *self = g_new0 (ChoshoHelperStream, 1);

  self->request = request;
  self->func = func;
  self->user_data = user_data;
  self->pending = g_byte_array_new ();
  return self;
}

void
chosho_helper_stream_free (ChoshoHelperStream *self)
{
  g_byte_array_unref (self->pending);
  g_free (self->fault.sheet);
  g_free (self->fault.detail);
  g_free (self);
}

static gboolean
take_hello (ChoshoHelperStream *self, ChoshoHelperPayload *payload)
{
  guint32 magic = chosho_helper_payload_u32 (payload);
  guint16 version = chosho_helper_payload_u16 (payload);
  guint8 request = chosho_helper_payload_u8 (payload);

  chosho_helper_payload_u8 (payload);
  chosho_helper_payload_u32 (payload);
  return magic == CHOSHO_HELPER_MAGIC && version == CHOSHO_HELPER_VERSION
         && request == (guint8) self->request;
}

static gboolean
take_fault (ChoshoHelperStream *self, ChoshoHelperPayload *payload)
{
  self->ended = TRUE;
  self->fault.reason = chosho_helper_payload_u16 (payload);
  self->fault.row = chosho_helper_payload_u32 (payload);
  self->fault.column = chosho_helper_payload_u32 (payload);
  self->fault.offset = chosho_helper_payload_u64 (payload);
  self->fault.limit = chosho_helper_payload_u64 (payload);
  self->fault.sheet = chosho_helper_payload_optional (payload, CHOSHO_HELPER_LIMIT_DETAIL_BYTES);
  self->fault.detail = chosho_helper_payload_optional (payload, CHOSHO_HELPER_LIMIT_DETAIL_BYTES);
  return self->fault.reason != 0;
}

static gboolean
take_record (ChoshoHelperStream *self, ChoshoHelperRecord type, ChoshoHelperPayload *payload)
{
  gboolean done;

  if (self->ended)
    return FALSE;
  if (self->records == 0)
    done = type == CHOSHO_HELPER_RECORD_HELLO && take_hello (self, payload);
  else if (type == CHOSHO_HELPER_RECORD_FAULT)
    done = take_fault (self, payload);
  else if (type == CHOSHO_HELPER_RECORD_END)
    {
      self->ended = TRUE;
      done = chosho_helper_payload_u64 (payload) == self->records;
    }
  else
    done = self->func (type, payload, self->user_data);
  self->records++;
  return done && !payload->broken && payload->left_bytes == 0;
}

/* Takes whole records off the front of @data; returns the bytes taken, which may be 0. */
static gsize
take_records (ChoshoHelperStream *self, const guint8 *data, gsize size_bytes)
{
  gsize taken = 0;

  while (!self->broken && size_bytes - taken >= CHOSHO_HELPER_HEADER_SIZE)
    {
      ChoshoHelperPayload header = { data + taken, CHOSHO_HELPER_HEADER_SIZE, FALSE };
      guint32 payload_bytes = chosho_helper_payload_u32 (&header);
      ChoshoHelperRecord type = chosho_helper_payload_u8 (&header);
      ChoshoHelperPayload payload = { header.next, payload_bytes, FALSE };

      if (payload_bytes > CHOSHO_HELPER_LIMIT_RECORD_BYTES)
        self->broken = TRUE;
      else if (size_bytes - taken - CHOSHO_HELPER_HEADER_SIZE < payload_bytes)
        break;
      else
        {
          self->broken = !take_record (self, type, &payload);
          taken += CHOSHO_HELPER_HEADER_SIZE + payload_bytes;
        }
    }
  return taken;
}

gboolean
chosho_helper_stream_feed (ChoshoHelperStream *self, const guint8 *data, gsize size_bytes)
{
  gsize taken;

  self->total_bytes += size_bytes;
  if (self->total_bytes > CHOSHO_HELPER_LIMIT_ANSWER_BYTES)
    self->broken = TRUE;
  if (self->broken)
    return FALSE;
  if (self->pending->len == 0)
    {
      taken = take_records (self, data, size_bytes);
      g_byte_array_append (self->pending, data + taken, size_bytes - taken);
    }
  else
    {
      g_byte_array_append (self->pending, data, size_bytes);
      taken = take_records (self, self->pending->data, self->pending->len);
      if (taken > 0)
        g_byte_array_remove_range (self->pending, 0, taken);
    }
  return !self->broken;
}

gboolean
chosho_helper_stream_is_complete (ChoshoHelperStream *self)
{
  return !self->broken && self->ended && self->pending->len == 0;
}

gboolean
chosho_helper_stream_is_untouched (ChoshoHelperStream *self)
{
  return self->total_bytes == 0;
}

const ChoshoHelperFault *
chosho_helper_stream_get_fault (ChoshoHelperStream *self)
{
  return self->fault.reason != 0 ? &self->fault : NULL;
}
