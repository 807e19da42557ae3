/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-desk.h"
#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-identity-dialog.h"
#include "chosho-job-bar.h"
#include "chosho-new-engagement.h"
#include "chosho-pack-opening.h"
#include "chosho-preferences.h"
#include "chosho-sample.h"
#include "chosho-start-window.h"
#include "chosho-wrap-layout.h"

struct _ChoshoStartWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay     *toasts;
  GtkWidget           *new_button;
  AdwPreferencesGroup *recent;
  AdwActionRow        *identity_row;
  ChoshoJobBar        *job_bar;

  GPtrArray *rows;          /* (owned) (element-type GtkWidget, borrowed: in the group) */
  char      *sample_folder; /* (owned) (nullable) while the sample is made */
};

G_DEFINE_FINAL_TYPE (ChoshoStartWindow, chosho_start_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void show_recent (ChoshoStartWindow *self);

static void
open_engagement (ChoshoStartWindow *self, const char *path, const char *identity)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, path, identity);
}

/* --- Recent ------------------------------------------------------------------------------------------------- */

static void
on_row_activated_cb (AdwActionRow *row, ChoshoStartWindow *self)
{
  open_engagement (self, g_object_get_data (G_OBJECT (row), "path"), NULL);
}

static void
on_remove_clicked_cb (GtkWidget *button, ChoshoStartWindow *self)
{
  chosho_preferences_forget_recent (g_object_get_data (G_OBJECT (button), "path"));
  show_recent (self);
}

static GtkWidget *
new_remove_button (ChoshoStartWindow *self, const char *path, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *label = g_strdup_printf (_("Remove %s from the list"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  chosho_accessible_set_name (button, label);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked_cb), self);
  return button;
}

/* The title is read from the folder: it is never kept elsewhere. */
static void
on_facts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwActionRow) row = user_data;
  g_autoptr (ChoshoValue) facts = NULL;
  g_autoptr (GError) error = NULL;
  const char *path = g_object_get_data (G_OBJECT (row), "path");
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *subtitle = NULL;

  if (!chosho_desk_run_finish (CHOSHO_DESK (source), result, &facts, &error))
    subtitle = g_strdup_printf (_("%s\nCannot be read: %s"), shown, error->message);
  else
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), chosho_value_get_string (facts, "title"));
      subtitle = g_strdup_printf ("%s – %s · %s\n%s", chosho_value_get_string (facts, "period_start"), chosho_value_get_string (facts, "period_end"),
                                  chosho_value_get_string (facts, "client"), shown);
    }
  adw_action_row_set_subtitle (row, subtitle);
}

static GtkWidget *
new_recent_row (ChoshoStartWindow *self, const char *path)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *shown = g_filename_display_name (path);
  gboolean there = g_file_test (path, G_FILE_TEST_IS_DIR);
  g_autofree char *missing = g_strdup_printf (_("%s\nThe folder is not there: moved, removed, or on a disk that is not connected"), shown);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), there ? shown : missing);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), there);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_remove_button (self, path, name));
  g_signal_connect (row, "activated", G_CALLBACK (on_row_activated_cb), self);
  if (there)
    chosho_desk_run_async (chosho_desk_get_default (), "engagement show", chosho_value_new_object (), path, NULL, NULL, NULL, on_facts_cb,
                           g_object_ref (row));
  return row;
}

static GtkWidget *
new_empty_row (void)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("None yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Engagements that you open are listed here."));
  return row;
}

static void
add_row (ChoshoStartWindow *self, GtkWidget *row)
{
  adw_preferences_group_add (self->recent, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_recent (ChoshoStartWindow *self)
{
  g_auto (GStrv) paths = chosho_preferences_list_recent ();

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->recent, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; paths[i] != NULL; i++)
    add_row (self, new_recent_row (self, paths[i]));
  if (paths[0] == NULL)
    add_row (self, new_empty_row ());
}

/* --- Identity ------------------------------------------------------------------------------------------------- */

static void
show_identity (ChoshoStartWindow *self)
{
  g_autofree char *path = chosho_preferences_dup_identity ();
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : NULL;
  g_autoptr (ChoshoIdentity) identity = path != NULL ? chosho_identity_load_public (path, NULL) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->identity_row), identity != NULL ? chosho_identity_get_name (identity) : _("No key yet"));
  adw_action_row_set_subtitle (self->identity_row, identity != NULL ? shown
                                                   : path != NULL  ? _("The key used last is not there")
                                                                   : _("You can read without one; whatever you record is signed with it."));
}

static void
on_identity_chosen_cb (ChoshoIdentityDialog *dialog, const char *path, ChoshoStartWindow *self)
{
  show_identity (self);
}

static void
on_choose_identity_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoIdentityDialog *dialog = chosho_identity_dialog_new (GTK_WINDOW (widget));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_identity_chosen_cb), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Opening --------------------------------------------------------------------------------------------------- */

static void
on_folder_cb (GtkNativeDialog *dialog, int response, ChoshoStartWindow *self)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && folder != NULL)
    open_engagement (self, g_file_peek_path (folder), NULL);
  g_object_unref (dialog);
}

void
chosho_start_window_choose (ChoshoStartWindow *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Open an Engagement"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_folder_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_start_window_choose (CHOSHO_START_WINDOW (widget));
}

static void
on_pack_opened (const char *path, const char *identity, gpointer user_data)
{
  open_engagement (user_data, path, identity);
}

static void
on_open_pack_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_pack_opening_begin (GTK_WINDOW (widget), on_pack_opened, g_object_ref (widget), g_object_unref);
}

static void
on_created_cb (ChoshoNewEngagement *assistant, const char *path, const char *identity, ChoshoStartWindow *self)
{
  open_engagement (self, path, identity);
}

static void
on_new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoNewEngagement *assistant = chosho_new_engagement_new (GTK_WINDOW (widget));

  g_signal_connect_object (assistant, "created", G_CALLBACK (on_created_cb), widget, 0);
  gtk_window_present (GTK_WINDOW (assistant));
}

/* --- Sample ------------------------------------------------------------------------------------------------------ */

static void
on_sample_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoStartWindow) self = user_data;
  g_autoptr (ChoshoValue) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL, *engagement = NULL, *identity = NULL;
  gboolean made = chosho_desk_run_finish (CHOSHO_DESK (source), result, &facts, &error);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "start.sample", TRUE);
  json = made ? chosho_value_to_pretty (facts) : NULL;
  if (made && chosho_sample_note (self->sample_folder, json, &error) && chosho_sample_find (&engagement, &identity))
    open_engagement (self, engagement, identity);
  else if (error != NULL && !g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    chosho_error_view_show_text (GTK_WIDGET (self), _("The sample could not be made"), error->message);
  g_clear_pointer (&self->sample_folder, g_free);
}

static void
on_sample_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoStartWindow *self = CHOSHO_START_WINDOW (widget);
  g_autofree char *engagement = NULL, *identity = NULL;
  g_autoptr (ChoshoJob) job = NULL;
  ChoshoValue *args;

  if (chosho_sample_find (&engagement, &identity))
    {
      open_engagement (self, engagement, identity);
      return;
    }
  self->sample_folder = chosho_sample_dup_folder ();
  if (self->sample_folder == NULL)
    {
      chosho_error_view_show_text (widget, _("The sample could not be made"), _("There is no folder for it among your data."));
      return;
    }
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "folder", self->sample_folder);
  job = chosho_job_new (_("Making the sample (見本): about a minute, once"));
  gtk_widget_action_set_enabled (widget, "start.sample", FALSE);
  chosho_desk_run_async (chosho_desk_get_default (), "demo", args, NULL, NULL, NULL, job, on_sample_cb, g_object_ref (self));
}

static void
on_toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (g_variant_get_string (parameter, NULL), -1); /* a toast's title is markup */

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (CHOSHO_START_WINDOW (widget)->toasts, toast);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
chosho_start_window_finalize (GObject *object)
{
  ChoshoStartWindow *self = CHOSHO_START_WINDOW (object);

  g_ptr_array_unref (self->rows);
  g_free (self->sample_folder);
  G_OBJECT_CLASS (chosho_start_window_parent_class)->finalize (object);
}

static void
chosho_start_window_class_init (ChoshoStartWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_start_window_finalize;
  g_type_ensure (CHOSHO_TYPE_JOB_BAR);
  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-start-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoStartWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ChoshoStartWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, ChoshoStartWindow, recent);
  gtk_widget_class_bind_template_child (widget_class, ChoshoStartWindow, identity_row);
  gtk_widget_class_bind_template_child (widget_class, ChoshoStartWindow, job_bar);
  gtk_widget_class_install_action (widget_class, "start.new", NULL, on_new_action);
  gtk_widget_class_install_action (widget_class, "start.open", NULL, on_open_action);
  gtk_widget_class_install_action (widget_class, "start.open-pack", NULL, on_open_pack_action);
  gtk_widget_class_install_action (widget_class, "start.sample", NULL, on_sample_action);
  gtk_widget_class_install_action (widget_class, "start.choose-identity", NULL, on_choose_identity_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", on_toast_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "start.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "start.open", NULL);
}

static void
chosho_start_window_init (ChoshoStartWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->identity_row), FALSE);
  chosho_job_bar_set_jobs (self->job_bar, chosho_desk_get_jobs (chosho_desk_get_default ()));
  show_recent (self);
  show_identity (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->new_button);
}

ChoshoStartWindow *
chosho_start_window_new (AdwApplication *application)
{
  return g_object_new (CHOSHO_TYPE_START_WINDOW, "application", application, NULL);
}
