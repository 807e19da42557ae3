/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report-render KIND OUT.pdf: writes a made-up report, reads it back and prints pages, bytes and
 * milliseconds. KIND: ja, ja-draft, en, en-draft, empty-draft, large or large:N controls.
 * report-render KIND OUT.docx: the same as a Word document.
 * report-render KIND OUT.html: the rows of the annex as a plain table, for comparison. */
#include <stdlib.h>
#include <string.h>

#include "chosho-report-docx.h"
#include "chosho-report-pdf.h"
#include "report-sample.h"

/* More than a page's head has room for. */
static ChoshoReportModel *
make_long_head (void)
{
  ChoshoReportModel *model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, TRUE);

  g_free (model->title);
  model->title = g_strdup ("政府情報システムのためのセキュリティ評価制度に係る標準監査手続の実施結果報告書（見本）");
  g_free (model->engagement_id);
  model->engagement_id = g_strdup ("ENG-2026-014-TOKYO-OSAKA-PUBLIC-CLOUD-SERVICES-AND-CONTENT-DELIVERY-0001");
  return model;
}

static ChoshoReportModel *
make_model (const char *kind)
{
  if (strcmp (kind, "empty-draft") == 0)
    return chosho_report_model_new ();
  if (g_str_has_prefix (kind, "large"))
    return report_sample_new_large (kind[5] == ':' ? (guint) atoi (kind + 6) : 1156);
  if (strcmp (kind, "long-head-draft") == 0)
    return make_long_head ();
  return report_sample_new (g_str_has_prefix (kind, "en") ? CHOSHO_REPORT_LANGUAGE_EN : CHOSHO_REPORT_LANGUAGE_JA,
                            g_str_has_suffix (kind, "-draft"));
}

static void
add_row (GString *out, const ChoshoReportControl *control, const ChoshoReportProcedure *procedure)
{
  const char *wording = procedure->wording != NULL ? procedure->wording : procedure->subject;
  g_autofree char *row = g_markup_printf_escaped ("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%d</td><td>%s</td></tr>\n",
                                                  control->number, control->title, procedure->number, wording,
                                                  procedure->outcome, procedure->result);

  g_string_append (out, row);
}

static gboolean
write_rows (const ChoshoReportModel *model, const char *path, GError **error)
{
  g_autoptr (GString) out = g_string_new ("<html><head><meta charset=\"utf-8\"></head><body><table border=\"1\">\n");

  for (guint i = 0; i < model->controls->len; i++)
    {
      const ChoshoReportControl *control = g_ptr_array_index (model->controls, i);

      for (guint j = 0; j < control->phases->len; j++)
        {
          const ChoshoReportPhaseBlock *block = g_ptr_array_index (control->phases, j);

          for (guint k = 0; k < block->procedures->len; k++)
            add_row (out, control, g_ptr_array_index (block->procedures, k));
        }
    }
  g_string_append (out, "</table></body></html>\n");
  return g_file_set_contents (path, out->str, (gssize) out->len, error);
}

static gboolean
write_docx (const ChoshoReportModel *model, const char *path, GError **error)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GBytes) bytes = chosho_report_docx_make (model, NULL, NULL, NULL, NULL, error);

  if (bytes == NULL)
    return FALSE;
  g_print ("%" G_GSIZE_FORMAT " bytes %" G_GINT64_FORMAT " ms\n", g_bytes_get_size (bytes), (g_get_monotonic_time () - start_us) / 1000);
  return g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error);
}

int
main (int argc, char **argv)
{
  g_autoptr (ChoshoReportModel) model = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  ChoshoReportPdfInfo info;
  gsize size_bytes;
  gint64 start_us, end_us;

  if (argc != 3)
    return 2;
  model = make_model (argv[1]);
  if (g_str_has_suffix (argv[2], ".html"))
    return write_rows (model, argv[2], NULL) ? 0 : 1;
  if (g_str_has_suffix (argv[2], ".docx"))
    {
      if (write_docx (model, argv[2], &error))
        return 0;
      g_printerr ("%s\n", error->message);
      return 1;
    }
  file = g_file_new_for_path (argv[2]);
  start_us = g_get_monotonic_time ();
  out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  if (out == NULL || !chosho_report_pdf_write (model, NULL, G_OUTPUT_STREAM (out), NULL, NULL, &info, &error)
      || !g_output_stream_close (G_OUTPUT_STREAM (out), NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  end_us = g_get_monotonic_time ();
  if (!g_file_get_contents (argv[2], &data, &size_bytes, &error)
      || !chosho_report_pdf_check (data, size_bytes, &info, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_print ("%u pages %" G_GUINT64_FORMAT " bytes %" G_GINT64_FORMAT " ms\n", info.page_count, info.size_bytes,
           (end_us - start_us) / 1000);
  return 0;
}
