/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-pack.h"
#include "chosho-tar.h"

G_BEGIN_DECLS

#define CHOSHO_PACK_DECLARATION_NAME "pack/bagit.txt"
#define CHOSHO_PACK_MANIFEST_NAME "pack/manifest-sha256.txt"
#define CHOSHO_PACK_EVENTS_NAME "pack/data/events.txt"
#define CHOSHO_PACK_OBJECT_PREFIX "pack/data/objects/"
#define CHOSHO_PACK_FACTS_NAME "pack/data/pack.json"
/* In the manifest names begin below the bag's own folder. */
#define CHOSHO_PACK_BAG_PREFIX "pack/"

#define CHOSHO_PACK_DECLARATION "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
#define CHOSHO_PACK_FORMAT 1
#define CHOSHO_PACK_MODE 0600
#define CHOSHO_PACK_BUFFER_BYTES (1024 * 1024)
#define CHOSHO_PACK_SIGNATURE_DIGITS (2 * CHOSHO_SIGNATURE_SIZE)

/* Bytes of a manifest's line for an object: digest, two spaces, name, line feed. */
#define CHOSHO_PACK_OBJECT_LINE (64 + 2 + sizeof ("data/objects/xx/") - 1 + 64 + 1)

/* "pack/data/objects/xx/DIGEST" (transfer full) */
char *chosho_pack_dup_object_name (const char *digest);
/* Appends the manifest's line for @name, a member's. */
void  chosho_pack_append_line (GString *manifest, const char *digest, const char *name);

G_END_DECLS
