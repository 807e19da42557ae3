/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-pdf.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-report-annex.h"
#include "chosho-report-body.h"
#include "chosho-report-page-medium.h"
#include "chosho-report-surface.h"

#define CONTENTS_HEAD 20.0

typedef struct
{
  const ChoshoReportModel    *model;    /* borrowed */
  const ChoshoReportTemplate *template; /* borrowed */
  ChoshoReportType           *type;     /* owned */
  ChoshoReportPages          *pages;    /* owned */
  GArray                     *contents; /* owned: of guint */
} Setting;

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
  ChoshoReportPageMedium pages;
  ChoshoReportFlow flow;

  chosho_report_flow_init (&flow, self->pages, self->type, self->template);
  chosho_report_page_medium_init (&pages, &flow);
  flow.contents = self->contents;
  chosho_report_body_set_sections (&pages.parent, self->model);
  if (!chosho_report_annex_set_results (&pages.parent, self->model, progress, cancellable, error)
      || !chosho_report_annex_set_untested (&pages.parent, self->model, progress, cancellable, error))
    return FALSE;
  if (chosho_report_pages_get_count (self->pages) <= CHOSHO_REPORT_PDF_PAGES)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("The report would have more than %d pages"),
               CHOSHO_REPORT_PDF_PAGES);
  return FALSE;
}

/* The table of contents, whose entries stand @page_shift pages further back in the end. */
static void
set_contents (Setting *self, ChoshoReportFlow *flow, guint page_shift)
{
  chosho_report_flow_space (flow, 22);
  /* On one page if one can hold it. */
  chosho_report_flow_need (flow, CONTENTS_HEAD + self->contents->len * chosho_report_type_get_leading (CHOSHO_REPORT_STYLE_NOTE));
  chosho_report_flow_text (flow, CHOSHO_REPORT_STYLE_SUBHEADING, CHOSHO_REPORT_ALIGN_LEFT, 0, 0,
                           chosho_report_template_get (self->template, "title", "contents"));
  chosho_report_flow_space (flow, 3);
  for (guint i = 0; i < self->contents->len; i++)
    chosho_report_flow_contents_line (flow, self->pages, g_array_index (self->contents, guint, i), page_shift);
}

/* The front is set twice: how many pages it takes must be known before its page numbers are. */
static void
set_front (Setting *self)
{
  guint count = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      g_autoptr (ChoshoReportPages) front = chosho_report_pages_new ();
      ChoshoReportPageMedium pages;
      ChoshoReportFlow flow;

      chosho_report_flow_init (&flow, front, self->type, self->template);
      chosho_report_page_medium_init (&pages, &flow);
      chosho_report_body_set_title_block (&pages.parent, self->model);
      set_contents (self, &flow, count);
      count = chosho_report_pages_get_count (front);
      if (pass == 1)
        chosho_report_pages_prepend (self->pages, front);
    }
}

static void
set_metadata (ChoshoReportSurface *surface, const Setting *self)
{
  const ChoshoReportModel *model = self->model;
  g_autofree char *title
      = g_strdup_printf ("%s %s", chosho_report_body_get_title (self->template, model),
                         model->addressee != NULL ? model->addressee : "");

  chosho_report_surface_set_metadata (surface, g_strstrip (title), model->firm, model->engagement_id, model->report_date);
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
set_and_draw (Setting *self, ChoshoReportSurface *surface, ChoshoProgress *progress, GCancellable *cancellable,
              GError **error)
{
  cairo_t *cr = cairo_create (surface->surface);
  gboolean ok;

  self->type = chosho_report_type_new (cr, self->model->language, FALSE, error);
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

gboolean
chosho_report_pdf_write (const ChoshoReportModel *model, const ChoshoReportTemplate *template, GOutputStream *out,
                         ChoshoProgress *progress, GCancellable *cancellable, ChoshoReportPdfInfo *info,
                         GError **error)
{
  g_autoptr (ChoshoReportTemplate) built_in = NULL;
  Setting setting = { .model = model, .template = template };
  ChoshoReportSurface surface;
  gboolean ok;

  if (!chosho_report_model_check (model, error))
    return FALSE;
  if (template == NULL)
    setting.template = built_in = chosho_report_template_new_default (model->language);
  setting.pages = chosho_report_pages_new ();
  setting.contents = g_array_new (FALSE, FALSE, sizeof (guint));
  /* Until the pages are known the progress has its controls alone to count. */
  chosho_progress_set_total (progress, (guint64) model->controls->len + model->untested->len);

  chosho_report_surface_init (&surface, out, cancellable);
  ok = set_and_draw (&setting, &surface, progress, cancellable, error);
  ok = chosho_report_surface_finish (&surface, ok, error);
  if (ok && info != NULL)
    *info = (ChoshoReportPdfInfo) { chosho_report_pages_get_count (setting.pages), surface.size_bytes };
  setting_clear (&setting);
  chosho_report_surface_clear (&surface);
  return ok;
}
