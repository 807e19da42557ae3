/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-backup.h"
#include "chosho-digest.h"
#include "chosho-tar.h"

G_BEGIN_DECLS

#define CHOSHO_BACKUP_MANIFEST "MANIFEST.sha256"
/* Lines that begin with # are comments to sha256sum. */
#define CHOSHO_BACKUP_MANIFEST_START "# Chosho backup 1\n"
/* Then the digest of all lines before, so that damage of the manifest is told from damage of a member. */
#define CHOSHO_BACKUP_MANIFEST_END "# end "

#define CHOSHO_BACKUP_LOG_MODE 0600 /* of the file "absent" too */
#define CHOSHO_BACKUP_OBJECT_MODE 0400
#define CHOSHO_BACKUP_MANIFEST_MODE 0644

/* One read or write. */
#define CHOSHO_BACKUP_BUFFER_BYTES (1024 * 1024)

/* "HEX  NAME\n" */
void     chosho_backup_manifest_add (GString *manifest, const guint8 digest[CHOSHO_DIGEST_SIZE], const char *name);
/* The last line. */
void     chosho_backup_manifest_end (GString *manifest);

/* TRUE for objects/xx/SHA-256 with the right xx. */
gboolean chosho_backup_is_object_name (const char *name);

/* Reads the backup @fd from its beginning to its end and checks it; messages name @path. Where @target is not
 * NULL, the members are written into that folder, which has the shards, and each file is synced. */
gboolean chosho_backup_read (int fd, const char *path, const char *target, ChoshoBackupSummary *summary,
                             ChoshoProgress *progress, GCancellable *cancellable, GError **error);

/* CHOSHO_ERROR_CANCELLED where it is. */
gboolean chosho_backup_check_cancelled (GCancellable *cancellable, const char *path, GError **error);

G_END_DECLS
