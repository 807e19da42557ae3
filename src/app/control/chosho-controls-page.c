/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-assign-dialog.h"
#include "chosho-blocker.h"
#include "chosho-control-list.h"
#include "chosho-control-page.h"
#include "chosho-controls-page.h"
#include "chosho-error-view.h"
#include "chosho-gate-bar.h"
#include "chosho-record-dialog.h"
#include "chosho-sign-dialog.h"

#define STEP_TARGET " step:"

struct _ChoshoControlsPage
{
  ChoshoPage parent_instance;

  /* Template */
  AdwLeaflet        *leaflet;
  ChoshoControlList *control_list;
  GtkWidget         *back;
  ChoshoControlPage *control_page;
  ChoshoGateBar     *gate_bar;

  ChoshoValue       *row;   /* (owned) (nullable) of the control shown */
  char              *step;  /* (owned) (nullable) to be shown as soon as its control is */
};

G_DEFINE_FINAL_TYPE (ChoshoControlsPage, chosho_controls_page, CHOSHO_TYPE_PAGE)

/* --- The control chosen --------------------------------------------------------------------------------- */

static void
on_control_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoControlsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) rows = chosho_workspace_list_finish (CHOSHO_WORKSPACE (source), result, &error);
  ChoshoValue *row;

  if (rows == NULL)
    {
      chosho_error_view_show (GTK_WIDGET (self), error, NULL);
      return;
    }
  row = chosho_value_get_item (chosho_value_get (rows, "control"), 0);
  if (row == NULL || g_strcmp0 (chosho_value_get_string (row, "number"), chosho_control_list_get_selected (self->control_list)) != 0)
    return; /* another control was chosen meanwhile */
  g_clear_pointer (&self->row, chosho_value_unref);
  self->row = chosho_value_ref (row);
  chosho_control_page_set_rows (self->control_page, rows);
  chosho_gate_bar_set_row (self->gate_bar, row);
  if (self->step != NULL)
    chosho_control_page_show_step (self->control_page, self->step);
  g_clear_pointer (&self->step, g_free);
}

static void
load_control (ChoshoControlsPage *self)
{
  static const char *const own[] = { "catalog", "control", "step", NULL };
  static const char *const shared[] = { "evidence", "interview", "observation", "sample", "individual", "finding", "note", NULL };
  const char *control = chosho_control_list_get_selected (self->control_list);
  ChoshoContext *context = chosho_page_get_context (CHOSHO_PAGE (self));

  if (control != NULL)
    chosho_workspace_list_async (chosho_context_get_workspace (context), own, shared, control, on_control_cb, g_object_ref (self));
}

static void
chosho_controls_page_load (ChoshoPage *page)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (page);

  chosho_control_list_update (self->control_list);
  chosho_page_show_content (page);
  load_control (self);
}

static void
chosho_controls_page_setup (ChoshoPage *page, ChoshoContext *context)
{
  chosho_control_list_set_context (CHOSHO_CONTROLS_PAGE (page)->control_list, context);
}

static void
chosho_controls_page_show_target (ChoshoPage *page, const char *target)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (page);
  const char *step = strstr (target, STEP_TARGET);
  g_autofree char *number = step != NULL ? g_strndup (target, (gsize) (step - target)) : g_strdup (target);

  g_free (self->step);
  self->step = step != NULL ? g_strdup (step + strlen (STEP_TARGET)) : NULL;
  if (g_str_has_prefix (target, "filter:"))
    {
      chosho_control_list_set_filter (self->control_list, target);
      adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
      return;
    }
  chosho_control_list_select (self->control_list, number);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  load_control (self);
}

static void
chosho_controls_page_focus_search (ChoshoPage *page)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (page);

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  chosho_control_list_focus_search (self->control_list);
}

static void
on_selected_cb (ChoshoControlList *list, ChoshoControlsPage *self)
{
  load_control (self);
  chosho_page_note_target (CHOSHO_PAGE (self), chosho_control_list_get_selected (list));
}

static void
on_activated_cb (ChoshoControlList *list, ChoshoControlsPage *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

/* --- Recording ----------------------------------------------------------------------------------------------- */

/* What a card waits for: its refusal is said on the card, not over the whole window. */
typedef struct
{
  ChoshoControlsPage *page; /* (owned) */
  ChoshoStepCard     *card; /* (owned) */
} Save;

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Save *save = user_data;
  g_autoptr (ChoshoControlsPage) self = save->page;
  g_autoptr (ChoshoStepCard) card = save->card;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *blockers = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    return;
  blockers = chosho_error_view_dup_blockers (value);
  chosho_step_card_set_message (card, blockers != NULL ? blockers : error->message);
}

static void
on_save_cb (ChoshoControlPage *page, ChoshoStepCard *card, ChoshoValue *args, ChoshoControlsPage *self)
{
  ChoshoContext *context = chosho_page_get_context (CHOSHO_PAGE (self));
  Save *save = g_new0 (Save, 1);

  chosho_step_card_set_message (card, NULL);
  save->page = g_object_ref (self);
  save->card = g_object_ref (card);
  chosho_workspace_run_async (chosho_context_get_workspace (context), "step record", chosho_value_ref (args), NULL, on_saved_cb, save);
}

static void
on_dialog_save_cb (ChoshoRecordDialog *dialog, ChoshoValue *args, ChoshoControlsPage *self)
{
  chosho_page_run (CHOSHO_PAGE (self), g_str_equal (chosho_record_dialog_get_kind (dialog), "interview") ? "interview add" : "observation add",
                   chosho_value_ref (args), NULL, NULL);
}

static void
on_record_cb (ChoshoControlPage *page, ChoshoStepCard *card, ChoshoControlsPage *self)
{
  const char *kind = g_str_equal (chosho_step_card_get_technique (card), "observation") ? "observation" : "interview";
  ChoshoRecordDialog *dialog = chosho_record_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), kind, chosho_step_card_get_step (card));

  g_signal_connect (dialog, "save", G_CALLBACK (on_dialog_save_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Attaching ------------------------------------------------------------------------------------------------ */

/* Attaches files to @step, or to the control where it is NULL. */
static void
attach (ChoshoControlsPage *self, const char *const *paths, const char *step)
{
  const char *control = chosho_control_list_get_selected (self->control_list);
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *files = chosho_value_new_array ();
  ChoshoValue *targets = chosho_value_new_array ();

  for (; *paths != NULL; paths++)
    chosho_value_append_string (files, *paths);
  chosho_value_append_string (targets, step != NULL ? step : control);
  chosho_value_set (args, "files", files);
  chosho_value_set (args, step != NULL ? "step" : "control", targets);
  chosho_page_run_job (CHOSHO_PAGE (self), _("Taking evidence in"), "evidence add", args, NULL, NULL);
}

static void
on_files_cb (GtkNativeDialog *dialog, int response, ChoshoControlsPage *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      g_strv_builder_add (builder, g_file_peek_path (file));
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL)
    attach (self, (const char *const *) paths, g_object_get_data (G_OBJECT (dialog), "step"));
  g_object_unref (dialog);
}

static void
choose_files (ChoshoControlsPage *self, const char *step)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Attach Evidence"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "step", g_strdup (step), g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_files_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_attach_cb (ChoshoControlPage *page, ChoshoStepCard *card, ChoshoControlsPage *self)
{
  choose_files (self, chosho_step_card_get_step (card));
}

static void
on_drop_cb (ChoshoControlPage *page, ChoshoStepCard *card, char **paths, ChoshoControlsPage *self)
{
  attach (self, (const char *const *) paths, chosho_step_card_get_step (card));
}

static void
on_attach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (CHOSHO_CONTROLS_PAGE (widget)->row != NULL)
    choose_files (CHOSHO_CONTROLS_PAGE (widget), NULL);
}

/* (step or "", paths): what a drop does, for scripts and tests too. */
static void
on_attach_paths_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *step;
  g_autofree const char **paths = NULL;
  g_autoptr (GVariant) list = NULL;

  g_variant_get (parameter, "(&s@as)", &step, &list);
  paths = g_variant_get_strv (list, NULL);
  if (CHOSHO_CONTROLS_PAGE (widget)->row != NULL && paths[0] != NULL)
    attach (CHOSHO_CONTROLS_PAGE (widget), paths, step[0] != '\0' ? step : NULL);
}

/* --- Sign-offs -------------------------------------------------------------------------------------------------- */

/* Takes @opened (nullable). */
static void
sign (ChoshoControlsPage *self, const char *stage, const char *control, ChoshoValue *opened)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *controls = chosho_value_new_array ();

  chosho_value_append_string (controls, control);
  chosho_value_set (args, "controls", controls);
  chosho_value_set (args, "opened", opened);
  chosho_page_run (CHOSHO_PAGE (self), stage, args, NULL, NULL);
}

static void
on_opened_cb (GtkWidget *dialog, const char *response, ChoshoControlsPage *self)
{
  ChoshoValue *opened;

  if (!g_str_equal (response, "approve"))
    return;
  opened = chosho_value_new_array ();
  for (GtkWidget *box = g_object_get_data (G_OBJECT (dialog), "first"); box != NULL; box = gtk_widget_get_next_sibling (box))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (box)))
      chosho_value_append_string (opened, gtk_widget_get_name (box));
  sign (self, "approve", gtk_widget_get_name (dialog), opened);
}

/* What must be opened one by one is ticked as it is looked at; only that goes into the record. The
 * names of the widgets are the control and the ids of the things. */
static void
ask_opened (ChoshoControlsPage *self, const char *control, ChoshoValue *wanted)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Opened one by one"), NULL);
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_name (dialog, control);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), _("Tick what you have opened. The record says which."));
  for (guint i = 0; i < chosho_value_get_length (wanted); i++)
    {
      ChoshoValue *thing = chosho_value_get_item (wanted, i);
      g_autofree char *label = g_strdup_printf (_("%s: %s"), chosho_blocker_describe_kind (chosho_value_get_string (thing, "kind")),
                                                chosho_value_get_string (thing, "text"));
      GtkWidget *box = gtk_check_button_new_with_label (label);

      gtk_widget_set_name (box, chosho_value_get_string (thing, "id"));
      gtk_box_append (GTK_BOX (list), box);
    }
  g_object_set_data (G_OBJECT (dialog), "first", gtk_widget_get_first_child (list));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "approve", _("Sign _Approved"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "approve");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_opened_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_sign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (widget);
  const char *stage = chosho_gate_bar_get_next (self->gate_bar);
  const char *control = chosho_control_list_get_selected (self->control_list);
  ChoshoValue *to_open = chosho_value_get (self->row, "to_open");

  if (self->row == NULL || stage == NULL)
    return;
  if (g_str_equal (stage, "approve") && chosho_value_get_length (to_open) > 0)
    ask_opened (self, control, to_open);
  else
    sign (self, stage, control, NULL);
}

static void
on_show_step_cb (ChoshoGateBar *bar, const char *step, ChoshoControlsPage *self)
{
  chosho_control_page_show_step (self->control_page, step);
}

static void
on_sign_cb (ChoshoGateBar *bar, const char *stage, ChoshoControlsPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "controls.sign", NULL);
}

/* --- Several at once --------------------------------------------------------------------------------------------- */

static void
on_assign_cb (ChoshoAssignDialog *dialog, ChoshoValue *args, ChoshoControlsPage *self)
{
  chosho_page_run_job (CHOSHO_PAGE (self), _("Assigning"), "assign", chosho_value_ref (args), NULL, NULL);
}

/* Of the controls chosen in the list; of the one shown where only it is. */
static void
on_chosen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (widget);
  g_auto (GStrv) chosen = chosho_control_list_dup_chosen (self->control_list);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  ChoshoContext *context = chosho_page_get_context (CHOSHO_PAGE (self));

  if (chosen[0] == NULL)
    return;
  if (g_str_equal (name, "controls.assign"))
    {
      ChoshoAssignDialog *dialog = chosho_assign_dialog_new (window, context, (const char *const *) chosen);

      g_signal_connect_object (dialog, "assign", G_CALLBACK (on_assign_cb), self, 0);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  else
    gtk_window_present (GTK_WINDOW (chosho_sign_dialog_new (window, context, (const char *const *) chosen)));
}

/* --- Moving ------------------------------------------------------------------------------------------------------ */

static void
on_move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_control_list_move (CHOSHO_CONTROLS_PAGE (widget)->control_list, g_str_equal (name, "controls.next") ? 1 : -1);
}

static void
on_list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_navigate (CHOSHO_CONTROLS_PAGE (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
chosho_controls_page_finalize (GObject *object)
{
  ChoshoControlsPage *self = CHOSHO_CONTROLS_PAGE (object);

  g_clear_pointer (&self->row, chosho_value_unref);
  g_free (self->step);
  G_OBJECT_CLASS (chosho_controls_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "controls.attach", NULL, on_attach_action);
  gtk_widget_class_install_action (widget_class, "controls.attach-paths", "(sas)", on_attach_paths_action);
  gtk_widget_class_install_action (widget_class, "controls.sign", NULL, on_sign_action);
  gtk_widget_class_install_action (widget_class, "controls.assign", NULL, on_chosen_action);
  gtk_widget_class_install_action (widget_class, "controls.sign-chosen", NULL, on_chosen_action);
  gtk_widget_class_install_action (widget_class, "controls.next", NULL, on_move_action);
  gtk_widget_class_install_action (widget_class, "controls.previous", NULL, on_move_action);
  gtk_widget_class_install_action (widget_class, "controls.show-list", NULL, on_list_action);
}

static void
chosho_controls_page_class_init (ChoshoControlsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChoshoPageClass *page_class = CHOSHO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_controls_page_finalize;
  page_class->setup = chosho_controls_page_setup;
  page_class->load = chosho_controls_page_load;
  page_class->show_target = chosho_controls_page_show_target;
  page_class->focus_search = chosho_controls_page_focus_search;
  g_type_ensure (CHOSHO_TYPE_CONTROL_LIST);
  g_type_ensure (CHOSHO_TYPE_CONTROL_PAGE);
  g_type_ensure (CHOSHO_TYPE_GATE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-controls-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, control_list);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, back);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, control_page);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlsPage, gate_bar);
  install_actions (widget_class);
}

static void
chosho_controls_page_init (ChoshoControlsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Control>o", "controls.attach");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Control><Shift>a", "controls.assign");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Control>Return", "controls.sign");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Alt>Down", "controls.next");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Alt>Up", "controls.previous");
  g_signal_connect (self->control_list, "selected", G_CALLBACK (on_selected_cb), self);
  g_signal_connect (self->control_list, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect (self->control_page, "save", G_CALLBACK (on_save_cb), self);
  g_signal_connect (self->control_page, "attach", G_CALLBACK (on_attach_cb), self);
  g_signal_connect (self->control_page, "record", G_CALLBACK (on_record_cb), self);
  g_signal_connect (self->control_page, "drop", G_CALLBACK (on_drop_cb), self);
  g_signal_connect (self->gate_bar, "show-step", G_CALLBACK (on_show_step_cb), self);
  g_signal_connect (self->gate_bar, "sign", G_CALLBACK (on_sign_cb), self);
}
