/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-window-private.h"

/* Undo and redo of what the person did in this window. */

/* An underline in what was done is no mnemonic. (transfer full) (nullable) */
static char *
dup_plain (const char *text)
{
  GString *plain = g_string_new (text);

  if (text != NULL)
    g_string_replace (plain, "_", "__", 0);
  return g_string_free (plain, text == NULL);
}

/* A line of the menu: what the act would be about, or that there is none. */
static void
add_line (ChoshoWindow *self, const char *action, const char *accel, const char *label)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "accel", "s", accel);
  g_menu_append_item (self->undo_section, item);
}

void
chosho_window_show_undo (ChoshoWindow *self)
{
  g_autofree char *done = dup_plain (self->undo != NULL ? chosho_undo_get_undo_text (self->undo) : NULL);
  g_autofree char *undone = dup_plain (self->undo != NULL ? chosho_undo_get_redo_text (self->undo) : NULL);
  g_autofree char *undo = done != NULL ? g_strdup_printf (_("_Undo: %s"), done) : g_strdup (_("_Undo (nothing done here yet that can be undone)"));
  g_autofree char *redo = undone != NULL ? g_strdup_printf (_("_Redo: %s"), undone) : NULL;

  g_menu_remove_all (self->undo_section);
  add_line (self, "win.undo", "<Control>z", undo);
  if (redo != NULL)
    add_line (self, "win.redo", "<Control><Shift>z", redo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", self->undo != NULL && chosho_undo_can_undo (self->undo));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", self->undo != NULL && chosho_undo_can_redo (self->undo));
}

void
chosho_window_follow_undo (ChoshoWindow *self)
{
  self->undo = chosho_undo_new (GTK_WINDOW (self), self->toasts, self->context);
  g_signal_connect_object (self->undo, "notify::possible", G_CALLBACK (chosho_window_show_undo), self, G_CONNECT_SWAPPED);
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
