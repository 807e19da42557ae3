/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-identity-dialog.h"
#include "chosho-unlock.h"
#include "chosho-window-private.h"

/* Who acts: choosing the key, showing it, the confirmation of independence. */

static void
on_unlocked (ChoshoIdentity *identity, const char *path, gpointer user_data)
{
  ChoshoWindow *self = user_data;

  if (identity == NULL || self->workspace == NULL)
    return;
  if (path != self->identity_path)
    {
      g_free (self->identity_path);
      self->identity_path = g_strdup (path);
    }
  chosho_workspace_set_identity (self->workspace, identity);
  chosho_context_note_identity (self->context);
}

void
chosho_window_load_identity (ChoshoWindow *self, const char *path)
{
  chosho_unlock_key (GTK_WINDOW (self), path, on_unlocked, g_object_ref (self), g_object_unref);
}

static void
on_chosen_cb (ChoshoIdentityDialog *dialog, const char *path, ChoshoWindow *self)
{
  chosho_window_load_identity (self, path);
}

static void
on_choose_identity_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoIdentityDialog *dialog = chosho_identity_dialog_new (GTK_WINDOW (widget));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen_cb), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_show_key_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  ChoshoIdentity *identity = self->workspace != NULL ? chosho_workspace_get_identity (self->workspace) : NULL;

  if (identity != NULL)
    chosho_identity_dialog_show_key (GTK_WINDOW (widget), identity, self->identity_path);
}

static void
on_confirm_independence_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoPage *page = chosho_window_get_page (CHOSHO_WINDOW (widget));

  if (page != NULL)
    chosho_page_run (page, "member confirm-independence", chosho_value_new_object (), NULL, NULL);
}

/* The person's roles as they are read: "業務実施責任者、品質管理者". (transfer full) (nullable) */
static char *
dup_roles (ChoshoValue *member)
{
  ChoshoValue *roles = chosho_value_get (member, "roles");
  GString *text;

  if (chosho_value_get_length (roles) == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < chosho_value_get_length (roles); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", chosho_word_role (chosho_value_as_string (chosho_value_get_item (roles, i))));
  return g_string_free (text, FALSE);
}

void
chosho_window_show_identity (ChoshoWindow *self)
{
  ChoshoIdentity *identity = chosho_workspace_get_identity (self->workspace);
  ChoshoValue *me = chosho_context_get_me (self->context);
  g_autofree char *roles = dup_roles (me);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-key", identity != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.confirm-independence",
                                 me != NULL && !chosho_value_get_boolean (me, "independence_confirmed", FALSE));
  chosho_places_set_identity (self->places, identity != NULL ? chosho_identity_get_name (identity) : NULL,
                              identity != NULL && me == NULL ? _("Not a member of this team") : roles);
}

void
chosho_window_install_identity_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.choose-identity", NULL, on_choose_identity_action);
  gtk_widget_class_install_action (widget_class, "win.show-key", NULL, on_show_key_action);
  gtk_widget_class_install_action (widget_class, "win.confirm-independence", NULL, on_confirm_independence_action);
}
