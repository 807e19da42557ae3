/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-document-server.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-archive-reader.h"
#include "chosho-csv-reader.h"
#include "chosho-csv-table.h"
#include "chosho-helper-limits.h"
#include "chosho-image-reader.h"
#include "chosho-input.h"
#include "chosho-log-reader.h"
#include "chosho-magic.h"
#include "chosho-mail-reader.h"
#include "chosho-office-server.h"
#include "chosho-pdf-reader.h"
#include "chosho-sheet-layout.h"
#include "chosho-sniffer.h"

struct _ChoshoDocumentServer
{
  int                 fd;         /* (owned); -1 once the PDF reader has it */
  gboolean            opened;
  ChoshoHelperContent content;
  guint64             size_bytes;
  const char         *format;     /* (static) */
  ChoshoMagic         magic;
  ChoshoPdf          *pdf;        /* (owned) (nullable) */
  ChoshoImage        *image;      /* (owned) (nullable) */
  ChoshoLog          *log;        /* (owned) (nullable) */
  ChoshoOfficeFile   *office;     /* (owned) (nullable) */
  gboolean            has_cells;  /* a text that reads as a table */
  ChoshoCsvTable     *table;      /* (owned) (nullable): once it was asked about as one */
  ChoshoArchiveCursor *cursor;    /* (owned) (nullable): once a member was asked for */
};

static gsize
read_head (int fd, guint8 head[CHOSHO_MAGIC_BYTES])
{
  gssize got;

  do
    got = pread (fd, head, CHOSHO_MAGIC_BYTES, 0);
  while (got < 0 && errno == EINTR);
  return MAX (got, 0);
}

void
chosho_document_server_prepare (int fd)
{
  guint8 head[CHOSHO_MAGIC_BYTES];

  chosho_image_prepare (chosho_magic_find (head, read_head (fd, head)));
}

ChoshoDocumentServer *
chosho_document_server_new (int fd)
{
  ChoshoDocumentServer *self = g_new0 (ChoshoDocumentServer, 1);

  self->fd = fd;
  self->format = "";
  return self;
}

void
chosho_document_server_free (ChoshoDocumentServer *self)
{
  g_clear_pointer (&self->pdf, chosho_pdf_free);
  g_clear_pointer (&self->image, chosho_image_free);
  g_clear_pointer (&self->log, chosho_log_free);
  g_clear_pointer (&self->office, chosho_office_file_free);
  g_clear_pointer (&self->table, chosho_csv_table_free);
  g_clear_pointer (&self->cursor, chosho_archive_cursor_free);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

/* --- Opening ------------------------------------------------------------------------------------------- */

static gboolean
open_pdf (ChoshoDocumentServer *self, const char *password, ChoshoFault *fault)
{
  int fd = self->fd;

  self->fd = -1;
  self->pdf = chosho_pdf_open (fd, password, fault);
  self->content = CHOSHO_HELPER_CONTENT_PAGES;
  return self->pdf != NULL;
}

static gboolean
open_image (ChoshoDocumentServer *self, ChoshoMagic magic, ChoshoFault *fault)
{
  char *data = NULL;
  gsize size_bytes = 0;

  if (!chosho_input_read (self->fd, &data, &size_bytes, fault))
    return FALSE;
  self->image = chosho_image_open (data, size_bytes, magic, fault);
  self->content = CHOSHO_HELPER_CONTENT_PAGES;
  return self->image != NULL;
}

static gboolean
take_office (ChoshoDocumentServer *self, ChoshoOfficeFile *office)
{
  self->office = office;
  if (office == NULL)
    return FALSE;
  self->content = chosho_office_file_get_content (office);
  self->format = chosho_office_file_get_format (office);
  return TRUE;
}

/* An Office document, else members. A larger ZIP is none: nothing of it is held in memory. */
static gboolean
open_zip (ChoshoDocumentServer *self, ChoshoFault *fault)
{
  char *data = NULL;
  gsize size_bytes = 0;

  self->content = CHOSHO_HELPER_CONTENT_ARCHIVE;
  if (self->size_bytes > CHOSHO_HELPER_LIMIT_FILE_BYTES)
    return TRUE;
  if (!chosho_input_read (self->fd, &data, &size_bytes, fault))
    return FALSE;
  take_office (self, chosho_office_file_open_zip (data, size_bytes));
  return TRUE;
}

/* Nothing of it is shown, but why is told. */
static gboolean
open_ole (ChoshoDocumentServer *self, ChoshoFault *fault)
{
  g_autofree char *data = NULL;
  gsize size_bytes = 0;

  if (self->size_bytes > CHOSHO_HELPER_LIMIT_FILE_BYTES)
    return TRUE;
  if (!chosho_input_read (self->fd, &data, &size_bytes, fault))
    return FALSE;
  if (chosho_office_is_encrypted (data, size_bytes))
    self->format = "ole-encrypted";
  return TRUE;
}

static gboolean
open_mail (ChoshoDocumentServer *self, ChoshoFault *fault)
{
  char *data = NULL;
  gsize size_bytes = 0;

  return chosho_input_read (self->fd, &data, &size_bytes, fault)
         && take_office (self, chosho_office_file_open_mail (data, size_bytes, fault));
}

/* Whether the text's beginning, in its charset, is a table's. */
static gboolean
looks_like_table (ChoshoDocumentServer *self, const char *sample, gsize size_bytes)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint replaced = 0;

  chosho_charset_decode (chosho_log_get_charset (self->log), (const guint8 *) sample, size_bytes, TRUE, text, &replaced);
  return chosho_csv_looks_like_table (text->str, text->len);
}

/* A mail, text, or nothing that can be shown. */
static gboolean
open_other (ChoshoDocumentServer *self, ChoshoFault *fault)
{
  g_autofree char *sample = g_malloc (CHOSHO_SNIFFED_TEXT_BYTES + 1);
  gssize got = pread (self->fd, sample, CHOSHO_SNIFFED_TEXT_BYTES, 0);

  if (got < 0)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_READ, errno, NULL);
  sample[got] = '\0';
  if (!chosho_sniff_is_text (sample, got))
    return TRUE;
  if (self->size_bytes <= CHOSHO_HELPER_LIMIT_FILE_BYTES && chosho_mail_is_mail (sample, (gsize) got))
    return open_mail (self, fault);
  self->log = chosho_log_open (self->fd, fault);
  self->content = CHOSHO_HELPER_CONTENT_TEXT;
  self->format = "text";
  self->has_cells = self->log != NULL && looks_like_table (self, sample, (gsize) got);
  return self->log != NULL;
}

static gboolean
open_file (ChoshoDocumentServer *self, const char *password, ChoshoFault *fault)
{
  guint8 head[CHOSHO_MAGIC_BYTES];
  ChoshoMagic magic = self->magic = chosho_magic_find (head, read_head (self->fd, head));
  struct stat info;

  if (fstat (self->fd, &info) < 0)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_READ, errno, NULL);
  if (info.st_size == 0)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_EMPTY, NULL);
  self->size_bytes = info.st_size;
  self->format = chosho_magic_get_format (magic);
  if (magic == CHOSHO_MAGIC_PDF)
    return open_pdf (self, password, fault);
  if (chosho_image_can_read (magic))
    return open_image (self, magic, fault);
  if (magic == CHOSHO_MAGIC_ZIP)
    return open_zip (self, fault);
  if (magic == CHOSHO_MAGIC_OLE)
    return open_ole (self, fault);
  if (chosho_archive_can_read (magic))
    {
      self->content = CHOSHO_HELPER_CONTENT_ARCHIVE;
      return TRUE;
    }
  return magic != CHOSHO_MAGIC_NONE || open_other (self, fault);
}

static guint
get_n_pages (ChoshoDocumentServer *self)
{
  if (self->pdf != NULL)
    return chosho_pdf_get_n_pages (self->pdf);
  return self->image != NULL ? chosho_image_get_n_pages (self->image) : 0;
}

static void
get_page_size (ChoshoDocumentServer *self, guint page, double *width, double *height, ChoshoFault *fault)
{
  if (self->pdf != NULL)
    chosho_pdf_get_page_size (self->pdf, page, width, height);
  else
    chosho_image_get_page_size (self->image, page, width, height, fault);
}

static gboolean
answer_open (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autofree char *password = chosho_ask_take_string (ask);
  guint n_pages;

  if (!chosho_ask_is_sound (ask) || self->opened)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  self->opened = TRUE;
  if (!open_file (self, password, fault))
    return FALSE;
  n_pages = get_n_pages (self);
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_INFO);
  chosho_record_writer_u8 (writer, self->content);
  chosho_record_writer_string (writer, self->format);
  chosho_record_writer_u8 (writer, self->pdf != NULL);
  chosho_record_writer_u32 (writer, n_pages);
  chosho_record_writer_u64 (writer, self->size_bytes);
  chosho_record_writer_string (writer, self->log != NULL ? chosho_charset_get_name (chosho_log_get_charset (self->log)) : "");
  chosho_record_writer_u8 (writer, self->has_cells || self->content == CHOSHO_HELPER_CONTENT_SHEETS);
  chosho_record_writer_end (writer);
  if (self->image != NULL)
    chosho_image_write_claim (self->image, writer);
  for (guint i = 0; i < n_pages; i++)
    {
      double width, height;

      get_page_size (self, i, &width, &height, fault);
      if (fault->reason != 0)
        return FALSE;
      chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_PAGE);
      chosho_record_writer_u32 (writer, chosho_page_length (width));
      chosho_record_writer_u32 (writer, chosho_page_length (height));
      chosho_record_writer_end (writer);
    }
  return TRUE;
}

/* --- Pages --------------------------------------------------------------------------------------------- */

static gboolean
answer_render (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  guint32 page = chosho_ask_take_u32 (ask), scale = chosho_ask_take_u32 (ask), clip[4];
  ChoshoPageView view;
  double width, height;
  cairo_t *cr;
  gboolean as_png, done;

  for (gsize i = 0; i < G_N_ELEMENTS (clip); i++)
    clip[i] = chosho_ask_take_u32 (ask);
  as_png = chosho_ask_take_u8 (ask) != 0;
  if (!chosho_ask_is_sound (ask) || self->content != CHOSHO_HELPER_CONTENT_PAGES)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  if (page >= get_n_pages (self))
    return chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_NO_PAGE, page, get_n_pages (self));
  get_page_size (self, page, &width, &height, fault);
  if (fault->reason != 0 || !chosho_page_view_init (&view, page, scale, clip, width, height, fault))
    return FALSE;
  cr = self->pdf != NULL ? chosho_pdf_draw (self->pdf, &view, fault) : chosho_image_draw (self->image, &view, fault);
  if (cr == NULL)
    return FALSE;
  done = chosho_page_write_image (cairo_get_target (cr), as_png, writer, fault);
  cairo_destroy (cr);
  return done;
}

static gboolean
answer_text (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  guint32 page = chosho_ask_take_u32 (ask);

  if (!chosho_ask_is_sound (ask) || self->pdf == NULL)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  if (page >= get_n_pages (self))
    return chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_NO_PAGE, page, get_n_pages (self));
  return chosho_pdf_write_text (self->pdf, page, writer, fault);
}

/* --- Text files ---------------------------------------------------------------------------------------- */

/* UNKNOWN for "": as detected. FALSE with @fault set where there is no such one. */
static gboolean
take_charset (ChoshoAsk *ask, ChoshoCharset *charset, ChoshoFault *fault)
{
  g_autofree char *name = chosho_ask_take_string (ask);

  *charset = chosho_charset_from_name (name);
  if (*charset == CHOSHO_CHARSET_UNKNOWN && name[0] != '\0')
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_CHARSET, name);
  return TRUE;
}

static gboolean
answer_window (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  guint64 offset = chosho_ask_take_u64 (ask);
  gboolean exact = chosho_ask_take_u8 (ask) != 0;
  guint32 size_bytes = chosho_ask_take_u32 (ask);
  ChoshoCharset charset;

  if (!take_charset (ask, &charset, fault))
    return FALSE;
  if (!chosho_ask_is_sound (ask) || self->log == NULL)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  return chosho_log_write_window (self->log, offset, exact, size_bytes, charset, writer, fault);
}

static gboolean
answer_lines (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  guint64 first = chosho_ask_take_u64 (ask);
  guint32 count = chosho_ask_take_u32 (ask);
  ChoshoCharset charset;

  if (!take_charset (ask, &charset, fault))
    return FALSE;
  if (!chosho_ask_is_sound (ask) || self->log == NULL)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  return chosho_log_write_lines (self->log, first, MIN (count, CHOSHO_HELPER_LIMIT_LINES), charset, writer, fault);
}

/* --- Sheets and flows ------------------------------------------------------------------------------------ */

static gboolean
answer_sheets (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  if (!chosho_ask_is_sound (ask) || self->office == NULL)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  return chosho_office_file_write_sheets (self->office, writer, fault);
}

/* The text as a table in @charset, kept until another one is asked for. */
static gboolean
need_table (ChoshoDocumentServer *self, ChoshoCharset charset, ChoshoFault *fault)
{
  if (self->log == NULL)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  if (charset == CHOSHO_CHARSET_UNKNOWN)
    charset = chosho_log_get_charset (self->log);
  if (self->table != NULL && chosho_csv_table_get_charset (self->table) == charset)
    return TRUE;
  g_clear_pointer (&self->table, chosho_csv_table_free);
  self->table = chosho_csv_table_open (self->fd, self->size_bytes, charset, fault);
  return self->table != NULL;
}

static gboolean
answer_layout (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  guint32 sheet = chosho_ask_take_u32 (ask);
  ChoshoCharset charset;

  if (!take_charset (ask, &charset, fault))
    return FALSE;
  if (!chosho_ask_is_sound (ask))
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  if (self->office != NULL)
    return chosho_office_file_write_layout (self->office, sheet, writer, fault);
  if (!need_table (self, charset, fault))
    return FALSE;
  chosho_sheet_layout_write_cells (chosho_csv_table_get_cells (self->table), writer);
  return TRUE;
}

static gboolean
answer_rows (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  guint32 sheet = chosho_ask_take_u32 (ask), first = chosho_ask_take_u32 (ask), count = chosho_ask_take_u32 (ask);
  ChoshoCharset charset;

  count = MIN (count, CHOSHO_HELPER_LIMIT_ROWS_AT_ONCE);
  if (!take_charset (ask, &charset, fault))
    return FALSE;
  if (!chosho_ask_is_sound (ask) || first == 0)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  if (self->office != NULL)
    return chosho_office_file_write_rows (self->office, sheet, first, count, writer, fault);
  return need_table (self, charset, fault) && chosho_csv_table_write_rows (self->table, first, count, writer, fault);
}

static gboolean
answer_blocks (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  if (!chosho_ask_is_sound (ask) || self->office == NULL)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  return chosho_office_file_write_blocks (self->office, writer, fault);
}

/* --- Members ------------------------------------------------------------------------------------------- */

/* Pictures of an Office document are members of its container. */
static gboolean
has_members (ChoshoDocumentServer *self)
{
  return self->content == CHOSHO_HELPER_CONTENT_ARCHIVE || self->office != NULL;
}

static gboolean
answer_members (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  ChoshoCharset charset;

  if (!take_charset (ask, &charset, fault))
    return FALSE;
  if (!chosho_ask_is_sound (ask) || !has_members (self))
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  if (self->office != NULL && chosho_office_file_is_mail (self->office))
    return chosho_office_file_write_members (self->office, writer, fault);
  return chosho_archive_write_members (self->fd, self->size_bytes, self->magic, charset, writer, fault);
}

static gboolean
answer_member (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  guint32 index = chosho_ask_take_u32 (ask);
  g_autofree char *password = chosho_ask_take_string (ask);

  if (!chosho_ask_is_sound (ask) || !has_members (self))
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  if (self->office != NULL && chosho_office_file_is_mail (self->office))
    return chosho_office_file_write_member (self->office, index, writer, fault);
  if (self->cursor == NULL)
    self->cursor = chosho_archive_cursor_new (self->fd, self->size_bytes, self->magic);
  return chosho_archive_cursor_write (self->cursor, index, password, writer, fault);
}

/* Only of an archive: what an office file or mail holds is never larger than one piece. */
static gboolean
answer_piece (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  guint32 index = chosho_ask_take_u32 (ask);
  guint64 offset = chosho_ask_take_u64 (ask);

  if (!chosho_ask_is_sound (ask) || !has_members (self) || self->office != NULL)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  if (self->cursor == NULL)
    self->cursor = chosho_archive_cursor_new (self->fd, self->size_bytes, self->magic);
  return chosho_archive_cursor_write_piece (self->cursor, index, offset, writer, fault);
}

gboolean
chosho_document_server_answer (ChoshoDocumentServer *self, ChoshoAsk *ask, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  switch (ask->type)
    {
    case CHOSHO_HELPER_ASK_OPEN:
      return answer_open (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_RENDER:
      return answer_render (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_TEXT:
      return answer_text (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_WINDOW:
      return answer_window (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_LINES:
      return answer_lines (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_MEMBERS:
      return answer_members (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_MEMBER:
      return answer_member (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_PIECE:
      return answer_piece (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_SHEETS:
      return answer_sheets (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_LAYOUT:
      return answer_layout (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_ROWS:
      return answer_rows (self, ask, writer, fault);
    case CHOSHO_HELPER_ASK_BLOCKS:
      return answer_blocks (self, ask, writer, fault);
    default:
      return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
    }
}
