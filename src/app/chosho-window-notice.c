/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-window-private.h"

/* What holds for the whole window as long as it lasts, in a bar above the page: the engagement can only be read,
 * or drafts cannot be written. */

static char *
dup_notice (ChoshoWorkspace *workspace)
{
  const GError *read_only = chosho_workspace_get_read_only (workspace);
  const GError *trouble = chosho_draft_keeper_get_trouble (chosho_workspace_get_drafts (workspace));

  if (read_only != NULL)
    return g_strdup (read_only->message);
  if (trouble != NULL)
    return g_strdup_printf (_("Drafts cannot be written: what you type is held by this window alone until this is mended.\n%s"), trouble->message);
  if (chosho_workspace_get_addition (workspace) != NULL)
    return g_strdup_printf (_("What is written is added to the closed file: %s"), chosho_workspace_get_addition (workspace));
  return NULL;
}

void
chosho_window_update_notice (ChoshoWindow *self)
{
  g_autofree char *text = self->workspace != NULL ? dup_notice (self->workspace) : NULL;

  gtk_label_set_text (self->notice_text, text != NULL ? text : "");
  gtk_widget_set_visible (self->notice, text != NULL);
}

void
chosho_window_follow_notice (ChoshoWindow *self)
{
  g_signal_connect_object (chosho_workspace_get_drafts (self->workspace), "trouble-changed", G_CALLBACK (chosho_window_update_notice), self, G_CONNECT_SWAPPED);
  chosho_window_update_notice (self);
}

/* --- Closing -------------------------------------------------------------------------------------------------- */

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, ChoshoWindow *self)
{
  if (g_str_equal (response, "close"))
    gtk_window_destroy (GTK_WINDOW (self));
}

/* What is held in memory alone is not lost without a word. */
static gboolean
on_close_request_cb (ChoshoWindow *self)
{
  ChoshoDraftKeeper *drafts = self->workspace != NULL ? chosho_workspace_get_drafts (self->workspace) : NULL;
  guint n_texts = drafts != NULL ? chosho_draft_keeper_get_n_unwritten (drafts) : 0;
  const GError *trouble = drafts != NULL ? chosho_draft_keeper_get_trouble (drafts) : NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (n_texts == 0 || trouble == NULL)
    return GDK_EVENT_PROPAGATE;
  body = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u text is neither recorded nor kept as a draft, and is lost with this window.\n%s",
                                       "%u texts are neither recorded nor kept as drafts, and are lost with this window.\n%s", n_texts),
                          n_texts, trouble->message);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Close without what was typed?"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Stay"), "close", _("_Close"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return GDK_EVENT_STOP;
}

void
chosho_window_install_closing (ChoshoWindow *self)
{
  g_signal_connect (self, "close-request", G_CALLBACK (on_close_request_cb), NULL);
}
