/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-print.h"

#include <glib/gi18n-lib.h>

#include "chosho-error-view.h"
#include "chosho-lines-printout.h"
#include "chosho-pages-printout.h"

typedef struct
{
  GtkWidget *widget; /* (owned) */
  char      *name;   /* (owned) */
} Ask;

static void
on_lines_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GtkWidget) widget = ask->widget;
  g_autofree char *name = ask->name;
  g_autoptr (GError) error = NULL;
  ChoshoPrintout *printout = chosho_lines_printout_new_finish (result, &error);

  if (printout == NULL)
    chosho_error_view_show (widget, error, NULL);
  else
    chosho_printout_run (printout, widget, name);
}

static void
print_lines (GtkWidget *widget, ChoshoDocument *document, const char *charset, const char *name)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->widget = g_object_ref (widget);
  ask->name = g_strdup (name);
  chosho_lines_printout_new_async (document, charset, name, NULL, on_lines_cb, ask);
}

void
chosho_print_document (GtkWidget *widget, ChoshoDocument *document, const char *charset, const char *name)
{
  const ChoshoContentInfo *info = chosho_document_get_info (document);

  if (info->kind == CHOSHO_CONTENT_PAGES)
    chosho_printout_run (chosho_pages_printout_new (document), widget, name);
  else if (info->kind == CHOSHO_CONTENT_TEXT)
    print_lines (widget, document, charset, name);
  else
    chosho_error_view_toast (widget, _("This kind of evidence is not printed here. Save a copy and print it with its own program."));
}
