/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-docx.h"

#include "chosho-report-annex.h"
#include "chosho-report-body.h"
#include "chosho-report-docx-medium.h"
#include "chosho-report-docx-package.h"

/* The body: the front, the table of contents, which needs to know all headings, and the rest. (transfer full) */
static ChoshoXml *
make_body (ChoshoReportDocxMedium *medium, const ChoshoReportModel *model, ChoshoProgress *progress, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (ChoshoXml) xml = chosho_xml_new ();
  g_autoptr (ChoshoXml) front = NULL;
  g_autoptr (ChoshoXml) body = NULL;

  chosho_report_body_set_title_block (&medium->parent, model);
  front = chosho_report_docx_medium_take (medium);
  chosho_report_medium_new_page (&medium->parent);
  chosho_report_body_set_sections (&medium->parent, model);
  if (!chosho_report_annex_set_results (&medium->parent, model, progress, cancellable, error)
      || !chosho_report_annex_set_untested (&medium->parent, model, progress, cancellable, error))
    return NULL;
  chosho_report_docx_medium_finish (medium);
  body = chosho_report_docx_medium_take (medium);

  chosho_xml_join (xml, g_steal_pointer (&front));
  chosho_report_docx_medium_add_contents (medium, xml);
  chosho_xml_join (xml, g_steal_pointer (&body));
  return g_steal_pointer (&xml);
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize size_bytes, gpointer words, GError **error)
{
  for (const char *p = text; p < text + size_bytes; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (words, g_utf8_get_char (p));
}

/* The texts of @body, read by another program than wrote them. (transfer full) */
static char *
dup_words (ChoshoXml *body)
{
  static const GMarkupParser parser = { .text = on_text };
  GString *words = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, words, NULL);
  gsize size_bytes;
  const char *data = chosho_xml_get_string (body, &size_bytes);

  if (!g_markup_parse_context_parse (context, data, (gssize) size_bytes, NULL))
    g_string_truncate (words, 0); /* then no reader finds the same */
  return g_string_free (words, FALSE);
}

GBytes *
chosho_report_docx_make (const ChoshoReportModel *model, const ChoshoReportTemplate *template, ChoshoProgress *progress,
                         GCancellable *cancellable, char **words, GError **error)
{
  g_autoptr (ChoshoReportTemplate) built_in = NULL;
  ChoshoReportDocxMedium medium;
  ChoshoXml *body;

  if (!chosho_report_model_check (model, error))
    return NULL;
  if (template == NULL)
    template = built_in = chosho_report_template_new_default (model->language);
  chosho_progress_set_total (progress, (guint64) model->controls->len + model->untested->len);
  chosho_report_docx_medium_init (&medium, template);
  body = make_body (&medium, model, progress, cancellable, error);
  chosho_report_docx_medium_clear (&medium);
  if (body == NULL)
    return NULL;
  if (words != NULL)
    *words = dup_words (body);
  return chosho_report_docx_package_make (body, template, model, error);
}
