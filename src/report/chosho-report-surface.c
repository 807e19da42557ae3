/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-surface.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-report-pages.h"

#define WRITE_BYTES (64 * 1024)

static gboolean
flush (ChoshoReportSurface *self)
{
  gboolean ok = self->error == NULL
                && g_output_stream_write_all (self->out, self->buffer->data, self->buffer->len, NULL, self->cancellable, &self->error);

  self->size_bytes += self->buffer->len;
  g_byte_array_set_size (self->buffer, 0);
  return ok;
}

static cairo_status_t
on_write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  ChoshoReportSurface *self = closure;

  if (self->closed)
    return CAIRO_STATUS_SUCCESS;
  if (self->error != NULL)
    return CAIRO_STATUS_WRITE_ERROR;
  g_byte_array_append (self->buffer, data, length);
  return self->buffer->len < WRITE_BYTES || flush (self) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* The stream's error in this project's domain. */
static void
take_write_error (ChoshoReportSurface *self, GError **error)
{
  int code = g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED)  ? CHOSHO_ERROR_CANCELLED
             : g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? CHOSHO_ERROR_NO_SPACE
                                                                              : CHOSHO_ERROR_IO;

  g_set_error (error, CHOSHO_ERROR, code, _("The report could not be written: %s"), self->error->message);
  g_clear_error (&self->error);
}

void
chosho_report_surface_init (ChoshoReportSurface *self, GOutputStream *out, GCancellable *cancellable)
{
  *self = (ChoshoReportSurface) { .out = out, .cancellable = cancellable, .buffer = g_byte_array_sized_new (WRITE_BYTES * 2) };
  self->surface = cairo_pdf_surface_create_for_stream (on_write_cb, self, CHOSHO_REPORT_PAGE_WIDTH, CHOSHO_REPORT_PAGE_HEIGHT);
  /* 1.4 keeps page objects out of compressed streams, so that the file can be read back simply. */
  cairo_pdf_surface_restrict_to_version (self->surface, CAIRO_PDF_VERSION_1_4);
}

gboolean
chosho_report_surface_finish (ChoshoReportSurface *self, gboolean ok, GError **error)
{
  cairo_status_t status;

  self->closed = !ok;
  cairo_surface_finish (self->surface);
  status = cairo_surface_status (self->surface);
  if (!ok)
    return FALSE;
  if (self->error != NULL || (status == CAIRO_STATUS_SUCCESS && !flush (self)))
    {
      take_write_error (self, error);
      return FALSE;
    }
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED, _("The report could not be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

void
chosho_report_surface_clear (ChoshoReportSurface *self)
{
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_error (&self->error);
  g_clear_pointer (&self->buffer, g_byte_array_unref);
}

void
chosho_report_surface_set_metadata (ChoshoReportSurface *self, const char *title, const char *author, const char *subject,
                                    const char *date)
{
  g_autofree char *time = date != NULL && *date != '\0' ? g_strdup_printf ("%sT00:00:00Z", date) : NULL;

  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, title);
  if (author != NULL)
    cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_AUTHOR, author);
  if (subject != NULL)
    cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_SUBJECT, subject);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR, "Chosho " CHOSHO_VERSION);
  /* NULL takes cairo's own away. */
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, time);
}
