/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-text-label.h"

GtkWidget *
chosho_text_label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

GtkWidget *
chosho_text_label_new_selectable (const char *text, const char *style)
{
  GtkWidget *label = chosho_text_label_new (text, style);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}
