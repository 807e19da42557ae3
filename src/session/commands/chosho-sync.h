/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/*
 * A shared folder as the meeting point. Every copy writes packs of its own there, under names that nobody else uses
 *
 *   chosho-ENGAGEMENT-COPY-SEQUENCE.pack      (16, 32 and 8 hexadecimal digits)
 *
 * and only reads those of others; no database ever lies there. A pack holds what no pack in the folder holds yet. Files
 * that are not whole (still being copied), that want what has not come, or that cannot be opened are left, named, and tried
 * again the next time. What this copy wrote and took is noted in the file "sync.json" of its engagement's folder; where that is
 * lost, things are read and sent once more.
 */
#define CHOSHO_SYNC_NOTES "sync.json"

/* Takes what has come to @folder and sends what is new. @context: with a session, an identity, and a passphrase where the
 * packs are to be closed with one; argument "with-purges": also take what brings destruction; "without-evidence". @result:
 * {sent: {path, events, objects} or null, merged: [{file, …what a merge says}], skipped: [{file, code, message}]}. */
gboolean chosho_sync_run (ChoshoCommandContext *context, const char *folder, ChoshoValue **result, GError **error);

G_END_DECLS
