/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-error-view.h"
#include "chosho-import-dialog.h"
#include "chosho-window-private.h"

/* Taking in the firm's and the provider's files, any time after the engagement was made. */

static void
on_imported_cb (ChoshoImportDialog *dialog, const char *summary, ChoshoWindow *self)
{
  chosho_error_view_toast (GTK_WIDGET (self), summary);
}

static void
on_import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  ChoshoImportKind kind = chosho_import_kind_from_code (g_variant_get_string (parameter, NULL));
  ChoshoIdentity *identity = self->workspace != NULL ? chosho_workspace_get_identity (self->workspace) : NULL;
  ChoshoImportDialog *dialog;

  if (self->workspace == NULL || kind == CHOSHO_N_IMPORTS)
    return;
  if (identity == NULL)
    {
      chosho_error_view_toast (widget, _("Choose your identity first: what is taken in is signed."));
      return;
    }
  dialog = chosho_import_dialog_new (GTK_WINDOW (self), kind, self->path, identity);
  g_signal_connect_object (dialog, "imported", G_CALLBACK (on_imported_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_expanded (ChoshoPage *page, ChoshoValue *result, gpointer user_data)
{
  g_autofree char *text = g_strdup_printf (_("%u steps made"), (guint) chosho_value_get_integer (result, "added", 0));

  chosho_error_view_toast (GTK_WIDGET (page), text);
}

static void
on_expand_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoPage *page = chosho_window_get_page (CHOSHO_WINDOW (widget));

  if (page != NULL)
    chosho_page_run_job (page, _("Making steps from templates"), "procedures expand", chosho_value_new_object (), on_expanded, NULL);
}

void
chosho_window_install_import_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import", "s", on_import_action);
  gtk_widget_class_install_action (widget_class, "win.expand-procedures", NULL, on_expand_action);
}
