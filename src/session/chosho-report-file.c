/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-file.h"

#include "chosho-clock.h"

char *
chosho_report_file_dup_today (ChoshoView *view)
{
  const char *zone = chosho_value_get_string (chosho_view_get_item (view, "engagement"), "time_zone");
  char *today = chosho_date_of_time (chosho_clock_now_us (), zone);

  return today != NULL ? today : chosho_date_of_time (chosho_clock_now_us (), "UTC");
}

GBytes *
chosho_report_file_set (const ChoshoReportModel *model, ChoshoProgress *progress, GCancellable *cancellable, ChoshoReportPdfInfo *info,
                        GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;

  if (!chosho_report_pdf_write (model, NULL, memory, progress, cancellable, info, error)
      || !g_output_stream_close (memory, NULL, error))
    return NULL;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  if (!chosho_report_pdf_check (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), info, error))
    return NULL;
  return g_steal_pointer (&bytes);
}
