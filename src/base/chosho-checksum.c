/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-checksum.h"

#include <gcrypt.h>
#include <string.h>

#include "chosho-digest.h"

static const struct
{
  ChoshoChecksumKind kind;
  int                algorithm;
  const char        *name; /* (nullable) */
} kinds_known[] = {
  { CHOSHO_CHECKSUM_MD5, GCRY_MD_MD5, "md5" },          { CHOSHO_CHECKSUM_SHA1, GCRY_MD_SHA1, "sha1" },
  { CHOSHO_CHECKSUM_SHA224, GCRY_MD_SHA224, "sha224" }, { CHOSHO_CHECKSUM_SHA256, GCRY_MD_SHA256, "sha256" },
  { CHOSHO_CHECKSUM_SHA384, GCRY_MD_SHA384, "sha384" }, { CHOSHO_CHECKSUM_SHA512, GCRY_MD_SHA512, "sha512" },
  { CHOSHO_CHECKSUM_CRC32, GCRY_MD_CRC32, NULL },
};

struct _ChoshoChecksum
{
  gcry_md_hd_t handle; /* (owned) */
};

static int
get_algorithm (ChoshoChecksumKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds_known); i++)
    if (kinds_known[i].kind == kind)
      return kinds_known[i].algorithm;
  g_return_val_if_reached (GCRY_MD_NONE);
}

ChoshoChecksum *
chosho_checksum_new (guint kinds)
{
  ChoshoChecksum *self = g_new0 (ChoshoChecksum, 1);
  gcry_error_t failure;

  chosho_digest_prepare ();
  failure = gcry_md_open (&self->handle, GCRY_MD_NONE, 0);
  for (guint i = 0; failure == 0 && i < G_N_ELEMENTS (kinds_known); i++)
    if ((kinds & kinds_known[i].kind) != 0)
      failure = gcry_md_enable (self->handle, kinds_known[i].algorithm);
  /* Only exhausted memory gets here, which GLib programs do not survive either. */
  if (failure != 0)
    g_error ("A checksum is not available: %s", gcry_strerror (failure));
  return self;
}

void
chosho_checksum_free (ChoshoChecksum *self)
{
  if (self == NULL)
    return;
  gcry_md_close (self->handle);
  g_free (self);
}

void
chosho_checksum_update (ChoshoChecksum *self, gconstpointer data, gsize size_bytes)
{
  if (size_bytes > 0)
    gcry_md_write (self->handle, data, size_bytes);
}

char *
chosho_checksum_dup_hex (ChoshoChecksum *self, ChoshoChecksumKind kind)
{
  return chosho_hex_encode (gcry_md_read (self->handle, get_algorithm (kind)), chosho_checksum_kind_get_size (kind));
}

guint32
chosho_checksum_get_crc32 (ChoshoChecksum *self)
{
  guint32 value;

  memcpy (&value, gcry_md_read (self->handle, GCRY_MD_CRC32), sizeof value);
  return GUINT32_FROM_BE (value);
}

ChoshoChecksumKind
chosho_checksum_kind_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds_known); i++)
    if (g_strcmp0 (kinds_known[i].name, name) == 0 && name != NULL)
      return kinds_known[i].kind;
  return 0;
}

gsize
chosho_checksum_kind_get_size (ChoshoChecksumKind kind)
{
  return gcry_md_get_algo_dlen (get_algorithm (kind));
}
