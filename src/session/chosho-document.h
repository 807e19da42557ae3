/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-content.h"
#include "chosho-table.h"
#include "chosho-workspace.h"

G_BEGIN_DECLS

/*
 * ChoshoDocument: one piece of evidence, open to be looked at. What it shows comes from the confined
 * helper, one process a document; nothing in the file is ever parsed in this process. The types of
 * the answers stand in chosho-content.h (base layer).
 *
 * Everything is called from the main thread and answered there. Asks run one after another on a
 * worker of the document's own, what was asked last first (of pages, what scrolled into view last;
 * texts after pages): cancel what is no longer wanted, and it ends with CHOSHO_ERROR_CANCELLED
 * without having been done. Keep no more documents alive than are shown; dropping the last reference
 * ends the process. Nothing is cached here: a view keeps the images it shows.
 *
 * Errors have complete, translated messages, fit for a page's or a view's error state:
 *   CHOSHO_ERROR_PASSPHRASE  a password is needed or wrong: ask, chosho_document_set_password(), load
 *   CHOSHO_ERROR_LIMIT       too large in some respect (pages, pixels at this scale …)
 *   CHOSHO_ERROR_INVALID     damaged, or not of the kind that was asked for
 *   CHOSHO_ERROR_HELPER      "could not be read safely": crashed or took too long; others of its pages may do
 *   CHOSHO_ERROR_NOT_FOUND   the object is not held here, or there is no such page
 *   CHOSHO_ERROR_INTEGRITY, CHOSHO_ERROR_CONFINEMENT, CHOSHO_ERROR_IO, CHOSHO_ERROR_CANCELLED
 *
 * A viewer of pages: load; lay out info->pages at the wanted scale; render what is visible, newest
 * first, cancelling what left; ask for the page text of what is visible for selection and search.
 * A viewer of text: load; read_lines (0, 200) for the first screen and n_lines.
 * A viewer of sheets: load; read_sheets; of the one shown read_layout, then read_rows as they come into
 * view. Pictures and attachments are members: a document of their own each, while they are in view.
 */
#define CHOSHO_TYPE_DOCUMENT (chosho_document_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoDocument, chosho_document, CHOSHO, DOCUMENT, GObject)

/* The evidence with the content @sha256; @name is what messages call it. Nothing is opened yet. */
ChoshoDocument     *chosho_document_new (ChoshoWorkspace *workspace, const char *sha256, const char *name);
/* A document of member @index (from 0) of @container, which it keeps alive: an archive within an
 * archive, a page within that. Loading it fails with LIMIT where it is nested too deep. The bytes are
 * held in memory and get no name anywhere; up to 256 MiB. */
ChoshoDocument     *chosho_document_new_member (ChoshoDocument *container, guint index, const char *name);
/* What this program made and holds in memory: the draft of a report. It gets no name anywhere and is read by the
 * helper like a client's file. */
ChoshoDocument     *chosho_document_new_from_memory (GBytes *content, const char *name);

const char         *chosho_document_get_name   (ChoshoDocument *self);
/* Of a member: its place in what it stands in. */
guint               chosho_document_get_index  (ChoshoDocument *self);
/* Loading fails with INTEGRITY where the member has other content than @sha256: it is not what the record says. */
void                chosho_document_expect     (ChoshoDocument *self, const char *sha256);
/* Of the content, also of a member's; NULL for a member before loading has succeeded, and of what is in memory. */
const char         *chosho_document_get_sha256 (ChoshoDocument *self);
/* What it is; NULL before loading has succeeded. Borrowed, until it is loaded again. */
const ChoshoContentInfo *chosho_document_get_info (ChoshoDocument *self);
/* Before loading (again); NULL takes it away. Of a member: the one it is encrypted with, or its own.
 * It is kept in memory only. */
void                chosho_document_set_password (ChoshoDocument *self, const char *password);

void                chosho_document_load_async  (ChoshoDocument *self, GCancellable *cancellable,
                                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean            chosho_document_load_finish (ChoshoDocument *self, GAsyncResult *result, GError **error);

/* Page @page (from 0) at @scale device pixels a unit, on white, or only the part @clip (nullable) of
 * it. The whole page has ceil (size × scale) pixels; 32 million at most, so zoom far in by clips. */
void                chosho_document_render_async  (ChoshoDocument *self, guint page, double scale,
                                                   const ChoshoPixelClip *clip, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback, gpointer user_data);
/* The same for a small picture of the page, after all that is asked of pages at full size; the same finish. */
void                chosho_document_render_small_async (ChoshoDocument *self, guint page, double scale, GCancellable *cancellable,
                                                        GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
ChoshoContentImage *chosho_document_render_finish (ChoshoDocument *self, GAsyncResult *result, GError **error);

/* Only where info->has_text. */
void                chosho_document_read_page_text_async  (ChoshoDocument *self, guint page, GCancellable *cancellable,
                                                           GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
ChoshoPageText     *chosho_document_read_page_text_finish (ChoshoDocument *self, GAsyncResult *result, GError **error);

/* Lines of a text: up to @count (10,000 at most) from @first (from 0); fewer where they are long or not counted
 * yet. Every ask counts some of the file's lines more and comes back soon: where counted_bytes is less than
 * size_bytes, ask again. @count 0: only counting goes on, after all that is waited for.
 * @charset: one of chosho_text_charsets(), or NULL for the detected one. */
void                chosho_document_read_lines_async  (ChoshoDocument *self, guint64 first, guint count, const char *charset,
                                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                                       gpointer user_data);
/* (transfer full) */
ChoshoTextLines    *chosho_document_read_lines_finish (ChoshoDocument *self, GAsyncResult *result, GError **error);

/* A piece of a text by bytes: about @size_bytes (1 MiB at most) from the line of @offset on, or with
 * @exact from exactly there, which must be the end of another window. Without counting any lines. */
void                chosho_document_read_window_async  (ChoshoDocument *self, guint64 offset, gboolean exact, gsize size_bytes,
                                                        const char *charset, GCancellable *cancellable,
                                                        GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
ChoshoTextWindow   *chosho_document_read_window_finish (ChoshoDocument *self, GAsyncResult *result, GError **error);

/* Of CHOSHO_CONTENT_SHEETS: its sheets. */
void                chosho_document_read_sheets_async  (ChoshoDocument *self, GCancellable *cancellable,
                                                        GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (element-type ChoshoSheetInfo) */
GPtrArray          *chosho_document_read_sheets_finish (ChoshoDocument *self, GAsyncResult *result, GError **error);

/* Where info->has_cells: the frame of sheet @sheet (from 0; of a text: 0), and by windows its rows, up to
 * @count (10,000 at most) from @first (from 1) on; rows without content are left out. @charset: as of
 * lines, only of a text. */
void                chosho_document_read_layout_async  (ChoshoDocument *self, guint sheet, const char *charset,
                                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                                        gpointer user_data);
/* (transfer full) */
ChoshoSheetLayout  *chosho_document_read_layout_finish (ChoshoDocument *self, GAsyncResult *result, GError **error);
void                chosho_document_read_rows_async    (ChoshoDocument *self, guint sheet, guint32 first, guint32 count,
                                                        const char *charset, GCancellable *cancellable,
                                                        GAsyncReadyCallback callback, gpointer user_data);
/* A table of one sheet. (transfer full) */
ChoshoTable        *chosho_document_read_rows_finish   (ChoshoDocument *self, GAsyncResult *result, GError **error);

/* Of CHOSHO_CONTENT_FLOW: all that it says, in order. */
void                chosho_document_read_blocks_async  (ChoshoDocument *self, GCancellable *cancellable,
                                                        GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (element-type ChoshoBlock) */
GPtrArray          *chosho_document_read_blocks_finish (ChoshoDocument *self, GAsyncResult *result, GError **error);

/* What stands inside an archive, in its order; see ChoshoMemberInfo. @charset: one of
 * chosho_text_charsets() for names without a mark of UTF-8; NULL: as each one fits. */
void                chosho_document_read_members_async  (ChoshoDocument *self, const char *charset, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (element-type ChoshoMemberInfo) */
GPtrArray          *chosho_document_read_members_finish (ChoshoDocument *self, GAsyncResult *result, GError **error);

G_END_DECLS
