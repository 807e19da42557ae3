/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-template.h"
#include "chosho-report-type.h"
#include "chosho-xml.h"

G_BEGIN_DECLS

/* The parts of a Word document beside its text. All lengths of the format are twentieths of a point. */

#define CHOSHO_DOCX_MAIN "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define CHOSHO_DOCX_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define CHOSHO_DOCX_TEXT_WIDTH 9426 /* between the margins */

/* A length in points as the format writes it. */
int         chosho_docx_length (double points);

/* The id of the paragraph style of @style. Static. */
const char *chosho_docx_get_style (ChoshoReportStyle style);
#define CHOSHO_DOCX_STYLE_CONTENTS_HEAD "TOCHeading"
#define CHOSHO_DOCX_STYLE_CONTENTS_1 "TOC1"
#define CHOSHO_DOCX_STYLE_CONTENTS_2 "TOC2"
#define CHOSHO_DOCX_STYLE_GAP "TableGap"
#define CHOSHO_DOCX_STYLE_TABLE_GRID "ReportTable"

/* A run of @text; tabs are the format's own. */
void        chosho_docx_add_run (ChoshoXml *xml, const char *text);
/* The properties of the one section: page, margins, head and foot. */
void        chosho_docx_add_section (ChoshoXml *xml);

/* All (transfer full). */
ChoshoXml  *chosho_docx_make_styles (ChoshoReportLanguage language);
ChoshoXml  *chosho_docx_make_settings (ChoshoReportLanguage language);
ChoshoXml  *chosho_docx_make_fonts (void);
/* Title and number of the engagement; the mark of a draft in words and behind the text. */
ChoshoXml  *chosho_docx_make_header (const ChoshoReportTemplate *template, const ChoshoReportModel *model);
ChoshoXml  *chosho_docx_make_footer (const ChoshoReportTemplate *template);
ChoshoXml  *chosho_docx_make_core (const ChoshoReportTemplate *template, const ChoshoReportModel *model);
ChoshoXml  *chosho_docx_make_app (void);
ChoshoXml  *chosho_docx_make_content_types (void);
ChoshoXml  *chosho_docx_make_package_relations (void);
ChoshoXml  *chosho_docx_make_document_relations (void);

G_END_DECLS
