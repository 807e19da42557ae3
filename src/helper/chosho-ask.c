/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-ask.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "chosho-helper-limits.h"

static gboolean
read_all (int fd, guint8 *to, gsize size_bytes)
{
  while (size_bytes > 0)
    {
      gssize got = read (fd, to, size_bytes);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return FALSE;
      to += got;
      size_bytes -= got;
    }
  return TRUE;
}

static guint64
take_integer (ChoshoAsk *self, gsize size_bytes)
{
  guint64 value = 0;

  if (self->left_bytes < size_bytes)
    {
      self->broken = TRUE;
      return 0;
    }
  for (gsize i = 0; i < size_bytes; i++)
    value |= (guint64) self->next[i] << (8 * i);
  self->next += size_bytes;
  self->left_bytes -= size_bytes;
  return value;
}

gboolean
chosho_ask_read (ChoshoAsk *self, int fd, guint8 *buffer)
{
  guint8 bytes[CHOSHO_HELPER_HEADER_SIZE];
  ChoshoAsk header = { .next = bytes, .left_bytes = sizeof bytes };
  guint32 size_bytes;

  if (!read_all (fd, bytes, sizeof bytes))
    return FALSE;
  size_bytes = chosho_ask_take_u32 (&header);
  *self = (ChoshoAsk){
    .type = chosho_ask_take_u8 (&header), .next = buffer, .left_bytes = size_bytes,
  };
  return size_bytes <= CHOSHO_HELPER_LIMIT_ASK_BYTES && read_all (fd, buffer, size_bytes);
}

guint8
chosho_ask_take_u8 (ChoshoAsk *self)
{
  return take_integer (self, 1);
}

guint32
chosho_ask_take_u32 (ChoshoAsk *self)
{
  return take_integer (self, 4);
}

guint64
chosho_ask_take_u64 (ChoshoAsk *self)
{
  return take_integer (self, 8);
}

char *
chosho_ask_take_string (ChoshoAsk *self)
{
  guint32 size_bytes = chosho_ask_take_u32 (self);
  const char *text = (const char *) self->next;

  if (self->broken || size_bytes > self->left_bytes || !g_utf8_validate_len (text, size_bytes, NULL))
    {
      self->broken = TRUE;
      return g_strdup ("");
    }
  self->next += size_bytes;
  self->left_bytes -= size_bytes;
  return g_strndup (text, size_bytes);
}

gboolean
chosho_ask_is_sound (const ChoshoAsk *self)
{
  return !self->broken && self->left_bytes == 0;
}
