/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * ChoshoPrintout: something that is put on paper, page by page, by GTK's print operation. The kinds say how
 * many pages there are and draw them, at once or when what they need has come; lengths are points. Main thread.
 */
#define CHOSHO_TYPE_PRINTOUT (chosho_printout_get_type ())
G_DECLARE_DERIVABLE_TYPE (ChoshoPrintout, chosho_printout, CHOSHO, PRINTOUT, GObject)

struct _ChoshoPrintoutClass
{
  GObjectClass parent_class;

  gboolean full_page; /* it has margins of its own */

  /* Pages are about to be counted, perhaps once more on another paper. (optional) */
  void     (*begin)        (ChoshoPrintout *self);
  /* A piece of the work of counting the pages of @context; TRUE with @n_pages where that is done, else it is
   * called again. */
  gboolean (*paginate)     (ChoshoPrintout *self, GtkPrintContext *context, guint *n_pages);
  /* Whether @page (from 0) is wider than high. (optional) */
  gboolean (*is_landscape) (ChoshoPrintout *self, guint page);
  /* Draws @page; TRUE where that is done, else chosho_printout_end_page() is called later. */
  gboolean (*draw)         (ChoshoPrintout *self, GtkPrintContext *context, guint page);
};

/* The print operation, called @name where jobs are listed; it keeps @self. (transfer full) */
GtkPrintOperation *chosho_printout_new_operation   (ChoshoPrintout *self, const char *name);
/* What ends with the operation: the asks of a page that is waited for. Borrowed. */
GCancellable      *chosho_printout_get_cancellable (ChoshoPrintout *self);
/* A page that was not done at once is. */
void               chosho_printout_end_page        (ChoshoPrintout *self);

/* For the kinds: @text on one line of @layout, shortened to @width. */
void               chosho_printout_show_text       (GtkPrintContext *context, PangoLayout *layout, double x, double y, double width,
                                                    PangoAlignment alignment, const char *text);
/* The last CHOSHO_PRINTOUT_FOOT points of a page: @name, and which page of how many it is (@page from 0). */
#define CHOSHO_PRINTOUT_FOOT 24.0
void               chosho_printout_draw_foot       (GtkPrintContext *context, const char *name, guint page, guint n_pages);

/* Asks with the desktop's dialog – printer or file, pages, paper – and prints; shows progress with Cancel, and in a
 * dialog what failed. @widget: any of the window concerned. Takes @self. */
void               chosho_printout_run             (ChoshoPrintout *self, GtkWidget *widget, const char *name);

G_END_DECLS
