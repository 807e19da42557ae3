/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-accessible.h"
#include "chosho-shortcuts-window.h"
#include "chosho-text.h"

struct _ChoshoShortcutsWindow
{
  AdwWindow parent_instance;

  /* Template */
  GtkEditable *search;
  GtkStack    *stack; /* list, none */
  GtkWidget   *list;

  GPtrArray   *rows;  /* (owned) (element-type AdwActionRow, borrowed: in the list) */
};

G_DEFINE_FINAL_TYPE (ChoshoShortcutsWindow, chosho_shortcuts_window, ADW_TYPE_WINDOW)

/* --- Rows ---------------------------------------------------------------------------------------------------- */

/* The keys as they are written below @widget: "Ctrl+Shift+P". */
static void
append_keys (GtkWidget *widget, GString *keys)
{
  if (GTK_IS_LABEL (widget))
    g_string_append (keys, gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    append_keys (child, keys);
}

static void
append_shortcut (GtkWidget *widget, GString *keys)
{
  if (GTK_IS_SHORTCUT_LABEL (widget))
    append_keys (widget, keys);
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      append_shortcut (child, keys);
}

/* A line is called by what its keys do; the keys describe it. */
static void
take_row (ChoshoShortcutsWindow *self, GtkWidget *row)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autofree char *text = NULL;

  append_shortcut (row, keys);
  text = g_strjoin (" ", title, keys->str, NULL);
  chosho_accessible_set_name (row, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, keys->str, -1);
  g_object_set_data_full (G_OBJECT (row), "text", chosho_text_normalise (text), g_free);
  g_ptr_array_add (self->rows, row);
}

static void
take_rows (ChoshoShortcutsWindow *self, GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (ADW_IS_ACTION_ROW (child))
      take_row (self, child);
    else
      take_rows (self, child);
}

/* --- Search -------------------------------------------------------------------------------------------------- */

static GtkWidget *
get_group (gpointer row)
{
  return gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);
}

static void
on_search_changed_cb (ChoshoShortcutsWindow *self)
{
  g_autofree char *needle = chosho_text_normalise (gtk_editable_get_text (self->search));
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (get_group (g_ptr_array_index (self->rows, i)), FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      gboolean found = strstr (g_object_get_data (G_OBJECT (row), "text"), needle) != NULL;

      gtk_widget_set_visible (row, found);
      if (found)
        gtk_widget_set_visible (get_group (row), TRUE);
      any |= found;
    }
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "none");
}

/* --- Class --------------------------------------------------------------------------------------------------- */

static void
chosho_shortcuts_window_finalize (GObject *object)
{
  g_ptr_array_unref (CHOSHO_SHORTCUTS_WINDOW (object)->rows);
  G_OBJECT_CLASS (chosho_shortcuts_window_parent_class)->finalize (object);
}

static void
chosho_shortcuts_window_class_init (ChoshoShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_shortcuts_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-shortcuts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoShortcutsWindow, search);
  gtk_widget_class_bind_template_child (widget_class, ChoshoShortcutsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ChoshoShortcutsWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_shortcuts_window_init (ChoshoShortcutsWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  take_rows (self, self->list);
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

ChoshoShortcutsWindow *
chosho_shortcuts_window_new (GtkWindow *parent)
{
  return g_object_new (CHOSHO_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, NULL);
}
