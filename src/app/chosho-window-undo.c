/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-window-private.h"

/* Undo and redo of what the person did in this window. */

static void
on_possible_cb (ChoshoUndo *undo, GParamSpec *pspec, ChoshoWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", chosho_undo_can_undo (undo));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", chosho_undo_can_redo (undo));
}

void
chosho_window_follow_undo (ChoshoWindow *self)
{
  self->undo = chosho_undo_new (GTK_WINDOW (self), self->toasts, self->context);
  g_signal_connect_object (self->undo, "notify::possible", G_CALLBACK (on_possible_cb), self, 0);
}

static void
on_undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);

  if (g_str_equal (name, "win.undo"))
    chosho_undo_undo (self->undo);
  else
    chosho_undo_redo (self->undo);
}

/* In a text the key is the text's, also where that has nothing more to undo: nobody means the record there. */
static gboolean
on_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));

  if (focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus)))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action_variant (widget, g_variant_get_string (args, NULL), NULL);
  return GDK_EVENT_STOP;
}

void
chosho_window_install_undo_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, on_undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, on_undo_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, on_key_cb, "s", "win.undo");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, on_key_cb, "s", "win.redo");
}
