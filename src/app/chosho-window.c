/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>

#include "chosho-record-dialog.h"
#include "chosho-window-private.h"

G_DEFINE_FINAL_TYPE (ChoshoWindow, chosho_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- Rows ------------------------------------------------------------------------------------------------ */

static void
on_control_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) rows = chosho_workspace_list_finish (CHOSHO_WORKSPACE (source), result, &error);
  ChoshoValue *row;

  if (rows == NULL)
    {
      chosho_window_show_error (self, error, NULL);
      return;
    }
  row = chosho_value_get_item (chosho_value_get (rows, "control"), 0);
  if (row == NULL || g_strcmp0 (chosho_value_get_string (row, "number"), chosho_control_list_get_selected (self->control_list)) != 0)
    return; /* another control was chosen meanwhile */
  g_clear_pointer (&self->row, chosho_value_unref);
  self->row = chosho_value_ref (row);
  chosho_control_page_set_rows (self->control_page, rows);
  chosho_gate_bar_set_row (self->gate_bar, row);
  adw_window_title_set_title (self->content_title, chosho_value_get_string (row, "number"));
  adw_window_title_set_subtitle (self->content_title, chosho_value_get_string (row, "title") != NULL ? chosho_value_get_string (row, "title") : "");
}

static void
load_control (ChoshoWindow *self)
{
  static const char *const own[] = { "catalog", "control", "step", NULL };
  static const char *const shared[] = { "evidence", "interview", "observation", "sample", "individual", "finding", "note", NULL };
  const char *control = chosho_control_list_get_selected (self->control_list);

  if (self->workspace != NULL && control != NULL)
    chosho_workspace_list_async (self->workspace, own, shared, control, on_control_cb, g_object_ref (self));
}

static void
show_engagement (ChoshoWindow *self, ChoshoValue *rows)
{
  ChoshoValue *facts = chosho_value_get_item (chosho_value_get (rows, "engagement"), 0);
  ChoshoValue *controls = chosho_value_get (chosho_value_get_item (chosho_value_get (rows, "summary"), 0), "controls");
  gint64 total = chosho_value_get_integer (controls, "total", 0);
  gint64 out = chosho_value_get_integer (controls, "out_of_scope", 0);
  g_autofree char *period = g_strdup_printf ("%s – %s · %s", chosho_value_get_string (facts, "period_start"),
                                             chosho_value_get_string (facts, "period_end"), chosho_value_get_string (facts, "firm"));
  g_autofree char *summary = g_strdup_printf (_("approved %" PRId64 " of %" PRId64),
                                              chosho_value_get_integer (controls, "approved", 0), total - out);

  adw_window_title_set_title (self->sidebar_title, chosho_value_get_string (facts, "title"));
  adw_window_title_set_subtitle (self->sidebar_title, period);
  gtk_window_set_title (GTK_WINDOW (self), chosho_value_get_string (facts, "title"));
  gtk_label_set_text (self->summary_label, summary);
}

static const char *
find_member (ChoshoWindow *self, ChoshoValue *rows)
{
  ChoshoIdentity *identity = chosho_workspace_get_identity (self->workspace);
  g_autofree char *fingerprint = identity != NULL ? chosho_identity_dup_fingerprint (identity) : NULL;
  ChoshoValue *members = chosho_value_get (rows, "member");

  for (guint i = 0; fingerprint != NULL && i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *prints = chosho_value_get (chosho_value_get_item (members, i), "fingerprints");

      for (guint j = 0; j < chosho_value_get_length (prints); j++)
        if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (prints, j)), fingerprint) == 0)
          return chosho_value_get_string (chosho_value_get_item (members, i), "id");
    }
  return NULL;
}

static void
on_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) rows = chosho_workspace_list_finish (CHOSHO_WORKSPACE (source), result, &error);

  if (rows == NULL)
    {
      chosho_window_show_error (self, error, NULL);
      return;
    }
  show_engagement (self, rows);
  chosho_control_list_set_rows (self->control_list, chosho_value_get (rows, "catalog"), chosho_value_get (rows, "control"));
  chosho_control_list_set_member (self->control_list, find_member (self, rows));
  gtk_stack_set_visible_child_name (self->stack, "work");
  load_control (self);
}

void
chosho_window_reload (ChoshoWindow *self)
{
  static const char *const kinds[] = { "engagement", "summary", "member", "catalog", "control", NULL };

  if (self->workspace != NULL)
    chosho_workspace_list_async (self->workspace, NULL, kinds, NULL, on_rows_cb, g_object_ref (self));
}

static void
on_changed_cb (ChoshoWorkspace *workspace, ChoshoWindow *self)
{
  chosho_window_reload (self);
}

/* --- Opening ----------------------------------------------------------------------------------------------- */

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  self->workspace = chosho_workspace_open_finish (result, &error);
  if (self->workspace == NULL)
    {
      g_free (self->details);
      self->details = g_strdup (error->message);
      adw_status_page_set_description (self->error_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (on_changed_cb), self, 0);
  chosho_window_show_identity (self);
  chosho_window_reload (self);
  if (self->identity_path != NULL)
    chosho_window_load_identity (self, self->identity_path);
}

void
chosho_window_show_identity (ChoshoWindow *self)
{
  ChoshoIdentity *identity = self->workspace != NULL ? chosho_workspace_get_identity (self->workspace) : NULL;

  gtk_label_set_text (self->identity_label, identity != NULL ? chosho_identity_get_name (identity) : _("Reading only: no identity chosen"));
}

/* --- Signals of the parts ------------------------------------------------------------------------------------ */

static void
on_selected_cb (ChoshoControlList *list, ChoshoWindow *self)
{
  load_control (self);
}

static void
on_activated_cb (ChoshoControlList *list, ChoshoWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
on_save_cb (ChoshoControlPage *page, ChoshoStepCard *card, ChoshoValue *args, ChoshoWindow *self)
{
  chosho_step_card_set_message (card, NULL);
  chosho_window_run (self, "step record", chosho_value_ref (args), card);
}

static void
on_attach_cb (ChoshoControlPage *page, ChoshoStepCard *card, ChoshoWindow *self)
{
  chosho_window_choose_files (self, chosho_step_card_get_step (card));
}

static void
on_dialog_save_cb (ChoshoRecordDialog *dialog, ChoshoValue *args, ChoshoWindow *self)
{
  chosho_window_run (self, g_str_equal (chosho_record_dialog_get_kind (dialog), "interview") ? "interview add" : "observation add",
                     chosho_value_ref (args), NULL);
}

static void
on_record_cb (ChoshoControlPage *page, ChoshoStepCard *card, ChoshoWindow *self)
{
  const char *kind = g_str_equal (chosho_step_card_get_technique (card), "observation") ? "observation" : "interview";
  ChoshoRecordDialog *dialog = chosho_record_dialog_new (GTK_WINDOW (self), kind, chosho_step_card_get_step (card));

  g_signal_connect (dialog, "save", G_CALLBACK (on_dialog_save_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_drop_cb (ChoshoControlPage *page, ChoshoStepCard *card, char **paths, ChoshoWindow *self)
{
  chosho_window_attach (self, (const char *const *) paths, chosho_step_card_get_step (card));
}

static void
on_show_step_cb (ChoshoGateBar *bar, const char *step, ChoshoWindow *self)
{
  chosho_control_page_show_step (self->control_page, step);
}

static void
on_sign_cb (ChoshoGateBar *bar, const char *stage, ChoshoWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sign", NULL);
}

/* --- Class ----------------------------------------------------------------------------------------------------- */

static void
chosho_window_dispose (GObject *object)
{
  ChoshoWindow *self = CHOSHO_WINDOW (object);

  if (self->workspace != NULL)
    chosho_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->row, chosho_value_unref);
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
  g_type_ensure (CHOSHO_TYPE_CONTROL_LIST);
  g_type_ensure (CHOSHO_TYPE_CONTROL_PAGE);
  g_type_ensure (CHOSHO_TYPE_GATE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-window.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoWindow, name)
  CHILD (toasts);
  CHILD (stack);
  CHILD (error_page);
  CHILD (leaflet);
  CHILD (sidebar);
  CHILD (content);
  CHILD (sidebar_title);
  CHILD (content_title);
  CHILD (control_list);
  CHILD (identity_label);
  CHILD (summary_label);
  CHILD (control_page);
  CHILD (gate_bar);
#undef CHILD
  chosho_window_install_actions (widget_class);
}

static void
chosho_window_init (ChoshoWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->control_list, "selected", G_CALLBACK (on_selected_cb), self);
  g_signal_connect (self->control_list, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect (self->control_page, "save", G_CALLBACK (on_save_cb), self);
  g_signal_connect (self->control_page, "attach", G_CALLBACK (on_attach_cb), self);
  g_signal_connect (self->control_page, "record", G_CALLBACK (on_record_cb), self);
  g_signal_connect (self->control_page, "drop", G_CALLBACK (on_drop_cb), self);
  g_signal_connect (self->gate_bar, "show-step", G_CALLBACK (on_show_step_cb), self);
  g_signal_connect (self->gate_bar, "sign", G_CALLBACK (on_sign_cb), self);
}

ChoshoWindow *
chosho_window_new (AdwApplication *application, const char *path, const char *identity)
{
  ChoshoWindow *self = g_object_new (CHOSHO_TYPE_WINDOW, "application", application, NULL);

  self->path = g_strdup (path);
  self->identity_path = g_strdup (identity);
  chosho_workspace_open_async (path, NULL, on_opened_cb, g_object_ref (self));
  return self;
}

const char *
chosho_window_get_path (ChoshoWindow *self)
{
  return self->path;
}
