/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

#include "chosho-application.h"
#include "chosho-code-log.h"
#include "chosho-desk.h"
#include "chosho-guide.h"
#include "chosho-later-gtk.h"
#include "chosho-place.h"
#include "chosho-preferences-window.h"
#include "chosho-preferences.h"
#include "chosho-recent-files.h"
#include "chosho-start-window.h"
#include "chosho-text-scale.h"
#include "chosho-window.h"
#include "chosho-work-notice.h"

#define APPLICATION_ID "jp.chosho.Chosho"
#define IDENTITY_VARIABLE "CHOSHO_IDENTITY"
/* What a second invocation hands to the first: the key named on its command line, and the one that its
 * environment names. Absolute paths, for the first has another current folder. */
#define OPTION_IDENTITY "identity"
#define OPTION_DEFAULT_IDENTITY "default-identity"

/* What the log of an engagement is called: the file that a file manager shows inside the folder, and that
 * the MIME type of engagements names, since a folder cannot have a type. */
#define LOG_NAME "engagement.db"

struct _ChoshoApplication
{
  AdwApplication parent_instance;

  char *identity; /* (owned) (nullable) the key named last on a command line, for what is opened from a window or a file manager */
  char *first;    /* (owned) (nullable) path of the engagement that this process was started with */
  ChoshoContext *opening; /* (owned) (nullable) it, until it has its window */
};

G_DEFINE_FINAL_TYPE (ChoshoApplication, chosho_application, ADW_TYPE_APPLICATION)

/* One name for an engagement, however it is written: symbolic links followed, the log for its folder.
 * What does not exist keeps its name, so that the window can say so. (transfer full) */
static char *
engagement_path (GFile *file)
{
  g_autofree char *given = g_file_get_path (file);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *folder = NULL;
  char *real;

  if (given == NULL)
    return g_file_get_uri (file);
  folder = g_strcmp0 (base, LOG_NAME) == 0 ? g_path_get_dirname (given) : g_strdup (given);
  real = realpath (folder, NULL);
  return real != NULL ? real : g_steal_pointer (&folder);
}

/* One engagement, one window: opening it again raises the one there is. */
static ChoshoWindow *
find_window (GApplication *application, const char *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL; l = l->next)
    if (CHOSHO_IS_WINDOW (l->data) && g_strcmp0 (chosho_window_get_path (l->data), path) == 0)
      return l->data;
  return NULL;
}

/* (transfer full) */
static ChoshoContext *
take_opening (ChoshoApplication *self, const char *path)
{
  if (self->opening != NULL && g_strcmp0 (path, self->first) == 0)
    return g_steal_pointer (&self->opening);
  return chosho_context_open (path);
}

/* @identity_path: the key for a window that is made now. Returns whether there was a window already. */
static gboolean
open_engagement (GApplication *application, GFile *file, const char *identity_path)
{
  g_autofree char *path = engagement_path (file);
  ChoshoWindow *window = find_window (application, path);
  gboolean found = window != NULL;

  if (!found)
    window = chosho_window_new (ADW_APPLICATION (application), take_opening (CHOSHO_APPLICATION (application), path), identity_path);
  gtk_window_present (GTK_WINDOW (window));
  return found;
}

/* The key for what is opened without one: named on a command line, by the environment, or used last. (transfer full) (nullable) */
static char *
dup_default_identity (ChoshoApplication *self)
{
  const char *named = self->identity != NULL ? self->identity : g_getenv (IDENTITY_VARIABLE);
  g_autofree char *last = named == NULL ? chosho_preferences_dup_identity () : NULL;

  if (named != NULL)
    return g_strdup (named);
  return last != NULL && g_file_test (last, G_FILE_TEST_EXISTS) ? g_steal_pointer (&last) : NULL;
}

/* From a window or, through D-Bus, a file manager. */
static void
chosho_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  g_autofree char *identity = dup_default_identity (CHOSHO_APPLICATION (application));

  for (int i = 0; i < n_files; i++)
    open_engagement (application, files[i], identity);
}

static void
remember_identity (ChoshoApplication *self, const char *path)
{
  g_free (self->identity);
  self->identity = g_strdup (path);
}

/* From a terminal: this runs in the process that has the windows, which may not be the one that was started. */
static int
chosho_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree const char **names = NULL;
  const char *identity = NULL;
  g_autofree char *usual = NULL;
  gboolean given = g_variant_dict_lookup (options, OPTION_IDENTITY, "^&ay", &identity);

  if (given)
    remember_identity (CHOSHO_APPLICATION (application), identity);
  else
    g_variant_dict_lookup (options, OPTION_DEFAULT_IDENTITY, "^&ay", &identity);
  if (!g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &names))
    {
      g_application_activate (application);
      return EXIT_SUCCESS;
    }
  usual = dup_default_identity (CHOSHO_APPLICATION (application));
  for (const char **name = names; *name != NULL; name++)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, *name);

      /* The window may hold what was typed under another key, so its key is not changed from outside. */
      if (open_engagement (application, file, identity != NULL ? identity : usual) && given)
        g_application_command_line_printerr (line, _("chosho: “%s” is open already: its window keeps the key that was chosen there\n"), *name);
    }
  return EXIT_SUCCESS;
}

static void
on_open_cb (ChoshoStartWindow *window, const char *path, const char *identity, GApplication *application)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *usual = dup_default_identity (CHOSHO_APPLICATION (application));

  open_engagement (application, file, identity != NULL ? identity : usual);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWindow *
show_start (GApplication *application)
{
  ChoshoStartWindow *window = NULL;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL && window == NULL; l = l->next)
    window = CHOSHO_IS_START_WINDOW (l->data) ? l->data : NULL;
  if (window == NULL)
    {
      window = chosho_start_window_new (ADW_APPLICATION (application));
      g_signal_connect_object (window, "open", G_CALLBACK (on_open_cb), application, 0);
    }
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/* Without an engagement on the command line the work begins at the start page. */
static void
chosho_application_activate (GApplication *application)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (active != NULL)
    gtk_window_present (active);
  else
    show_start (application);
}

static void
insert_path (GVariantDict *options, const char *key, const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  g_variant_dict_insert (options, key, "^ay", absolute);
}

/* In the process that was started. */
static int
chosho_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  ChoshoApplication *self = CHOSHO_APPLICATION (application);
  const char *preset = g_getenv (IDENTITY_VARIABLE);
  g_autofree const char **names = NULL;
  g_autofree char *given = NULL;

  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &names) && names[0] != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (names[0]);

      self->first = engagement_path (file);
    }
  if (g_variant_dict_lookup (options, OPTION_IDENTITY, "^ay", &given))
    insert_path (options, OPTION_IDENTITY, given);
  if (preset != NULL)
    insert_path (options, OPTION_DEFAULT_IDENTITY, preset);
  return -1;
}

static void
on_start_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_start (user_data);
}

static void
on_preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  chosho_preferences_window_show (gtk_application_get_active_window (user_data));
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
on_help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *uri = chosho_guide_dup_uri ();

  if (uri != NULL)
    gtk_show_uri (gtk_application_get_active_window (user_data), uri, GDK_CURRENT_TIME);
}

/* Nothing to open, nothing to choose. */
static void
update_help (GActionMap *actions)
{
  g_autofree char *uri = chosho_guide_dup_uri ();

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "help")), uri != NULL);
}

static void
set_accel (GtkApplication *application, const char *action, const char *accel)
{
  const char *accels[] = { accel, NULL };

  gtk_application_set_accels_for_action (application, action, accels);
}

/* Ctrl and its number from above goes to a place: 1 to 9, then 0, and from the eleventh on with Shift from 1 again:
 * "!", then what the keyboards that matter here have above 2 (American, Japanese), then "#" and "$". */
static void
set_place_accels (GtkApplication *application)
{
  static const char *const keys[][2] = { { "<Control>1" }, { "<Control>2" }, { "<Control>3" }, { "<Control>4" }, { "<Control>5" },
                                         { "<Control>6" }, { "<Control>7" }, { "<Control>8" }, { "<Control>9" }, { "<Control>0" },
                                         { "<Control>exclam" }, { "<Control>at", "<Control>quotedbl" }, { "<Control>numbersign" }, { "<Control>dollar" } };

  for (guint i = 0; i < G_N_ELEMENTS (keys) && chosho_place_nth (i) != NULL; i++)
    {
      const char *accels[] = { keys[i][0], keys[i][1], NULL };
      g_autofree char *action = g_strdup_printf ("win.go(('%s',''))", chosho_place_nth (i)->id);

      gtk_application_set_accels_for_action (application, action, accels);
    }
}

/* The session ends, or the terminal that started it: the windows close as if by hand, so that what they hold is
 * kept and the next start does not tell of a crash. */
static gboolean
on_signal_cb (gpointer user_data)
{
  GList *windows;

  while ((windows = gtk_application_get_windows (user_data)) != NULL)
    gtk_window_destroy (windows->data);
  g_application_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
chosho_application_shutdown (GApplication *application)
{
  chosho_recent_files_forget ();
  G_APPLICATION_CLASS (chosho_application_parent_class)->shutdown (application);
  chosho_desk_stop (chosho_desk_get_default ());
  chosho_code_log_event (CHOSHO_CODE_LOG_STOP);
}

static void
chosho_application_startup (GApplication *application)
{
  static const int signals[] = { SIGTERM, SIGINT, SIGHUP };
  static const GActionEntry entries[] = {
    { "about", on_about_action, NULL, NULL, NULL, { 0 } },
    { "help", on_help_action, NULL, NULL, NULL, { 0 } },
    { "preferences", on_preferences_action, NULL, NULL, NULL, { 0 } },
    { "start", on_start_action, NULL, NULL, NULL, { 0 } },
  };
  GtkApplication *gtk_application = GTK_APPLICATION (application);
  ChoshoApplication *self = CHOSHO_APPLICATION (application);

  /* What is to be shown is read on its worker while the toolkit gets ready, which takes longer. */
  if (self->first != NULL)
    self->opening = chosho_context_open (self->first);
  G_APPLICATION_CLASS (chosho_application_parent_class)->startup (application);
  chosho_code_log_event (CHOSHO_CODE_LOG_START);
  chosho_later_gtk_init ();
  chosho_text_scale_follow_windows ();
  /* Whoever comes to a control by keys comes to its number first: that is where one begins to read, not a text to be copied. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  chosho_recent_files_forbid ();
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_unix_signal_add (signals[i], on_signal_cb, application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  chosho_work_notice_install (gtk_application);
  update_help (G_ACTION_MAP (application));
  set_accel (gtk_application, "app.help", "F1");
  set_accel (gtk_application, "win.shortcuts", "<Control>question");
  set_accel (gtk_application, "win.search", "<Control>f");
  set_accel (gtk_application, "win.search-all", "<Control><Shift>f");
  set_accel (gtk_application, "win.print", "<Control>p");
  set_accel (gtk_application, "win.report-draft", "<Control><Shift>p");
  set_accel (gtk_application, "win.show-places", "<Control>b");
  set_accel (gtk_application, "win.choose-identity", "<Control>i");
  set_accel (gtk_application, "win.back", "<Alt>Left");
  set_accel (gtk_application, "win.forward", "<Alt>Right");
  set_accel (gtk_application, "window.close", "<Control>w");
  set_accel (gtk_application, "app.start", "<Control><Shift>n");
  set_accel (gtk_application, "app.preferences", "<Control>comma");
  set_place_accels (gtk_application);
}

static void
chosho_application_finalize (GObject *object)
{
  ChoshoApplication *self = CHOSHO_APPLICATION (object);

  g_free (self->identity);
  g_free (self->first);
  g_clear_object (&self->opening);
  G_OBJECT_CLASS (chosho_application_parent_class)->finalize (object);
}

static void
chosho_application_class_init (ChoshoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_application_finalize;
  application_class->open = chosho_application_open;
  application_class->command_line = chosho_application_command_line;
  application_class->activate = chosho_application_activate;
  application_class->startup = chosho_application_startup;
  application_class->shutdown = chosho_application_shutdown;
  application_class->handle_local_options = chosho_application_handle_local_options;
}

static void
chosho_application_init (ChoshoApplication *self)
{
  static const GOptionEntry entries[] = {
    { OPTION_IDENTITY, 'i', 0, G_OPTION_ARG_FILENAME, NULL, N_("The file of your signing key"), N_("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[ENGAGEMENT…]") },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

ChoshoApplication *
chosho_application_new (void)
{
  return g_object_new (CHOSHO_TYPE_APPLICATION, "application-id", APPLICATION_ID, "resource-base-path", "/jp/chosho/Chosho",
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}
