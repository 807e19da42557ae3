/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-charset.h"
#include "chosho-record-writer.h"

G_BEGIN_DECLS

/*
 * ChoshoLog: a text file of any size, read in windows; never whole in memory. Lines end with a line
 * feed; a carriage return before it belongs to the end.
 */
typedef struct _ChoshoLog ChoshoLog;

/* @fd is borrowed. NULL with @fault set where it cannot be read. */
ChoshoLog    *chosho_log_open (int fd, ChoshoFault *fault);
void          chosho_log_free (ChoshoLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoLog, chosho_log_free)

guint64       chosho_log_get_size_bytes (ChoshoLog *self);
/* As detected. */
ChoshoCharset chosho_log_get_charset (ChoshoLog *self);

/* Writes WINDOW: text around byte @offset, of about @size_bytes. @exact: from exactly there, which
 * must be where another window ended; else from the beginning of that line. UNKNOWN: as detected. */
gboolean      chosho_log_write_window (ChoshoLog *self, guint64 offset, gboolean exact, guint32 size_bytes,
                                       ChoshoCharset charset, ChoshoRecordWriter *writer, ChoshoFault *fault);
/* Writes LINES: up to @count lines from @first (from 0) on, as far as lines were counted. Each call counts on, by
 * CHOSHO_HELPER_COUNTED_BYTES at most: whoever waits is told soon, and how far it came. */
gboolean      chosho_log_write_lines (ChoshoLog *self, guint64 first, guint32 count, ChoshoCharset charset,
                                      ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
