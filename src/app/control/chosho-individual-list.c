/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-individual-list.h"
#include "chosho-text-label.h"

/* Two versions of two lines each, at 100 % text; the document below keeps most of a window of 700 pixels. */
#define MAX_HEIGHT 132

struct _ChoshoIndividualList
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller; /* (borrowed) */
  GtkBox            *lines;    /* (borrowed) */
};

G_DEFINE_FINAL_TYPE (ChoshoIndividualList, chosho_individual_list, ADW_TYPE_BIN)

static void
add_line (ChoshoIndividualList *self, ChoshoValue *row)
{
  const char *from = chosho_value_get_string (row, "valid_from");
  const char *to = chosho_value_get_string (row, "valid_to");
  const char *text = chosho_value_get_string (row, "text");
  const char *title = chosho_value_get_string (row, "title");
  g_autofree char *head = g_strdup_printf (_("Individual control %s, version %s (%s – %s)  %s"), chosho_value_get_string (row, "individual"),
                                           chosho_value_get_string (row, "version"), from != NULL ? from : "", to != NULL ? to : "",
                                           title != NULL ? title : "");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_name (box, chosho_value_get_string (row, "individual"));
  gtk_widget_add_css_class (box, "chosho-individual");
  gtk_box_append (GTK_BOX (box), chosho_text_label_new_selectable (head, NULL));
  if (text != NULL && text[0] != '\0')
    gtk_box_append (GTK_BOX (box), chosho_text_label_new_selectable (text, "chosho-quoted"));
  gtk_box_append (self->lines, box);
}

void
chosho_individual_list_set_rows (ChoshoIndividualList *self, ChoshoValue *rows)
{
  chosho_clear_box (self->lines);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    add_line (self, chosho_value_get_item (rows, i));
  gtk_widget_set_visible (GTK_WIDGET (self), chosho_value_get_length (rows) > 0);
}

gboolean
chosho_individual_list_show (ChoshoIndividualList *self, const char *individual)
{
  double x, y;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (gtk_widget_get_name (child), individual) == 0)
      {
        if (gtk_widget_translate_coordinates (child, GTK_WIDGET (self->lines), 0, 0, &x, &y))
          gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), y);
        return TRUE;
      }
  return FALSE;
}

static void
chosho_individual_list_class_init (ChoshoIndividualListClass *klass)
{
}

static void
chosho_individual_list_init (ChoshoIndividualList *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->lines = GTK_BOX (chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 0, _("Individual controls")));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860); /* as the document below: chosho-control-page.ui */
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 700);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->lines));
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (self->scroller, TRUE);
  gtk_scrolled_window_set_max_content_height (self->scroller, MAX_HEIGHT);
  gtk_scrolled_window_set_child (self->scroller, clamp);
  gtk_widget_add_css_class (GTK_WIDGET (self), "chosho-individuals");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scroller));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
