/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chosho-clock.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-helper-client.h"
#include "chosho-helper-document.h"
#include "chosho-oscal-results.h"
#include "chosho-report-docx.h"
#include "chosho-report-form-file.h"

static const char *const formats[] = { CHOSHO_REPORT_FORMAT_PDF, CHOSHO_REPORT_FORMAT_DOCX, CHOSHO_REPORT_FORMAT_OSCAL };

void
chosho_report_file_info_clear (ChoshoReportFileInfo *self)
{
  g_clear_pointer (&self->losses, chosho_value_unref);
}

char *
chosho_report_file_dup_today (ChoshoView *view)
{
  const char *zone = chosho_value_get_string (chosho_view_get_item (view, "engagement"), "time_zone");
  char *today = chosho_date_of_time (chosho_clock_now_us (), zone);

  return today != NULL ? today : chosho_date_of_time (chosho_clock_now_us (), "UTC");
}

const char *
chosho_report_file_get_format (const char *path, GError **error)
{
  const char *dot = strrchr (path, '.');

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strcasecmp (dot + 1, formats[i]) == 0)
      return formats[i];
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s: the file's ending must be .pdf, .docx or .json"), path);
  return NULL;
}

/* (transfer full) */
static GBytes *
set_pdf (const ChoshoReportModel *model, ChoshoProgress *progress, GCancellable *cancellable, guint *page_count, GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  ChoshoReportPdfInfo info = { 0 };

  if (!chosho_report_pdf_write (model, NULL, memory, progress, cancellable, &info, error)
      || !g_output_stream_close (memory, NULL, error))
    return NULL;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  if (!chosho_report_pdf_check (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &info, error))
    return NULL;
  *page_count = info.page_count;
  return g_steal_pointer (&bytes);
}

/* --- Reading back a Word document --------------------------------------------------------------------------- */

/* What @blocks say, without blanks and the signs that part cells. (transfer full) */
static char *
dup_words (GPtrArray *blocks)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const ChoshoBlock *block = g_ptr_array_index (blocks, i);

      for (const char *p = block->zone == CHOSHO_ZONE_BODY ? block->text : ""; *p != '\0'; p = g_utf8_next_char (p))
        if (!g_unichar_isspace (g_utf8_get_char (p)) && *p != CHOSHO_BLOCK_CELL_END[0])
          g_string_append_unichar (words, g_utf8_get_char (p));
    }
  return g_string_free (words, FALSE);
}

/* A file without a name that holds @bytes; -1 with @error. */
static int
open_memory (GBytes *bytes, const char *name, GError **error)
{
  int fd = memfd_create ("report", MFD_CLOEXEC);

  if (fd < 0)
    chosho_error_set_errno (error, errno, "%s", name);
  else if (!chosho_fd_write_all (fd, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    {
      (void) close (fd);
      fd = -1;
    }
  return fd;
}

static gboolean
read_back (GBytes *bytes, const char *written, GCancellable *cancellable, GError **error)
{
  const char *name = _("The Word document");
  int fd = open_memory (bytes, name, error);
  g_autoptr (ChoshoHelperDocument) document = fd >= 0 ? chosho_helper_document_new (fd, name, CHOSHO_HELPER_FLAGS_NONE, error) : NULL;
  g_autoptr (GPtrArray) blocks = document != NULL ? chosho_helper_document_read_blocks (document, cancellable, error) : NULL;
  g_autofree char *words = blocks != NULL ? dup_words (blocks) : NULL;

  if (fd >= 0)
    (void) close (fd);
  if (words != NULL && strcmp (words, written) != 0)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s does not read back as it was written; it was not made"), name);
  return words != NULL && strcmp (words, written) == 0;
}

/* (transfer full) */
static GBytes *
set_docx (const ChoshoReportModel *model, ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autofree char *words = NULL;
  g_autoptr (GBytes) bytes = chosho_report_docx_make (model, NULL, progress, cancellable, &words, error);

  return bytes != NULL && read_back (bytes, words, cancellable, error) ? g_steal_pointer (&bytes) : NULL;
}

GBytes *
chosho_report_file_set_form (const ChoshoReportModel *model, const char *form, GCancellable *cancellable, ChoshoReportFileInfo *info, GError **error)
{
  GBytes *bytes = chosho_report_form_file_fill (form, model, cancellable, error);

  if (bytes != NULL)
    *info = (ChoshoReportFileInfo) { .format = CHOSHO_REPORT_FORMAT_DOCX, .size_bytes = g_bytes_get_size (bytes) };
  return bytes;
}

GBytes *
chosho_report_file_set (const ChoshoReportModel *model, const char *format, ChoshoProgress *progress, GCancellable *cancellable,
                        ChoshoReportFileInfo *info, GError **error)
{
  gboolean docx = g_str_equal (format, CHOSHO_REPORT_FORMAT_DOCX);
  guint page_count = 0;
  GBytes *bytes = docx ? set_docx (model, progress, cancellable, error) : set_pdf (model, progress, cancellable, &page_count, error);

  if (bytes != NULL)
    *info = (ChoshoReportFileInfo) { .format = docx ? CHOSHO_REPORT_FORMAT_DOCX : CHOSHO_REPORT_FORMAT_PDF,
                                     .page_count = page_count,
                                     .size_bytes = g_bytes_get_size (bytes) };
  return bytes;
}

/* --- OSCAL ------------------------------------------------------------------------------------------------------ */

static gboolean
is_read_back (ChoshoValue *document, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  const char *name = _("The OSCAL file");
  int fd = open_memory (bytes, name, error);
  g_autoptr (ChoshoValue) read = fd >= 0 ? chosho_helper_read_results (fd, name, CHOSHO_HELPER_FLAGS_NONE, cancellable, error) : NULL;

  if (fd >= 0)
    (void) close (fd);
  if (read != NULL && !chosho_value_equal (read, document))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s does not read back as it was written; it was not made"), name);
  return read != NULL && chosho_value_equal (read, document);
}

GBytes *
chosho_report_file_set_oscal (ChoshoView *view, gboolean draft, GCancellable *cancellable, ChoshoReportFileInfo *info, GError **error)
{
  g_autoptr (ChoshoValue) losses = NULL;
  g_autoptr (ChoshoValue) document = chosho_oscal_results_build (view, draft, &losses);
  g_autoptr (GBytes) bytes = chosho_oscal_results_to_bytes (document);

  if (!is_read_back (document, bytes, cancellable, error))
    return NULL;
  chosho_report_file_info_clear (info);
  *info = (ChoshoReportFileInfo) { .format = CHOSHO_REPORT_FORMAT_OSCAL, .size_bytes = g_bytes_get_size (bytes), .losses = g_steal_pointer (&losses) };
  return g_steal_pointer (&bytes);
}
