/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-mark-list.h"
#include "chosho-mark-words.h"
#include "chosho-text-label.h"

/* Lines that are made at once: a control whose marks fill pages is shown as fast as any. */
#define CHUNK 50

struct _ChoshoMarkList
{
  GtkBox parent_instance;

  GtkBox      *lines; /* (borrowed) */
  GtkButton   *more;  /* (borrowed) */
  ChoshoValue *rows;  /* (owned) (nullable) as they were given */
  ChoshoValue *left;  /* (owned) (nullable) those that stand */
  guint        shown; /* of @left */
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

/* Beside a reference: what it refers to. */
static GtkWidget *
new_way (ChoshoValue *row)
{
  GtkWidget *button = gtk_button_new_with_label (_("What It Refers To"));
  g_autofree char *badge = chosho_mark_words_dup_badge (row);
  g_autofree char *name = g_strdup_printf ("%s: %s", _("What It Refers To"), badge);

  gtk_widget_add_css_class (button, "chosho-small");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.follow-mark");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", chosho_value_get_string (row, "id"));
  chosho_accessible_set_name (button, name);
  return button;
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

static void
show_more (ChoshoMarkList *self)
{
  guint n = chosho_value_get_length (self->left), end = MIN (self->shown + CHUNK, n);
  g_autofree char *label = NULL;

  for (; self->shown < end; self->shown++)
    {
      ChoshoValue *row = chosho_value_get_item (self->left, self->shown);

      gtk_box_append (self->lines, new_line (row));
      if (chosho_mark_words_is_reference (row))
        gtk_box_append (self->lines, new_way (row));
    }
  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u More Mark", "%u More Marks", n - end), n - end);
  gtk_button_set_label (self->more, label);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n > end);
}

void
chosho_mark_list_set_rows (ChoshoMarkList *self, ChoshoValue *marks)
{
  if (self->rows != NULL && chosho_value_equal (self->rows, marks))
    return;
  g_clear_pointer (&self->rows, chosho_value_unref);
  g_clear_pointer (&self->left, chosho_value_unref);
  self->rows = marks != NULL ? chosho_value_ref (marks) : NULL;
  self->left = chosho_value_new_array ();
  self->shown = 0;
  for (guint i = 0; i < chosho_value_get_length (marks); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (marks, i), "state"), "withdrawn") != 0)
      chosho_value_append (self->left, chosho_value_ref (chosho_value_get_item (marks, i)));
  chosho_clear_box (self->lines);
  show_more (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->shown > 0);
}

static void
chosho_mark_list_finalize (GObject *object)
{
  g_clear_pointer (&CHOSHO_MARK_LIST (object)->rows, chosho_value_unref);
  g_clear_pointer (&CHOSHO_MARK_LIST (object)->left, chosho_value_unref);
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
  self->more = GTK_BUTTON (gtk_button_new_with_label (""));
  gtk_widget_set_halign (GTK_WIDGET (self->more), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (show_more), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->more));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
