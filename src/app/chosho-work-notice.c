/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-preferences.h"
#include "chosho-work-notice.h"

#define LONG_US 2000000 /* for less nobody turns away */
#define SHOW_ACTION "app.show-work"
#define KEY "chosho-work-notices"

/* --- What was told -------------------------------------------------------------------------------------------- */

static char *
dup_id (GtkWindow *window, guint number)
{
  return g_strdup_printf ("work-%u-%u", gtk_application_window_get_id (GTK_APPLICATION_WINDOW (window)), number);
}

/* The work that was told of since somebody last looked at @window; its positions number the notifications. Borrowed. */
static GPtrArray *
get_told (GtkWindow *window)
{
  return g_object_get_data (G_OBJECT (window), KEY);
}

static void
withdraw (GtkWindow *window)
{
  GPtrArray *told = get_told (window);

  for (guint i = 0; i < told->len; i++)
    {
      g_autofree char *id = dup_id (window, i);

      g_application_withdraw_notification (g_application_get_default (), id);
    }
  g_ptr_array_set_size (told, 0);
}

static void
on_active_cb (GtkWindow *looked_at, GParamSpec *pspec, GtkWindow *window)
{
  if (gtk_window_is_active (looked_at))
    withdraw (window);
}

static void
on_removed_cb (GtkApplication *application, GtkWindow *removed, GtkWindow *window)
{
  if (removed == window)
    withdraw (window);
}

/* The application's window below a dialog, or below a dialog of a dialog. */
static GtkWindow *
get_main (GtkWindow *window)
{
  while (gtk_window_get_transient_for (window) != NULL)
    window = gtk_window_get_transient_for (window);
  return window;
}

static gboolean
is_looked_at (GtkWindow *window)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) each = g_list_model_get_item (all, i);

      if (gtk_window_is_active (each) && get_main (each) == window)
        return TRUE;
    }
  return FALSE;
}

/* --- Telling -------------------------------------------------------------------------------------------------- */

/* (transfer full) */
static char *
dup_body (const GError *error, guint recorded)
{
  if (recorded > 0 && error == NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Done: %u recorded", "Done: %u recorded", recorded), recorded);
  if (recorded > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Failed: %u recorded before that", "Failed: %u recorded before that", recorded), recorded);
  return g_strdup (error == NULL ? _("Done") : _("Failed"));
}

static void
on_ended_cb (ChoshoJob *job, const GError *error, guint recorded, GtkWindow *window)
{
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *body = NULL, *id = NULL;
  GPtrArray *told = get_told (window);

  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED) || chosho_job_get_age_us (job) < LONG_US || is_looked_at (window)
      || !chosho_preferences_wants_notifications ())
    return;
  notification = g_notification_new (chosho_job_get_title (job));
  body = dup_body (error, recorded);
  id = dup_id (window, told->len);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, SHOW_ACTION, "(uu)",
                                                gtk_application_window_get_id (GTK_APPLICATION_WINDOW (window)), told->len);
  g_ptr_array_add (told, g_object_ref (job));
  g_application_send_notification (g_application_get_default (), id, notification);
}

void
chosho_work_notice_follow (GtkWindow *window, ChoshoJob *job)
{
  GtkWindow *below = get_main (window);

  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (below));
  if (get_told (below) == NULL)
    {
      g_object_set_data_full (G_OBJECT (below), KEY, g_ptr_array_new_with_free_func (g_object_unref), (GDestroyNotify) g_ptr_array_unref);
      g_signal_connect (below, "notify::is-active", G_CALLBACK (on_active_cb), below);
      g_signal_connect_object (g_application_get_default (), "window-removed", G_CALLBACK (on_removed_cb), below, 0);
    }
  if (window != below)
    g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_active_cb), below, 0);
  g_signal_connect_object (job, "ended", G_CALLBACK (on_ended_cb), below, 0);
}

/* --- Coming back ---------------------------------------------------------------------------------------------- */

/* A notification that outlived its window, or this process, leads to what there is. */
static void
on_show_work_action (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  guint32 id, number;
  GtkWindow *window;
  GPtrArray *told;
  g_autoptr (ChoshoJob) job = NULL;

  g_variant_get (parameter, "(uu)", &id, &number);
  window = gtk_application_get_window_by_id (application, id);
  if (window == NULL)
    {
      g_application_activate (application);
      return;
    }
  told = get_told (window);
  if (told != NULL && number < told->len)
    job = g_object_ref (g_ptr_array_index (told, number));
  gtk_window_present (window);
  if (job != NULL && chosho_job_get_place (job) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.go", "(ss)", chosho_job_get_place (job),
                                chosho_job_get_target (job) != NULL ? chosho_job_get_target (job) : "");
}

void
chosho_work_notice_install (GtkApplication *application)
{
  static const GActionEntry entries[] = { { "show-work", on_show_work_action, "(uu)", NULL, NULL, { 0 } } };

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
}
