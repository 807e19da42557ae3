/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * ChoshoChecksum: checksums of the same bytes by several algorithms in one pass (libgcrypt), for what others wrote down and
 * what a container wants. The record itself knows SHA-256 alone: chosho-digest.h.
 */
typedef enum
{
  CHOSHO_CHECKSUM_MD5 = 1 << 0,
  CHOSHO_CHECKSUM_SHA1 = 1 << 1,
  CHOSHO_CHECKSUM_SHA224 = 1 << 2,
  CHOSHO_CHECKSUM_SHA256 = 1 << 3,
  CHOSHO_CHECKSUM_SHA384 = 1 << 4,
  CHOSHO_CHECKSUM_SHA512 = 1 << 5,
  CHOSHO_CHECKSUM_CRC32 = 1 << 6, /* ISO 3309, of ZIP */
} ChoshoChecksumKind;

typedef struct _ChoshoChecksum ChoshoChecksum;

/* @kinds: a set of ChoshoChecksumKind. (transfer full) One thread at a time. */
ChoshoChecksum    *chosho_checksum_new       (guint kinds);
void               chosho_checksum_free      (ChoshoChecksum *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoChecksum, chosho_checksum_free)
void               chosho_checksum_update    (ChoshoChecksum *self, gconstpointer data, gsize size_bytes);
/* Ends the calculation; @kind is one of those asked for. Lower-case hex. (transfer full) */
char              *chosho_checksum_dup_hex   (ChoshoChecksum *self, ChoshoChecksumKind kind);
/* The same of CRC32 as a number. */
guint32            chosho_checksum_get_crc32 (ChoshoChecksum *self);

/* The kind that a name as of BagIt means ("sha256"); 0 for none. CRC32 has none. */
ChoshoChecksumKind chosho_checksum_kind_from_name (const char *name);
/* Bytes of a checksum of @kind. */
gsize              chosho_checksum_kind_get_size  (ChoshoChecksumKind kind);

G_END_DECLS
