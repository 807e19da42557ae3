/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* What is linked to a step or control – evidence, interview and observation records, samples – as chips.
 * A chip is a link: it activates "link.open" of the page with kind and id. */

/* Fills @box with what the row @owner links (members evidence, interviews, observations, samples), but
 * not what @except (nullable: a set of ids) holds. @things: id -> row. The box hides while empty. */
void  chosho_link_chips_show (GtkFlowBox *box, ChoshoValue *owner, GHashTable *things, GHashTable *except);

/* "E-K7QX-0412 rules.pdf" of the row of @kind (nullable: then the id). (transfer full) */
char *chosho_link_dup_name (const char *kind, ChoshoValue *row, const char *id);

/* The evidence that `evidence link` is to link, all in one act: @ids, one at least. */
void  chosho_link_set_evidence (ChoshoValue *args, const char *const *ids);

/* One item a link of @owner, for @action that takes kind and id as (ss). (transfer full) */
GMenu *chosho_link_menu_new (ChoshoValue *owner, GHashTable *things, const char *action);

G_END_DECLS
