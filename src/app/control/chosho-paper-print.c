/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-paper-print.h"

#include <glib/gi18n-lib.h>

#include "chosho-error-view.h"
#include "chosho-paper-draft.h"
#include "chosho-print.h"

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ChoshoDocument *document = CHOSHO_DOCUMENT (source);
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_widget_get_root (widget) == NULL)
    return; /* its window was closed */
  if (chosho_document_load_finish (document, result, &error))
    chosho_print_document (widget, document, NULL, chosho_document_get_name (document));
  else
    chosho_error_view_show (widget, error, NULL);
}

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDocument) document = chosho_paper_draft_finish (result, &error);

  if (document != NULL)
    chosho_document_load_async (document, NULL, on_loaded_cb, g_steal_pointer (&widget));
  else if (gtk_widget_get_root (widget) != NULL)
    chosho_error_view_show (widget, error, NULL);
}

void
chosho_paper_print (GtkWidget *widget, ChoshoWorkspace *workspace, const char *control)
{
  g_autofree char *text = g_strdup_printf (_("Making the working paper of %s"), control);

  chosho_error_view_toast (widget, text);
  chosho_paper_draft_async (workspace, control, NULL, on_made_cb, g_object_ref (widget));
}
