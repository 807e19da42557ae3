/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The headers of a POSIX "ustar" archive, as far as backups need them: regular files with short ASCII names,
 * one form only. An archive is, for each member, a header block, the data and zeroes up to a full block; two
 * blocks of zeroes end it. Any tar program unpacks it. Sizes of 8 GiB and more take GNU's binary form, which
 * GNU tar, bsdtar and busybox read.
 *
 * Own code of a hundred lines, since the store must not link libarchive: its readers stay in the helper.
 */
#define CHOSHO_TAR_BLOCK 512
#define CHOSHO_TAR_NAME_SIZE 101 /* the longest name and NUL; ours have at most 75 bytes */

typedef struct
{
  char    name[CHOSHO_TAR_NAME_SIZE];
  guint   mode;       /* permission bits */
  guint64 size_bytes;
  guint64 time_s;     /* since 1970-01-01 UTC, below 2^33 */
} ChoshoTarMember;

/* The header of @member. Its name must fit and its time be in range. */
void     chosho_tar_write_header (const ChoshoTarMember *member, guint8 block[CHOSHO_TAR_BLOCK]);

/* Strict: TRUE only for a block that chosho_tar_write_header() would have written, bit for bit. */
gboolean chosho_tar_read_header (const guint8 block[CHOSHO_TAR_BLOCK], ChoshoTarMember *member);

/* How many zero bytes follow data of @size_bytes. */
gsize    chosho_tar_get_padding (guint64 size_bytes);

G_END_DECLS
