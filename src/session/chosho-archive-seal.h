/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-envelope.h"

G_BEGIN_DECLS

/*
 * An archive in an envelope (base/chosho-envelope.h): its ZIP, encrypted and authenticated as a whole. Blocking.
 */

/* TRUE where @path begins as an envelope does; FALSE for everything else. */
gboolean chosho_archive_is_sealed (const char *path);

/* Makes the new file @path of the file @plain: written beside it, synced, opened again and compared, and only then given its name.
 * Errors: those of the envelope and of the staging; INTEGRITY where it was read back as something else. */
gboolean chosho_archive_seal (const char *plain, const char *path, const ChoshoEnvelopeLock *lock, ChoshoProgress *progress,
                              GCancellable *cancellable, GError **error);

/* What is in @path, as a file without a name that is gone with the last descriptor of it (the user's cache folder or, where that
 * cannot be, the folder of temporary files needs the room). -1 with @error: that of chosho_envelope_reader_open(), NO_SPACE, IO. */
int      chosho_archive_unseal (const char *path, const ChoshoEnvelopeOpener *opener, ChoshoProgress *progress, GCancellable *cancellable,
                                GError **error);

/* Writes what is in @path to the new file @output. *@size_bytes (out): how much that is. Errors: as above; INVALID where
 * @path is no envelope; EXISTS. */
gboolean chosho_archive_open (const char *path, const char *output, const ChoshoEnvelopeOpener *opener, guint64 *size_bytes,
                              ChoshoProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
