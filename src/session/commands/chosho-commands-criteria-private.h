/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"
#include "chosho-source-file.h"
#include "chosho-transaction.h"
#include "chosho-command.h"

G_BEGIN_DECLS

/* The files of the group "criteria": each holds the functions of its verbs, the table is in
 * chosho-commands-criteria.c. */

/* chosho-commands-catalog.c */
gboolean chosho_command_catalog_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_catalog_list   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_catalog_show   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-compare.c */
gboolean chosho_command_catalog_compare (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-procedures.c */
gboolean chosho_command_procedures_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_procedures_expand (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_procedures_list   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-statement.c */
gboolean chosho_command_statement_import     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_statement_show       (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_statement_set        (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_statement_individual (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_statement_final      (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-prior.c */
gboolean chosho_command_prior_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_prior_list   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-scope.c */
gboolean chosho_command_scope_set  (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_scope_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_assign     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* Members of {item, fields} lists and the like: the mapping that --map names, or NULL where it is
 * absent. FALSE where it cannot be read. */
gboolean chosho_command_load_mapping (ChoshoCommandContext *context, ChoshoValue **mapping, GError **error);

G_END_DECLS
