/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-adaptive-bin.h"
#include "chosho-code-log.h"
#include "chosho-desk.h"
#include "chosho-error-view.h"
#include "chosho-overview-badges.h"
#include "chosho-overview-feed.h"
#include "chosho-place.h"
#include "chosho-preferences.h"
#include "chosho-spinner.h"
#include "chosho-window-private.h"
#include "chosho-zone.h"

/* From these widths on, in pixels: names beside the places and three panes; two panes. */
#define WIDE_WIDTH 1280
#define NARROW_WIDTH 860

G_DEFINE_FINAL_TYPE (ChoshoWindow, chosho_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- Places ------------------------------------------------------------------------------------------------ */

ChoshoPage *
chosho_window_get_page (ChoshoWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->pages);

  return child != NULL ? CHOSHO_PAGE (child) : NULL;
}

/* Pages are made when somebody first goes there: the window comes up with one. */
static ChoshoPage *
ensure_page (ChoshoWindow *self, const ChoshoPlace *place)
{
  GtkWidget *child = gtk_stack_get_child_by_name (self->pages, place->id);

  if (child == NULL)
    {
      child = g_object_new (place->get_type (), "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
      chosho_accessible_set_name (child, _(place->title));
      gtk_stack_add_named (self->pages, child, place->id);
      chosho_page_set_context (CHOSHO_PAGE (child), self->context);
    }
  return CHOSHO_PAGE (child);
}

static void
update_history_actions (ChoshoWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", chosho_history_can_go (self->history, -1));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.forward", chosho_history_can_go (self->history, 1));
}

void
chosho_window_note_location (ChoshoWindow *self)
{
  ChoshoPage *page = chosho_window_get_page (self);

  if (page != NULL && !self->moving)
    chosho_history_visit (self->history, gtk_stack_get_visible_child_name (self->pages), chosho_page_get_target (page));
  update_history_actions (self);
}

/* --- Going to a place --------------------------------------------------------------------------------------- */

gboolean
chosho_window_take_focus_out (ChoshoWindow *self, GtkWidget *part)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, part))
    return FALSE;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  return TRUE;
}

void
chosho_window_go (ChoshoWindow *self, const char *place, const char *target)
{
  const ChoshoPlace *found = chosho_place_lookup (place);
  ChoshoPage *left = chosho_window_get_page (self);
  ChoshoPage *page;

  if (found == NULL || self->context == NULL)
    return;
  page = ensure_page (self, found);
  if (left != NULL && left != page)
    chosho_window_take_focus_out (self, GTK_WIDGET (left));
  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  if (left != NULL && left != page)
    {
      chosho_window_note_work (self, left);
      chosho_page_set_active (left, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (left), FALSE); /* GTK 4.8 tells assistive technologies of the pages behind too */
    }
  chosho_places_select (self->places, place);
  chosho_page_set_active (page, TRUE);
  chosho_window_keep_page_in_sight (self);
  if (target != NULL)
    chosho_page_show_target (page, target);
  chosho_window_note_location (self);
}

void
chosho_window_focus_page (ChoshoWindow *self)
{
  ChoshoPage *page = chosho_window_get_page (self);

  if (page != NULL)
    chosho_page_take_focus (page);
}

static void
on_place_chosen_cb (ChoshoPlaces *places, const char *place, ChoshoWindow *self)
{
  chosho_window_go (self, place, NULL);
}

static void
tell_width (ChoshoWindow *self)
{
  chosho_context_set_width (self->context, self->width >= WIDE_WIDTH     ? CHOSHO_WIDTH_WIDE
                                           : self->width >= NARROW_WIDTH ? CHOSHO_WIDTH_NARROW
                                                                         : CHOSHO_WIDTH_SINGLE);
}

static void
on_resized_cb (GtkWidget *adaptive, int width, ChoshoWindow *self)
{
  self->width = width;
  chosho_places_set_compact (self->places, width < WIDE_WIDTH);
  if (self->context == NULL)
    return;
  tell_width (self);
  chosho_window_lay_out (self);
}

/* --- Opening ------------------------------------------------------------------------------------------------ */

static void
show_engagement (ChoshoWindow *self)
{
  ChoshoValue *facts = chosho_context_get_engagement (self->context);
  g_autofree char *period = g_strdup_printf ("%s – %s · %s", chosho_value_get_string (facts, "period_start"),
                                             chosho_value_get_string (facts, "period_end"), chosho_value_get_string (facts, "firm"));

  adw_window_title_set_title (self->title, chosho_value_get_string (facts, "title"));
  adw_window_title_set_subtitle (self->title, period);
  gtk_window_set_title (GTK_WINDOW (self), chosho_value_get_string (facts, "title"));
}

static void
on_overview_cb (ChoshoOverviewFeed *feed, ChoshoWindow *self)
{
  chosho_overview_badges_show (self->places, chosho_overview_feed_get_overview (feed));
}

static void
on_loaded_cb (ChoshoContext *context, ChoshoWindow *self)
{
  gboolean first = chosho_window_get_page (self) == NULL;

  show_engagement (self);
  chosho_window_show_identity (self);
  gtk_stack_set_visible_child_name (self->stack, "work");
  if (first)
    chosho_window_go (self, chosho_place_nth (0)->id, NULL);
}

static void
show_open_error (ChoshoWindow *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1); /* a description is markup */

  g_free (self->details);
  self->details = g_strdup (error->message);
  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* The shared rows could not be read: at the opening there is nothing to show, later what was read stays. */
static void
on_failed_cb (ChoshoContext *context, GError *error, ChoshoWindow *self)
{
  if (chosho_context_get_engagement (context) == NULL)
    show_open_error (self, error);
  else
    chosho_error_view_show (GTK_WIDGET (self), error, NULL);
}

/* What was found of the run before: nothing that was recorded is lost, and who was interrupted is told. */
static void
begin_run (ChoshoWindow *self)
{
  ChoshoRunEnd last = CHOSHO_RUN_IN_ORDER;
  g_autofree char *since = NULL;
  AdwToast *toast;

  self->run = chosho_run_marker_begin (self->path, &last, &since, NULL);
  chosho_code_log_event (CHOSHO_CODE_LOG_OPEN);
  if (self->run == NULL || last == CHOSHO_RUN_IN_ORDER)
    return;
  chosho_code_log_event (CHOSHO_CODE_LOG_UNEXPECTED_END);
  toast = adw_toast_new (last == CHOSHO_RUN_CUT_OFF ? _("The machine stopped while this engagement was open. What was recorded is here.")
                                                    : _("Chosho did not end in order the last time. What was recorded is here."));
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, _("_Verify Record"));
  adw_toast_set_action_name (toast, "win.verify");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_opened_cb (ChoshoWorkspace *workspace, GError *error, ChoshoWindow *self)
{
  g_autoptr (ChoshoContext) context = g_steal_pointer (&self->opening);

  if (error != NULL)
    {
      show_open_error (self, error);
      return;
    }
  self->workspace = g_object_ref (workspace);
  self->context = g_steal_pointer (&context);
  if (self->width > 0)
    tell_width (self);
  chosho_preferences_note_recent (self->path);
  begin_run (self);
  g_signal_connect_object (chosho_overview_feed_of (self->context), "updated", G_CALLBACK (on_overview_cb), self, 0);
  g_signal_connect_object (self->context, "loaded", G_CALLBACK (on_loaded_cb), self, 0);
  g_signal_connect_object (self->context, "failed", G_CALLBACK (on_failed_cb), self, 0);
  g_signal_connect_object (self->context, "identity-changed", G_CALLBACK (chosho_window_show_identity), self, G_CONNECT_SWAPPED);
  chosho_window_follow_notice (self);
  chosho_window_follow_work (self);
  chosho_window_follow_undo (self);
  chosho_context_get_text_search (self->context); /* begins to read evidence, soon */
  if (self->identity_path != NULL)
    chosho_window_load_identity (self, self->identity_path);
}

static void
follow_opening (ChoshoWindow *self, ChoshoContext *opening)
{
  self->opening = opening;
  g_signal_connect_object (chosho_context_get_workspace (opening), "opened", G_CALLBACK (on_opened_cb), self, 0);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

/* Opens it, or reads it where it is open and could not be read. */
static void
on_try_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);

  if (self->opening != NULL)
    return;
  if (self->context == NULL)
    follow_opening (self, chosho_context_open (self->path));
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "loading");
      chosho_context_reload (self->context);
    }
}

/* --- Class ----------------------------------------------------------------------------------------------------- */

static void
chosho_window_dispose (GObject *object)
{
  ChoshoWindow *self = CHOSHO_WINDOW (object);

  if (self->workspace != NULL)
    {
      chosho_text_search_close (chosho_context_get_text_search (self->context));
      chosho_workspace_close (self->workspace);
      chosho_code_log_event (CHOSHO_CODE_LOG_CLOSE);
    }
  g_clear_pointer (&self->run, chosho_run_marker_end);
  g_clear_object (&self->opening);
  g_clear_object (&self->undo);
  g_clear_object (&self->context);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->history, chosho_history_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->identity_path, g_free);
  g_clear_pointer (&self->details, g_free);
  G_OBJECT_CLASS (chosho_window_parent_class)->dispose (object);
}

static void
chosho_window_class_init (ChoshoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_window_dispose;
  g_type_ensure (CHOSHO_TYPE_ADAPTIVE_BIN);
  g_type_ensure (CHOSHO_TYPE_PLACES);
  g_type_ensure (CHOSHO_TYPE_JOB_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-window.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoWindow, name)
  CHILD (overlay);
  CHILD (toasts);
  CHILD (undo_section);
  CHILD (stack);
  CHILD (opening_page);
  CHILD (error_page);
  CHILD (adaptive);
  CHILD (places);
  CHILD (pages);
  CHILD (split);
  CHILD (title);
  CHILD (notice);
  CHILD (notice_text);
  CHILD (job_bar);
#undef CHILD
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, on_try_again_action);
  chosho_window_install_actions (widget_class);
  chosho_window_install_undo_actions (widget_class);
  chosho_window_install_identity_actions (widget_class);
  chosho_window_install_import_actions (widget_class);
  chosho_window_install_pack_actions (widget_class);
  chosho_window_install_archive_actions (widget_class);
  chosho_window_install_assembly_actions (widget_class);
  chosho_window_install_sheet_actions (widget_class);
}

/* Moments are shown where the engagement that is looked at is. */
static void
on_active_cb (ChoshoWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)) && self->context != NULL)
    chosho_zone_set (chosho_value_get_string (chosho_context_get_engagement (self->context), "time_zone"));
}

static void
chosho_window_init (ChoshoWindow *self)
{
  self->history = chosho_history_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_window_show_undo (self);
  chosho_window_place_toasts (self);
  adw_status_page_set_child (self->opening_page, chosho_spinner_new ());
  g_signal_connect (self->places, "chosen", G_CALLBACK (on_place_chosen_cb), self);
  chosho_window_install_closing (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_cb), NULL);
  g_signal_connect (self->adaptive, "resized", G_CALLBACK (on_resized_cb), self);
  update_history_actions (self);
}

/* The panes are chosen for the width that the window will be given, so that it is not laid out and painted twice. */
static void
expect_width (ChoshoWindow *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle area = { 0 };
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &area);
  chosho_adaptive_bin_expect (CHOSHO_ADAPTIVE_BIN (self->adaptive), area.width > 0 ? MIN (width, area.width) : width);
}

ChoshoWindow *
chosho_window_new (AdwApplication *application, ChoshoContext *opening, const char *identity)
{
  const char *path = chosho_workspace_get_path (chosho_context_get_workspace (opening));
  ChoshoWindow *self;

  if (identity != NULL)
    chosho_desk_unlock_plain (chosho_desk_get_default (), identity);
  self = g_object_new (CHOSHO_TYPE_WINDOW, "application", application, NULL);
  self->path = g_strdup (path);
  self->identity_path = g_strdup (identity);
  chosho_preferences_bind_window (GTK_WINDOW (self));
  chosho_window_keep_layout (self);
  expect_width (self);
  follow_opening (self, opening);
  return self;
}

const char *
chosho_window_get_path (ChoshoWindow *self)
{
  return self->path;
}
