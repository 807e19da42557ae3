/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-paper.h"
#include "chosho-progress.h"
#include "chosho-report-pdf.h"

G_BEGIN_DECLS

/*
 * ChoshoPaperPress: sets working papers and writes them as PDF, one by one and bound together. A paper is set once, for both.
 * A character that no font has is printed as its number: what clients wrote does not keep an engagement from being printed.
 * Blocking; any thread, one at a time.
 */
typedef struct _ChoshoPaperPress ChoshoPaperPress;

/* Pages a file can have: those of fifty thousand pieces of evidence, ten times. */
#define CHOSHO_PAPER_PRESS_PAGES 100000

/* What stands on every page and in every file. Copied. */
typedef struct
{
  ChoshoReportLanguage language;
  const char          *head;       /* at the left of every page */
  const char          *author;     /* (nullable) the firm */
  const char          *subject;    /* (nullable) the engagement's id */
  const char          *date;       /* (nullable) "YYYY-MM-DD" */
} ChoshoPaperFacts;

/* Errors: CHOSHO_ERROR_NOT_FOUND where the machine has no Japanese font. (transfer full) */
ChoshoPaperPress *chosho_paper_press_new  (const ChoshoPaperFacts *facts, GError **error);
void              chosho_paper_press_free (ChoshoPaperPress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPaperPress, chosho_paper_press_free)

/* Sets @paper, whose pages are kept. Returns its place. */
guint             chosho_paper_press_add  (ChoshoPaperPress *self, const ChoshoPaper *paper);
/* Writes the paper at @index to @out, which is left open. Errors as of chosho_report_pdf_write(). */
gboolean          chosho_paper_press_write (ChoshoPaperPress *self, guint index, GOutputStream *out, GCancellable *cancellable,
                                            ChoshoReportPdfInfo *info, GError **error);
/* Pages of all papers that were added. */
guint             chosho_paper_press_count_pages (const ChoshoPaperPress *self);
/* Writes one file of all papers in their order: @cover, the table of contents with a link to each, the papers; the outline has
 * them by their groups. Progress counts pages. */
gboolean          chosho_paper_press_bind (ChoshoPaperPress *self, const ChoshoPaper *cover, GOutputStream *out, ChoshoProgress *progress,
                                           GCancellable *cancellable, ChoshoReportPdfInfo *info, GError **error);

G_END_DECLS
