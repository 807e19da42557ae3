/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* What looks wrong but is a person's to decide: an entry of "warnings" in what a command prints, {code, message}. */
void chosho_command_warn          (ChoshoValue *result, const char *code, const char *message);
/* Tells what the disk of the engagement in @folder is ("disk_encrypted": yes, no, unknown), with a warning where it is not encrypted. Blocks for
 * some reads of /sys. */
void chosho_command_tell_disk     (ChoshoValue *result, const char *folder);
/* Whether what is kept in @folder lies on a disk without encryption, as far as that is known. Blocks likewise, or for long where the disk does
 * not answer. */
gboolean chosho_command_is_on_plain_disk (const char *folder);

G_END_DECLS
