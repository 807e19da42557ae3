/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-writer.h"

G_BEGIN_DECLS

/*
 * ChoshoMail: a mail (EML) that is looked at: its head, its text – also an HTML form as its text, with
 * nothing fetched – and its attachments, which are members like an archive's.
 */
typedef struct _ChoshoMail ChoshoMail;

/* TRUE where @data begins as a mail does: known fields, no other lines before the first blank one. */
gboolean    chosho_mail_is_mail       (const char *data, gsize size_bytes);

/* Takes @data. NULL with @fault set. (transfer full) */
ChoshoMail *chosho_mail_open          (char *data, gsize size_bytes, ChoshoFault *fault);
void        chosho_mail_free          (ChoshoMail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoMail, chosho_mail_free)

/* Answers BLOCKS, MEMBERS and MEMBER of ../protocol. */
gboolean    chosho_mail_write_blocks  (ChoshoMail *self, ChoshoRecordWriter *writer, ChoshoFault *fault);
gboolean    chosho_mail_write_members (ChoshoMail *self, ChoshoRecordWriter *writer, ChoshoFault *fault);
gboolean    chosho_mail_write_member  (ChoshoMail *self, guint index, ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
