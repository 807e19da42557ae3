/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-spinner.h"

#define SIZE_PIXELS 32

GtkWidget *
chosho_spinner_new (void)
{
  GtkWidget *spinner = gtk_spinner_new ();

  g_signal_connect (spinner, "map", G_CALLBACK (gtk_spinner_start), NULL);
  g_signal_connect (spinner, "unmap", G_CALLBACK (gtk_spinner_stop), NULL);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (spinner, SIZE_PIXELS, SIZE_PIXELS);
  chosho_accessible_set_name (spinner, _("Loading"));
  return spinner;
}
