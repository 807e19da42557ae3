/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-fault.h"

G_BEGIN_DECLS

/*
 * ChoshoRecordWriter: the helper's answer, record by record (protocol: ../README.md). Buffers and
 * writes to a descriptor; a failed write ends the process, since without its answer the helper has
 * nothing left to do.
 */
typedef struct _ChoshoRecordWriter ChoshoRecordWriter;

/* Writes to @fd, which stays the caller's. */
ChoshoRecordWriter *chosho_record_writer_new (int fd);
/* Appends to @memory, which is borrowed (fuzz targets). */
ChoshoRecordWriter *chosho_record_writer_new_for_memory (GByteArray *memory);
/* Does not flush: an answer without END or FAULT must never look like one. */
void                chosho_record_writer_free (ChoshoRecordWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoRecordWriter, chosho_record_writer_free)

/* A record is begun, filled, ended. */
void                chosho_record_writer_begin (ChoshoRecordWriter *self, ChoshoHelperRecord type);
void                chosho_record_writer_u8 (ChoshoRecordWriter *self, guint8 value);
void                chosho_record_writer_u16 (ChoshoRecordWriter *self, guint16 value);
void                chosho_record_writer_u32 (ChoshoRecordWriter *self, guint32 value);
void                chosho_record_writer_u64 (ChoshoRecordWriter *self, guint64 value);
/* @text must be valid UTF-8; NULL is written as "". */
void                chosho_record_writer_string (ChoshoRecordWriter *self, const char *text);
/* Raw bytes, whose number the record tells otherwise. */
void                chosho_record_writer_bytes (ChoshoRecordWriter *self, gconstpointer data, gsize size_bytes);
void                chosho_record_writer_end (ChoshoRecordWriter *self);
/* Bytes of the record begun, without its header. */
gsize               chosho_record_writer_get_size (ChoshoRecordWriter *self);

/* The last record: END, or FAULT where @fault is set. Flushes; another answer may follow. */
void                chosho_record_writer_finish (ChoshoRecordWriter *self, const ChoshoFault *fault);

G_END_DECLS
