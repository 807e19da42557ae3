/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-assign-dialog.h"

struct _ChoshoAssignDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *title;
  AdwComboRow    *member;
  AdwComboRow    *reviewer;
  AdwEntryRow    *due;
  GtkWidget      *assign_button;

  GStrv           controls; /* (owned) */
  GPtrArray      *ids;      /* (owned) (element-type utf8) of the members, in the order of the choice */
};

G_DEFINE_FINAL_TYPE (ChoshoAssignDialog, chosho_assign_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ASSIGN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_assign_clicked_cb (ChoshoAssignDialog *self)
{
  g_autoptr (ChoshoValue) args = chosho_value_new_object ();
  ChoshoValue *controls = chosho_value_new_array ();
  guint member = adw_combo_row_get_selected (self->member);
  guint reviewer = adw_combo_row_get_selected (self->reviewer);
  const char *due = gtk_editable_get_text (GTK_EDITABLE (self->due));

  for (guint i = 0; self->controls[i] != NULL; i++)
    chosho_value_append_string (controls, self->controls[i]);
  chosho_value_set (args, "controls", controls);
  chosho_value_set_string (args, "member", g_ptr_array_index (self->ids, member));
  if (reviewer > 0) /* the first choice is nobody yet */
    chosho_value_set_string (args, "reviewer", g_ptr_array_index (self->ids, reviewer - 1));
  if (due[0] != '\0')
    chosho_value_set_string (args, "due", due);
  g_signal_emit (self, signals[SIGNAL_ASSIGN], 0, args);
  gtk_window_close (GTK_WINDOW (self));
}

static void
fill_members (ChoshoAssignDialog *self, ChoshoContext *context)
{
  ChoshoValue *members = chosho_context_get_members (context);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) reviewers = gtk_string_list_new (NULL);

  gtk_string_list_append (reviewers, _("Nobody yet"));
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);

      if (g_strcmp0 (chosho_value_get_string (member, "state"), "active") != 0)
        continue;
      gtk_string_list_append (names, chosho_value_get_string (member, "name"));
      gtk_string_list_append (reviewers, chosho_value_get_string (member, "name"));
      g_ptr_array_add (self->ids, g_strdup (chosho_value_get_string (member, "id")));
    }
  adw_combo_row_set_model (self->member, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->reviewer, G_LIST_MODEL (reviewers));
  gtk_widget_set_sensitive (self->assign_button, self->ids->len > 0);
}

static void
chosho_assign_dialog_finalize (GObject *object)
{
  ChoshoAssignDialog *self = CHOSHO_ASSIGN_DIALOG (object);

  g_strfreev (self->controls);
  g_ptr_array_unref (self->ids);
  G_OBJECT_CLASS (chosho_assign_dialog_parent_class)->finalize (object);
}

static void
chosho_assign_dialog_class_init (ChoshoAssignDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_assign_dialog_finalize;
  signals[SIGNAL_ASSIGN] = g_signal_new ("assign", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-assign-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoAssignDialog, title);
  gtk_widget_class_bind_template_child (widget_class, ChoshoAssignDialog, member);
  gtk_widget_class_bind_template_child (widget_class, ChoshoAssignDialog, reviewer);
  gtk_widget_class_bind_template_child (widget_class, ChoshoAssignDialog, due);
  gtk_widget_class_bind_template_child (widget_class, ChoshoAssignDialog, assign_button);
  gtk_widget_class_bind_template_callback (widget_class, on_assign_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_assign_dialog_init (ChoshoAssignDialog *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

ChoshoAssignDialog *
chosho_assign_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *const *controls)
{
  ChoshoAssignDialog *self = g_object_new (CHOSHO_TYPE_ASSIGN_DIALOG, "transient-for", parent, NULL);
  guint n_controls = g_strv_length ((GStrv) controls);
  g_autofree char *subtitle = n_controls == 1 ? g_strdup (controls[0])
                                              : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u control", "%u controls", n_controls), n_controls);

  self->controls = g_strdupv ((GStrv) controls);
  fill_members (self, context);
  adw_window_title_set_subtitle (self->title, subtitle);
  return self;
}
