/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-transaction.h"

G_BEGIN_DECLS

/* Shared by the groups about evidence, work and papers. */

/* {id, reference} of the first thing of @action that @tx wrote. (transfer full) */
ChoshoValue *chosho_commands_describe_created (ChoshoTransaction *tx, const char *action);
/* Writes @item (transfer full) of @action about the thing of kind @kind that the argument "id"
 * names; its id is put into the member @kind. Answers {id}. */
gboolean     chosho_commands_write_about (ChoshoCommandContext *context, const char *kind, const char *action,
                                          ChoshoValue *item, ChoshoValue **result, GError **error);

/* The row of the evidence named by the argument "id". (transfer full) */
ChoshoValue *chosho_commands_get_evidence (ChoshoCommandContext *context, GError **error);
/* FALSE with NOT_FOUND where @row is a sighting, of which no copy was taken. */
gboolean     chosho_commands_check_copy (ChoshoValue *row, GError **error);

/* chosho-commands-sample.c */
extern const ChoshoCommandArg chosho_population_add_args[];
extern const ChoshoCommandArg chosho_sample_draw_args[];
extern const ChoshoCommandArg chosho_sample_extend_args[];
extern const ChoshoCommandArg chosho_sample_link_args[];
extern const ChoshoCommandArg chosho_sample_show_args[];
gboolean chosho_command_population_add  (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_population_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_population_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_sample_draw     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_sample_extend   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_sample_link     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_sample_list     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_sample_show     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-sample-result.c */
extern const ChoshoCommandArg chosho_sample_result_args[];
extern const ChoshoCommandArg chosho_sample_record_args[];
/* Where the draw named the attributes that are tested, another one is a typing mistake: NOT_FOUND. */
gboolean chosho_sample_check_attribute (ChoshoView *view, const char *sample, const char *name, GError **error);
gboolean chosho_command_sample_result   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_sample_record   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

G_END_DECLS
