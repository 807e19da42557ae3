/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-row-text.h"

GtkInscription *
chosho_row_text_new (const char *style)
{
  GtkInscription *self = GTK_INSCRIPTION (gtk_inscription_new (NULL));

  gtk_inscription_set_min_chars (self, 0);
  gtk_inscription_set_nat_chars (self, 0);
  gtk_inscription_set_text_overflow (self, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self), "chosho-row-text");
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
  return self;
}
