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
#include "chosho-review-queue.h"
#include "chosho-sign-dialog.h"

#define STEP_TARGET " step:"
#define NOTE_TARGET " note:"

struct _ChoshoControlsPage
{
  ChoshoPage parent_instance;

  /* Template */
  AdwLeaflet        *leaflet;
  ChoshoControlList *control_list;
  ChoshoControlDesk *desk;
  GtkLabel          *rank; /* of the control in the list, where the list is not seen */
};

G_DEFINE_FINAL_TYPE (ChoshoControlsPage, chosho_controls_page, CHOSHO_TYPE_PAGE)

/* --- The page -------------------------------------------------------------------------------------------- */

static void
show_rank (ChoshoControlsPage *self)
{
  guint count;
  guint rank = chosho_control_list_get_rank (self->control_list, &count);
  g_autofree char *text = rank > 0 ? g_strdup_printf (_("%u of %u"), rank, count) : g_strdup ("");

  gtk_label_set_text (self->rank, text);
}

static void
chosho_controls_page_load (ChoshoPage *page)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (page);

  chosho_control_list_update (self->control_list);
  show_rank (self);
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

/* To the note itself once the control is shown. */
static void
show_note (ChoshoControlsPage *self, const char *id)
{
  g_autoptr (ChoshoValue) place = chosho_value_new_object ();

  chosho_value_set_string (place, "code", "open-note");
  chosho_value_set_string (place, "detail", id);
  chosho_control_desk_show_place (self->desk, place);
}

static void
chosho_controls_page_show_target (ChoshoPage *page, const char *target)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (page);
  const char *step = strstr (target, STEP_TARGET), *note = strstr (target, NOTE_TARGET);
  const char *end = step != NULL ? step : note;
  g_autofree char *number = end != NULL ? g_strndup (target, (gsize) (end - target)) : g_strdup (target);

  if (g_str_has_prefix (target, "filter:"))
    {
      chosho_control_list_set_filter (self->control_list, target);
      adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
      return;
    }
  chosho_control_list_select (self->control_list, number);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  chosho_control_desk_show (self->desk, chosho_control_list_get_selected (self->control_list), step != NULL ? step + strlen (STEP_TARGET) : NULL);
  if (note != NULL)
    show_note (self, note + strlen (NOTE_TARGET));
}

static GtkWidget *
chosho_controls_page_get_first (ChoshoPage *page)
{
  return chosho_control_list_get_view (CHOSHO_CONTROLS_PAGE (page)->control_list);
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
  show_rank (self);
}

static void
on_activated_cb (ChoshoControlList *list, ChoshoControlsPage *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

/* Where list and control stand side by side it is in sight, and the focus stays in the list. */
static void
on_wanted_cb (ChoshoControlList *list, ChoshoControlsPage *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

/* Also where evidence took the room of the whole page. */
static void
on_desk_wanted_cb (ChoshoControlDesk *desk, ChoshoControlsPage *self)
{
  chosho_page_go (GTK_WIDGET (self), "controls", chosho_control_desk_get_control (desk));
}

/* --- Several at once --------------------------------------------------------------------------------------------- */

static void
on_open_cb (ChoshoBulkDialog *dialog, const char *number, ChoshoValue *blocker, ChoshoControlsPage *self)
{
  chosho_page_go (GTK_WIDGET (self), "controls", number);
  chosho_control_desk_show_place (self->desk, blocker);
}

GStrv
chosho_controls_page_dup_chosen (ChoshoControlsPage *self)
{
  return chosho_control_list_dup_chosen (self->control_list);
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

/* The next of the list that waits for something. */
typedef struct
{
  ChoshoContext *context;
  const char    *what;
} Search;

/* "sign": whatever is in the person's review queue; who only practises, what is not completed yet, too. */
static gboolean
waits (ChoshoControlItem *item, gpointer user_data)
{
  const Search *search = user_data;
  ChoshoValue *row = chosho_control_item_get_row (item);
  ChoshoValue *me = chosho_context_get_me (search->context);

  if (g_str_equal (search->what, "stale"))
    return chosho_value_get_boolean (row, "stale", FALSE) || chosho_value_get_boolean (row, "suspended", FALSE);
  if (g_str_equal (search->what, "note"))
    return chosho_value_get_integer (row, "open_notes", 0) > 0;
  if (me == NULL)
    return FALSE;
  if (chosho_review_queue_get_why (row, me, chosho_context_get_members (search->context)) != NULL)
    return TRUE;
  return !chosho_context_has_role (search->context, "executive") && !chosho_context_has_role (search->context, "leader")
         && g_strcmp0 (chosho_value_get_string (row, "state"), "out_of_scope") != 0
         && g_strcmp0 (chosho_value_get_string (row, "next_stage"), "complete") == 0;
}

/* Why nothing was gone to; a filter may hide what waits. */
static const char *
word_none (const char *what, gboolean filtered)
{
  if (g_str_equal (what, "note"))
    return filtered ? _("No control of this list has an open note") : _("No control has an open note");
  if (g_str_equal (what, "stale"))
    return filtered ? _("No sign-off of this list is stale") : _("No sign-off is stale");
  return filtered ? _("No control of this list waits for your sign-off") : _("No control waits for your sign-off");
}

static void
on_next_waiting_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (widget);
  Search search = { chosho_page_get_context (CHOSHO_PAGE (self)), g_variant_get_string (parameter, NULL) };
  g_autofree char *filter = NULL;

  if (chosho_control_list_move_to (self->control_list, waits, &search))
    {
      adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
      return;
    }
  filter = chosho_control_list_dup_filter (self->control_list);
  chosho_error_view_toast (widget, word_none (search.what, filter != NULL));
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
  gtk_widget_class_install_action (widget_class, "controls.next-waiting", "s", on_next_waiting_action);
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
  page_class->get_first = chosho_controls_page_get_first;
  page_class->focus_search = chosho_controls_page_focus_search;
  page_class->list_targets = chosho_controls_page_list_targets;
  page_class->print = chosho_controls_page_print;
  g_type_ensure (CHOSHO_TYPE_CONTROL_LIST);
  g_type_ensure (CHOSHO_TYPE_CONTROL_DESK);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-controls-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, control_list);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, desk);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, rank);
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
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "F7", "controls.next-waiting::sign");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Shift>F7", "controls.next-waiting::stale");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Shift>F8", "controls.next-waiting::note");
  g_signal_connect (self->control_list, "selected", G_CALLBACK (on_selected_cb), self);
  g_signal_connect_swapped (self->control_list, "filtered", G_CALLBACK (show_rank), self);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (on_folded_cb), self);
  g_signal_connect (self->control_list, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect (self->control_list, "wanted", G_CALLBACK (on_wanted_cb), self);
  g_signal_connect (self->desk, "wanted", G_CALLBACK (on_desk_wanted_cb), self);
}
