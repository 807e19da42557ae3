/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-transaction.h"

G_BEGIN_DECLS

/* Linking things (evidence, interview and observation records, samples) to controls, steps and
 * papers: shared by the commands that have --control, --step and --paper. */

/* The targets that --control, --step and, for evidence, --paper name: [{control, paper, step}]. Errors: NOT_FOUND.
 * (transfer full) */
ChoshoValue *chosho_links_resolve (ChoshoCommandContext *context, ChoshoView *view, GError **error);
/* Adds links of @to (an id, or "@B#I" of the same transaction) of @kind to each of @targets. Those
 * that stand already are left out; with @attributes (nullable: of a sample, what the step tests) those
 * that say other ones are replaced. */
void         chosho_links_add     (ChoshoTransaction *tx, ChoshoValue *targets, const char *kind, const char *to, ChoshoValue *attributes);
/* The same of many things, as one batch. @to: (element-type utf8) */
void         chosho_links_add_all (ChoshoTransaction *tx, ChoshoValue *targets, const char *kind, GPtrArray *to);
/* Writes one new thing and its links and answers {id, reference}. Takes @item. */
gboolean     chosho_links_create  (ChoshoCommandContext *context, const char *action, ChoshoValue *item,
                                   ChoshoValue **result, GError **error);
/* The same, and links the things @also (element-type utf8) (nullable) of the same kind as it is. */
gboolean     chosho_links_create_with (ChoshoCommandContext *context, const char *action, ChoshoValue *item, GPtrArray *also,
                                       ChoshoValue **result, GError **error);
/* Links or unlinks the thing of @action that argument @name names, and links those of argument "also" with it; answers {id, controls, steps}
 * with what was named. */
gboolean     chosho_links_change  (ChoshoCommandContext *context, const char *action, const char *name, gboolean link,
                                   ChoshoValue **result, GError **error);
/* The row of the thing of @action that the argument "id" names. */
gboolean     chosho_links_show    (ChoshoCommandContext *context, const char *action, ChoshoValue **result, GError **error);

G_END_DECLS
