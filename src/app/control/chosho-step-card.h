/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* One step of a procedure: what is prescribed, and the form in which it is recorded. Holds nothing
 * of the record itself. Signals: "save" (ChoshoValue* args of "step record"), "attach", "record"
 * (a record of the inquiry or observation), "drop" (GStrv paths). */
#define CHOSHO_TYPE_STEP_CARD (chosho_step_card_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoStepCard, chosho_step_card, CHOSHO, STEP_CARD, GtkBox)

ChoshoStepCard *chosho_step_card_new (void);
/* Shows the step row and names of what is linked (id -> name). What was typed and not recorded
 * stays, unless the record itself moved on. */
void            chosho_step_card_set_row (ChoshoStepCard *self, ChoshoValue *row, GHashTable *names);
const char     *chosho_step_card_get_step (ChoshoStepCard *self);
const char     *chosho_step_card_get_technique (ChoshoStepCard *self); /* prescribed */
/* Shows @message (NULL: none) under the form. */
void            chosho_step_card_set_message (ChoshoStepCard *self, const char *message);
/* TRUE where something was typed that is not recorded. */
gboolean        chosho_step_card_is_dirty (ChoshoStepCard *self);

G_END_DECLS
