/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-engagement-folder.h"

G_BEGIN_DECLS

#define CHOSHO_LOG_FILE "engagement.db"
#define CHOSHO_INDEX_FILE "index.db"
#define CHOSHO_OBJECTS_FOLDER "objects"
#define CHOSHO_SHARDS 256

/* Makes objects/00 … ff in @folder as far as they are missing. Nothing is synced. */
gboolean chosho_engagement_folder_make_shards (const char *folder, GError **error);
/* Syncs every shard, objects/ and @folder itself. */
gboolean chosho_engagement_folder_sync_all (const char *folder, GError **error);

G_END_DECLS
