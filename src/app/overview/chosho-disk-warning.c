/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-disk-warning.h"
#include "chosho-preferences.h"
#include "chosho-text-label.h"

struct _ChoshoDiskWarning
{
  AdwBin parent_instance;

  ChoshoContext *context; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoDiskWarning, chosho_disk_warning, ADW_TYPE_BIN)

static void
on_dismiss_clicked_cb (ChoshoDiskWarning *self)
{
  chosho_preferences_accept_plain_disk (chosho_workspace_get_path (chosho_context_get_workspace (self->context)));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Nothing is said where it could not be asked: what stands against opening the engagement is told elsewhere. */
static void
on_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoDiskWarning) self = user_data;
  g_autoptr (ChoshoValue) facts = NULL;
  g_autoptr (GError) error = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &facts, &error))
    gtk_widget_set_visible (GTK_WIDGET (self), g_strcmp0 (chosho_value_get_string (facts, "disk_encrypted"), "no") == 0);
}

void
chosho_disk_warning_set_context (ChoshoDiskWarning *self, ChoshoContext *context)
{
  ChoshoWorkspace *workspace = chosho_context_get_workspace (context);

  g_set_object (&self->context, context);
  if (!chosho_preferences_accepts_plain_disk (chosho_workspace_get_path (workspace)))
    chosho_workspace_run_async (workspace, "engagement show", chosho_value_new_object (), NULL, on_shown_cb, g_object_ref (self));
}

static void
chosho_disk_warning_finalize (GObject *object)
{
  g_clear_object (&CHOSHO_DISK_WARNING (object)->context);
  G_OBJECT_CLASS (chosho_disk_warning_parent_class)->finalize (object);
}

static void
chosho_disk_warning_class_init (ChoshoDiskWarningClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_disk_warning_finalize;
}

static void
chosho_disk_warning_init (ChoshoDiskWarning *self)
{
  GtkWidget *box = chosho_accessible_new_group (GTK_ORIENTATION_HORIZONTAL, 12, _("Disk without encryption"));
  GtkWidget *text = chosho_text_label_new (_("This engagement lies on a disk that is not encrypted: who gets hold of the disk can read the client's evidence. "
                                             "Move its folder to an encrypted disk, or have this one encrypted."), NULL);
  GtkWidget *dismiss = gtk_button_new_with_mnemonic (_("_Do Not Show Again"));

  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (dismiss, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (dismiss, _("For this folder on this machine"));
  g_signal_connect_swapped (dismiss, "clicked", G_CALLBACK (on_dismiss_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), dismiss);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "chosho-choice");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
