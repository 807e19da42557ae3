/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-mark-list.h"
#include "chosho-mark-words.h"
#include "chosho-text-label.h"

struct _ChoshoMarkList
{
  GtkBox parent_instance;

  GtkBox      *lines; /* (borrowed) */
  ChoshoValue *rows;  /* (owned) (nullable) as shown */
};

G_DEFINE_FINAL_TYPE (ChoshoMarkList, chosho_mark_list, GTK_TYPE_BOX)

static void
on_open_cb (GtkWidget *button)
{
  gtk_widget_activate_action (button, "win.view-mark", "s", gtk_widget_get_name (button));
}

static void
add_label (GtkBox *box, const char *text, const char *style)
{
  if (text != NULL && text[0] != '\0')
    gtk_box_append (box, chosho_text_label_new (text, style));
}

/* The whole line leads to the place. */
static GtkWidget *
new_line (ChoshoValue *row)
{
  g_autofree char *head = chosho_mark_words_dup_head (row);
  g_autofree char *body = chosho_mark_words_dup_body (row);
  g_autofree char *state = chosho_mark_words_dup_state (row);
  g_autofree char *name = g_strjoin ("  ", head, body, state, NULL);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_label (GTK_BOX (box), head, "chosho-who");
  add_label (GTK_BOX (box), body, NULL);
  add_label (GTK_BOX (box), state, "chosho-message");
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_name (button, chosho_value_get_string (row, "id"));
  gtk_widget_add_css_class (button, "chosho-finding");
  gtk_widget_set_tooltip_text (button, _("Go to the marked place"));
  chosho_accessible_set_name (button, name);
  g_signal_connect (button, "clicked", G_CALLBACK (on_open_cb), NULL);
  return button;
}

void
chosho_mark_list_set_rows (ChoshoMarkList *self, ChoshoValue *marks)
{
  gboolean any = FALSE;

  if (self->rows != NULL && chosho_value_equal (self->rows, marks))
    return;
  g_clear_pointer (&self->rows, chosho_value_unref);
  self->rows = marks != NULL ? chosho_value_ref (marks) : NULL;
  chosho_clear_box (self->lines);
  for (guint i = 0; i < chosho_value_get_length (marks); i++)
    {
      ChoshoValue *row = chosho_value_get_item (marks, i);

      if (g_strcmp0 (chosho_value_get_string (row, "state"), "withdrawn") == 0)
        continue;
      gtk_box_append (self->lines, new_line (row));
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

static void
chosho_mark_list_finalize (GObject *object)
{
  g_clear_pointer (&CHOSHO_MARK_LIST (object)->rows, chosho_value_unref);
  G_OBJECT_CLASS (chosho_mark_list_parent_class)->finalize (object);
}

static void
chosho_mark_list_class_init (ChoshoMarkListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_mark_list_finalize;
}

static void
chosho_mark_list_init (ChoshoMarkList *self)
{
  GtkWidget *heading = gtk_label_new (_("Marks"));

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
