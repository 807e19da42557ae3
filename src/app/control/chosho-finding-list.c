/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-finding-list.h"

struct _ChoshoFindingList
{
  GtkBox parent_instance;

  GtkBox    *lines;      /* (borrowed) */
  GtkWidget *add_button; /* (borrowed) */
};

G_DEFINE_FINAL_TYPE (ChoshoFindingList, chosho_finding_list, GTK_TYPE_BOX)

enum
{
  SIGNAL_OPEN,
  SIGNAL_ADD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_open_cb (GtkWidget *button, ChoshoFindingList *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, gtk_widget_get_name (button));
}

static void
on_add_cb (ChoshoFindingList *self)
{
  g_signal_emit (self, signals[SIGNAL_ADD], 0);
}

/* The whole line leads to the finding. */
static GtkWidget *
new_line (ChoshoFindingList *self, ChoshoValue *row)
{
  const char *text = chosho_value_get_string (row, "text");
  const char *reference = chosho_value_get_string (row, "reference");
  g_autofree char *head = g_strjoin ("  ·  ", reference, chosho_word_finding_state (chosho_value_get_string (row, "state")), NULL);
  g_autofree char *name = g_strjoin ("  ", head, text, NULL);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *labels[] = { gtk_label_new (head), gtk_label_new (text) };

  gtk_widget_add_css_class (labels[0], "chosho-who");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_wrap (GTK_LABEL (labels[i]), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (labels[i]), PANGO_WRAP_WORD_CHAR);
      gtk_box_append (GTK_BOX (box), labels[i]);
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_name (button, chosho_value_get_string (row, "id"));
  gtk_widget_add_css_class (button, "chosho-finding");
  gtk_widget_set_tooltip_text (button, _("Go to the finding"));
  chosho_accessible_set_name (button, name);
  g_signal_connect (button, "clicked", G_CALLBACK (on_open_cb), self);
  return button;
}

void
chosho_finding_list_set_rows (ChoshoFindingList *self, ChoshoValue *findings)
{
  chosho_clear_box (self->lines);
  for (guint i = 0; i < chosho_value_get_length (findings); i++)
    gtk_box_append (self->lines, new_line (self, chosho_value_get_item (findings, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->lines), chosho_value_get_length (findings) > 0);
}

void
chosho_finding_list_set_editable (ChoshoFindingList *self, gboolean editable)
{
  gtk_widget_set_sensitive (self->add_button, editable);
}

GtkWidget *
chosho_finding_list_get_line (ChoshoFindingList *self, const char *id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (gtk_widget_get_name (child), id) == 0)
      return child;
  return NULL;
}

static void
chosho_finding_list_class_init (ChoshoFindingListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ADD] = g_signal_new ("add", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chosho_finding_list_init (ChoshoFindingList *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *heading = gtk_label_new (_("Findings"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (head, "chosho-section");
  self->add_button = gtk_button_new_with_label (_("New Finding…"));
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_widget_add_css_class (self->add_button, "chosho-small");
  g_signal_connect_swapped (self->add_button, "clicked", G_CALLBACK (on_add_cb), self);
  gtk_box_append (GTK_BOX (head), heading);
  gtk_box_append (GTK_BOX (head), self->add_button);
  gtk_box_append (GTK_BOX (self), head);
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->lines));
}
