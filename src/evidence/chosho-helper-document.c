/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-helper-document.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-clock.h"
#include "chosho-helper-client-private.h"
#include "chosho-helper-limits.h"

/* Descriptors below may be the helper's own numbers. */
#define FIRST_FREE_FD 16
/* A cancelled ask may still end by itself: a page takes less than this, and then the process, with
 * the file open in it, need not be thrown away. */
#define GRACE_US (250 * G_TIME_SPAN_MILLISECOND)

struct _ChoshoHelperDocument
{
  gatomicrefcount     references;
  GMutex              lock;      /* over everything below */
  int                 fd;        /* (owned) */
  char               *file_name; /* (owned) */
  ChoshoHelperFlags   flags;
  char               *password;  /* (owned) (nullable) */
  gboolean            running;
  ChoshoHelperProcess process;   /* while running */
  gint64              busy_us;   /* this process computed, or was waited for where that is not known */
};

/* One ask: what it says, how long it may take, what takes its answer. */
typedef struct
{
  GByteArray            *bytes;     /* (owned) */
  guint                  seconds;
  ChoshoHelperRecordFunc func;
  gpointer               user_data; /* (borrowed) */
} Ask;

/* --- The ask's bytes ----------------------------------------------------------------------------------- */

static void
put_integer (Ask *ask, guint64 value, gsize size_bytes)
{
  for (gsize i = 0; i < size_bytes; i++)
    g_byte_array_append (ask->bytes, &(guint8){ (value >> (8 * i)) & 0xff }, 1);
}

static void
put_string (Ask *ask, const char *text)
{
  gsize size_bytes = text != NULL ? strlen (text) : 0;

  put_integer (ask, size_bytes, 4);
  if (size_bytes > 0)
    g_byte_array_append (ask->bytes, (const guint8 *) text, size_bytes);
}

static void
ask_init (Ask *self, ChoshoHelperAsk type, guint seconds, ChoshoHelperRecordFunc func, gpointer user_data)
{
  *self = (Ask){ g_byte_array_new (), seconds, func, user_data };
  put_integer (self, 0, 4);
  put_integer (self, type, 1);
}

static void
ask_finish (Ask *self)
{
  guint32 size_bytes = GUINT32_TO_LE ((guint32) (self->bytes->len - CHOSHO_HELPER_HEADER_SIZE));

  memcpy (self->bytes->data, &size_bytes, sizeof size_bytes);
}

static void
ask_clear (Ask *self)
{
  g_byte_array_unref (self->bytes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ask, ask_clear)

/* --- The process --------------------------------------------------------------------------------------- */

/* Returns the wait status. */
static int
stop (ChoshoHelperDocument *self, gboolean kill_now, const ChoshoHelperPatience *patience, ChoshoHelperOutcome *outcome)
{
  int status;

  close (self->process.ask_fd);
  close (self->process.answer_fd);
  status = chosho_helper_reap (self->process.pid, kill_now, patience, outcome);
  self->running = FALSE;
  return status;
}

static void
kill_process (ChoshoHelperDocument *self)
{
  ChoshoHelperOutcome outcome = CHOSHO_HELPER_OUTCOME_CANCELLED;

  if (self->running)
    stop (self, TRUE, NULL, &outcome);
}

/* An ask is smaller than a socket's buffer, so this does not wait. A helper that is gone shows when
 * its answer is read. */
static void
send_ask (ChoshoHelperDocument *self, const Ask *ask)
{
  gsize sent = 0;

  while (sent < ask->bytes->len)
    {
      gssize done = send (self->process.ask_fd, ask->bytes->data + sent, ask->bytes->len - sent, MSG_NOSIGNAL);

      if (done < 0 && errno == EINTR)
        continue;
      if (done < 0)
        return;
      sent += done;
    }
}

/* Its limit is on computing time, which the kernel tells; a slow disk or a busy machine tires nobody. */
static void
note_busy (ChoshoHelperDocument *self, gint64 waited_us)
{
  gint64 computed_us = chosho_clock_computed_us (self->process.pid);

  self->busy_us = computed_us >= 0 ? computed_us : self->busy_us + waited_us;
}

/* Puts one ask to the running process and takes its answer. *@gone: the process had ended before it
 * answered anything. */
static gboolean
converse (ChoshoHelperDocument *self, const Ask *ask, gboolean *gone, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoHelperStream) stream = chosho_helper_stream_new (CHOSHO_HELPER_REQUEST_DOCUMENT, ask->func, ask->user_data);
  ChoshoHelperPatience patience;
  ChoshoHelperOutcome outcome, end;
  gint64 begun_us = g_get_monotonic_time ();
  gboolean complete;
  int status, errnum;

  chosho_helper_patience_init (&patience, ask->seconds, cancellable);
  send_ask (self, ask);
  outcome = chosho_helper_read_answer (self->process.answer_fd, stream, TRUE, &patience);
  if (outcome == CHOSHO_HELPER_OUTCOME_CANCELLED)
    {
      ChoshoHelperPatience grace = { MIN (patience.deadline_us, g_get_monotonic_time () + GRACE_US), patience.seconds, NULL };

      if (chosho_helper_read_answer (self->process.answer_fd, stream, TRUE, &grace) != CHOSHO_HELPER_OUTCOME_ENDED
          || !chosho_helper_stream_is_complete (stream))
        kill_process (self);
      return chosho_helper_judge_outcome (outcome, &patience, self->file_name, error);
    }
  errnum = errno;
  note_busy (self, g_get_monotonic_time () - begun_us);
  complete = outcome == CHOSHO_HELPER_OUTCOME_ENDED && chosho_helper_stream_is_complete (stream);
  if (complete)
    return chosho_helper_judge_end (stream, 0, self->file_name, error);
  end = outcome;
  status = stop (self, outcome != CHOSHO_HELPER_OUTCOME_ENDED, &patience, &end);
  errno = errnum;
  *gone = outcome == CHOSHO_HELPER_OUTCOME_ENDED && chosho_helper_stream_is_untouched (stream);
  return chosho_helper_judge_outcome (outcome, &patience, self->file_name, error)
         && chosho_helper_judge_end (stream, status, self->file_name, error);
}

static gboolean
take_anything (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  gsize size_bytes;

  chosho_helper_payload_bytes (payload, &size_bytes);
  return TRUE;
}

/* Starts a process and opens the file in it, which is an ask of its own: @opening where that is what
 * is wanted. */
static gboolean
start (ChoshoHelperDocument *self, const Ask *opening, GCancellable *cancellable, GError **error)
{
  g_auto (Ask) ask = { 0 };
  gboolean gone = FALSE;

  ask_init (&ask, CHOSHO_HELPER_ASK_OPEN, CHOSHO_HELPER_LIMIT_WALL_SECONDS,
            opening != NULL ? opening->func : take_anything, opening != NULL ? opening->user_data : NULL);
  put_string (&ask, self->password);
  ask_finish (&ask);
  kill_process (self);
  if (!chosho_helper_process_start (&self->process, self->fd, self->file_name, CHOSHO_HELPER_REQUEST_DOCUMENT, self->flags, error))
    return FALSE;
  self->running = TRUE;
  self->busy_us = 0;
  if (converse (self, &ask, &gone, cancellable, error))
    return TRUE;
  kill_process (self); /* nothing can be asked about what cannot be opened */
  return FALSE;
}

static gboolean
is_tired (ChoshoHelperDocument *self)
{
  return self->busy_us > CHOSHO_HELPER_RECYCLE_SECONDS * G_TIME_SPAN_SECOND;
}

/* The lock is held. */
static gboolean
put (ChoshoHelperDocument *self, const Ask *ask, GCancellable *cancellable, GError **error)
{
  gboolean fresh = !self->running || is_tired (self), gone = FALSE, done;
  g_autoptr (GError) own_error = NULL;

  if (fresh && !start (self, NULL, cancellable, error))
    return FALSE;
  done = converse (self, ask, &gone, cancellable, &own_error);
  /* It may have ended before, or by what earlier asks left: a new one says whether it is this ask. */
  if (!done && gone && !fresh)
    {
      g_clear_error (&own_error);
      done = start (self, NULL, cancellable, &own_error) && converse (self, ask, &gone, cancellable, &own_error);
    }
  if (!done)
    g_propagate_error (error, g_steal_pointer (&own_error));
  return done;
}

static gboolean
put_locked (ChoshoHelperDocument *self, Ask *ask, GCancellable *cancellable, GError **error)
{
  gboolean done;

  ask_finish (ask);
  g_mutex_lock (&self->lock);
  done = put (self, ask, cancellable, error);
  g_mutex_unlock (&self->lock);
  return done;
}

/* --- Public -------------------------------------------------------------------------------------------- */

ChoshoHelperDocument *
chosho_helper_document_new (int fd, const char *file_name, ChoshoHelperFlags flags, GError **error)
{
  ChoshoHelperDocument *self;
  int own_fd = fcntl (fd, F_DUPFD_CLOEXEC, FIRST_FREE_FD);

  if (own_fd < 0)
    {
      chosho_error_set_errno (error, errno, "%s", file_name);
      return NULL;
    }
  self = g_new0 (ChoshoHelperDocument, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->fd = own_fd;
  self->file_name = g_strdup (file_name);
  self->flags = flags;
  return self;
}

ChoshoHelperDocument *
chosho_helper_document_ref (ChoshoHelperDocument *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
chosho_helper_document_unref (ChoshoHelperDocument *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  kill_process (self);
  close (self->fd);
  g_mutex_clear (&self->lock);
  g_free (self->file_name);
  g_free (self->password);
  g_free (self);
}

void
chosho_helper_document_set_password (ChoshoHelperDocument *self, const char *password)
{
  g_mutex_lock (&self->lock);
  if (g_strcmp0 (self->password, password) != 0)
    {
      g_free (self->password);
      self->password = password != NULL ? g_strndup (password, CHOSHO_HELPER_LIMIT_PASSWORD_BYTES) : NULL;
      kill_process (self);
    }
  g_mutex_unlock (&self->lock);
}

ChoshoContentInfo *
chosho_helper_document_read_info (ChoshoHelperDocument *self, GCancellable *cancellable, GError **error)
{
  ChoshoHelperInfoState state = { 0 };
  Ask opening = { .func = chosho_helper_take_info_record, .user_data = &state };
  gboolean done;

  g_mutex_lock (&self->lock);
  done = start (self, &opening, cancellable, error);
  g_mutex_unlock (&self->lock);
  if (done && (state.info == NULL || state.info->pages->len != state.n_pages))
    done = chosho_helper_unsafe_error (error, self->file_name, _("the helper's answer makes no sense"));
  if (!done)
    g_clear_pointer (&state.info, chosho_content_info_free);
  return state.info;
}

/* FALSE with @error, and nothing in @state then. */
static gboolean
render (ChoshoHelperDocument *self, guint page, double scale, const ChoshoPixelClip *clip, ChoshoHelperImageState *state,
        GCancellable *cancellable, GError **error)
{
  g_auto (Ask) ask = { 0 };
  ChoshoPixelClip all = { 0 }, part = clip != NULL ? *clip : all;

  ask_init (&ask, CHOSHO_HELPER_ASK_RENDER, CHOSHO_HELPER_LIMIT_PAGE_SECONDS, chosho_helper_take_image_record, state);
  put_integer (&ask, page, 4);
  /* what is out of range the helper refuses */
  put_integer (&ask, (guint32) lround (CLAMP (scale, 0, 2 * CHOSHO_HELPER_LIMIT_SCALE) * CHOSHO_HELPER_SCALE_ONE), 4);
  put_integer (&ask, part.x, 4);
  put_integer (&ask, part.y, 4);
  put_integer (&ask, part.width, 4);
  put_integer (&ask, part.height, 4);
  put_integer (&ask, state->as_png, 1);
  if (put_locked (self, &ask, cancellable, error)
      && (state->got_bytes == state->total_bytes && state->begun
          ? TRUE : chosho_helper_unsafe_error (error, self->file_name, _("the helper's answer makes no sense"))))
    return TRUE;
  g_clear_pointer (&state->bytes, g_free);
  return FALSE;
}

ChoshoContentImage *
chosho_helper_document_render (ChoshoHelperDocument *self, guint page, double scale, const ChoshoPixelClip *clip,
                               GCancellable *cancellable, GError **error)
{
  ChoshoHelperImageState state = { 0 };

  if (!render (self, page, scale, clip, &state, cancellable, error))
    return NULL;
  return chosho_content_image_new (state.width, state.height, g_bytes_new_take (state.bytes, state.total_bytes));
}

GBytes *
chosho_helper_document_render_png (ChoshoHelperDocument *self, guint page, double scale, const ChoshoPixelClip *clip,
                                   GCancellable *cancellable, GError **error)
{
  ChoshoHelperImageState state = { .as_png = TRUE };

  if (!render (self, page, scale, clip, &state, cancellable, error))
    return NULL;
  return g_bytes_new_take (state.bytes, state.total_bytes);
}

/* An answer without its one record makes no sense. */
static gboolean
put_for_one (ChoshoHelperDocument *self, Ask *ask, gpointer *found, GCancellable *cancellable, GError **error)
{
  if (!put_locked (self, ask, cancellable, error))
    return FALSE;
  return *found != NULL || chosho_helper_unsafe_error (error, self->file_name, _("the helper's answer makes no sense"));
}

ChoshoPageText *
chosho_helper_document_read_page_text (ChoshoHelperDocument *self, guint page, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoPageText) text = NULL;
  g_auto (Ask) ask = { 0 };

  ask_init (&ask, CHOSHO_HELPER_ASK_TEXT, CHOSHO_HELPER_LIMIT_PAGE_SECONDS, chosho_helper_take_page_text_record, &text);
  put_integer (&ask, page, 4);
  return put_for_one (self, &ask, (gpointer *) &text, cancellable, error) ? g_steal_pointer (&text) : NULL;
}

ChoshoTextWindow *
chosho_helper_document_read_window (ChoshoHelperDocument *self, guint64 offset, gboolean exact, gsize size_bytes,
                                    const char *charset, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoTextWindow) window = NULL;
  g_auto (Ask) ask = { 0 };

  ask_init (&ask, CHOSHO_HELPER_ASK_WINDOW, CHOSHO_HELPER_LIMIT_PAGE_SECONDS, chosho_helper_take_window_record, &window);
  put_integer (&ask, offset, 8);
  put_integer (&ask, exact, 1);
  put_integer (&ask, MIN (size_bytes, CHOSHO_HELPER_LIMIT_WINDOW_BYTES), 4);
  put_string (&ask, charset);
  return put_for_one (self, &ask, (gpointer *) &window, cancellable, error) ? g_steal_pointer (&window) : NULL;
}

ChoshoTextLines *
chosho_helper_document_read_lines_so_far (ChoshoHelperDocument *self, guint64 first, guint count, const char *charset,
                                          GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoTextLines) lines = NULL;
  g_auto (Ask) ask = { 0 };

  ask_init (&ask, CHOSHO_HELPER_ASK_LINES, CHOSHO_HELPER_LIMIT_WALL_SECONDS, chosho_helper_take_lines_record, &lines);
  put_integer (&ask, first, 8);
  put_integer (&ask, MIN (count, CHOSHO_HELPER_LIMIT_LINES), 4);
  put_string (&ask, charset);
  return put_for_one (self, &ask, (gpointer *) &lines, cancellable, error) ? g_steal_pointer (&lines) : NULL;
}

/* More than this and the helper counts nothing: twice what the file's size needs, since a new helper begins anew. */
static guint64
get_asks_to_count (ChoshoHelperDocument *self)
{
  struct stat info;

  return fstat (self->fd, &info) == 0 ? 2 * ((guint64) info.st_size / CHOSHO_HELPER_COUNTED_BYTES + 1) : 0;
}

ChoshoTextLines *
chosho_helper_document_read_lines (ChoshoHelperDocument *self, guint64 first, guint count, const char *charset,
                                   GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoTextLines) lines = chosho_helper_document_read_lines_so_far (self, first, count, charset, cancellable, error);

  guint64 n_asks = 0;

  if (lines == NULL || lines->counted_bytes == lines->size_bytes)
    return g_steal_pointer (&lines);
  while (lines != NULL && lines->counted_bytes < lines->size_bytes)
    {
      if (n_asks++ > get_asks_to_count (self))
        {
          chosho_helper_unsafe_error (error, self->file_name, _("the helper's answer makes no sense"));
          return NULL;
        }
      g_clear_pointer (&lines, chosho_text_lines_free);
      lines = chosho_helper_document_read_lines_so_far (self, first, 0, charset, cancellable, error);
    }
  return lines != NULL ? chosho_helper_document_read_lines_so_far (self, first, count, charset, cancellable, error) : NULL;
}

GPtrArray *
chosho_helper_document_read_sheets (ChoshoHelperDocument *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sheets = chosho_sheet_list_new ();
  g_auto (Ask) ask = { 0 };

  ask_init (&ask, CHOSHO_HELPER_ASK_SHEETS, CHOSHO_HELPER_LIMIT_WALL_SECONDS, chosho_helper_take_sheet_record, sheets);
  return put_locked (self, &ask, cancellable, error) ? g_steal_pointer (&sheets) : NULL;
}

/* What lies over the cells counts as used too; of a size alone, by the usual height and width. */
static void
extend_layout (ChoshoSheetLayout *layout)
{
  for (guint i = 0; i < layout->merges->len; i++)
    {
      const ChoshoSheetMerge *merge = &g_array_index (layout->merges, ChoshoSheetMerge, i);

      /* whole columns are merged up to the last row there can be: only their beginning counts */
      layout->n_rows = MAX (layout->n_rows, merge->first_row);
      layout->n_columns = MAX (layout->n_columns, merge->first_column + 1);
    }
  for (guint i = 0; i < layout->objects->len; i++)
    {
      const ChoshoSheetObject *object = g_ptr_array_index (layout->objects, i);
      guint32 rows = (object->y + object->height) / MAX (layout->row_height, 1) + 1;
      guint32 columns = (object->x + object->width) / MAX (layout->column_width, 1) + 1;
      guint32 last_row = object->last_row > 0 ? MAX (object->last_row, object->row) : object->row + rows;
      guint32 last_column = object->last_row > 0 ? MAX (object->last_column, object->column) : object->column + columns;

      layout->n_rows = MIN (MAX (layout->n_rows, last_row), CHOSHO_HELPER_LIMIT_ROWS);
      layout->n_columns = MIN (MAX (layout->n_columns, last_column + 1), CHOSHO_HELPER_LIMIT_COLUMNS);
    }
}

ChoshoSheetLayout *
chosho_helper_document_read_layout (ChoshoHelperDocument *self, guint sheet, const char *charset, GCancellable *cancellable,
                                    GError **error)
{
  g_autoptr (ChoshoSheetLayout) layout = NULL;
  g_auto (Ask) ask = { 0 };

  ask_init (&ask, CHOSHO_HELPER_ASK_LAYOUT, CHOSHO_HELPER_LIMIT_WALL_SECONDS, chosho_helper_take_layout_record, &layout);
  put_integer (&ask, sheet, 4);
  put_string (&ask, charset);
  if (!put_for_one (self, &ask, (gpointer *) &layout, cancellable, error))
    return NULL;
  extend_layout (layout);
  return g_steal_pointer (&layout);
}

ChoshoTable *
chosho_helper_document_read_rows (ChoshoHelperDocument *self, guint sheet, guint32 first, guint32 count, const char *charset,
                                  GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoTable) table = chosho_table_new (self->file_name);
  ChoshoHelperTableState state = { .table = table };
  g_auto (Ask) ask = { 0 };

  ask_init (&ask, CHOSHO_HELPER_ASK_ROWS, CHOSHO_HELPER_LIMIT_WALL_SECONDS, chosho_helper_take_table_record, &state);
  put_integer (&ask, sheet, 4);
  put_integer (&ask, first, 4);
  put_integer (&ask, MIN (count, CHOSHO_HELPER_LIMIT_ROWS_AT_ONCE), 4);
  put_string (&ask, charset);
  if (!put_locked (self, &ask, cancellable, error))
    return NULL;
  if (table->sheets->len == 1)
    return g_steal_pointer (&table);
  chosho_helper_unsafe_error (error, self->file_name, _("the helper's answer makes no sense"));
  return NULL;
}

GPtrArray *
chosho_helper_document_read_blocks (ChoshoHelperDocument *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) blocks = chosho_block_list_new ();
  g_auto (Ask) ask = { 0 };

  ask_init (&ask, CHOSHO_HELPER_ASK_BLOCKS, CHOSHO_HELPER_LIMIT_WALL_SECONDS, chosho_helper_take_block_record, blocks);
  return put_locked (self, &ask, cancellable, error) ? g_steal_pointer (&blocks) : NULL;
}

GPtrArray *
chosho_helper_document_read_members (ChoshoHelperDocument *self, const char *charset, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) members = chosho_member_list_new ();
  g_auto (Ask) ask = { 0 };

  ask_init (&ask, CHOSHO_HELPER_ASK_MEMBERS, CHOSHO_HELPER_LIMIT_WALL_SECONDS, chosho_helper_take_member_record, members);
  put_string (&ask, charset);
  return put_locked (self, &ask, cancellable, error) ? g_steal_pointer (&members) : NULL;
}

int
chosho_helper_document_open_member_fd (ChoshoHelperDocument *self, guint index, const char *password, char **sha256,
                                       GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  ChoshoHelperContentState state = { .digest = digest };
  g_auto (Ask) ask = { 0 };
  guint8 raw[CHOSHO_DIGEST_SIZE];

  state.fd = memfd_create ("member", MFD_CLOEXEC);
  if (state.fd < 0)
    {
      chosho_error_set_errno (error, errno, "%s", self->file_name);
      return -1;
    }
  ask_init (&ask, CHOSHO_HELPER_ASK_MEMBER, CHOSHO_HELPER_LIMIT_WALL_SECONDS, chosho_helper_take_content_record, &state);
  put_integer (&ask, index, 4);
  put_string (&ask, password);
  if (!put_locked (self, &ask, cancellable, error)
      || (state.errnum != 0 && !chosho_error_set_errno (error, state.errnum, "%s", self->file_name)))
    {
      close (state.fd);
      return -1;
    }
  chosho_digest_finish (digest, raw);
  if (sha256 != NULL)
    *sha256 = chosho_hex_encode (raw, sizeof raw);
  return state.fd;
}

ChoshoHelperDocument *
chosho_helper_document_open_member (ChoshoHelperDocument *self, guint index, const char *name, const char *password, char **sha256,
                                    GCancellable *cancellable, GError **error)
{
  g_autofree char *digest = NULL;
  int fd = chosho_helper_document_open_member_fd (self, index, password, &digest, cancellable, error);
  ChoshoHelperDocument *member;

  if (fd < 0)
    return NULL;
  member = chosho_helper_document_new (fd, name, self->flags, error);
  close (fd);
  if (member != NULL && sha256 != NULL)
    *sha256 = g_steal_pointer (&digest);
  return member;
}

typedef struct
{
  ChoshoHelperBytesFunc func;
  gpointer              user_data;
  guint64               size_bytes; /* of this piece */
} Piece;

static gboolean
take_piece (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  Piece *self = user_data;
  gsize size_bytes;
  const guint8 *bytes = type == CHOSHO_HELPER_RECORD_BYTES ? chosho_helper_payload_bytes (payload, &size_bytes) : NULL;

  if (bytes == NULL || size_bytes == 0 || (self->size_bytes += size_bytes) > CHOSHO_HELPER_LIMIT_MEMBER_BYTES)
    return FALSE;
  self->func (bytes, size_bytes, self->user_data);
  return TRUE;
}

gboolean
chosho_helper_document_stream_member (ChoshoHelperDocument *self, guint index, ChoshoHelperBytesFunc func, gpointer user_data,
                                      GCancellable *cancellable, GError **error)
{
  Piece piece = { .func = func, .user_data = user_data, .size_bytes = CHOSHO_HELPER_LIMIT_MEMBER_BYTES };

  /* A piece that is not full is the last one. */
  for (guint64 offset = 0; piece.size_bytes == CHOSHO_HELPER_LIMIT_MEMBER_BYTES; offset += piece.size_bytes)
    {
      g_auto (Ask) ask = { 0 };

      piece.size_bytes = 0;
      ask_init (&ask, CHOSHO_HELPER_ASK_PIECE, CHOSHO_HELPER_LIMIT_WALL_SECONDS, take_piece, &piece);
      put_integer (&ask, index, 4);
      put_integer (&ask, offset, 8);
      if (!put_locked (self, &ask, cancellable, error))
        return FALSE;
    }
  return TRUE;
}
