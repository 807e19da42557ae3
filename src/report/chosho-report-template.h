/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-model.h"

G_BEGIN_DECLS

/*
 * ChoshoReportTemplate: the fixed paragraphs, headings and labels of a report in one language.
 * The built-in ones are data/report/ja.ini and en.ini, compiled in; a firm may load its own file
 * with the same keys. Immutable after loading, so any thread may read it.
 */
typedef struct _ChoshoReportTemplate ChoshoReportTemplate;

/* Largest template file: two hundred times the built-in one; a bigger one is no template. */
#define CHOSHO_REPORT_TEMPLATE_BYTES (1024 * 1024)

/* The built-in template of @language. (transfer full) */
ChoshoReportTemplate *chosho_report_template_new_default (ChoshoReportLanguage language);

/* The same with the words of working papers added ([paper] and [paper-…], data/report/papers-*.ini). (transfer full) */
ChoshoReportTemplate *chosho_report_template_new_papers (ChoshoReportLanguage language);

/* Parses a firm's template (key file, UTF-8) of @size_bytes at @data for @language. It must hold exactly the keys of
 * the built-in one, and each value only the {…} places of the built-in value. Errors:
 * CHOSHO_ERROR_INVALID naming group and key, CHOSHO_ERROR_LIMIT. (transfer full) */
ChoshoReportTemplate *chosho_report_template_new (ChoshoReportLanguage language, const char *data,
                                                  gsize size_bytes, GError **error);
void                  chosho_report_template_free (ChoshoReportTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoReportTemplate, chosho_report_template_free)

ChoshoReportLanguage  chosho_report_template_get_language (const ChoshoReportTemplate *self);
/* TRUE where the wording is a sample (見本) and not the firm's or the prescribed one. */
gboolean              chosho_report_template_is_sample (const ChoshoReportTemplate *self);

/* The text at @group/@key; both must be in the built-in template. Borrowed. */
const char           *chosho_report_template_get (const ChoshoReportTemplate *self, const char *group,
                                                  const char *key);
/* The label of @code in @group, or @code itself where there is none: names that a firm's own
 * data brings (techniques, roles, schemes) are printed as they stand. Borrowed. */
const char           *chosho_report_template_get_label (const ChoshoReportTemplate *self, const char *group,
                                                        const char *code);
/* The text at @group/@key with each {name} replaced: pairs of name and value, ended by NULL. A
 * NULL value counts as "". Values are never searched for places themselves. (transfer full) */
char                 *chosho_report_template_format (const ChoshoReportTemplate *self, const char *group,
                                                     const char *key, ...) G_GNUC_NULL_TERMINATED;
/* @date ("YYYY-MM-DD") in the report's language; @date itself where it is no date. (transfer full) */
char                 *chosho_report_template_format_date (const ChoshoReportTemplate *self, const char *date);
/* "5.1.1　情報セキュリティのための…": @number and @title as one heading; @number alone where @title is blank. (transfer full) */
char                 *chosho_report_template_join_number (const ChoshoReportTemplate *self, const char *number, const char *title);
/* @number with a comma between thousands. (transfer full) */
char                 *chosho_report_template_format_number (gint64 number);

/* Every locked text of the template, unformatted, split at its {…} places and paragraphs: what the
 * wording check must not take for the auditor's voice. NULL-terminated. (transfer full) */
char                **chosho_report_template_dup_fixed (const ChoshoReportTemplate *self);

G_END_DECLS
