/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-text-label.h"

GtkWidget *
chosho_text_label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  /* a key or the name of a file that goes on in the next line has no hyphen of Pango's */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
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
