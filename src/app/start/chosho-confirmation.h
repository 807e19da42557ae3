/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* What a person answers for by name: before it the passphrase of their key is asked for again, though the key is open. */
typedef enum
{
  CHOSHO_CONFIRM_APPROVAL, /* once for a session of review (chosho-review-session.h) */
  CHOSHO_CONFIRM_ISSUE,    /* each time */
} ChoshoConfirmFor;

typedef void (*ChoshoConfirmed) (gpointer user_data);

/* Calls @callback where who acts in @context has confirmed it over the window of @widget: at once where there is nothing to ask –
 * a key without a passphrase, an open session, nobody who acts –, else when the passphrase was right, the same person still acts and that
 * window is still there; not at all where they gave up. @destroy (nullable) frees @user_data in each case. */
void chosho_confirmation_ask (GtkWidget *widget, ChoshoContext *context, ChoshoConfirmFor purpose, ChoshoConfirmed callback, gpointer user_data,
                              GDestroyNotify destroy);

G_END_DECLS
