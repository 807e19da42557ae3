/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoUndo: what the person did in one window that can be taken back, the last first. In the record nothing is: an act is
 * answered by a counter-act (`undo`, or a sign-off's withdrawal with its reason), and both are kept. What is not of the record – a
 * draft, a saved filter – is there again as it was. Each is offered by a toast of its window; whoever acts next begins anew.
 *
 * Notifies "possible" where what chosho_undo_can_undo() or chosho_undo_can_redo() says may be another.
 */
#define CHOSHO_TYPE_UNDO (chosho_undo_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoUndo, chosho_undo, CHOSHO, UNDO, GObject)

/* What brings back what is not of the record. FALSE: it is too late for that. */
typedef gboolean (*ChoshoUndoFunc) (gpointer user_data);

/* @window owns it; widgets in it find it by chosho_undo_offer(). @toasts shows what it offers by the actions win.undo and win.redo. */
ChoshoUndo *chosho_undo_new      (GtkWindow *window, AdwToastOverlay *toasts, ChoshoContext *context);
/* Offers what @func undoes, with @text of what was done, in the window of @widget. @user_data is freed by @destroy. */
void        chosho_undo_offer    (GtkWidget *widget, const char *text, ChoshoUndoFunc func, gpointer user_data, GDestroyNotify destroy);
/* Before a sign-off in the window of @widget: whether what was typed and not recorded goes into the record with it, which is said then. */
void        chosho_undo_note_typed (GtkWidget *widget, gboolean typed);
gboolean    chosho_undo_can_undo (ChoshoUndo *self);
gboolean    chosho_undo_can_redo (ChoshoUndo *self);
/* What the last act was that would be taken back, or done again. (nullable) borrowed until the next. */
const char *chosho_undo_get_undo_text (ChoshoUndo *self);
const char *chosho_undo_get_redo_text (ChoshoUndo *self);
/* Takes back the last act; errors are shown. */
void        chosho_undo_undo     (ChoshoUndo *self);
/* Takes back the last undoing. */
void        chosho_undo_redo     (ChoshoUndo *self);

G_END_DECLS
