/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-overview-sections.h"

/* What interrupts the work: sign-offs that no longer stand, notes, findings by state. */

typedef struct
{
  const char *code;
  const char *word;
} State;

static const State finding_states[] = {
  { "candidate", N_("Candidate") },
  { "inquired", N_("Asked to confirm") },
  { "answered", N_("Provider answered") },
  { "confirmed", N_("Confirmed") },
  { "withdrawn", N_("Withdrawn") },
};

static GtkWidget *
new_count (const char *word, gint64 count, const char *of, const char *place, const char *target)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *number = g_strdup_printf ("%u", (guint) count);
  g_autofree char *name = g_strdup_printf (_("%s: %s %u"), of, word, (guint) count);
  GtkWidget *amount = gtk_label_new (number);
  GtkWidget *label = gtk_label_new (word);

  gtk_widget_add_css_class (amount, "numeric");
  gtk_widget_add_css_class (amount, "title-4");
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (count == 0)
    gtk_widget_add_css_class (amount, "dim-label");
  gtk_box_append (GTK_BOX (box), amount);
  gtk_box_append (GTK_BOX (box), label);
  return chosho_overview_new_link_with_child (box, name, place, target);
}

static GtkWidget *
new_row (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_widget_add_css_class (row, "card");
  gtk_widget_add_css_class (row, "chosho-counts");
  return row;
}

static GtkWidget *
new_sign_offs (ChoshoValue *overview)
{
  ChoshoValue *notes = chosho_value_get (overview, "notes");
  GtkWidget *row = new_row ();

  gtk_box_append (GTK_BOX (row), new_count (_("To be signed again"), chosho_value_get_integer (overview, "stale", 0), _("Sign-offs"), "controls",
                                            "filter:stale=1"));
  gtk_box_append (GTK_BOX (row), new_count (_("Suspended"), chosho_value_get_integer (overview, "suspended", 0), _("Sign-offs"), "controls",
                                            "filter:suspended=1"));
  gtk_box_append (GTK_BOX (row), new_count (_("Notes unanswered"), chosho_value_get_integer (notes, "open", 0), _("Review notes"), "review",
                                            "filter:state=open"));
  gtk_box_append (GTK_BOX (row), new_count (_("Notes answered"), chosho_value_get_integer (notes, "answered", 0), _("Review notes"), "review",
                                            "filter:state=answered"));
  return chosho_overview_new_section (_("Sign-offs and Notes"), NULL, row);
}

static GtkWidget *
new_findings (ChoshoValue *overview)
{
  ChoshoValue *counts = chosho_value_get (overview, "findings");
  GtkWidget *row = new_row ();

  for (gsize i = 0; i < G_N_ELEMENTS (finding_states); i++)
    {
      g_autofree char *target = g_strconcat ("filter:state=", finding_states[i].code, NULL);

      gtk_box_append (GTK_BOX (row), new_count (_(finding_states[i].word), chosho_value_get_integer (counts, finding_states[i].code, 0),
                                                _("Findings"), "findings", target));
    }
  return chosho_overview_new_section (_("Findings"), NULL, row);
}

static GtkWidget *
new_requests (ChoshoValue *overview)
{
  static const State states[] = {
    { "not-requested", N_("Not requested") }, { "requested", N_("Requested") }, { "returned", N_("Returned") }, { "received", N_("Received") },
  };
  ChoshoValue *counts = chosho_value_get (overview, "requests");
  GtkWidget *row = new_row ();

  gtk_box_append (GTK_BOX (row), new_count (_("Overdue"), chosho_value_get_integer (counts, "overdue", 0), _("Requests"), "requests", "filter:overdue=1"));
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *target = g_strconcat ("filter:state=", states[i].code, NULL);

      gtk_box_append (GTK_BOX (row), new_count (_(states[i].word), chosho_value_get_integer (counts, states[i].code, 0), _("Requests"), "requests", target));
    }
  return chosho_overview_new_section (_("Requests"), NULL, row);
}

GtkWidget *
chosho_overview_new_counts (ChoshoValue *overview)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (box), new_sign_offs (overview));
  gtk_box_append (GTK_BOX (box), new_requests (overview));
  gtk_box_append (GTK_BOX (box), new_findings (overview));
  return box;
}
