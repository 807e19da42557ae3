/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-error.h"
#include "chosho-report-pdf.h"
#include "report-sample.h"

static GBytes *
write_report (const ChoshoReportModel *model, ChoshoProgress *progress, GCancellable *cancellable,
              ChoshoReportPdfInfo *info, GError **error)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  if (!chosho_report_pdf_write (model, NULL, out, progress, cancellable, info, error))
    return NULL;
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static void
test_write_and_check (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, FALSE);
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  g_autoptr (GError) error = NULL;
  ChoshoReportPdfInfo info = { 0 };
  g_autoptr (GBytes) bytes = write_report (model, progress, NULL, &info, &error);
  guint64 done, total;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, info.size_bytes);
  g_assert_cmpuint (info.page_count, >=, 4);
  g_assert_true (chosho_report_pdf_check (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &info, &error));
  g_assert_no_error (error);
  chosho_progress_get (progress, &done, &total);
  g_assert_cmpuint (total, ==, model->controls->len + model->untested->len + info.page_count);
  g_assert_cmpuint (done, ==, total);
}

/* The same model gives the same bytes, and the clock has no part in it. */
static void
test_reproducible (void)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ChoshoReportModel) model = i == 2 ? chosho_report_model_new ()
                                                   : report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, i == 1);
      ChoshoReportPdfInfo info;
      g_autoptr (GBytes) first = write_report (model, NULL, NULL, &info, NULL);
      g_autoptr (GBytes) second = NULL;

      g_usleep (i == 2 ? 1100 * 1000 : 0); /* a PDF date has seconds */
      second = write_report (model, NULL, NULL, &info, NULL);
      g_assert_true (g_bytes_equal (first, second));
    }
}

static void
test_check_finds_damage (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_EN, FALSE);
  ChoshoReportPdfInfo info;
  g_autoptr (GBytes) bytes = write_report (model, NULL, NULL, &info, NULL);
  gsize size = g_bytes_get_size (bytes);
  g_autofree char *data = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  ChoshoReportPdfInfo other = info;
  char *end;

  g_assert_true (chosho_report_pdf_check (data, size, &info, NULL));
  for (gsize cut = 1; cut < size; cut = cut * 3 + 1)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (chosho_report_pdf_check (data, size - cut, &info, &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
      /* Even where only the size were believed. */
      other.size_bytes = size - cut;
      if (cut > 8)
        g_assert_false (chosho_report_pdf_check (data, size - cut, &other, NULL));
    }
  other = info;
  other.page_count++;
  g_assert_false (chosho_report_pdf_check (data, size, &other, NULL));
  data[0] = 'x';
  g_assert_false (chosho_report_pdf_check (data, size, &info, NULL));
  data[0] = '%';
  end = data + size - 6;
  g_assert_nonnull (memmem (end, 6, "%%EOF", 5));
  memset (end, ' ', 6);
  g_assert_false (chosho_report_pdf_check (data, size, &info, NULL));
  memcpy (end, "%%EOF\n", 6);
  g_assert_true (chosho_report_pdf_check (data, size, &info, NULL));
  memset (data + size / 3, 0, size - size / 3 - 64); /* zeros where a disk lost blocks */
  g_assert_false (chosho_report_pdf_check (data, size, &info, NULL));
  g_assert_false (chosho_report_pdf_check (data, 0, &info, NULL));
}

static void
test_cancelled (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new_large (20);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (write_report (model, NULL, cancellable, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
}

/* A character no font has would be a box: refused, with the place. U+10FFFD is private use. */
static void
test_unknown_character (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, TRUE);
  ChoshoReportControl *control = chosho_report_model_append_control (model, "17.1.1.1", "title");
  ChoshoReportProcedure *procedure
      = chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_DESIGN, "17.1.1.1-D1");
  g_autoptr (GError) error = NULL;

  procedure->result = g_strdup ("a\U0010FFFDb");
  g_assert_null (write_report (model, NULL, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "U+10FFFD"));
  g_assert_nonnull (strstr (error->message, "17.1.1.1"));
}

/* Text is never markup, and texts of any length end. */
static void
test_odd_texts (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, TRUE);
  ChoshoReportControl *control = chosho_report_model_append_control (model, "18.1.1.1", "<b>&amp;</b>\n\nline");
  ChoshoReportProcedure *procedure
      = chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_DESIGN, "<span size='0'>");
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  ChoshoReportPdfInfo info;
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 4000; i++)
    g_string_append (text, i % 50 == 0 ? "\n" : "長い文。");
  procedure->result = g_string_free (text, FALSE);
  procedure->wording = g_strnfill (5000, 'W'); /* one word wider than any column */
  model->title = g_strdup ("two\r\nlines"); /* in the head of every page, in one line */
  for (guint i = 0; i < 4; i++) /* line ends of all systems, the same text again and again */
    {
      procedure = chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_DESIGN, "18.1.1.1-D2");
      procedure->result = g_strdup (i == 3 ? "a\nb" : "a\r\nb");
      procedure->unit = g_strdup ("a\u2028b\u2029c\vd");
    }
  bytes = write_report (model, NULL, NULL, &info, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (info.page_count, >, 12);
}

static gssize
failing_write (GOutputStream *stream, const void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "disk is full");
  return -1;
}

typedef GOutputStream FullStream;
typedef GOutputStreamClass FullStreamClass;
GType full_stream_get_type (void);
G_DEFINE_TYPE (FullStream, full_stream, G_TYPE_OUTPUT_STREAM)

static void
full_stream_class_init (FullStreamClass *class)
{
  class->write_fn = failing_write;
}

static void
full_stream_init (FullStream *self)
{
}

static void
test_full_disk (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, FALSE);
  g_autoptr (GOutputStream) out = g_object_new (full_stream_get_type (), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (chosho_report_pdf_write (model, NULL, out, NULL, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "disk is full"));
}

static void
test_refuses_incomplete (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, FALSE);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&model->firm, g_free);
  g_assert_null (write_report (model, NULL, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/pdf/write-and-check", test_write_and_check);
  g_test_add_func ("/report/pdf/reproducible", test_reproducible);
  g_test_add_func ("/report/pdf/check-finds-damage", test_check_finds_damage);
  g_test_add_func ("/report/pdf/cancelled", test_cancelled);
  g_test_add_func ("/report/pdf/unknown-character", test_unknown_character);
  g_test_add_func ("/report/pdf/odd-texts", test_odd_texts);
  g_test_add_func ("/report/pdf/full-disk", test_full_disk);
  g_test_add_func ("/report/pdf/refuses-incomplete", test_refuses_incomplete);
  return g_test_run ();
}
