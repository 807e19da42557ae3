/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-tar.h"

#include <stddef.h>
#include <string.h>

/* POSIX.1-1988 "ustar" header block. */
typedef struct
{
  char name[100];
  char mode[8];
  char uid[8];
  char gid[8];
  char size[12];
  char mtime[12];
  char checksum[8];
  char type;
  char link_name[100];
  char magic[6];
  char version[2];
  char user_name[32];
  char group_name[32];
  char device_major[8];
  char device_minor[8];
  char prefix[155];
  char padding[12];
} TarHeader;

G_STATIC_ASSERT (sizeof (TarHeader) == CHOSHO_TAR_BLOCK);
G_STATIC_ASSERT (offsetof (TarHeader, magic) == 257);

/* The largest number that eleven octal digits hold. */
#define OCTAL_LIMIT (((guint64) 1 << 33) - 1)

/* @width - 1 octal digits and NUL. */
static void
put_octal (char *field, gsize width, guint64 value)
{
  field[width - 1] = '\0';
  for (gsize i = width - 1; i-- > 0; value /= 8)
    field[i] = (char) ('0' + value % 8);
}

static gboolean
get_octal (const char *field, gsize width, guint64 *value)
{
  *value = 0;
  for (gsize i = 0; i < width - 1; i++)
    {
      if (field[i] < '0' || field[i] > '7')
        return FALSE;
      *value = *value * 8 + (guint64) (field[i] - '0');
    }
  return field[width - 1] == '\0';
}

/* GNU: the first byte 0x80, then the number, high byte first. */
static void
put_size (char field[12], guint64 size_bytes)
{
  if (size_bytes <= OCTAL_LIMIT)
    {
      put_octal (field, 12, size_bytes);
      return;
    }
  memset (field, 0, 12);
  field[0] = (char) 0x80;
  for (int i = 11; i >= 4; i--, size_bytes >>= 8)
    field[i] = (char) (size_bytes & 0xff);
}

static gboolean
get_size (const char field[12], guint64 *size_bytes)
{
  if ((guint8) field[0] != 0x80)
    return get_octal (field, 12, size_bytes);
  *size_bytes = 0;
  for (int i = 4; i < 12; i++)
    *size_bytes = *size_bytes << 8 | (guint8) field[i];
  return TRUE;
}

/* The sum of all bytes, the checksum's own taken as spaces. */
static guint
compute_checksum (const TarHeader *header)
{
  const guint8 *bytes = (const guint8 *) header;
  guint sum = sizeof header->checksum * ' ';

  for (gsize i = 0; i < CHOSHO_TAR_BLOCK; i++)
    if (i < offsetof (TarHeader, checksum) || i >= offsetof (TarHeader, type))
      sum += bytes[i];
  return sum;
}

void
chosho_tar_write_header (const ChoshoTarMember *member, guint8 block[CHOSHO_TAR_BLOCK])
{
  TarHeader header = { .type = '0', .magic = "ustar", .version = { '0', '0' } };

  g_return_if_fail (member->time_s <= OCTAL_LIMIT);

  memcpy (header.name, member->name, strlen (member->name));
  put_octal (header.mode, sizeof header.mode, member->mode);
  put_octal (header.uid, sizeof header.uid, 0);
  put_octal (header.gid, sizeof header.gid, 0);
  put_size (header.size, member->size_bytes);
  put_octal (header.mtime, sizeof header.mtime, member->time_s);
  put_octal (header.device_major, sizeof header.device_major, 0);
  put_octal (header.device_minor, sizeof header.device_minor, 0);
  /* Six digits, NUL, space: the one field with its own end. */
  put_octal (header.checksum, 7, compute_checksum (&header));
  header.checksum[7] = ' ';
  memcpy (block, &header, sizeof header);
}

gboolean
chosho_tar_read_header (const guint8 block[CHOSHO_TAR_BLOCK], ChoshoTarMember *member)
{
  TarHeader header;
  guint8 expected[CHOSHO_TAR_BLOCK];
  guint64 mode;

  memcpy (&header, block, sizeof header);
  memcpy (member->name, header.name, sizeof header.name);
  member->name[sizeof header.name] = '\0';
  if (!get_octal (header.mode, sizeof header.mode, &mode) || !get_size (header.size, &member->size_bytes)
      || !get_octal (header.mtime, sizeof header.mtime, &member->time_s))
    return FALSE;
  member->mode = (guint) mode;
  chosho_tar_write_header (member, expected);
  return memcmp (expected, block, CHOSHO_TAR_BLOCK) == 0;
}

gsize
chosho_tar_get_padding (guint64 size_bytes)
{
  return (gsize) ((CHOSHO_TAR_BLOCK - size_bytes % CHOSHO_TAR_BLOCK) % CHOSHO_TAR_BLOCK);
}
