/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-fold-keys.h"

typedef struct
{
  ChoshoFold fold;
  gpointer   user_data;
} FoldKeys;

static gboolean
fold_line (GtkWidget *view, gboolean fold)
{
  const FoldKeys *keys = g_object_get_data (G_OBJECT (view), "chosho-fold-keys");
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *line = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child;

  if (line == NULL || gtk_widget_get_parent (line) != view) /* within a line the keys are those of what has the focus */
    return FALSE;
  child = gtk_widget_get_first_child (line);
  return child != NULL && keys->fold (child, fold, keys->user_data);
}

static gboolean
on_key_cb (GtkWidget *view, GVariant *args, gpointer user_data)
{
  gboolean right = GPOINTER_TO_INT (user_data), to_left = gtk_widget_get_direction (view) == GTK_TEXT_DIR_RTL;

  return fold_line (view, right == to_left);
}

void
chosho_fold_keys_install (GtkWidget *view, ChoshoFold fold, gpointer user_data)
{
  static const guint keys[][2] = { { GDK_KEY_Left, FALSE }, { GDK_KEY_KP_Left, FALSE }, { GDK_KEY_Right, TRUE }, { GDK_KEY_KP_Right, TRUE } };
  GtkEventController *controller = gtk_shortcut_controller_new ();
  FoldKeys *data = g_new (FoldKeys, 1);

  data->fold = fold;
  data->user_data = user_data;
  g_object_set_data_full (G_OBJECT (view), "chosho-fold-keys", data, g_free);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE); /* before the list, which would move within the line */
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i][0], 0),
                                                            gtk_callback_action_new (on_key_cb, GINT_TO_POINTER ((int) keys[i][1]), NULL)));
  gtk_widget_add_controller (view, controller);
}
