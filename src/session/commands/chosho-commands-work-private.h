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

/* A paper by its id or the number that stands on it; NULL where there is none. (transfer full) */
char        *chosho_commands_find_paper (ChoshoSession *session, ChoshoView *view, const char *text);
/* The same; where there is none NULL with NOT_FOUND. (transfer full) */
char        *chosho_commands_resolve_paper (ChoshoSession *session, ChoshoView *view, const char *text, GError **error);

/* The row of the evidence named by the argument "id". (transfer full) */
ChoshoValue *chosho_commands_get_evidence (ChoshoCommandContext *context, GError **error);
/* FALSE with NOT_FOUND where @row is a sighting, of which no copy was taken, or its bytes were destroyed. */
gboolean     chosho_commands_check_copy (ChoshoValue *row, GError **error);

/* The JSON objects written as @words (array of texts). Errors say which one, as "@what 3: …". (transfer full) */
ChoshoValue *chosho_commands_parse_objects (ChoshoValue *words, const char *what, GError **error);
/* FALSE with EXISTS where the step has another performance than @wanted (nullable: any will do; "none"). */
gboolean     chosho_commands_check_replacing (ChoshoView *view, const char *control, const char *step, const char *wanted, GError **error);

/* chosho-commands-waiting.c, chosho-commands-sitting.c */
extern const ChoshoCommandArg chosho_step_waiting_args[];
extern const ChoshoCommandArg chosho_interview_conduct_args[];
gboolean chosho_command_step_waiting      (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_interview_conduct (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-step-sheet.c */
extern const ChoshoCommandArg chosho_step_export_args[];
extern const ChoshoCommandArg chosho_step_import_args[];
gboolean chosho_command_step_export (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_step_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-facts.c */
extern const ChoshoCommandArg chosho_finding_send_args[];
extern const ChoshoCommandArg chosho_finding_receive_args[];
gboolean chosho_command_finding_send    (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_finding_receive (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-sample.c */
extern const ChoshoCommandArg chosho_population_add_args[];
extern const ChoshoCommandArg chosho_sample_draw_args[];
extern const ChoshoCommandArg chosho_sample_extend_args[];
extern const ChoshoCommandArg chosho_sample_link_args[];
extern const ChoshoCommandArg chosho_sample_unlink_args[];
extern const ChoshoCommandArg chosho_population_show_args[];
extern const ChoshoCommandArg chosho_sample_show_args[];
gboolean chosho_command_population_add  (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_population_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_population_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_sample_draw     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_sample_extend   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_sample_link     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_sample_unlink   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
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
