/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-text-label.h"
#include "chosho-trail.h"
#include "chosho-zone.h"

static void
add_line (GtkBox *box, const char *text, const char *style)
{
  if (text != NULL && text[0] != '\0')
    gtk_box_append (box, chosho_text_label_new_selectable (text, style));
}

/* To whom it went, and until when an answer is wanted. (transfer full) (nullable) */
static char *
dup_addressee (ChoshoValue *step)
{
  const char *addressee = chosho_value_get_string (step, "addressee"), *due = chosho_value_get_string (step, "due");

  if (addressee != NULL && due != NULL)
    return g_strdup_printf (_("To %s, answer wanted by %s"), addressee, due);
  if (due != NULL)
    return g_strdup_printf (_("Answer wanted by %s"), due);
  return addressee != NULL ? g_strdup_printf (_("To %s"), addressee) : NULL;
}

/* (transfer full) (nullable) */
static char *
dup_answer (ChoshoValue *step)
{
  const char *answer = chosho_value_get_string (step, "answer");

  return answer != NULL ? g_strdup_printf ("%s · %s", chosho_word_fact_answer (answer), chosho_value_get_string (step, "answered_by")) : NULL;
}

static GtkWidget *
new_step (ChoshoValue *step, const char *(*word) (const char *code))
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *day = chosho_value_get_string (step, "day");
  g_autofree char *head = g_strjoin ("  ", word (chosho_value_get_string (step, "state")), day, NULL);
  g_autofree char *addressee = dup_addressee (step);
  g_autofree char *answer = dup_answer (step);
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (step, "at"));
  g_autofree char *who = g_strdup_printf ("%s · %s", chosho_value_get_string (step, "by"), at);

  add_line (GTK_BOX (box), head, "heading");
  add_line (GTK_BOX (box), addressee, NULL);
  add_line (GTK_BOX (box), answer, NULL);
  add_line (GTK_BOX (box), chosho_value_get_string (step, "text"), NULL);
  add_line (GTK_BOX (box), who, "chosho-who");
  gtk_widget_add_css_class (box, "chosho-change");
  return box;
}

GtkWidget *
chosho_trail_new (ChoshoValue *trail, const char *(*word) (const char *code))
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  for (guint i = 0; i < chosho_value_get_length (trail); i++)
    gtk_box_append (GTK_BOX (box), new_step (chosho_value_get_item (trail, i), word));
  return box;
}
