/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error-view.h"
#include "chosho-print.h"
#include "chosho-viewer-private.h"
#include "chosho-viewer-words.h"

/* What is done with what is shown: going on, zoom, the full screen, copies, printing. */

static void
on_series_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);
  gboolean next = g_str_equal (name, "viewer.next");

  for (guint i = 0; self->series != NULL && self->series[i] != NULL; i++)
    if (g_strcmp0 (self->series[i], self->id) == 0)
      {
        const char *other = next ? self->series[i + 1] : i > 0 ? self->series[i - 1] : NULL;

        if (other != NULL)
          {
            g_autofree char *id = g_strdup (other);

            chosho_viewer_show (self, id, "");
          }
        return;
      }
}

static void
on_zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);

  if (chosho_viewer_is_shown (self, "sheets"))
    chosho_sheet_view_step_zoom (self->sheet_view, g_str_equal (name, "viewer.zoom-fit") ? 0 : g_str_equal (name, "viewer.zoom-in") ? 1 : -1);
  else if (g_str_equal (name, "viewer.zoom-fit"))
    chosho_pages_view_set_zoom (self->page_view, 0);
  else
    chosho_pages_view_step_zoom (self->page_view, g_str_equal (name, "viewer.zoom-in") ? 1 : -1);
}

/* --- Its own window ---------------------------------------------------------------------------------------------------- */

/* A second viewer of the same evidence, alone on the screen; F11 or Escape ends it. */
static void
on_fullscreen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget), *large;
  GtkWidget *window;

  if (self->own_window)
    {
      gtk_window_close (GTK_WINDOW (gtk_widget_get_root (widget)));
      return;
    }
  if (self->id == NULL)
    return;
  window = adw_window_new ();
  large = g_object_new (CHOSHO_TYPE_VIEWER, NULL);
  large->own_window = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (large), "viewer.leave-fullscreen", TRUE);
  gtk_window_set_title (GTK_WINDOW (window), gtk_label_get_text (self->name));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (large));
  chosho_viewer_set_context (large, self->context);
  chosho_viewer_set_targets_func (large, self->targets_func, self->targets_data);
  chosho_viewer_set_series (large, (const char *const *) self->series);
  chosho_viewer_show (large, self->id, self->place);
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}

/* Enabled on the full screen only. */
static void
on_escape_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
on_close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (CHOSHO_VIEWER (widget)->own_window)
    {
      gtk_window_close (GTK_WINDOW (gtk_widget_get_root (widget)));
      return;
    }
  chosho_viewer_drop_document (CHOSHO_VIEWER (widget));
  g_clear_pointer (&CHOSHO_VIEWER (widget)->id, g_free);
  g_signal_emit_by_name (widget, "closed");
}

/* --- Copies ------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  ChoshoViewer *viewer;      /* (owned) */
  int           password_fd; /* (owned) -1: none */
} Saving;

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (ChoshoViewer) self = saving->viewer;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (saving->password_fd >= 0)
    close (saving->password_fd);
  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    chosho_error_view_toast (GTK_WIDGET (self), _("A copy was saved"));
  else
    chosho_error_view_show (GTK_WIDGET (self), error, value);
}

static void
on_copy_file_cb (GtkNativeDialog *dialog, int response, ChoshoViewer *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      ChoshoValue *args = chosho_value_new_object ();
      Saving *saving = g_new0 (Saving, 1);

      saving->viewer = g_object_ref (self);
      saving->password_fd = self->row != NULL ? chosho_viewer_pass_password (self, args) : -1;
      chosho_value_set_string (args, "id", g_object_get_data (G_OBJECT (dialog), "id"));
      chosho_value_set_string (args, "output", g_file_peek_path (file));
      chosho_workspace_run_async (chosho_context_get_workspace (self->context), "evidence export", args, NULL, on_saved_cb, saving);
    }
  g_object_unref (dialog);
}

/* Of a member the last part of the way to it. (transfer full) */
static char *
dup_file_name (ChoshoValue *row)
{
  const char *name = chosho_value_get_string (row, "name");
  const char *last = chosho_value_get_string (row, "of") != NULL ? g_strrstr (name, " ▸ ") : NULL;
  g_autofree char *member = last != NULL ? g_strdelimit (g_strdup (last + strlen (" ▸ ")), "\\", '/') : NULL;

  return member != NULL ? g_path_get_basename (member) : g_strdup (name);
}

static void
on_save_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);
  GtkFileChooserNative *dialog;
  g_autofree char *file_name = NULL;

  if (self->row == NULL || chosho_value_get_string (self->row, "sha256") == NULL)
    return;
  dialog = gtk_file_chooser_native_new (_("Save a Copy"), GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  file_name = dup_file_name (self->row);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  g_object_set_data_full (G_OBJECT (dialog), "id", g_strdup (self->id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_copy_file_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* The reference and the name: no more of the client's is seen where jobs are listed. */
gboolean
chosho_viewer_print (ChoshoViewer *self)
{
  g_autofree char *name = NULL;

  if (self->document == NULL || chosho_document_get_info (self->document) == NULL)
    return FALSE;
  name = g_strdup_printf ("%s %s", gtk_label_get_text (self->reference), gtk_label_get_text (self->name));
  if (chosho_viewer_is_shown (self, "sheets"))
    {
      const char *sheet_name = NULL;
      guint sheet = chosho_sheet_view_get_sheet (self->sheet_view, &sheet_name);

      chosho_print_sheet (GTK_WIDGET (self), self->document, sheet, sheet_name, name);
      return TRUE;
    }
  chosho_print_document (GTK_WIDGET (self), self->document, chosho_viewer_is_shown (self, "text") ? chosho_line_view_get_charset (self->line_view) : NULL, name);
  return TRUE;
}

static void
on_print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_viewer_print (CHOSHO_VIEWER (widget));
}

static void
on_details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);
  g_autofree char *text = self->row != NULL ? chosho_viewer_dup_facts (self) : NULL;

  if (text != NULL)
    chosho_error_view_show_text (widget, chosho_value_get_string (self->row, "reference"), text);
}

void
chosho_viewer_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "viewer.previous", NULL, on_series_action);
  gtk_widget_class_install_action (widget_class, "viewer.next", NULL, on_series_action);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-in", NULL, on_zoom_action);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-out", NULL, on_zoom_action);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-fit", NULL, on_zoom_action);
  gtk_widget_class_install_property_action (widget_class, "viewer.thumbnails", "thumbnails");
  gtk_widget_class_install_action (widget_class, "viewer.fullscreen", NULL, on_fullscreen_action);
  gtk_widget_class_install_action (widget_class, "viewer.leave-fullscreen", NULL, on_escape_action);
  gtk_widget_class_install_action (widget_class, "viewer.close", NULL, on_close_action);
  gtk_widget_class_install_action (widget_class, "viewer.save-copy", NULL, on_save_copy_action);
  gtk_widget_class_install_action (widget_class, "viewer.print", NULL, on_print_action);
  gtk_widget_class_install_action (widget_class, "viewer.details", NULL, on_details_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "viewer.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "viewer.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F4, 0, "viewer.thumbnails", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "viewer.fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "viewer.leave-fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "viewer.print", NULL);
}
