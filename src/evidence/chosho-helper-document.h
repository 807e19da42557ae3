/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-content.h"
#include "chosho-helper-client.h"
#include "chosho-table.h"

G_BEGIN_DECLS

/*
 * ChoshoHelperDocument: one file that is looked at more than once. A helper process of its own,
 * started by the first ask, keeps what was costly; where it dies, takes too long or has used up
 * much of its computing time, the next ask starts another. One file a process, always.
 *
 * Every function blocks and may be called in any thread; asks run one after another. Errors as in
 * chosho-helper-client.h, and: PASSPHRASE where a password is needed or wrong, NOT_FOUND for a page
 * that is not there, USAGE for an unknown encoding. A cancelled ask ends with CANCELLED soon.
 */
typedef struct _ChoshoHelperDocument ChoshoHelperDocument;

/* @fd stays the caller's. @file_name is for messages. NULL with @error. (transfer full) */
ChoshoHelperDocument *chosho_helper_document_new   (int fd, const char *file_name, ChoshoHelperFlags flags, GError **error);
ChoshoHelperDocument *chosho_helper_document_ref   (ChoshoHelperDocument *self);
void                  chosho_helper_document_unref (ChoshoHelperDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoHelperDocument, chosho_helper_document_unref)

/* For what is asked from now on; NULL takes it away. */
void                  chosho_helper_document_set_password (ChoshoHelperDocument *self, const char *password);

/* What the file is. Everything else may be called without it. (transfer full) */
ChoshoContentInfo    *chosho_helper_document_read_info (ChoshoHelperDocument *self, GCancellable *cancellable, GError **error);

/* Draws @page (from 0) at @scale pixels a unit (64 at most, steps of 1/1000), or the part @clip
 * (nullable) of it. (transfer full) */
ChoshoContentImage   *chosho_helper_document_render (ChoshoHelperDocument *self, guint page, double scale,
                                                     const ChoshoPixelClip *clip, GCancellable *cancellable, GError **error);
/* The same as a PNG file. (transfer full) */
GBytes               *chosho_helper_document_render_png (ChoshoHelperDocument *self, guint page, double scale,
                                                         const ChoshoPixelClip *clip, GCancellable *cancellable, GError **error);
/* (transfer full) */
ChoshoPageText       *chosho_helper_document_read_page_text (ChoshoHelperDocument *self, guint page, GCancellable *cancellable,
                                                             GError **error);

/* Text around byte @offset, about @size_bytes (at most 1 MiB): whole lines from the beginning of
 * that line, or with @exact from exactly there (the end of another window). @charset NULL: as
 * detected. (transfer full) */
ChoshoTextWindow     *chosho_helper_document_read_window (ChoshoHelperDocument *self, guint64 offset, gboolean exact,
                                                          gsize size_bytes, const char *charset, GCancellable *cancellable,
                                                          GError **error);
/* Up to @count lines from @first (from 0); fewer where they are long or not counted yet: every call counts
 * a little more of the file, and comes back soon. (transfer full) */
ChoshoTextLines      *chosho_helper_document_read_lines_so_far (ChoshoHelperDocument *self, guint64 first, guint count,
                                                                const char *charset, GCancellable *cancellable, GError **error);
/* The same once the lines of the whole file were counted (a second a gigabyte or so). (transfer full) */
ChoshoTextLines      *chosho_helper_document_read_lines (ChoshoHelperDocument *self, guint64 first, guint count,
                                                         const char *charset, GCancellable *cancellable, GError **error);

/* Sheets; @charset (nullable) only of a text that is read as a table. */

/* (transfer full) (element-type ChoshoSheetInfo) */
GPtrArray            *chosho_helper_document_read_sheets (ChoshoHelperDocument *self, GCancellable *cancellable, GError **error);
/* Sizes, merged cells, pictures of sheet @sheet (from 0). (transfer full) */
ChoshoSheetLayout    *chosho_helper_document_read_layout (ChoshoHelperDocument *self, guint sheet, const char *charset,
                                                          GCancellable *cancellable, GError **error);
/* The rows with any content among the @count (10,000 at most) from @first (from 1) on; cells as the
 * file shows them, merged ones not repeated. A table of one sheet. (transfer full) */
ChoshoTable          *chosho_helper_document_read_rows   (ChoshoHelperDocument *self, guint sheet, guint32 first, guint32 count,
                                                          const char *charset, GCancellable *cancellable, GError **error);
/* What a text document, slides or a mail say, in order. (transfer full) (element-type ChoshoBlock) */
GPtrArray            *chosho_helper_document_read_blocks (ChoshoHelperDocument *self, GCancellable *cancellable, GError **error);

/* What stands inside: the members of an archive, in its order. @charset: of names that are not told
 * to be UTF-8; NULL: as each one fits. (transfer full) (element-type ChoshoMemberInfo) */
GPtrArray            *chosho_helper_document_read_members (ChoshoHelperDocument *self, const char *charset,
                                                           GCancellable *cancellable, GError **error);
/* The content of member @index (from 0) as a document of its own, with a process of its own; it is
 * held in memory and never gets a name. @name: what messages call it. @password (nullable): of an
 * encrypted member. @sha256 (out) (optional) (transfer full): of the content. Up to 256 MiB.
 * (transfer full) */
ChoshoHelperDocument *chosho_helper_document_open_member (ChoshoHelperDocument *self, guint index, const char *name,
                                                          const char *password, char **sha256, GCancellable *cancellable,
                                                          GError **error);
/* Gives all bytes of member @index to @func, however many there are; nothing is kept of them. Not of an encrypted member. */
typedef void (*ChoshoHelperBytesFunc) (const guint8 *data, gsize size_bytes, gpointer user_data);
gboolean              chosho_helper_document_stream_member (ChoshoHelperDocument *self, guint index, ChoshoHelperBytesFunc func,
                                                            gpointer user_data, GCancellable *cancellable, GError **error);
/* The same as a descriptor of an unnamed file, owned by the caller; -1 with @error. */
int                   chosho_helper_document_open_member_fd (ChoshoHelperDocument *self, guint index, const char *password,
                                                             char **sha256, GCancellable *cancellable, GError **error);

G_END_DECLS
