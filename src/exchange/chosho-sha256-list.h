/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* Lines of one list: a handover of 100,000 files has as many. */
#define CHOSHO_SHA256_LIST_LINES 200000

/*
 * A list of SHA-256 digests that somebody made of their files: as sha256sum writes it ("DIGEST  NAME", "DIGEST *NAME",
 * "\DIGEST  NAME" with escapes, "SHA256 (NAME) = DIGEST"), as Windows prints it (certutil -hashfile, one answer below the
 * other; Get-FileHash as a table or a list), as a CSV (a cell with the digest, another with the name, in any order), or bare
 * digests. @lines are those of the file, from its first, as the
 * confined helper decodes them.
 *
 * Result: [{sha256 (lower case), name ("" where none stands there), line}]. INVALID names the first line that has no
 * digest, LIMIT. Blank lines, comments (#) and a heading are left out. (transfer full)
 */
ChoshoValue *chosho_sha256_list_parse (const char *file_name, GPtrArray *lines, GError **error);

G_END_DECLS
