/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside the evidence layer, its tests and fuzz targets. */

#include "chosho-content.h"
#include "chosho-digest.h"
#include "chosho-error.h"
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

/* All that is left of the record; borrowed from it. */
const guint8 *chosho_helper_payload_bytes (ChoshoHelperPayload *self, gsize *size_bytes);
gint32   chosho_helper_payload_i32 (ChoshoHelperPayload *self);
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
/* TRUE as long as not a single byte was fed. */
gboolean            chosho_helper_stream_is_untouched (ChoshoHelperStream *self);
/* Borrowed; NULL where the file was read. */
const ChoshoHelperFault *chosho_helper_stream_get_fault (ChoshoHelperStream *self);

/* chosho-helper-client-words.c */

/* Sets @error to the sentence for @fault. */
void        chosho_helper_fault_to_error (const ChoshoHelperFault *fault, const char *file_name,
                                          GError **error);
/* chosho-helper-document-words.c: the sentence for a fault of documents, with its error code.
 * (transfer full) (nullable): NULL where it is none of theirs. */
char       *chosho_helper_describe_document (const ChoshoHelperFault *fault, const char *detail, ChoshoError *code);
/* Its row is the number of a member, which the sentence names, or of a page. */
gboolean    chosho_helper_fault_is_of_member (const ChoshoHelperFault *fault);
gboolean    chosho_helper_fault_is_of_page (const ChoshoHelperFault *fault);

/* @text with control and direction characters replaced: it may come from a client. (transfer full) */
char       *chosho_helper_show_text (const char *text);

/* chosho-helper-client-process.c */

/* The helper's process and the reading end of its answer. */
typedef struct
{
  GPid pid;
  int  answer_fd;
  int  ask_fd; /* a socket; only of CHOSHO_HELPER_REQUEST_DOCUMENT, else -1 */
} ChoshoHelperProcess;

gboolean    chosho_helper_process_start (ChoshoHelperProcess *self, int fd, const char *file_name,
                                         ChoshoHelperRequest request, ChoshoHelperFlags flags,
                                         GError **error);
/* Only tests: another program, another patience; NULL and 0 bring back the usual ones. */
void        chosho_helper_client_set_for_tests (const char *program, guint wall_seconds);
/* @usual, or the patience of a test. */
guint       chosho_helper_client_get_wall_seconds (guint usual);

/* chosho-helper-client-wait.c: waiting for an answer, and what its end means. */

/* Why waiting ended. */
typedef enum
{
  CHOSHO_HELPER_OUTCOME_ENDED,     /* the answer is there, or the helper closed it */
  CHOSHO_HELPER_OUTCOME_BROKEN,    /* the answer makes no sense */
  CHOSHO_HELPER_OUTCOME_TIMED_OUT,
  CHOSHO_HELPER_OUTCOME_CANCELLED,
  CHOSHO_HELPER_OUTCOME_FAILED,    /* our own poll or read failed, errno says why */
} ChoshoHelperOutcome;

typedef struct
{
  gint64        deadline_us; /* g_get_monotonic_time() */
  guint         seconds;     /* until then, from the beginning */
  GCancellable *cancellable; /* (borrowed) (nullable) */
} ChoshoHelperPatience;

void        chosho_helper_patience_init (ChoshoHelperPatience *self, guint seconds, GCancellable *cancellable);
/* Feeds the whole answer to @stream: up to the end of the pipe, or with @one_of_many up to the
 * answer's last record. */
ChoshoHelperOutcome chosho_helper_read_answer (int answer_fd, ChoshoHelperStream *stream, gboolean one_of_many,
                                               const ChoshoHelperPatience *patience);
/* Waits for the end of the process, kills it where that does not come. Returns its wait status. */
int         chosho_helper_reap (GPid pid, gboolean kill_now, const ChoshoHelperPatience *patience,
                                ChoshoHelperOutcome *outcome);
/* TRUE for ENDED, else @error. */
gboolean    chosho_helper_judge_outcome (ChoshoHelperOutcome outcome, const ChoshoHelperPatience *patience,
                                         const char *file_name, GError **error);
/* The process ended by itself: what its status and its last record say together. */
gboolean    chosho_helper_judge_end (ChoshoHelperStream *stream, int status, const char *file_name, GError **error);
/* "could not be read safely"; returns FALSE. */
gboolean    chosho_helper_unsafe_error (GError **error, const char *file_name, const char *reason);

/* chosho-helper-client.c */

/* Runs one request; see chosho-helper-client.h for the errors. */
gboolean    chosho_helper_run (int fd, const char *file_name, ChoshoHelperRequest request,
                               ChoshoHelperFlags flags, ChoshoHelperRecordFunc func,
                               gpointer user_data, GCancellable *cancellable, GError **error);

/* chosho-helper-document-records.c: what makes objects out of the answers about a document. Each
 * state's object is NULL until its record came. */

typedef struct
{
  ChoshoContentInfo *info;    /* (owned) (nullable) */
  guint              n_pages; /* that were announced */
} ChoshoHelperInfoState;

gboolean    chosho_helper_take_info_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                            gpointer user_data);

typedef struct
{
  gboolean as_png;
  gboolean begun;
  guint    width, height;
  guint8  *bytes;       /* (owned) (nullable) */
  gsize    total_bytes;
  gsize    got_bytes;
} ChoshoHelperImageState;

gboolean    chosho_helper_take_image_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                             gpointer user_data);

/* The user data is a chosho_member_list_new(). */
gboolean    chosho_helper_take_member_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                              gpointer user_data);

/* chosho-helper-document-office.c: sheets and flows. The user data is a chosho_sheet_list_new(), a
 * chosho_block_list_new(), the address of a pointer to a layout, NULL at first. */
gboolean    chosho_helper_take_sheet_record  (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                              gpointer user_data);
gboolean    chosho_helper_take_block_record  (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                              gpointer user_data);
gboolean    chosho_helper_take_layout_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                              gpointer user_data);

/* The content of a member, on its way into a file without a name. */
typedef struct
{
  int           fd;          /* (owned) */
  ChoshoDigest *digest;      /* (owned) */
  guint64       total_bytes;
  int           errnum;      /* of the write that failed, or 0 */
} ChoshoHelperContentState;

gboolean    chosho_helper_take_content_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                               gpointer user_data);

/* The user data of these is the address of a pointer to the object, NULL at first. */
gboolean    chosho_helper_take_page_text_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                                 gpointer user_data);
gboolean    chosho_helper_take_window_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                              gpointer user_data);
gboolean    chosho_helper_take_lines_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                             gpointer user_data);

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

/* chosho-helper-client-results.c: the values on their way into a tree. */
typedef struct
{
  ChoshoValue *root;      /* (owned) (nullable) */
  GPtrArray   *open;      /* (owned) (element-type ChoshoValue, borrowed) the object or array of each level so far */
  guint64      n_values;
  guint64      text_bytes;
} ChoshoHelperResultsState;

gboolean    chosho_helper_take_results_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data);

gboolean    chosho_helper_take_catalog_record (ChoshoHelperRecord type,
                                               ChoshoHelperPayload *payload, gpointer user_data);

G_END_DECLS
