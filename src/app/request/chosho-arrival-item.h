/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* What is chosen for a file besides a request: the first two lines of the choice. */
#define CHOSHO_ARRIVAL_LEAVE 0      /* it is not taken in */
#define CHOSHO_ARRIVAL_NO_REQUEST 1 /* it is taken in and answers none */
#define CHOSHO_ARRIVAL_FIRST 2      /* of the requests */

/* ChoshoArrivalItem: one file that came back, and what a person chose for it. */
#define CHOSHO_TYPE_ARRIVAL_ITEM (chosho_arrival_item_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoArrivalItem, chosho_arrival_item, CHOSHO, ARRIVAL_ITEM, GObject)

/* @file: as "request match" tells it; @requests: array of rows, in the order of the choice. References are taken. */
ChoshoArrivalItem *chosho_arrival_item_new         (ChoshoValue *file, ChoshoValue *requests);
const char        *chosho_arrival_item_get_path    (ChoshoArrivalItem *self);
/* Why it cannot be taken in; NULL. Borrowed. */
const char        *chosho_arrival_item_get_problem (ChoshoArrivalItem *self);
/* What it seems to answer and why, for people. (transfer full) */
char              *chosho_arrival_item_dup_reasons (ChoshoArrivalItem *self);
guint              chosho_arrival_item_get_choice  (ChoshoArrivalItem *self);
void               chosho_arrival_item_set_choice  (ChoshoArrivalItem *self, guint choice);
/* The word of --take for it; NULL where it is left. (transfer full) */
char              *chosho_arrival_item_dup_take    (ChoshoArrivalItem *self);

G_END_DECLS
