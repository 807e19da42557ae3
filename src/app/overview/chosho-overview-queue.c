/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-overview-sections.h"
#include "chosho-page.h"
#include "chosho-row-field.h"
#include "chosho-text-label.h"

/* What waits for the person, the oldest first (session/chosho-review-queue.h): each with why, and for how long. */

#define SHOWN_ROWS 8 /* what else waits is one key away */

static const char *
word_why (const char *why)
{
  if (g_strcmp0 (why, "returned") == 0)
    return _("sent back to you");
  if (g_strcmp0 (why, "changed") == 0)
    return _("changed since you signed");
  if (g_strcmp0 (why, "suspended") == 0)
    return _("suspended since you signed");
  return g_strcmp0 (why, "answered") == 0 ? _("your note was answered") : _("ready");
}

static const char *
get_what (ChoshoValue *line)
{
  const char *why = chosho_value_get_string (line, "why");

  if (g_strcmp0 (why, "ready") != 0)
    return word_why (why);
  return g_strcmp0 (chosho_value_get_string (line, "stage"), "review") == 0 ? _("to review") : _("to approve");
}

/* (transfer full) */
static char *
dup_age (ChoshoValue *line)
{
  guint days = (guint) chosho_value_get_integer (line, "days", 0);

  return days == 0 ? g_strdup (_("since today")) : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "for %u day", "for %u days", days), days);
}

/* @parts is taken. (transfer full) */
static char *
join (GPtrArray *parts)
{
  char *text;

  g_ptr_array_add (parts, NULL);
  text = g_strjoinv (" · ", (char **) parts->pdata);
  g_ptr_array_unref (parts);
  return text;
}

/* "to approve · 2 to open singly · for 3 days" (transfer full) */
static char *
dup_right (ChoshoValue *line)
{
  guint to_open = (guint) chosho_value_get_integer (line, "to_open", 0);
  gboolean approves = g_strcmp0 (chosho_value_get_string (line, "stage"), "approve") == 0 && g_strcmp0 (chosho_value_get_string (line, "why"), "ready") == 0;
  g_autofree char *open = to_open > 0 && approves ? g_strdup_printf (_("%u to open singly"), to_open) : NULL;
  g_autofree char *age = dup_age (line);
  GPtrArray *parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (gpointer) get_what (line));
  if (open != NULL)
    g_ptr_array_add (parts, open);
  g_ptr_array_add (parts, age);
  if (chosho_value_get_boolean (line, "clock_reversed", FALSE))
    g_ptr_array_add (parts, (gpointer) _("Clock ran backwards"));
  return join (parts);
}

static const char *
get_place (ChoshoValue *line)
{
  return g_strcmp0 (chosho_value_get_string (line, "kind"), "paper") == 0 ? "papers" : "controls";
}

static GtkWidget *
new_row (ChoshoValue *line)
{
  const char *number = chosho_value_get_string (line, "number"), *title = chosho_value_get_string (line, "title");
  const char *reason = chosho_value_get_string (line, "reason");
  g_autofree char *right = dup_right (line);
  g_autofree char *name = g_strdup_printf ("%s %s, %s", number, title != NULL ? title : "", right);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *line_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *what = gtk_label_new (title), *head = gtk_label_new (number);

  gtk_widget_add_css_class (head, "heading");
  gtk_label_set_xalign (GTK_LABEL (what), 0);
  gtk_label_set_ellipsize (GTK_LABEL (what), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (what, TRUE);
  gtk_box_append (GTK_BOX (line_box), head);
  gtk_box_append (GTK_BOX (line_box), what);
  gtk_box_append (GTK_BOX (box), line_box);
  gtk_box_append (GTK_BOX (box), chosho_text_label_new (right, "chosho-who"));
  if (reason != NULL)
    gtk_box_append (GTK_BOX (box), chosho_text_label_new (reason, "chosho-who"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "chosho-overview-row");
  gtk_widget_set_tooltip_text (row, title);
  chosho_accessible_set_name (row, name);
  chosho_overview_set_way (row, get_place (line), chosho_value_get_string (line, "id"));
  return row;
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  chosho_overview_follow (GTK_WIDGET (row));
}

gboolean
chosho_overview_go_to_first (GtkWidget *widget, ChoshoValue *overview)
{
  ChoshoValue *first = chosho_value_get_item (chosho_value_get (overview, "queue"), 0);

  if (first != NULL)
    chosho_page_go (widget, get_place (first), chosho_value_get_string (first, "id"));
  return first != NULL;
}

static const ChoshoRowField columns[] = {
  { "number", N_("Number"), NULL },
  { "title", N_("Title"), NULL },
  { "why", N_("Why"), word_why },
  { "days", N_("Days"), NULL },
  { "reason", N_("Reason"), NULL },
  { NULL, NULL, NULL },
};

/* All that waits, also what has no line here: nothing can be chosen. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer queue)
{
  return chosho_list_copy_dup_values (columns, queue);
}

static GtkWidget *
new_note_row (const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), chosho_text_label_new (text, "dim-label"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "chosho-overview-row");
  return row;
}

GtkWidget *
chosho_overview_new_queue (ChoshoValue *overview, const char *title)
{
  ChoshoValue *queue = chosho_value_get (overview, "queue"); /* NULL: nobody acts */
  guint length = chosho_value_get_length (queue);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  chosho_accessible_set_name (list, title);
  for (guint i = 0; i < MIN (length, SHOWN_ROWS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), new_row (chosho_value_get_item (queue, i)));
  if (length > SHOWN_ROWS)
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more: F7 leads to the first, and from there to the next",
                                                            "and %u more: F7 leads to the first, and from there to the next", length - SHOWN_ROWS),
                                               length - SHOWN_ROWS);

      gtk_list_box_append (GTK_LIST_BOX (list), new_note_row (text));
    }
  if (length == 0)
    gtk_list_box_append (GTK_LIST_BOX (list), new_note_row (_("Nothing waits for your review or approval.")));
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated_cb), NULL);
  if (queue != NULL)
    chosho_overview_copy_table (list, dup_table, queue);
  return list;
}
