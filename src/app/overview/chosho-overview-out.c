/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-overview-sections.h"
#include "chosho-zone.h"

/* What is out: packs that nobody noted to be back. */

static GtkWidget *
new_pack (ChoshoValue *pack)
{
  const char *holder = chosho_value_get_string (pack, "holder"), *note = chosho_value_get_string (pack, "note");
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (pack, "at"));
  g_autofree char *text = g_strjoin (" · ", holder, at, note, NULL);
  g_autofree char *name = g_strdup_printf (_("No longer out: %s"), text);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_with_label (_("Is Back"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_set_hexpand (label, TRUE);
  chosho_accessible_set_name (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.pack-return");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", chosho_value_get_string (pack, "id"));
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

GtkWidget *
chosho_overview_new_out (ChoshoValue *overview)
{
  ChoshoValue *packs = chosho_value_get (overview, "out");
  GtkWidget *list;

  if (chosho_value_get_length (packs) == 0)
    return NULL;
  list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  for (guint i = 0; i < chosho_value_get_length (packs); i++)
    gtk_box_append (GTK_BOX (list), new_pack (chosho_value_get_item (packs, i)));
  return chosho_overview_new_section (_("Out now"), NULL, list);
}
