/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-paper-record.h"
#include "chosho-progress.h"
#include "chosho-report-pdf.h"

G_BEGIN_DECLS

/*
 * The working papers of an engagement as files that are read without this program: in the folder @path one PDF for each control
 * ("controls") and general paper ("general"), one of all of them with index and outline ("binder.pdf"), and a workbook of results,
 * findings, requests and evidence ("tables.xlsx"). Written beside @path and read back; the folder has its name only once all is
 * whole. Blocking.
 *
 * @controls (nullable): numbers; only the papers of these, and no general ones. @binder_only: without a file for each paper.
 * Progress counts excerpts, papers and pages.
 * Errors: EXISTS where @path is there and no empty folder; those of reading the record, of chosho_paper_excerpts_read() and of
 * the PDF. @result: {path, controls, general, files, pages, size_bytes, excerpts, excerpts_missing}. (transfer full)
 */
gboolean chosho_papers_export (ChoshoSession *session, const char *path, ChoshoValue *controls, gboolean binder_only,
                               ChoshoProgress *progress, GCancellable *cancellable, ChoshoValue **result, GError **error);

/* The paper of @control alone as @record has it, as a PDF in memory; files are those of @objects. Errors as above. (transfer full) */
GBytes  *chosho_papers_make   (ChoshoPaperRecord *record, ChoshoObjectStore *objects, const char *control, GCancellable *cancellable,
                               GError **error);

G_END_DECLS
