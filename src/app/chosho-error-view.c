/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-error-view.h"
#include "chosho-error.h"

#define BODY_HEIGHT 360 /* pixels; longer lists scroll */
#define BODY_CHARS 36

char *
chosho_error_view_dup_blockers (ChoshoValue *result)
{
  ChoshoValue *list = chosho_value_get (result, "blockers");
  GString *text;

  if (chosho_value_get_length (list) == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (list, i);
      const char *control = chosho_value_get_string (blocker, "control");

      g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? "\n" : "", control != NULL ? control : "",
                              control != NULL ? "  " : "", chosho_value_get_string (blocker, "message"));
    }
  return g_string_free (text, FALSE);
}

void
chosho_error_view_toast (GtkWidget *widget, const char *text)
{
  /* A dialog has none: its window tells it. */
  while (widget != NULL && !gtk_widget_activate_action (widget, "win.toast", "s", text))
    {
      GtkRoot *root = gtk_widget_get_root (widget);

      widget = GTK_IS_WINDOW (root) ? GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (root))) : NULL;
    }
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, const char *details)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), details);
}

static void
free_details (gpointer details, GClosure *closure)
{
  g_free (details);
}

static GtkWidget *
new_body (const char *body)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *label = gtk_label_new (body);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), BODY_CHARS); /* its height is that of a text as narrow as the dialog */
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), BODY_HEIGHT);
  return scroller;
}

void
chosho_error_view_show_text (GtkWidget *widget, const char *heading, const char *body)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, NULL);
  char *details = g_strjoin ("\n", heading, body, NULL);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), new_body (body));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "copy", _("Copy _Details"), "close", _("_Close"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response_cb), details, free_details, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
chosho_error_view_show (GtkWidget *widget, const GError *error, ChoshoValue *result)
{
  g_autofree char *blockers = chosho_error_view_dup_blockers (result);

  if (blockers != NULL)
    chosho_error_view_show_text (widget, error->message, blockers);
  else if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    chosho_error_view_toast (widget, error->message);
  else if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_UNCONFIRMED))
    chosho_error_view_show_text (widget, _("Look at the record before doing that again"), error->message);
  else
    chosho_error_view_show_text (widget, _("That did not work; the record is as it was"), error->message);
}
