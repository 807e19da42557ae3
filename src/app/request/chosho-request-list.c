/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-page.h"
#include "chosho-request-list.h"
#include "chosho-text-label.h"

struct _ChoshoRequestList
{
  GtkBox parent_instance;

  GtkBox *lines; /* (borrowed) */
};

G_DEFINE_FINAL_TYPE (ChoshoRequestList, chosho_request_list, GTK_TYPE_BOX)

static void
on_open_cb (GtkWidget *button, ChoshoRequestList *self)
{
  chosho_page_go (GTK_WIDGET (self), "requests", gtk_widget_get_name (button));
}

/* The whole line leads to the request. */
static GtkWidget *
new_line (ChoshoRequestList *self, ChoshoValue *row)
{
  const char *text = chosho_value_get_string (row, "text");
  const char *due = chosho_value_get_string (row, "due");
  g_autofree char *until = due != NULL ? g_strdup_printf (_("due %s"), due) : NULL;
  g_autofree char *head = g_strjoin ("  ·  ", chosho_value_get_string (row, "number"),
                                     chosho_word_request_state (chosho_value_get_string (row, "state")), until, NULL);
  g_autofree char *name = g_strjoin ("  ", head, text, NULL);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), chosho_text_label_new (head, "chosho-who"));
  gtk_box_append (GTK_BOX (box), chosho_text_label_new (text, NULL));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_name (button, chosho_value_get_string (row, "id"));
  gtk_widget_add_css_class (button, "chosho-finding");
  gtk_widget_set_tooltip_text (button, _("Go to the request"));
  chosho_accessible_set_name (button, name);
  g_signal_connect (button, "clicked", G_CALLBACK (on_open_cb), self);
  return button;
}

void
chosho_request_list_set_rows (ChoshoRequestList *self, ChoshoValue *requests)
{
  chosho_clear_box (self->lines);
  for (guint i = 0; i < chosho_value_get_length (requests); i++)
    gtk_box_append (self->lines, new_line (self, chosho_value_get_item (requests, i)));
  gtk_widget_set_visible (GTK_WIDGET (self), chosho_value_get_length (requests) > 0);
}

static void
chosho_request_list_class_init (ChoshoRequestListClass *klass)
{
}

static void
chosho_request_list_init (ChoshoRequestList *self)
{
  GtkWidget *heading = gtk_label_new (_("Requests"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (heading, "chosho-section");
  gtk_box_append (GTK_BOX (self), heading);
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->lines));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
