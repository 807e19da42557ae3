/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A ZIP file of stored (not compressed) members with UTF-8 names, as large as need be (ZIP64 where a size or place asks for
 * it). The same members give the same bytes. Stored, since evidence is compressed as a rule, and since so each member stands
 * in the file as it is: whoever has lost the directory at its end finds the bytes.
 *
 * Own code of a hundred lines: the program must not link libarchive outside the helper. Blocking; one thread.
 */
typedef struct _ChoshoZipWriter ChoshoZipWriter;

/* Writes from the beginning of the empty file @fd (borrowed), which can be sought; @path is for messages. */
ChoshoZipWriter *chosho_zip_writer_new    (int fd, const char *path, gint64 time_s);
void             chosho_zip_writer_free   (ChoshoZipWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoZipWriter, chosho_zip_writer_free)
/* Begins the member @name, which will have exactly @size_bytes. IO, NO_SPACE. */
gboolean         chosho_zip_writer_begin  (ChoshoZipWriter *self, const char *name, guint64 size_bytes, GError **error);
gboolean         chosho_zip_writer_write  (ChoshoZipWriter *self, gconstpointer data, gsize size_bytes, GError **error);
/* Ends it. *@offset (optional): where its bytes begin in the file. */
gboolean         chosho_zip_writer_end    (ChoshoZipWriter *self, guint64 *offset, GError **error);
/* Writes the directory; the file is not synced. */
gboolean         chosho_zip_writer_finish (ChoshoZipWriter *self, GError **error);

G_END_DECLS
