/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-values.h"

G_BEGIN_DECLS

/*
 * ChoshoReportForm: a firm's own Word document with places for what a report says. A place is a content control with the
 * tag "chosho.NAME" or the text {{NAME}}; the names are those of ChoshoReportValues. A row of a table with places of a
 * group ({{finding.text}}) is repeated for each of them. All else stays as the firm made it.
 *
 * Plain data, no file: the parts of the package come unpacked. One thread.
 */
typedef struct _ChoshoReportForm ChoshoReportForm;

/* A place: what it asks for and where it stands. */
typedef struct
{
  char    *name;  /* (owned) */
  char    *place; /* (owned) "table 2, row 3, cell 1", in the user's language */
  gboolean known; /* there is such a value, and it can stand there */
} ChoshoReportFormPlace;

/* An empty one. (transfer full) */
ChoshoReportForm *chosho_report_form_new    (void);
void              chosho_report_form_free   (ChoshoReportForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoReportForm, chosho_report_form_free)

/* Adds a part of the package, in its order. Error: CHOSHO_ERROR_INVALID and _LIMIT for XML that cannot be read, for
 * macros and for a part that stands there twice. */
gboolean          chosho_report_form_add    (ChoshoReportForm *self, const char *name, GBytes *content, GError **error);
/* All its places, in order. Error: CHOSHO_ERROR_INVALID where it is no Word document.
 * (transfer full) (element-type ChoshoReportFormPlace) */
GPtrArray        *chosho_report_form_list   (ChoshoReportForm *self, GError **error);
/* Fills it, once. @draft: every page has to bear that mark, so {{draft}} must stand in a head or foot. Error:
 * CHOSHO_ERROR_INVALID naming each place that is not known, or that there is no mark. (transfer full) */
GBytes           *chosho_report_form_fill   (ChoshoReportForm *self, ChoshoReportValues *values, gboolean draft, GError **error);
/* A form that shows how one is made: marked as a sample (見本). Error: CHOSHO_ERROR_FAILED. (transfer full) */
GBytes           *chosho_report_form_make_sample (ChoshoReportLanguage language, GError **error);

G_END_DECLS
