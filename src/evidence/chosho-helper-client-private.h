/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside the evidence layer, its tests and fuzz targets. */

#include "chosho-helper-client.h"
#include "chosho-helper-protocol.h"

G_BEGIN_DECLS

/* chosho-helper-client-stream.c: the answer's records, checked. */

/* The payload of one record. Reading past its end gives zeros and marks it broken for good. */
typedef struct
{
  const guint8 *next; /* (borrowed) */
  gsize         left_bytes;
  gboolean      broken;
} ChoshoHelperPayload;

guint8   chosho_helper_payload_u8 (ChoshoHelperPayload *self);
guint16  chosho_helper_payload_u16 (ChoshoHelperPayload *self);
guint32  chosho_helper_payload_u32 (ChoshoHelperPayload *self);
guint64  chosho_helper_payload_u64 (ChoshoHelperPayload *self);
/* A u8 that must be 0 or 1. */
gboolean chosho_helper_payload_boolean (ChoshoHelperPayload *self);
/* Valid UTF-8 of at most @limit_bytes, else broken and NULL. (transfer full) */
char    *chosho_helper_payload_string (ChoshoHelperPayload *self, gsize limit_bytes);
/* The same with "" as NULL. (transfer full) (nullable) */
char    *chosho_helper_payload_optional (ChoshoHelperPayload *self, gsize limit_bytes);

/* Gets each record between HELLO and the last one. FALSE: the record makes no sense. */
typedef gboolean (*ChoshoHelperRecordFunc) (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                            gpointer user_data);

/* The content of a FAULT record. */
typedef struct
{
  ChoshoHelperReason reason;
  guint32            row;
  guint32            column;
  guint64            offset;
  guint64            limit;
  char              *sheet;  /* (owned) (nullable) */
  char              *detail; /* (owned) (nullable) */
} ChoshoHelperFault;

typedef struct _ChoshoHelperStream ChoshoHelperStream;

ChoshoHelperStream *chosho_helper_stream_new (ChoshoHelperRequest request,
                                              ChoshoHelperRecordFunc func, gpointer user_data);
void                chosho_helper_stream_free (ChoshoHelperStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoHelperStream, chosho_helper_stream_free)
/* Any number of bytes in any pieces. FALSE, for good: the protocol is broken. */
gboolean            chosho_helper_stream_feed (ChoshoHelperStream *self, const guint8 *data,
                                               gsize size_bytes);
/* The last record was there, whole, and nothing followed. */
gboolean            chosho_helper_stream_is_complete (ChoshoHelperStream *self);
/* Borrowed; NULL where the file was read. */
const ChoshoHelperFault *chosho_helper_stream_get_fault (ChoshoHelperStream *self);

/* chosho-helper-client-words.c */

/* Sets @error to the sentence for @fault. */
void        chosho_helper_fault_to_error (const ChoshoHelperFault *fault, const char *file_name,
                                          GError **error);
/* @text with control and direction characters replaced: it may come from a client. (transfer full) */
char       *chosho_helper_show_text (const char *text);

/* chosho-helper-client-process.c */

/* The helper's process and the reading end of its answer. */
typedef struct
{
  GPid pid;
  int  answer_fd;
} ChoshoHelperProcess;

gboolean    chosho_helper_process_start (ChoshoHelperProcess *self, int fd, const char *file_name,
                                         ChoshoHelperRequest request, ChoshoHelperFlags flags,
                                         GError **error);
/* Only tests: another program, another patience; NULL and 0 bring back the usual ones. */
void        chosho_helper_client_set_for_tests (const char *program, guint wall_seconds);
guint       chosho_helper_client_get_wall_seconds (void);

/* chosho-helper-client.c */

/* Runs one request; see chosho-helper-client.h for the errors. */
gboolean    chosho_helper_run (int fd, const char *file_name, ChoshoHelperRequest request,
                               ChoshoHelperFlags flags, ChoshoHelperRecordFunc func,
                               gpointer user_data, GCancellable *cancellable, GError **error);

/* chosho-helper-client-table.c, chosho-helper-client-catalog.c: what makes an object out of
 * records; the user data is the state. */
typedef struct
{
  ChoshoTable      *table; /* (owned) */
  ChoshoTableSheet *sheet; /* (borrowed): the last one */
  guint64           cells;
  guint64           text_bytes;
  gboolean          begun;
} ChoshoHelperTableState;

gboolean    chosho_helper_take_table_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                             gpointer user_data);

typedef struct
{
  ChoshoCatalogData *catalog; /* (owned) */
  guint64            text_bytes;
  gboolean           begun;
  gboolean           ended;
} ChoshoHelperCatalogState;

gboolean    chosho_helper_take_catalog_record (ChoshoHelperRecord type,
                                               ChoshoHelperPayload *payload, gpointer user_data);

G_END_DECLS
