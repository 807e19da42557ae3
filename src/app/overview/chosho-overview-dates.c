/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-overview-sections.h"
#include "chosho-wrap-layout.h"

/* The dates of the engagement in a row, and which comes next. */

static const char *
get_title (const char *code)
{
  static const struct
  {
    const char *code;
    const char *title;
  } titles[] = {
    { "period-start", N_("Period begins") },
    { "period-end", N_("Period ends") },
    { "ended", N_("Ended without a report") },
    { "report-due", N_("Report due") },
    { "assembly-due", N_("File assembly") },
    { "retention-until", N_("Kept until") },
    { "registration-limit", N_("Registration ends") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (titles[i].code, code) == 0)
      return _(titles[i].title);
  return code;
}

/* Where the date comes from, for who asks. */
static const char *
get_basis (const char *code, gboolean provisional)
{
  if (g_strcmp0 (code, "report-due") == 0)
    return _("Within the months after the end of the period that the scheme or the firm sets");
  if (g_strcmp0 (code, "assembly-due") == 0)
    return provisional ? _("Counted from the day the report is due, or from today where that is over, as long as none is issued") : _("Counted from the date of the report");
  if (g_strcmp0 (code, "registration-limit") == 0)
    return _("One year and four months from the day after the period ended");
  if (g_strcmp0 (code, "retention-until") == 0)
    return _("As the assembly of the file says. Afterwards the firm decides whether it is kept on; evidence is destroyed one by one, with a reason");
  return _("As the engagement states it");
}

/* "in 59 days", "152 days late". (transfer full) */
static char *
dup_words (const char *code, const char *state, gint64 days)
{
  guint count = (guint) ABS (days);

  if (g_strcmp0 (state, "done") == 0)
    return g_strdup (g_strcmp0 (code, "assembly-due") == 0 ? _("File assembled") : _("Report issued"));
  if (days == 0)
    return g_strdup (_("today"));
  if (g_strcmp0 (state, "late") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u day late", "%u days late", count), count);
  if (days < 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u day ago", "%u days ago", count), count);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "in %u day", "in %u days", count), count);
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_date (ChoshoValue *entry)
{
  const char *code = chosho_value_get_string (entry, "code");
  const char *state = chosho_value_get_string (entry, "state");
  const char *date = chosho_value_get_string (entry, "date");
  gboolean provisional = chosho_value_get_boolean (entry, "provisional", FALSE);
  gboolean next = g_strcmp0 (state, "next") == 0, late = g_strcmp0 (state, "late") == 0;
  const char *reason = chosho_value_get_string (entry, "reason");
  g_autofree char *words = reason != NULL ? g_strdup (reason) : dup_words (code, state, chosho_value_get_integer (entry, "days", 0));
  g_autofree char *told = next ? g_strdup_printf (_("Next: %s"), words) : provisional ? g_strdup_printf (_("Provisional: %s"), words) : g_strdup (words);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", get_title (code), date, told);
  GtkWidget *box = chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 2, name);
  GtkWidget *day = new_label (date, "chosho-date");

  gtk_widget_add_css_class (day, "numeric");
  gtk_box_append (GTK_BOX (box), new_label (get_title (code), "caption"));
  gtk_box_append (GTK_BOX (box), day);
  gtk_box_append (GTK_BOX (box), new_label (told, next || late ? "caption-heading" : "caption"));
  gtk_widget_add_css_class (box, "chosho-date-cell");
  if (next)
    gtk_widget_add_css_class (box, "next");
  else if (late)
    gtk_widget_add_css_class (box, "late");
  else if (g_strcmp0 (state, "later") != 0)
    gtk_widget_add_css_class (box, "over");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_tooltip_text (box, reason != NULL ? reason : get_basis (code, provisional));
  return box;
}

GtkWidget *
chosho_overview_new_dates (ChoshoValue *overview)
{
  ChoshoValue *dates = chosho_value_get (overview, "dates");
  GtkWidget *box = chosho_accessible_new_group (GTK_ORIENTATION_HORIZONTAL, 0, _("Dates"));

  gtk_widget_set_layout_manager (box, chosho_wrap_layout_new (0, 4));
  gtk_widget_add_css_class (box, "card");
  for (guint i = 0; i < chosho_value_get_length (dates); i++)
    gtk_box_append (GTK_BOX (box), new_date (chosho_value_get_item (dates, i)));
  gtk_widget_set_visible (box, chosho_value_get_length (dates) > 0);
  return box;
}
