/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-magic.h"
#include "chosho-member.h"

G_BEGIN_DECLS

/*
 * Archives by libarchive, read in place: ZIP, 7z, tar, and tar or one file compressed by gzip,
 * bzip2, xz or zstd. Nothing else is ever tried: the other readers crash on crafted files. Names are
 * data; nothing is opened, made or followed by one.
 */
gboolean chosho_archive_can_read (ChoshoMagic magic);

/* Writes a MEMBER for each, in the archive's order. @fd is borrowed. FALSE with @fault set. */
gboolean chosho_archive_write_members (int fd, guint64 size_bytes, ChoshoMagic magic, ChoshoCharset charset,
                                       ChoshoRecordWriter *writer, ChoshoFault *fault);

/* ChoshoArchiveCursor: stays in an archive where the last member was read, so that whoever wants all of them, in their
 * order, goes through it once. */
typedef struct _ChoshoArchiveCursor ChoshoArchiveCursor;

/* @fd is borrowed and must outlive it. (transfer full) */
ChoshoArchiveCursor *chosho_archive_cursor_new  (int fd, guint64 size_bytes, ChoshoMagic magic);
void                 chosho_archive_cursor_free (ChoshoArchiveCursor *self);
/* Writes the content of member @index as BYTES. FALSE with @fault set, perhaps after some of it. */
gboolean             chosho_archive_cursor_write (ChoshoArchiveCursor *self, guint index, const char *password, ChoshoRecordWriter *writer,
                                                  ChoshoFault *fault);
/* The bytes of member @index from @offset on, at most CHOSHO_HELPER_LIMIT_MEMBER_BYTES; piece after piece costs one reading. */
gboolean             chosho_archive_cursor_write_piece (ChoshoArchiveCursor *self, guint index, guint64 offset, ChoshoRecordWriter *writer,
                                                        ChoshoFault *fault);

G_END_DECLS
