/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-change-list.h"
#include "chosho-diff-label.h"
#include "chosho-field-words.h"
#include "chosho-text-label.h"

/* An import writes hundreds of items into one event: who wants them all asks `choshoctl journal changes`. */
#define MAX_CHANGES 50
#define LABEL_CHARS 14 /* as wide as the facts below */

typedef struct
{
  ChoshoContext *context;
  const char    *action;
  ChoshoValue   *names;
} Words;

/* Codes, names and days change as a whole. */
static GtkWidget *
new_exchange (const char *old, const char *new)
{
  g_autofree char *text = g_strdup_printf (_("%s → %s"), old, new);
  g_autofree char *spoken = g_strdup_printf (_("Before: %s. Now: %s"), old, new);
  GtkWidget *label = chosho_text_label_new_selectable (text, NULL);

  chosho_accessible_set_name (label, spoken);
  return label;
}

static GtkWidget *
new_value (const char *field, const char *old, const char *new)
{
  if (g_strcmp0 (old, new) == 0 || old == NULL)
    return chosho_text_label_new_selectable (new, NULL);
  if (new == NULL || chosho_field_word_is_text (field))
    return chosho_diff_label_new (old, new);
  return new_exchange (old, new);
}

static void
add_field (GtkBox *box, const Words *words, ChoshoValue *field)
{
  const char *name = chosho_value_get_string (field, "name");
  const char *label = chosho_field_word_label (name);
  g_autofree char *old = chosho_field_word_dup_value (words->context, words->action, name, chosho_value_get (field, "old"), words->names);
  g_autofree char *new = chosho_field_word_dup_value (words->context, words->action, name, chosho_value_get (field, "new"), words->names);
  GtkWidget *line, *head, *value;

  if (label == NULL || (old == NULL && new == NULL))
    return;
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  head = gtk_label_new (label);
  gtk_label_set_width_chars (GTK_LABEL (head), LABEL_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (head), LABEL_CHARS);
  gtk_label_set_wrap (GTK_LABEL (head), TRUE);
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_widget_set_valign (head, GTK_ALIGN_START);
  gtk_widget_add_css_class (head, "dim-label");
  value = new_value (name, old, new);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_box_append (GTK_BOX (line), head);
  gtk_box_append (GTK_BOX (line), value);
  gtk_box_append (box, line);
}

static GtkWidget *
new_change (const Words *words, ChoshoValue *change)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  ChoshoValue *fields = chosho_value_get (change, "fields");
  const char *reason = chosho_value_get_string (change, "reason");

  if (chosho_value_get_boolean (change, "removed", FALSE))
    {
      g_autofree char *text = reason != NULL ? g_strdup_printf (_("Taken away: %s"), reason) : g_strdup (_("Taken away"));

      gtk_box_append (GTK_BOX (box), chosho_text_label_new_selectable (text, NULL));
    }
  for (guint i = 0; i < chosho_value_get_length (fields); i++)
    add_field (GTK_BOX (box), words, chosho_value_get_item (fields, i));
  gtk_widget_add_css_class (box, "chosho-change");
  return box;
}

GtkWidget *
chosho_change_list_new (ChoshoContext *context, ChoshoValue *changes)
{
  const Words words = { context, chosho_value_get_string (changes, "action"), chosho_value_get (changes, "names") };
  ChoshoValue *list = chosho_value_get (changes, "changes");
  guint length = chosho_value_get_length (list);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *heading = chosho_text_label_new_selectable (_("What changed"), NULL);

  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  for (guint i = 0; i < MIN (length, MAX_CHANGES); i++)
    gtk_box_append (GTK_BOX (box), new_change (&words, chosho_value_get_item (list, i)));
  if (length > MAX_CHANGES)
    {
      guint rest = length - MAX_CHANGES;
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more of this event", "and %u more of this event", rest), rest);

      gtk_box_append (GTK_BOX (box), chosho_text_label_new_selectable (text, NULL));
    }
  return box;
}
