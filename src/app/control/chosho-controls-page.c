/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-assign-dialog.h"
#include "chosho-control-desk.h"
#include "chosho-control-list.h"
#include "chosho-controls-page.h"
#include "chosho-error-view.h"
#include "chosho-paper-print.h"
#include "chosho-sign-dialog.h"

#define STEP_TARGET " step:"

struct _ChoshoControlsPage
{
  ChoshoPage parent_instance;

  /* Template */
  AdwLeaflet        *leaflet;
  ChoshoControlList *control_list;
  ChoshoControlDesk *desk;
};

G_DEFINE_FINAL_TYPE (ChoshoControlsPage, chosho_controls_page, CHOSHO_TYPE_PAGE)

/* --- The page -------------------------------------------------------------------------------------------- */

static void
chosho_controls_page_load (ChoshoPage *page)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (page);

  chosho_control_list_update (self->control_list);
  chosho_page_show_content (page);
  chosho_control_desk_reload (self->desk);
}

static void
chosho_controls_page_setup (ChoshoPage *page, ChoshoContext *context)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (page);

  chosho_control_list_set_context (self->control_list, context);
  chosho_control_desk_set_page (self->desk, page);
}

static void
chosho_controls_page_show_target (ChoshoPage *page, const char *target)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (page);
  const char *step = strstr (target, STEP_TARGET);
  g_autofree char *number = step != NULL ? g_strndup (target, (gsize) (step - target)) : g_strdup (target);

  if (g_str_has_prefix (target, "filter:"))
    {
      chosho_control_list_set_filter (self->control_list, target);
      adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
      return;
    }
  chosho_control_list_select (self->control_list, number);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  chosho_control_desk_show (self->desk, chosho_control_list_get_selected (self->control_list), step != NULL ? step + strlen (STEP_TARGET) : NULL);
}

static void
chosho_controls_page_focus_search (ChoshoPage *page)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (page);

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  chosho_control_list_focus_search (self->control_list);
}

/* Where evidence takes the room of one pane, the control is what stays in sight. Not at its choice: that would take the focus from the list. */
static void
on_folded_cb (ChoshoControlsPage *self)
{
  if (adw_leaflet_get_folded (self->leaflet) && chosho_control_list_get_selected (self->control_list) != NULL)
    adw_leaflet_set_visible_child (self->leaflet, gtk_widget_get_parent (GTK_WIDGET (self->desk)));
}

static void
on_selected_cb (ChoshoControlList *list, ChoshoControlsPage *self)
{
  chosho_control_desk_show (self->desk, chosho_control_list_get_selected (list), NULL);
  chosho_page_note_target (CHOSHO_PAGE (self), chosho_control_list_get_selected (list));
}

static void
on_activated_cb (ChoshoControlList *list, ChoshoControlsPage *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

/* --- Several at once --------------------------------------------------------------------------------------------- */

static void
on_open_cb (ChoshoBulkDialog *dialog, const char *number, ChoshoValue *blocker, ChoshoControlsPage *self)
{
  chosho_page_go (GTK_WIDGET (self), "controls", number);
  chosho_control_desk_show_place (self->desk, blocker);
}

/* Of the controls chosen in the list; of the one shown where only it is. */
static void
on_chosen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (widget);
  g_auto (GStrv) chosen = chosho_control_list_dup_chosen (self->control_list);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  ChoshoContext *context = chosho_page_get_context (CHOSHO_PAGE (self));
  ChoshoBulkDialog *dialog;

  if (chosen[0] == NULL)
    return;
  dialog = g_str_equal (name, "controls.assign") ? chosho_assign_dialog_new (window, context, (const char *const *) chosen)
                                                 : chosho_sign_dialog_new (window, context, (const char *const *) chosen);
  g_signal_connect_object (dialog, "open", G_CALLBACK (on_open_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- The foot --------------------------------------------------------------------------------------------------- */

static GtkWidget *
chosho_controls_page_get_foot (ChoshoPage *page)
{
  return chosho_control_desk_get_gate (CHOSHO_CONTROLS_PAGE (page)->desk);
}

/* --- Evidence ----------------------------------------------------------------------------------------------------- */

static ChoshoValue *
chosho_controls_page_list_targets (ChoshoPage *page)
{
  return chosho_control_desk_list_targets (CHOSHO_CONTROLS_PAGE (page)->desk);
}

/* --- Moving ------------------------------------------------------------------------------------------------------ */

static void
on_move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (widget);

  chosho_control_list_move (self->control_list, g_str_equal (name, "controls.next") ? 1 : -1);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD); /* where one of both is seen, it is the control */
}

static void
on_list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_navigate (CHOSHO_CONTROLS_PAGE (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
install_actions (GtkWidgetClass *widget_class)
{
  chosho_control_desk_install_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "controls.assign", NULL, on_chosen_action);
  gtk_widget_class_install_action (widget_class, "controls.sign-chosen", NULL, on_chosen_action);
  gtk_widget_class_install_action (widget_class, "controls.next", NULL, on_move_action);
  gtk_widget_class_install_action (widget_class, "controls.previous", NULL, on_move_action);
  gtk_widget_class_install_action (widget_class, "controls.show-list", NULL, on_list_action);
}

static void
chosho_controls_page_print (ChoshoPage *page)
{
  const char *control = chosho_control_desk_get_control (CHOSHO_CONTROLS_PAGE (page)->desk);

  if (control != NULL)
    chosho_paper_print (GTK_WIDGET (page), chosho_context_get_workspace (chosho_page_get_context (page)), control);
  else
    chosho_error_view_toast (GTK_WIDGET (page), _("Choose the control whose working paper is to be printed"));
}

static void
chosho_controls_page_class_init (ChoshoControlsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChoshoPageClass *page_class = CHOSHO_PAGE_CLASS (klass);

  page_class->setup = chosho_controls_page_setup;
  page_class->load = chosho_controls_page_load;
  page_class->get_foot = chosho_controls_page_get_foot;
  page_class->show_target = chosho_controls_page_show_target;
  page_class->focus_search = chosho_controls_page_focus_search;
  page_class->list_targets = chosho_controls_page_list_targets;
  page_class->print = chosho_controls_page_print;
  g_type_ensure (CHOSHO_TYPE_CONTROL_LIST);
  g_type_ensure (CHOSHO_TYPE_CONTROL_DESK);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-controls-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, control_list);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, desk);
  install_actions (widget_class);
}

static void
chosho_controls_page_init (ChoshoControlsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_control_desk_add_shortcuts (CHOSHO_PAGE (self));
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Control><Shift>a", "controls.assign");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Alt>Down", "controls.next");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Alt>Up", "controls.previous");
  g_signal_connect (self->control_list, "selected", G_CALLBACK (on_selected_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (on_folded_cb), self);
  g_signal_connect (self->control_list, "activated", G_CALLBACK (on_activated_cb), self);
}
