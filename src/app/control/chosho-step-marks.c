/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-step-marks.h"

/* The consent to @purpose of this step; where @performance is not NULL, only one given for that. */
static ChoshoValue *
find_consent (ChoshoValue *consents, const char *step, const char *purpose, const char *performance)
{
  for (guint i = 0; i < chosho_value_get_length (consents); i++)
    {
      ChoshoValue *consent = chosho_value_get_item (consents, i);

      if (g_strcmp0 (chosho_value_get_string (consent, "step"), step) == 0 && g_strcmp0 (chosho_value_get_string (consent, "for"), purpose) == 0
          && (performance == NULL || g_strcmp0 (chosho_value_get_string (consent, "about"), performance) == 0))
        return consent;
    }
  return NULL;
}

static gboolean
is_blocked (ChoshoValue *blockers, const char *step, const char *code)
{
  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (blockers, i);

      if (g_strcmp0 (chosho_value_get_string (blocker, "code"), code) == 0 && g_strcmp0 (chosho_value_get_string (blocker, "step"), step) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_mark (GtkBox *box, const char *text, ChoshoValue *consent, const char *purpose, gboolean may_consent)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *end;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (consent != NULL)
    {
      g_autofree char *given = g_strdup_printf (_("Consented: %s"), chosho_value_get_string (consent, "by"));

      end = gtk_label_new (given);
      gtk_widget_set_tooltip_text (end, chosho_value_get_string (consent, "reason"));
    }
  else if (may_consent)
    {
      end = gtk_button_new_with_mnemonic (_("_Consent…"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (end), "step.consent");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (end), "s", purpose);
    }
  else
    {
      end = gtk_label_new (_("Needs the leader's consent"));
      gtk_widget_add_css_class (end, "dim-label");
    }
  gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (line, "chosho-mark");
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), end);
  gtk_box_append (box, line);
}

void
chosho_step_marks_show (GtkBox *box, ChoshoValue *row, ChoshoValue *consents, ChoshoValue *blockers, gboolean may_consent)
{
  const char *step = chosho_value_get_string (row, "id");
  const char *performance = chosho_value_get_string (row, "performance");
  const char *prescribed = chosho_value_get_string (row, "technique");
  const char *recorded = chosho_value_get_string (row, "recorded_technique");

  chosho_clear_box (box);
  if (recorded != NULL && g_strcmp0 (recorded, prescribed) != 0)
    {
      g_autofree char *text = g_strdup_printf (_("Departure from the procedure: %s is prescribed, %s was performed"),
                                               chosho_word_technique (prescribed), chosho_word_technique (recorded));

      add_mark (box, text, find_consent (consents, step, "departure", performance), "departure", may_consent);
    }
  if (g_strcmp0 (chosho_value_get_string (row, "outcome"), "unable") == 0)
    add_mark (box, chosho_word_outcome ("unable"), find_consent (consents, step, "unable", performance), "unable", may_consent);
  if (is_blocked (blockers, step, "exception-reversed") || find_consent (consents, step, "reversal", performance) != NULL)
    add_mark (box, _("An exception was changed to none"), find_consent (consents, step, "reversal", performance), "reversal", may_consent);
  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
}
