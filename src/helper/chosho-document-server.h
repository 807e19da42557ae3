/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-ask.h"
#include "chosho-record-writer.h"

G_BEGIN_DECLS

/*
 * ChoshoDocumentServer: one file that is asked about more than once: what a viewer needs. Opened
 * once, by the first ask; what is costly to make is kept until the process ends.
 */
typedef struct _ChoshoDocumentServer ChoshoDocumentServer;

/* Loads what reading the file on @fd needs and cannot be loaded once confined. Compares the first
 * bytes with known marks for that; they are interpreted later. */
void                  chosho_document_server_prepare (int fd);

/* @fd belongs to the result. */
ChoshoDocumentServer *chosho_document_server_new (int fd);
void                  chosho_document_server_free (ChoshoDocumentServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoDocumentServer, chosho_document_server_free)

/* Writes what answers @ask, without the first and the last record. FALSE with @fault set. */
gboolean              chosho_document_server_answer (ChoshoDocumentServer *self, ChoshoAsk *ask,
                                                     ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
