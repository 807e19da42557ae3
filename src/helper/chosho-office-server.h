/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-charset.h"
#include "chosho-record-writer.h"

G_BEGIN_DECLS

/*
 * ChoshoOfficeFile: what has sheets or flows: a workbook, a text document, slides, a mail. What is
 * asked about it is parsed then, so that a damaged part leaves the others.
 */
typedef struct _ChoshoOfficeFile ChoshoOfficeFile;

/* Takes @data; NULL, and nothing wrong, where it is a ZIP of another kind. (transfer full) */
ChoshoOfficeFile   *chosho_office_file_open_zip  (char *data, gsize size_bytes);
/* Takes @data. NULL with @fault set. (transfer full) */
ChoshoOfficeFile   *chosho_office_file_open_mail (char *data, gsize size_bytes, ChoshoFault *fault);
void                chosho_office_file_free      (ChoshoOfficeFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoOfficeFile, chosho_office_file_free)

ChoshoHelperContent chosho_office_file_get_content (ChoshoOfficeFile *self);
/* "xlsx", "docx", "pptx", "ods", "odt", "odp", "eml". (static) */
const char         *chosho_office_file_get_format  (ChoshoOfficeFile *self);
/* Its members are not those of a ZIP: the two below answer. */
gboolean            chosho_office_file_is_mail     (ChoshoOfficeFile *self);
gboolean            chosho_office_file_write_members (ChoshoOfficeFile *self, ChoshoRecordWriter *writer, ChoshoFault *fault);
gboolean            chosho_office_file_write_member  (ChoshoOfficeFile *self, guint index, ChoshoRecordWriter *writer, ChoshoFault *fault);

/* The asks of ../protocol; FALSE with @fault set. */
gboolean            chosho_office_file_write_sheets (ChoshoOfficeFile *self, ChoshoRecordWriter *writer, ChoshoFault *fault);
gboolean            chosho_office_file_write_layout (ChoshoOfficeFile *self, guint sheet, ChoshoRecordWriter *writer, ChoshoFault *fault);
gboolean            chosho_office_file_write_rows   (ChoshoOfficeFile *self, guint sheet, guint32 first, guint32 count,
                                                     ChoshoRecordWriter *writer, ChoshoFault *fault);
gboolean            chosho_office_file_write_blocks (ChoshoOfficeFile *self, ChoshoRecordWriter *writer, ChoshoFault *fault);

/* TRUE where @data, an OLE container, is an Office document under a password. */
gboolean            chosho_office_is_encrypted (const char *data, gsize size_bytes);

G_END_DECLS
