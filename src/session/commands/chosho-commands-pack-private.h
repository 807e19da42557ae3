/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-pack-content.h"

G_BEGIN_DECLS

/* The files of the group "pack": the table is in chosho-commands-pack.c. */

/* Writes the pack @path, closed with the command's passphrase or, without one, sealed to the keys of @recipients (nullable:
 * the whole team). @since (nullable): as chosho_pack_choice_init(), with a NULL behind its end. */
gboolean chosho_command_pack_write (ChoshoCommandContext *context, const char *path, const ChoshoPackChoice *choice, GPtrArray *since,
                                    GPtrArray *recipients, ChoshoPackSummary *summary, GError **error);

/* chosho-commands-conflict.c */
gboolean chosho_command_conflict_list    (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_conflict_resolve (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

G_END_DECLS
