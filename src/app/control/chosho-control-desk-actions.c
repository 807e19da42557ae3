/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-clock.h"
#include "chosho-control-desk-private.h"
#include "chosho-error-view.h"
#include "chosho-viewer.h"

/* The verbs of the desk as actions of the page it stands on. */

#define LOOK_US G_USEC_PER_SEC /* longer than a key is held before it repeats (half a second), shorter than anybody reads */

/* The desk of the page @widget. */
static ChoshoControlDesk *
get_desk (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), CHOSHO_CONTROL_DESK_KEY);
}

/* The desk of the page @widget, with a control on it; NULL. */
static ChoshoControlDesk *
ready_desk (GtkWidget *widget)
{
  ChoshoControlDesk *desk = get_desk (widget);

  return chosho_control_desk_is_ready (desk) ? desk : NULL;
}

/* Files go to the step with the cursor, else to the control. */
static void
on_attach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlDesk *desk = ready_desk (widget);
  ChoshoStepCard *card = desk != NULL ? chosho_control_desk_get_current (desk) : NULL;

  if (desk != NULL)
    chosho_control_desk_choose_files (desk, card != NULL ? chosho_step_card_get_step (card) : NULL, FALSE);
}

static void
on_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlDesk *desk = ready_desk (widget);
  ChoshoStepCard *card = desk != NULL ? chosho_control_desk_get_current (desk) : NULL;

  if (card != NULL)
    chosho_step_recorder_record (desk->recorder, card);
  else if (desk != NULL)
    chosho_control_desk_leave (desk);
}

static void
on_sign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlDesk *desk = ready_desk (widget);

  if (desk == NULL)
    return;
  if (!chosho_control_desk_ensure_sight (desk)) /* nobody signs what they do not see */
    {
      desk->shown_us = chosho_clock_monotonic_us ();
      chosho_error_view_toast (widget, _("Nothing is signed yet: look at it first"));
    }
  else if (chosho_clock_monotonic_us () - desk->shown_us < LOOK_US) /* still held, or not looked at yet */
    desk->shown_us = chosho_clock_monotonic_us ();
  else
    chosho_control_desk_sign (desk);
}

static void
on_open_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlDesk *desk = get_desk (widget);
  const char *kind, *id;

  g_variant_get (parameter, "(&s&s)", &kind, &id);
  chosho_control_desk_open_link (desk, kind, id);
  if (g_str_equal (kind, "evidence"))
    chosho_control_desk_note_opened (desk, id);
}

static void
on_next_blocker_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlDesk *desk = ready_desk (widget);
  gboolean shown;

  if (desk == NULL)
    return;
  chosho_control_desk_ensure_sight (desk);
  desk->walking = TRUE;
  shown = chosho_gate_bar_show_next (desk->gate_bar);
  desk->walking = FALSE;
  if (!shown)
    chosho_error_view_toast (widget, _("Nothing stands against the next sign-off"));
}

static void
on_new_note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlDesk *desk = ready_desk (widget);
  ChoshoNoteList *notes = desk != NULL ? chosho_control_page_get_notes (desk->control_page) : NULL;

  if (notes == NULL || chosho_viewer_mark_where_read (widget))
    return;
  chosho_control_desk_ensure_sight (desk);
  chosho_note_list_focus (notes, NULL);
  chosho_control_page_scroll_to (desk->control_page, GTK_WIDGET (notes));
}

static void
on_change_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlDesk *desk = ready_desk (widget);

  if (desk != NULL)
    chosho_control_desk_change (desk, g_variant_get_string (parameter, NULL));
}

void
chosho_control_desk_install_actions (GtkWidgetClass *page_class)
{
  gtk_widget_class_install_action (page_class, "controls.attach", NULL, on_attach_action);
  gtk_widget_class_install_action (page_class, "controls.record", NULL, on_record_action);
  gtk_widget_class_install_action (page_class, "controls.sign", NULL, on_sign_action);
  gtk_widget_class_install_action (page_class, "link.open", "(ss)", on_open_link_action);
  gtk_widget_class_install_action (page_class, "controls.next-blocker", NULL, on_next_blocker_action);
  gtk_widget_class_install_action (page_class, "controls.new-note", NULL, on_new_note_action);
  gtk_widget_class_install_action (page_class, "controls.change", "s", on_change_action);
}

void
chosho_control_desk_add_shortcuts (ChoshoPage *page)
{
  chosho_page_add_shortcut (page, "<Control>o", "controls.attach");
  chosho_page_add_shortcut (page, "<Control>s", "controls.record");
  chosho_page_add_shortcut (page, "<Control>Return", "controls.sign");
  chosho_page_add_shortcut (page, "<Control>m", "controls.new-note");
  chosho_page_add_shortcut (page, "F8", "controls.next-blocker");
}
