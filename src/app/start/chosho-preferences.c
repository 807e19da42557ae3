/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-preferences.h"

#define SCHEMA "jp.chosho.Chosho"
#define RECENT "recent-engagements"
#define IDENTITY "identity"
#define NOTIFICATIONS "notifications"
#define KEYRING "keyring"
#define PLAIN_DISKS "plain-disks"
/* As the schema says. */
#define MAX_RECENT 20
#define MIN_WIDTH 360
#define MIN_HEIGHT 240

GSettings *
chosho_preferences_get_settings (void)
{
  static GSettings *settings;
  static gboolean looked;

  if (!looked)
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;

      looked = TRUE;
      settings = schema != NULL ? g_settings_new (SCHEMA) : NULL;
    }
  return settings;
}

/* --- Engagements opened last -------------------------------------------------------------------------------- */

static GStrv
list_uris (void)
{
  GSettings *settings = chosho_preferences_get_settings ();

  return settings != NULL ? g_settings_get_strv (settings, RECENT) : g_new0 (char *, 1);
}

GStrv
chosho_preferences_list_recent (void)
{
  g_auto (GStrv) uris = list_uris ();
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; uris[i] != NULL; i++)
    {
      char *path = g_filename_from_uri (uris[i], NULL, NULL);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  g_ptr_array_add (paths, NULL);
  return (GStrv) g_ptr_array_free (paths, FALSE);
}

/* @first (nullable) stands first, @without (nullable) nowhere. */
static void
write_recent (const char *first, const char *without)
{
  GSettings *settings = chosho_preferences_get_settings ();
  g_auto (GStrv) uris = list_uris ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  if (settings == NULL)
    return;
  if (first != NULL)
    g_ptr_array_add (kept, (gpointer) first);
  for (guint i = 0; uris[i] != NULL && kept->len < MAX_RECENT; i++)
    if (g_strcmp0 (uris[i], first) != 0 && g_strcmp0 (uris[i], without) != 0)
      g_ptr_array_add (kept, uris[i]);
  g_ptr_array_add (kept, NULL);
  g_settings_set_strv (settings, RECENT, (const char *const *) kept->pdata);
}

void
chosho_preferences_note_recent (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (uri != NULL)
    write_recent (uri, NULL);
}

void
chosho_preferences_forget_recent (const char *path)
{
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;
  GSettings *settings = chosho_preferences_get_settings ();

  if (uri != NULL)
    write_recent (NULL, uri);
  else if (path == NULL && settings != NULL)
    g_settings_reset (settings, RECENT);
}

/* --- Key used last ------------------------------------------------------------------------------------------- */

char *
chosho_preferences_dup_identity (void)
{
  GSettings *settings = chosho_preferences_get_settings ();
  g_autofree char *uri = settings != NULL ? g_settings_get_string (settings, IDENTITY) : NULL;

  return uri != NULL && uri[0] != '\0' ? g_filename_from_uri (uri, NULL, NULL) : NULL;
}

void
chosho_preferences_set_identity (const char *path)
{
  GSettings *settings = chosho_preferences_get_settings ();
  g_autofree char *absolute = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  g_autofree char *uri = absolute != NULL ? g_filename_to_uri (absolute, NULL, NULL) : NULL;

  if (settings != NULL)
    g_settings_set_string (settings, IDENTITY, uri != NULL ? uri : "");
}

/* --- Keyring ----------------------------------------------------------------------------------------------------- */

gboolean
chosho_preferences_uses_keyring (void)
{
  GSettings *settings = chosho_preferences_get_settings ();

  return settings != NULL && g_settings_get_boolean (settings, KEYRING);
}

void
chosho_preferences_set_keyring (gboolean used)
{
  GSettings *settings = chosho_preferences_get_settings ();

  if (settings != NULL)
    g_settings_set_boolean (settings, KEYRING, used);
}

/* --- Disks without encryption ---------------------------------------------------------------------------------- */

gboolean
chosho_preferences_accepts_plain_disk (const char *path)
{
  GSettings *settings = chosho_preferences_get_settings ();
  g_auto (GStrv) uris = settings != NULL ? g_settings_get_strv (settings, PLAIN_DISKS) : NULL;
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  return uris != NULL && uri != NULL && g_strv_contains ((const char *const *) uris, uri);
}

void
chosho_preferences_accept_plain_disk (const char *path)
{
  GSettings *settings = chosho_preferences_get_settings ();
  g_auto (GStrv) uris = settings != NULL ? g_settings_get_strv (settings, PLAIN_DISKS) : NULL;
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  if (uris == NULL || uri == NULL || g_strv_contains ((const char *const *) uris, uri))
    return;
  g_ptr_array_add (kept, uri);
  for (guint i = 0; uris[i] != NULL && kept->len < MAX_RECENT; i++)
    g_ptr_array_add (kept, uris[i]);
  g_ptr_array_add (kept, NULL);
  g_settings_set_strv (settings, PLAIN_DISKS, (const char *const *) kept->pdata);
}

/* --- Notifications --------------------------------------------------------------------------------------------- */

gboolean
chosho_preferences_wants_notifications (void)
{
  GSettings *settings = chosho_preferences_get_settings ();

  return settings == NULL || g_settings_get_boolean (settings, NOTIFICATIONS);
}

void
chosho_preferences_bind_notifications (GtkSwitch *choice)
{
  GSettings *settings = chosho_preferences_get_settings ();

  gtk_widget_set_sensitive (GTK_WIDGET (choice), settings != NULL);
  if (settings != NULL)
    g_settings_bind (settings, NOTIFICATIONS, choice, "active", G_SETTINGS_BIND_DEFAULT);
}

/* --- How the window looked ------------------------------------------------------------------------------------- */

/* Written at once and not by binding: a window that is shown maximized keeps what it goes back to. */
static gboolean
on_close_request_cb (GtkWindow *window, GSettings *settings)
{
  int width, height;

  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  if (gtk_window_is_maximized (window) || gtk_window_is_fullscreen (window))
    return GDK_EVENT_PROPAGATE;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", MAX (width, MIN_WIDTH));
  g_settings_set_int (settings, "window-height", MAX (height, MIN_HEIGHT));
  return GDK_EVENT_PROPAGATE;
}

void
chosho_preferences_bind_window (GtkWindow *window)
{
  GSettings *settings = chosho_preferences_get_settings ();

  if (settings == NULL)
    return;
  gtk_window_set_default_size (window, g_settings_get_int (settings, "window-width"), g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
  g_signal_connect (window, "close-request", G_CALLBACK (on_close_request_cb), settings);
}
