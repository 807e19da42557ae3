/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-application.h"
#include "chosho-window.h"

#define APPLICATION_ID "jp.chosho.Chosho"

struct _ChoshoApplication
{
  AdwApplication parent_instance;

  char *identity; /* (owned) (nullable) given on the command line or in the environment */
};

G_DEFINE_FINAL_TYPE (ChoshoApplication, chosho_application, ADW_TYPE_APPLICATION)

/* One engagement, one window: opening it again raises the one there is. */
static ChoshoWindow *
find_window (GApplication *application, const char *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL; l = l->next)
    if (CHOSHO_IS_WINDOW (l->data) && g_strcmp0 (chosho_window_get_path (l->data), path) == 0)
      return l->data;
  return NULL;
}

static void
chosho_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      const char *path = g_file_peek_path (files[i]);
      ChoshoWindow *window = find_window (application, path);

      if (window == NULL)
        window = chosho_window_new (ADW_APPLICATION (application), path, CHOSHO_APPLICATION (application)->identity);
      gtk_window_present (GTK_WINDOW (window));
    }
}

static void
on_folder_cb (GtkNativeDialog *dialog, int response, GApplication *application)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && folder != NULL)
    g_application_open (application, &folder, 1, "");
  g_application_release (application);
  g_object_unref (dialog);
}

/* Without an engagement on the command line one is asked for. */
static void
chosho_application_activate (GApplication *application)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (application));
  GtkFileChooserNative *dialog;

  if (active != NULL)
    {
      gtk_window_present (active);
      return;
    }
  dialog = gtk_file_chooser_native_new (_("Open an Engagement"), NULL, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  g_signal_connect (dialog, "response", G_CALLBACK (on_folder_cb), application);
  g_application_hold (application);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static int
chosho_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  ChoshoApplication *self = CHOSHO_APPLICATION (application);
  const char *given = NULL;

  g_variant_dict_lookup (options, "identity", "^&ay", &given);
  self->identity = g_strdup (given != NULL ? given : g_getenv ("CHOSHO_IDENTITY"));
  return -1;
}

static void
on_about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", "Chosho",
                         "application-icon", APPLICATION_ID,
                         "version", CHOSHO_VERSION,
                         "comments", _("The workbench of an ISMAP audit engagement: results as facts, without assurance"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
set_accel (GtkApplication *application, const char *action, const char *accel)
{
  const char *accels[] = { accel, NULL };

  gtk_application_set_accels_for_action (application, action, accels);
}

static void
chosho_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = { { "about", on_about_action, NULL, NULL, NULL, { 0 } } };
  GtkApplication *gtk_application = GTK_APPLICATION (application);

  G_APPLICATION_CLASS (chosho_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  set_accel (gtk_application, "win.search", "<Control>f");
  set_accel (gtk_application, "win.next-control", "<Alt>Down");
  set_accel (gtk_application, "win.previous-control", "<Alt>Up");
  set_accel (gtk_application, "win.attach", "<Control>o");
  set_accel (gtk_application, "win.sign", "<Control>Return");
  set_accel (gtk_application, "win.report-draft", "<Control>p");
  set_accel (gtk_application, "win.choose-identity", "<Control>i");
  set_accel (gtk_application, "win.back", "<Alt>Left");
  set_accel (gtk_application, "window.close", "<Control>w");
}

static void
chosho_application_finalize (GObject *object)
{
  g_free (CHOSHO_APPLICATION (object)->identity);
  G_OBJECT_CLASS (chosho_application_parent_class)->finalize (object);
}

static void
chosho_application_class_init (ChoshoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_application_finalize;
  application_class->open = chosho_application_open;
  application_class->activate = chosho_application_activate;
  application_class->startup = chosho_application_startup;
  application_class->handle_local_options = chosho_application_handle_local_options;
}

static void
chosho_application_init (ChoshoApplication *self)
{
  static const GOptionEntry entries[] = {
    { "identity", 'i', 0, G_OPTION_ARG_FILENAME, NULL, N_("The file of your signing key"), N_("FILE") },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

ChoshoApplication *
chosho_application_new (void)
{
  return g_object_new (CHOSHO_TYPE_APPLICATION, "application-id", APPLICATION_ID, "resource-base-path", "/jp/chosho/Chosho",
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE, NULL);
}
