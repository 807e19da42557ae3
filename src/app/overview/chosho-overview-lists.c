/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-overview-sections.h"

/* The three lists that matter today: mine, what waits for me, what is late. */

static void
append_label (GtkWidget *box, const char *text, const char *style, gboolean expand)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (expand)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, expand);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

/* What stands at the right: the day. (transfer full) (nullable) */
static char *
dup_right (ChoshoValue *item)
{
  const char *due = chosho_value_get_string (item, "due");

  if (due == NULL)
    return NULL;
  return g_strdup_printf (chosho_value_get_boolean (item, "late", FALSE) ? _("was due %s") : _("due %s"), due);
}

static GtkWidget *
new_control_row (ChoshoValue *item, gboolean with_person)
{
  const char *number = chosho_value_get_string (item, "number");
  const char *title = chosho_value_get_string (item, "title");
  const char *state = chosho_value_get_string (item, "state");
  const char *person = with_person ? chosho_value_get_string (item, "assignee") : NULL;
  const char *icon = chosho_icon_state (state, chosho_value_get_boolean (item, "stale", FALSE), chosho_value_get_boolean (item, "suspended", FALSE));
  gboolean late = chosho_value_get_boolean (item, "late", FALSE);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *right = dup_right (item);
  g_autofree char *name = g_strdup_printf ("%s %s, %s, %s%s%s", number, title != NULL ? title : "", chosho_word_state (state),
                                           person != NULL ? person : "", person != NULL ? ", " : "", right != NULL ? right : "");

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  append_label (box, number, "heading", FALSE);
  append_label (box, title != NULL ? title : "", NULL, TRUE);
  if (person != NULL)
    append_label (box, person, "dim-label", FALSE);
  if (right != NULL)
    append_label (box, right, late ? "caption-heading" : "caption", FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "chosho-overview-row");
  gtk_widget_set_tooltip_text (row, title);
  chosho_accessible_set_name (row, name);
  chosho_overview_set_way (row, "controls", number);
  return row;
}

static GtkWidget *
new_empty_row (const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "chosho-overview-row");
  return row;
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  chosho_overview_follow (GTK_WIDGET (row));
}

static const ChoshoRowField columns[] = {
  { "number", N_("Number"), NULL },
  { "title", N_("Title"), NULL },
  { "state", N_("State"), chosho_word_state },
  { "assignee", N_("Assignee"), NULL },
  { "due", N_("Due"), NULL },
  { NULL, NULL, NULL },
};

/* What is listed: nothing can be chosen here. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer items)
{
  return chosho_list_copy_dup_values (columns, items);
}

static GtkWidget *
new_list (const char *title, ChoshoValue *list, gboolean with_person, const char *empty)
{
  ChoshoValue *items = chosho_value_get (list, "items");
  GtkWidget *box = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "boxed-list");
  chosho_accessible_set_name (box, title);
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      GtkWidget *row = new_control_row (chosho_value_get_item (items, i), with_person);

      gtk_widget_set_name (row, title); /* the same control may stand in several lists */
      gtk_list_box_append (GTK_LIST_BOX (box), row);
    }
  if (chosho_value_get_length (items) == 0)
    gtk_list_box_append (GTK_LIST_BOX (box), new_empty_row (empty));
  g_signal_connect (box, "row-activated", G_CALLBACK (on_row_activated_cb), NULL);
  if (items != NULL)
    chosho_overview_copy_table (box, dup_table, items);
  return box;
}

/* "All 12". NULL where there is nothing. */
static GtkWidget *
new_all_link (const char *title, guint count, const char *target)
{
  g_autofree char *text = g_strdup_printf (_("All %u"), count);
  g_autofree char *name = g_strdup_printf (_("%s: all %u"), title, count);

  return count > 0 ? chosho_overview_new_link (text, name, "controls", target) : NULL;
}

static GtkWidget *
new_section (ChoshoValue *overview, const char *key, const char *title, const char *target, const char *empty)
{
  ChoshoValue *list = chosho_value_get (overview, key);
  guint count = (guint) chosho_value_get_integer (list, "count", 0);

  return chosho_overview_new_section (title, new_all_link (title, count, target), new_list (title, list, g_str_equal (key, "late"), empty));
}

/* How many controls of the queue are ready for the stage @stage; of NULL: changed, or fell, after the person had signed them. */
static guint
count_waiting (ChoshoValue *queue, const char *stage)
{
  guint count = 0;

  for (guint i = 0; i < chosho_value_get_length (queue); i++)
    {
      ChoshoValue *line = chosho_value_get_item (queue, i);
      const char *why = chosho_value_get_string (line, "why");
      gboolean ready = g_strcmp0 (why, "ready") == 0;
      gboolean changed = g_strcmp0 (why, "changed") == 0 || g_strcmp0 (why, "suspended") == 0;

      if (g_strcmp0 (chosho_value_get_string (line, "kind"), "control") == 0)
        count += stage != NULL ? ready && g_strcmp0 (chosho_value_get_string (line, "stage"), stage) == 0 : changed;
    }
  return count;
}

/* Takes @text. Nothing where there are none. */
static void
append_waiting_link (GtkWidget *links, guint count, char *text, const char *target)
{
  if (count > 0)
    gtk_box_append (GTK_BOX (links), chosho_overview_new_link (text, text, "controls", target));
  g_free (text);
}

/* A link for each reason for which controls wait: together they lead to the controls of the list below. */
static GtkWidget *
new_waiting (ChoshoValue *overview)
{
  ChoshoValue *queue = chosho_value_get (overview, "queue");
  GtkWidget *links = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  guint review = count_waiting (queue, "review"), approve = count_waiting (queue, "approve"), changed = count_waiting (queue, NULL);

  append_waiting_link (links, review, g_strdup_printf (_("To review %u"), review), "filter:ready=1&waiting=review");
  append_waiting_link (links, approve, g_strdup_printf (_("To approve %u"), approve), "filter:ready=1&waiting=approve");
  append_waiting_link (links, changed, g_strdup_printf (_("Changed %u"), changed), "filter:mine-changed=1");
  return chosho_overview_new_section (_("Waiting for Me"), links, chosho_overview_new_queue (overview, _("Waiting for Me")));
}

GtkWidget *
chosho_overview_new_lists (ChoshoValue *overview)
{
  gboolean known = chosho_value_get_string (overview, "member") != NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (box), new_section (overview, "mine", _("Mine"), "filter:open=1&person=me",
                                              known ? _("Nothing is assigned to you.") : _("Choose your identity to see what is yours.")));
  gtk_box_append (GTK_BOX (box), new_waiting (overview));
  gtk_box_append (GTK_BOX (box), new_section (overview, "late", _("Late"), "filter:late=1", _("Nothing is past its due date.")));
  return box;
}
