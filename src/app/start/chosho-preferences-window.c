/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-log.h"
#include "chosho-keyring.h"
#include "chosho-preferences-window.h"
#include "chosho-preferences.h"

/* The rows say what there is, and their buttons take it away. */

static void
set_row (AdwActionRow *row, GtkWidget *button, char *text, const char *none)
{
  adw_action_row_set_subtitle (row, text != NULL ? text : none);
  gtk_widget_set_sensitive (button, text != NULL);
  g_free (text);
}

static char *
dup_identity_text (void)
{
  g_autofree char *path = chosho_preferences_dup_identity ();

  return path != NULL ? g_filename_display_name (path) : NULL;
}

static char *
dup_recent_text (void)
{
  g_auto (GStrv) paths = chosho_preferences_list_recent ();
  guint count = g_strv_length (paths);

  return count > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u engagement", "%u engagements", count), count) : NULL;
}

static void
on_forget_identity_cb (GtkWidget *button, AdwActionRow *row)
{
  chosho_preferences_set_identity (NULL);
  set_row (row, button, dup_identity_text (), _("None"));
}

static void
on_forget_recent_cb (GtkWidget *button, AdwActionRow *row)
{
  chosho_preferences_forget_recent (NULL);
  set_row (row, button, dup_recent_text (), _("None"));
}

static const char *
describe_keyring (void)
{
  return chosho_preferences_uses_keyring () ? _("Kept there for keys where you chose so") : NULL;
}

static void
on_keyring_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwActionRow) row = user_data;
  g_autoptr (GError) error = NULL;

  if (!chosho_keyring_clear_finish (result, &error))
    {
      adw_action_row_set_subtitle (row, error->message);
      return;
    }
  chosho_preferences_set_keyring (FALSE);
  set_row (row, g_object_get_data (G_OBJECT (row), "button"), g_strdup (describe_keyring ()), _("None"));
}

static void
on_forget_passphrases_cb (GtkWidget *button, AdwActionRow *row)
{
  chosho_keyring_clear_async (NULL, on_keyring_cleared_cb, g_object_ref (row));
}

static void
on_show_log_cb (GtkWidget *button, AdwActionRow *row)
{
  g_autofree char *path = chosho_code_log_dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (button)), uri, GDK_CURRENT_TIME);
}

static AdwActionRow *
add_row (AdwPreferencesGroup *group, const char *title, const char *label, GCallback callback, GtkWidget **button)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *name = g_strdup_printf ("%s: %s", title, label);

  *button = gtk_button_new_with_label (label);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (row, 2);
  gtk_widget_set_valign (*button, GTK_ALIGN_CENTER);
  chosho_accessible_set_name (*button, name);
  g_signal_connect (*button, "clicked", callback, row);
  adw_action_row_add_suffix (row, *button);
  adw_preferences_group_add (group, GTK_WIDGET (row));
  return row;
}

static GtkWidget *
new_notifications_row (void)
{
  GtkWidget *row = adw_action_row_new (), *choice = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Notify when long work ends"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("While another window is looked at: the title of the work and how it ended, nothing of the client's"));
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), choice);
  chosho_preferences_bind_notifications (GTK_SWITCH (choice));
  return row;
}

static AdwPreferencesGroup *
new_group (const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  return group;
}

void
chosho_preferences_window_show (GtkWindow *parent)
{
  GtkWidget *window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE, "search-enabled", FALSE, "default-width", 560,
                                    "default-height", 520, NULL);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *remembered = new_group (_("Remembered on this machine"), _("Nothing of an engagement is kept here: facts stand in its record."));
  AdwPreferencesGroup *log = new_group (_("Log"), _("Times, places in the program and codes of errors; no text of yours or of a client's. "
                                                         "You may send it with a report of a fault."));
  AdwPreferencesGroup *notifications = new_group (_("Notifications"), NULL);
  g_autofree char *path = chosho_code_log_dup_path ();
  GtkWidget *button;
  AdwActionRow *row;

  adw_preferences_group_add (notifications, new_notifications_row ());
  row = add_row (remembered, _("The key used last"), _("Forget"), G_CALLBACK (on_forget_identity_cb), &button);
  set_row (row, button, dup_identity_text (), _("None"));
  row = add_row (remembered, _("Passphrases in the keyring"), _("Forget"), G_CALLBACK (on_forget_passphrases_cb), &button);
  g_object_set_data (G_OBJECT (row), "button", button);
  set_row (row, button, g_strdup (describe_keyring ()), _("None"));
  row = add_row (remembered, _("Recent engagements"), _("Forget"), G_CALLBACK (on_forget_recent_cb), &button);
  set_row (row, button, dup_recent_text (), _("None"));
  row = add_row (log, _("File"), _("Show Folder"), G_CALLBACK (on_show_log_cb), &button);
  set_row (row, button, g_filename_display_name (path), NULL);
  adw_preferences_page_add (page, notifications);
  adw_preferences_page_add (page, remembered);
  adw_preferences_page_add (page, log);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
}
