/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-printout.h"

#include "chosho-error-view.h"

typedef struct
{
  GtkPrintOperation *operation;   /* (nullable) borrowed, until it is done: it owns this */
  GCancellable      *cancellable; /* (owned) */
} ChoshoPrintoutPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (ChoshoPrintout, chosho_printout, G_TYPE_OBJECT)

#define PRIVATE(self) ((ChoshoPrintoutPrivate *) chosho_printout_get_instance_private (self))

static void
on_begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, ChoshoPrintout *self)
{
  if (CHOSHO_PRINTOUT_GET_CLASS (self)->begin != NULL)
    CHOSHO_PRINTOUT_GET_CLASS (self)->begin (self);
}

static gboolean
on_paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, ChoshoPrintout *self)
{
  guint n_pages = 0;

  if (!CHOSHO_PRINTOUT_GET_CLASS (self)->paginate (self, context, &n_pages))
    return FALSE;
  gtk_print_operation_set_n_pages (operation, (int) MAX (n_pages, 1));
  return TRUE;
}

static void
on_request_page_setup_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, GtkPageSetup *setup, ChoshoPrintout *self)
{
  if (CHOSHO_PRINTOUT_GET_CLASS (self)->is_landscape != NULL && CHOSHO_PRINTOUT_GET_CLASS (self)->is_landscape (self, (guint) page))
    gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
}

static void
on_draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, ChoshoPrintout *self)
{
  if (!CHOSHO_PRINTOUT_GET_CLASS (self)->draw (self, context, (guint) page))
    gtk_print_operation_set_defer_drawing (operation);
}

static void
on_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, ChoshoPrintout *self)
{
  g_cancellable_cancel (PRIVATE (self)->cancellable);
  PRIVATE (self)->operation = NULL;
}

GtkPrintOperation *
chosho_printout_new_operation (ChoshoPrintout *self, const char *name)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();

  PRIVATE (self)->operation = operation;
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, CHOSHO_PRINTOUT_GET_CLASS (self)->full_page);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "printout", g_object_ref (self), g_object_unref);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print_cb), self);
  g_signal_connect (operation, "paginate", G_CALLBACK (on_paginate_cb), self);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (on_request_page_setup_cb), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page_cb), self);
  g_signal_connect (operation, "done", G_CALLBACK (on_done_cb), self);
  return operation;
}

GCancellable *
chosho_printout_get_cancellable (ChoshoPrintout *self)
{
  return PRIVATE (self)->cancellable;
}

void
chosho_printout_end_page (ChoshoPrintout *self)
{
  if (PRIVATE (self)->operation != NULL)
    gtk_print_operation_draw_page_finish (PRIVATE (self)->operation);
}

/* --- For the kinds ----------------------------------------------------------------------------------------------- */

#define FOOT_FONT "Sans 8"
#define NAME_SHARE 0.8 /* of the foot */

void
chosho_printout_show_text (GtkPrintContext *context, PangoLayout *layout, double x, double y, double width, PangoAlignment alignment,
                           const char *text)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

void
chosho_printout_draw_foot (GtkPrintContext *context, const char *name, guint page, guint n_pages)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FOOT_FONT);
  g_autofree char *number = g_strdup_printf ("%u/%u", page + 1, MAX (n_pages, 1));
  double width = gtk_print_context_get_width (context), y = gtk_print_context_get_height (context) - CHOSHO_PRINTOUT_FOOT / 2;

  pango_layout_set_font_description (layout, font);
  chosho_printout_show_text (context, layout, 0, y, width * NAME_SHARE, PANGO_ALIGN_LEFT, name);
  chosho_printout_show_text (context, layout, width * NAME_SHARE, y, width * (1 - NAME_SHARE), PANGO_ALIGN_RIGHT, number);
}

/* --- With the dialog --------------------------------------------------------------------------------------------- */

/* What was chosen last: printer, paper, copies. It lasts as long as the program. */
static GtkPrintSettings *last_settings;

static void
on_run_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWidget *widget)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    g_set_object (&last_settings, gtk_print_operation_get_print_settings (operation));
  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return; /* there is no error to get then, and GTK warns */
  gtk_print_operation_get_error (operation, &error);
  chosho_error_view_show (widget, error, NULL);
}

void
chosho_printout_run (ChoshoPrintout *self, GtkWidget *widget, const char *name)
{
  g_autoptr (GtkPrintOperation) operation = chosho_printout_new_operation (self, name);
  GtkRoot *window = gtk_widget_get_root (widget);

  g_object_unref (self); /* the operation has it */
  if (last_settings != NULL)
    gtk_print_operation_set_print_settings (operation, last_settings);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_run_done_cb), widget, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (window), NULL);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
chosho_printout_finalize (GObject *object)
{
  g_clear_object (&PRIVATE (CHOSHO_PRINTOUT (object))->cancellable);
  G_OBJECT_CLASS (chosho_printout_parent_class)->finalize (object);
}

static void
chosho_printout_class_init (ChoshoPrintoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_printout_finalize;
}

static void
chosho_printout_init (ChoshoPrintout *self)
{
  PRIVATE (self)->cancellable = g_cancellable_new ();
}
