/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-confirmation.h"

G_BEGIN_DECLS

/* Before an approval of @row, whose @number people know: where who acts in @context gave its review too, asks whether they mean both, so that a
 * key pressed twice gives one sign-off; then as chosho_confirmation_ask() does. @destroy frees @user_data in each case. */
void chosho_own_review_ask (GtkWidget *widget, ChoshoContext *context, ChoshoValue *row, const char *number, ChoshoConfirmed callback,
                            gpointer user_data, GDestroyNotify destroy);

G_END_DECLS
