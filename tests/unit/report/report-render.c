/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report-render KIND OUT.pdf: writes a made-up report, reads it back and prints pages, bytes and
 * milliseconds. KIND: ja, ja-draft, en, en-draft, empty-draft, large or large:N controls. */
#include <stdlib.h>
#include <string.h>

#include "chosho-report-pdf.h"
#include "report-sample.h"

static ChoshoReportModel *
make_model (const char *kind)
{
  if (strcmp (kind, "empty-draft") == 0)
    return chosho_report_model_new ();
  if (g_str_has_prefix (kind, "large"))
    return report_sample_new_large (kind[5] == ':' ? (guint) atoi (kind + 6) : 1156);
  return report_sample_new (g_str_has_prefix (kind, "en") ? CHOSHO_REPORT_LANGUAGE_EN : CHOSHO_REPORT_LANGUAGE_JA,
                            g_str_has_suffix (kind, "-draft"));
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
