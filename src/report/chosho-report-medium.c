/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-medium.h"

void
chosho_report_medium_init (ChoshoReportMedium *self, const ChoshoReportMediumClass *klass, const ChoshoReportTemplate *template)
{
  self->klass = klass;
  self->template = template;
  self->section = self->subsection = 0;
}

void
chosho_report_medium_set_place (ChoshoReportMedium *self, const char *place)
{
  if (self->klass->set_place != NULL)
    self->klass->set_place (self, place);
}

void
chosho_report_medium_set_locked (ChoshoReportMedium *self, gboolean locked)
{
  if (self->klass->set_locked != NULL)
    self->klass->set_locked (self, locked);
}

void
chosho_report_medium_new_page (ChoshoReportMedium *self)
{
  self->klass->new_page (self);
}

void
chosho_report_medium_space (ChoshoReportMedium *self, double height)
{
  self->klass->space (self, height);
}

void
chosho_report_medium_text (ChoshoReportMedium *self, ChoshoReportStyle style, ChoshoReportAlign align, double indent, double gray, const char *text)
{
  self->klass->text (self, style, align, indent, gray, text);
}

void
chosho_report_medium_body (ChoshoReportMedium *self, const char *text)
{
  self->klass->body (self, text);
}

void
chosho_report_medium_fixed (ChoshoReportMedium *self, const char *text)
{
  chosho_report_medium_set_locked (self, TRUE);
  chosho_report_medium_body (self, text);
  chosho_report_medium_set_locked (self, FALSE);
}

void
chosho_report_medium_heading (ChoshoReportMedium *self, const char *title)
{
  g_autofree char *number = g_strdup_printf ("%u", ++self->section);
  g_autofree char *numbered = chosho_report_template_join_number (self->template, number, title);

  self->subsection = 0;
  chosho_report_medium_plain_heading (self, CHOSHO_REPORT_HEADING_SECTION, numbered);
}

void
chosho_report_medium_subheading (ChoshoReportMedium *self, const char *title)
{
  g_autofree char *number = g_strdup_printf ("%u.%u", self->section, ++self->subsection);
  g_autofree char *numbered = chosho_report_template_join_number (self->template, number, title);

  chosho_report_medium_plain_heading (self, CHOSHO_REPORT_HEADING_SUBSECTION, numbered);
}

void
chosho_report_medium_plain_heading (ChoshoReportMedium *self, ChoshoReportHeading level, const char *title)
{
  self->klass->heading (self, level, title);
}

void
chosho_report_medium_begin_table (ChoshoReportMedium *self, guint n_columns, const double *widths, const char *const *titles)
{
  self->klass->begin_table (self, n_columns, widths, titles);
}

void
chosho_report_medium_add_band (ChoshoReportMedium *self, const char *text, const char *continued, gboolean filled, guint outline_level)
{
  self->klass->add_band (self, text, continued, filled, outline_level);
}

void
chosho_report_medium_add_cell (ChoshoReportMedium *self, guint column, ChoshoReportStyle style, const char *text)
{
  if (text != NULL && *text != '\0')
    self->klass->add_cell (self, column, style, text);
}

void
chosho_report_medium_end_row (ChoshoReportMedium *self)
{
  self->klass->end_row (self);
}

void
chosho_report_medium_end_table (ChoshoReportMedium *self)
{
  self->klass->end_table (self);
}
