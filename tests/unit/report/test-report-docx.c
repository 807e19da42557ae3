/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-error.h"
#include "chosho-report-docx.h"
#include "report-sample.h"

static void
test_reproducible (void)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ChoshoReportModel) model = i == 2 ? chosho_report_model_new () : report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, i == 1);
      g_autoptr (GBytes) first = chosho_report_docx_make (model, NULL, NULL, NULL, NULL, NULL);
      g_autoptr (GBytes) second = chosho_report_docx_make (model, NULL, NULL, NULL, NULL, NULL);

      g_assert_nonnull (first);
      g_assert_true (g_bytes_equal (first, second));
    }
}

static void
test_words_and_progress (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, FALSE);
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  g_autofree char *words = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint64 done, total;

  g_free (model->firm);
  model->firm = g_strdup ("A & <B>\x07監査法人");
  bytes = chosho_report_docx_make (model, NULL, progress, NULL, &words, NULL);
  g_assert_nonnull (bytes);
  g_assert_true (g_str_has_prefix (words, "監査業務番号：ENG-2026-0142026年6月15日実施結果報告書"));
  g_assert_nonnull (strstr (words, "A&<B>\uFFFD監査法人（以下「業務実施者」という。）"));
  chosho_progress_get (progress, &done, &total);
  g_assert_cmpuint (total, ==, model->controls->len + model->untested->len);
  g_assert_cmpuint (done, ==, total);
}

static void
test_cancelled (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new_large (20);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (chosho_report_docx_make (model, NULL, NULL, cancellable, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
}

static void
test_refuses_incomplete (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, FALSE);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&model->firm, g_free);
  g_assert_null (chosho_report_docx_make (model, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/docx/reproducible", test_reproducible);
  g_test_add_func ("/report/docx/words-and-progress", test_words_and_progress);
  g_test_add_func ("/report/docx/cancelled", test_cancelled);
  g_test_add_func ("/report/docx/refuses-incomplete", test_refuses_incomplete);
  return g_test_run ();
}
