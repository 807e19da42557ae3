/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-catalog-data.h"
#include "chosho-digest.h"
#include "chosho-helper-client.h"
#include "chosho-session.h"
#include "chosho-table.h"

G_BEGIN_DECLS

/*
 * ChoshoSourceFile: a file that a command takes in whole, as a table, a catalogue or a document. It
 * is opened once; digest, content and stored object are all of that one descriptor, and what is
 * parsed is parsed in the confined helper. Blocks; one thread at a time.
 */
typedef struct
{
  int            fd;                             /* (owned) */
  char          *path;                           /* (owned) as given */
  char          *name;                           /* (owned) without its folder, UTF-8, for people and the record */
  ChoshoFileKind kind;                           /* by content */
  char           sha256[CHOSHO_DIGEST_HEX_SIZE]; /* lower-case hex */
  guint64        size_bytes;
} ChoshoSourceFile;

/* Largest file that is taken in by a command of this kind: the helper's own limit. */
#define CHOSHO_SOURCE_FILE_BYTES (256 * 1024 * 1024)

/* Opens the regular file @path, takes its digest and lets the helper say what it is. Errors:
 * NOT_FOUND, IO, INVALID (no regular file, empty), LIMIT, CANCELLED, and the helper's.
 * (transfer full) */
ChoshoSourceFile  *chosho_source_file_open (const char *path, GCancellable *cancellable, GError **error);
/* The same without asking the helper: for documents that nobody parses. kind stays UNKNOWN. */
ChoshoSourceFile  *chosho_source_file_open_document (const char *path, GCancellable *cancellable, GError **error);
void               chosho_source_file_free (ChoshoSourceFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoSourceFile, chosho_source_file_free)

/* By the helper. INVALID where the file is something else. (transfer full) */
ChoshoTable       *chosho_source_file_read_table (ChoshoSourceFile *self, GCancellable *cancellable, GError **error);
ChoshoCatalogData *chosho_source_file_read_catalog (ChoshoSourceFile *self, GCancellable *cancellable, GError **error);

/* Takes the file into the object store of @session, durably, before an event names it. Fails (INVALID) where it
 * changed since it was opened, or where its content was destroyed as evidence. @already_held may be NULL. */
gboolean           chosho_source_file_store (ChoshoSourceFile *self, ChoshoSession *session, gboolean *already_held,
                                             GCancellable *cancellable, GError **error);

G_END_DECLS
