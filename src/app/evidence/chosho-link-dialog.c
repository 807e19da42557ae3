/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-link-dialog.h"
#include "chosho-text.h"

struct _ChoshoLinkDialog
{
  AdwMessageDialog parent_instance;

  ChoshoContext *context; /* (owned) */
  GtkWidget     *entry;
  GtkWidget     *found;   /* what the numbers typed are */
};

G_DEFINE_FINAL_TYPE (ChoshoLinkDialog, chosho_link_dialog, ADW_TYPE_MESSAGE_DIALOG)

enum
{
  SIGNAL_LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The numbers typed, full width read as half width. (transfer full) */
static GStrv
dup_numbers (ChoshoLinkDialog *self)
{
  g_autofree char *text = chosho_text_normalise (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_auto (GStrv) words = g_strsplit_set (text, " ,、", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      {
        g_autofree char *upper = g_ascii_strup (words[i], -1);

        g_strv_builder_add (builder, chosho_context_lookup_control (self->context, upper) != NULL ? upper : words[i]);
      }
  return g_strv_builder_end (builder);
}

static void
on_changed_cb (ChoshoLinkDialog *self)
{
  g_auto (GStrv) numbers = dup_numbers (self);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean known = numbers[0] != NULL;

  for (guint i = 0; numbers[i] != NULL; i++)
    {
      ChoshoControlItem *item = chosho_context_lookup_control (self->context, numbers[i]);
      const char *title = item != NULL ? chosho_value_get_string (chosho_control_item_get_row (item), "title") : NULL;

      known = known && item != NULL;
      g_string_append_printf (text, "%s%s  %s", i > 0 ? "\n" : "", numbers[i], item == NULL ? _("There is no such control") : title != NULL ? title : "");
    }
  gtk_label_set_text (GTK_LABEL (self->found), text->str);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "link", known);
}

static void
on_response_cb (ChoshoLinkDialog *self, const char *response)
{
  g_auto (GStrv) numbers = dup_numbers (self);

  if (g_str_equal (response, "link"))
    g_signal_emit (self, signals[SIGNAL_LINK], 0, numbers);
}

static void
chosho_link_dialog_dispose (GObject *object)
{
  g_clear_object (&CHOSHO_LINK_DIALOG (object)->context);
  G_OBJECT_CLASS (chosho_link_dialog_parent_class)->dispose (object);
}

static void
chosho_link_dialog_class_init (ChoshoLinkDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_link_dialog_dispose;
  signals[SIGNAL_LINK] = g_signal_new ("link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
chosho_link_dialog_init (ChoshoLinkDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->entry = gtk_entry_new ();
  self->found = gtk_label_new (NULL);
  g_object_set (self->entry, "activates-default", TRUE, "placeholder-text", "9.2.3.1 9.2.3.2", NULL);
  chosho_accessible_set_name (self->entry, _("Numbers of controls"));
  gtk_label_set_xalign (GTK_LABEL (self->found), 0);
  gtk_label_set_wrap (GTK_LABEL (self->found), TRUE);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->found);
  adw_message_dialog_set_heading (dialog, _("Link to Controls"));
  adw_message_dialog_set_body (dialog, _("Numbers of the controls that this evidence speaks to."));
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "link", _("_Link"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "link", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "link");
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_response_enabled (dialog, "link", FALSE);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect (self, "response", G_CALLBACK (on_response_cb), NULL);
}

ChoshoLinkDialog *
chosho_link_dialog_new (GtkWindow *parent, ChoshoContext *context)
{
  ChoshoLinkDialog *self = g_object_new (CHOSHO_TYPE_LINK_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->context = g_object_ref (context);
  return self;
}
