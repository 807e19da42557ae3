/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-envelope.h"
#include "chosho-progress.h"
#include "chosho-session.h"

G_BEGIN_DECLS

/*
 * The archive (保存ファイル) of an engagement: a BagIt 1.0 bag that is read and checked without this program. In it are the
 * originals under readable names, each once; the issued reports, the working papers, every table as CSV and JSON, the record
 * with signatures, public keys and checkpoints, pages for a browser and for whoever checks it (doc of its form:
 * data/report/archive-check.*.html).
 *
 * Makes the new folder @path or, where that ends in ".zip", file. The record is verified first and every original is hashed on
 * its way: of what does not verify or is not all here there is no archive (INTEGRITY; @result then is the verification's). Has
 * its name only once all was read back. Other errors: those of chosho_bag_writer_new(), of verification and of the papers;
 * FAILED where the record was written meanwhile. @progress counts bytes.
 *
 * With @lock (nullable) the file @path is the ZIP in an envelope (chosho-archive-seal.h). The ZIP is made in the engagement's folder,
 * where all of it lies in the clear as well (of one that can only be read, in the folder of temporary files), and needs its room
 * there. PASSPHRASE, INVALID, LIMIT as of the envelope.
 *
 * @result: {path, encrypted, files, bytes, events, originals, issued, tagmanifest_sha256, root}. (transfer full) Blocking.
 */
gboolean chosho_archive_create (ChoshoSession *session, const char *path, const ChoshoEnvelopeLock *lock, ChoshoProgress *progress,
                                GCancellable *cancellable, ChoshoValue **result, GError **error);

G_END_DECLS
