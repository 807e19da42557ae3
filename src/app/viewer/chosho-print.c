/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-print.h"

#include <glib/gi18n-lib.h>

#include "chosho-error-view.h"
#include "chosho-lines-printout.h"
#include "chosho-pages-printout.h"
#include "chosho-sheet-printout.h"

typedef struct
{
  GtkWidget *widget; /* (owned) */
  char      *name;   /* (owned) */
} Ask;

static Ask *
ask_new (GtkWidget *widget, const char *name)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->widget = g_object_ref (widget);
  ask->name = g_strdup (name);
  return ask;
}

/* What had to be read first was. Takes all three. */
static void
run (Ask *ask, ChoshoPrintout *printout, GError *error)
{
  if (printout == NULL)
    chosho_error_view_show (ask->widget, error, NULL);
  else
    chosho_printout_run (printout, ask->widget, ask->name);
  g_clear_error (&error);
  g_object_unref (ask->widget);
  g_free (ask->name);
  g_free (ask);
}

static void
on_lines_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  ChoshoPrintout *printout = chosho_lines_printout_new_finish (result, &error);

  run (user_data, printout, error);
}

static void
on_sheet_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  ChoshoPrintout *printout = chosho_sheet_printout_new_finish (result, &error);

  run (user_data, printout, error);
}

void
chosho_print_sheet (GtkWidget *widget, ChoshoDocument *document, guint sheet, const char *sheet_name, const char *name)
{
  chosho_sheet_printout_new_async (document, sheet, sheet_name, name, on_sheet_cb, ask_new (widget, name));
}

void
chosho_print_document (GtkWidget *widget, ChoshoDocument *document, const char *charset, const char *name)
{
  const ChoshoContentInfo *info = chosho_document_get_info (document);

  if (info->kind == CHOSHO_CONTENT_PAGES)
    chosho_printout_run (chosho_pages_printout_new (document), widget, name);
  else if (info->kind == CHOSHO_CONTENT_TEXT)
    chosho_lines_printout_new_async (document, charset, name, NULL, on_lines_cb, ask_new (widget, name));
  else
    chosho_error_view_toast (widget, _("This kind of evidence is not printed here. Save a copy and print it with its own program."));
}
