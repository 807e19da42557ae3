/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-reason-dialog.h"

struct _ChoshoReasonDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (ChoshoReasonDialog, chosho_reason_dialog, ADW_TYPE_MESSAGE_DIALOG)

enum
{
  SIGNAL_GIVEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_reason (ChoshoReasonDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
on_changed_cb (ChoshoReasonDialog *self)
{
  g_autofree char *reason = dup_reason (self);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "act", reason[0] != '\0');
}

static void
on_response_cb (ChoshoReasonDialog *self, const char *response)
{
  g_autofree char *reason = dup_reason (self);

  if (g_str_equal (response, "act") && reason[0] != '\0')
    g_signal_emit (self, signals[SIGNAL_GIVEN], 0, reason);
}

static void
chosho_reason_dialog_class_init (ChoshoReasonDialogClass *klass)
{
  signals[SIGNAL_GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
chosho_reason_dialog_init (ChoshoReasonDialog *self)
{
  self->entry = gtk_entry_new ();
  g_object_set (self->entry, "activates-default", TRUE, NULL);
  chosho_accessible_set_name (self->entry, _("Reason"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), self->entry);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect (self, "response", G_CALLBACK (on_response_cb), NULL);
}

ChoshoReasonDialog *
chosho_reason_dialog_new (GtkWindow *parent, const char *heading, const char *body, const char *verb)
{
  ChoshoReasonDialog *self = g_object_new (CHOSHO_TYPE_REASON_DIALOG, "transient-for", parent, "modal", TRUE, "heading", heading, "body", body, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "act", verb, NULL);
  adw_message_dialog_set_response_appearance (dialog, "act", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "act");
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_response_enabled (dialog, "act", FALSE);
  return self;
}
