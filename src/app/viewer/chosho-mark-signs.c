/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-mark-signs.h"
#include "chosho-mark-words.h"

ChoshoValue *
chosho_mark_signs_list (ChoshoValue *marks, ChoshoMarkSignsHere here, gpointer user_data)
{
  ChoshoValue *found = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (marks); i++)
    if (here (chosho_value_get_item (marks, i), user_data))
      chosho_value_append (found, chosho_value_ref (chosho_value_get_item (marks, i)));
  return found;
}

char *
chosho_mark_signs_dup_text (ChoshoValue *marks)
{
  GString *signs = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (marks); i++)
    {
      g_autofree char *badge = chosho_mark_words_dup_badge (chosho_value_get_item (marks, i));

      g_string_append_printf (signs, "%s%s", i > 0 ? " " : "", badge);
    }
  return g_string_free (signs, FALSE);
}

GtkWidget *
chosho_mark_signs_new (void)
{
  GtkWidget *signs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  gtk_widget_set_valign (signs, GTK_ALIGN_START);
  gtk_widget_set_visible (signs, FALSE);
  return signs;
}

static GtkWidget *
new_sign (const char *badge, const GdkRGBA *colour)
{
  GtkWidget *label = gtk_label_new (badge);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_background_new ((guint16) (colour->red * 0xffff), (guint16) (colour->green * 0xffff),
                                                                 (guint16) (colour->blue * 0xffff)));
  pango_attr_list_insert (attributes, pango_attr_foreground_new (0xffff, 0xffff, 0xffff));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  return label;
}

static GtkWidget *
new_way (ChoshoValue *row, const char *badge, GtkWidget *label)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *name = g_strdup_printf ("%s: %s", _("What It Refers To"), badge);

  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "chosho-part");
  gtk_widget_set_tooltip_text (button, _("What It Refers To"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.follow-mark");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", chosho_value_get_string (row, "id"));
  chosho_accessible_set_name (button, name);
  return button;
}

void
chosho_mark_signs_show (GtkWidget *signs, ChoshoValue *marks)
{
  guint n = chosho_value_get_length (marks);

  chosho_clear_box (GTK_BOX (signs));
  for (guint i = 0; i < n; i++)
    {
      ChoshoValue *row = chosho_value_get_item (marks, i);
      g_autofree char *badge = chosho_mark_words_dup_badge (row);
      GtkWidget *label = new_sign (badge, chosho_mark_words_get_colour (row));

      gtk_box_append (GTK_BOX (signs), chosho_mark_words_is_reference (row) ? new_way (row, badge, label) : label);
    }
  gtk_widget_set_visible (signs, n > 0);
}
