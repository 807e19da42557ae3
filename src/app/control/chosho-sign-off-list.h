/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * The sign-offs of a control: who, when, whether what was signed still stands, and what changed since, read
 * when somebody looks. Signals: "withdraw" (stage); "changes" (stage): chosho_sign_off_list_set_changes()
 * is to follow.
 */
#define CHOSHO_TYPE_SIGN_OFF_LIST (chosho_sign_off_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSignOffList, chosho_sign_off_list, CHOSHO, SIGN_OFF_LIST, GtkBox)

/* @row: a "control" row; @me: the member who looks, and may withdraw; NULL: nobody. What changed since the last sign-off of theirs that
 * is stale stands first and open; returns whether there is one: it should be in sight then. */
gboolean chosho_sign_off_list_set_row (ChoshoSignOffList *self, ChoshoValue *row, const char *me);
/* What `control changes` gave for the control shown. */
void     chosho_sign_off_list_set_changes (ChoshoSignOffList *self, ChoshoValue *changes);

G_END_DECLS
