/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-pdf.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-report-annex.h"
#include "chosho-report-body.h"

#define WRITE_BYTES (64 * 1024) /* cairo writes in pieces of a few bytes */

/* Where cairo's bytes go. */
typedef struct
{
  GOutputStream *out;         /* borrowed */
  GCancellable  *cancellable; /* borrowed, nullable */
  GByteArray    *buffer;      /* owned */
  guint64        size_bytes;
  gboolean       closed; /* nothing is wanted any more */
  GError        *error;  /* owned: the first one */
} Sink;

typedef struct
{
  const ChoshoReportModel    *model;    /* borrowed */
  const ChoshoReportTemplate *template; /* borrowed */
  ChoshoReportType           *type;     /* owned */
  ChoshoReportPages          *pages;    /* owned */
  GArray                     *contents; /* owned: of guint */
} Setting;

static gboolean
sink_flush (Sink *sink)
{
  gboolean ok = sink->error == NULL
                && g_output_stream_write_all (sink->out, sink->buffer->data, sink->buffer->len, NULL,
                                              sink->cancellable, &sink->error);

  sink->size_bytes += sink->buffer->len;
  g_byte_array_set_size (sink->buffer, 0);
  return ok;
}

static cairo_status_t
on_write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  Sink *sink = closure;

  if (sink->closed)
    return CAIRO_STATUS_SUCCESS;
  if (sink->error != NULL)
    return CAIRO_STATUS_WRITE_ERROR;
  g_byte_array_append (sink->buffer, data, length);
  return sink->buffer->len < WRITE_BYTES || sink_flush (sink) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* The stream's error in this project's domain. */
static void
take_write_error (Sink *sink, GError **error)
{
  int code = g_error_matches (sink->error, G_IO_ERROR, G_IO_ERROR_CANCELLED)  ? CHOSHO_ERROR_CANCELLED
             : g_error_matches (sink->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? CHOSHO_ERROR_NO_SPACE
                                                                              : CHOSHO_ERROR_IO;

  g_set_error (error, CHOSHO_ERROR, code, _("The report could not be written: %s"), sink->error->message);
  g_clear_error (&sink->error);
}

static char *
on_format_number_cb (gpointer user_data, guint page, guint pages)
{
  const Setting *setting = user_data;
  g_autofree char *page_text = g_strdup_printf ("%u", page);
  g_autofree char *pages_text = g_strdup_printf ("%u", pages);

  return chosho_report_template_format (setting->template, "format", "page", "page", page_text, "pages", pages_text,
                                        NULL);
}

static void
setting_clear (Setting *self)
{
  g_clear_pointer (&self->pages, chosho_report_pages_free);
  g_clear_pointer (&self->type, chosho_report_type_free);
  g_clear_pointer (&self->contents, g_array_unref);
}

/* Sections and annexes. */
static gboolean
set_body (Setting *self, ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  ChoshoReportFlow flow;

  chosho_report_flow_init (&flow, self->pages, self->type, self->template);
  flow.contents = self->contents;
  chosho_report_body_set_sections (&flow, self->model);
  if (!chosho_report_annex_set_results (&flow, self->model, progress, cancellable, error)
      || !chosho_report_annex_set_untested (&flow, self->model, progress, cancellable, error))
    return FALSE;
  if (chosho_report_pages_get_count (self->pages) <= CHOSHO_REPORT_PDF_PAGES)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("The report would have more than %d pages"),
               CHOSHO_REPORT_PDF_PAGES);
  return FALSE;
}

/* The front is set twice: how many pages it takes must be known before its page numbers are. */
static void
set_front (Setting *self)
{
  guint count = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      g_autoptr (ChoshoReportPages) front = chosho_report_pages_new ();
      ChoshoReportFlow flow;

      chosho_report_flow_init (&flow, front, self->type, self->template);
      chosho_report_body_set_front (&flow, self->model, self->pages, self->contents, count);
      count = chosho_report_pages_get_count (front);
      if (pass == 1)
        chosho_report_pages_prepend (self->pages, front);
    }
}

static void
set_metadata (cairo_surface_t *surface, const Setting *self)
{
  const ChoshoReportModel *model = self->model;
  g_autofree char *title
      = g_strdup_printf ("%s %s", chosho_report_body_get_title (self->template, model),
                         model->addressee != NULL ? model->addressee : "");
  g_autofree char *date = NULL;

  if (model->report_date != NULL && *model->report_date != '\0')
    date = g_strdup_printf ("%sT00:00:00Z", model->report_date);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, g_strstrip (title));
  if (model->firm != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, model->firm);
  if (model->engagement_id != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, model->engagement_id);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Chosho " CHOSHO_VERSION);
  /* Never the clock: without a date there is none in the file (NULL takes cairo's own away). */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

static gboolean
draw (Setting *self, cairo_t *cr, ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  const ChoshoReportModel *model = self->model;
  const ChoshoReportFurniture furniture = {
    .head_left = chosho_report_body_get_title (self->template, model),
    .head_right = model->engagement_id != NULL ? model->engagement_id : "",
    .draft = model->draft ? chosho_report_template_get (self->template, "label", "draft") : NULL,
    .draft_mark = model->draft ? chosho_report_template_get (self->template, "label", "draft-mark") : NULL,
    .format_number = on_format_number_cb,
    .user_data = self,
  };

  return chosho_report_pages_draw (self->pages, cr, self->type, &furniture, progress, cancellable, error)
         && chosho_report_type_check (self->type, error);
}

/* Everything between an open surface and its end. */
static gboolean
set_and_draw (Setting *self, cairo_surface_t *surface, ChoshoProgress *progress, GCancellable *cancellable,
              GError **error)
{
  cairo_t *cr = cairo_create (surface);
  gboolean ok;

  self->type = chosho_report_type_new (cr, self->model->language, error);
  ok = self->type != NULL && set_body (self, progress, cancellable, error);
  if (ok)
    {
      set_front (self);
      ok = chosho_report_type_check (self->type, error);
    }
  if (ok)
    {
      chosho_progress_set_total (progress, (guint64) self->model->controls->len + self->model->untested->len
                                               + chosho_report_pages_get_count (self->pages));
      set_metadata (surface, self);
      ok = draw (self, cr, progress, cancellable, error);
    }
  cairo_destroy (cr);
  return ok;
}

static gboolean
finish (cairo_surface_t *surface, Sink *sink, gboolean ok, GError **error)
{
  cairo_status_t status;

  sink->closed = !ok;
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  if (!ok)
    return FALSE;
  if (sink->error != NULL || (status == CAIRO_STATUS_SUCCESS && !sink_flush (sink)))
    {
      take_write_error (sink, error);
      return FALSE;
    }
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED, _("The report could not be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

gboolean
chosho_report_pdf_write (const ChoshoReportModel *model, const ChoshoReportTemplate *template, GOutputStream *out,
                         ChoshoProgress *progress, GCancellable *cancellable, ChoshoReportPdfInfo *info,
                         GError **error)
{
  g_autoptr (ChoshoReportTemplate) built_in = NULL;
  Sink sink = { .out = out, .cancellable = cancellable };
  Setting setting = { .model = model, .template = template };
  cairo_surface_t *surface;
  gboolean ok;

  if (!chosho_report_model_check (model, error))
    return FALSE;
  if (template == NULL)
    setting.template = built_in = chosho_report_template_new_default (model->language);
  setting.pages = chosho_report_pages_new ();
  setting.contents = g_array_new (FALSE, FALSE, sizeof (guint));
  sink.buffer = g_byte_array_sized_new (WRITE_BYTES * 2);
  /* Until the pages are known the progress has its controls alone to count. */
  chosho_progress_set_total (progress, (guint64) model->controls->len + model->untested->len);

  surface = cairo_pdf_surface_create_for_stream (on_write_cb, &sink, CHOSHO_REPORT_PAGE_WIDTH,
                                                 CHOSHO_REPORT_PAGE_HEIGHT);
  /* 1.4 keeps page objects out of compressed streams, so that the file can be read back simply. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  ok = finish (surface, &sink, set_and_draw (&setting, surface, progress, cancellable, error), error);
  cairo_surface_destroy (surface);
  if (ok && info != NULL)
    *info = (ChoshoReportPdfInfo) { chosho_report_pages_get_count (setting.pages), sink.size_bytes };
  setting_clear (&setting);
  g_clear_error (&sink.error);
  g_byte_array_unref (sink.buffer);
  return ok;
}
