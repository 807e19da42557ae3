/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-error.h"
#include "chosho-report-model.h"
#include "report-sample.h"

static void
test_append (void)
{
  g_autoptr (ChoshoReportModel) model = chosho_report_model_new ();
  ChoshoReportControl *control = chosho_report_model_append_control (model, "5.1.1.1", "title");
  ChoshoReportPhaseBlock *block;

  g_assert_true (model->draft);
  chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_DESIGN, "D1");
  chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_DESIGN, "D2");
  chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_OPERATION, "O1");
  g_assert_cmpuint (control->phases->len, ==, 2);
  block = g_ptr_array_index (control->phases, 0);
  g_assert_cmpint (block->phase, ==, CHOSHO_REPORT_PHASE_DESIGN);
  g_assert_cmpuint (block->procedures->len, ==, 2);
  block = g_ptr_array_index (control->phases, 1);
  g_assert_cmpint (block->phase, ==, CHOSHO_REPORT_PHASE_OPERATION);
  g_assert_cmpuint (block->procedures->len, ==, 1);
  g_assert_cmpuint (chosho_report_model_count_procedures (model), ==, 3);
}

static void
assert_invalid (const ChoshoReportModel *model, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (chosho_report_model_check (model, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not name “%s”", error->message, word);
}

static void
test_required (void)
{
  static const struct
  {
    gsize       offset;
    const char *name;
  } members[] = {
    { G_STRUCT_OFFSET (ChoshoReportModel, engagement_id), "engagement number" },
    { G_STRUCT_OFFSET (ChoshoReportModel, addressee), "addressee" },
    { G_STRUCT_OFFSET (ChoshoReportModel, firm), "audit firm" },
    { G_STRUCT_OFFSET (ChoshoReportModel, scheme), "scheme" },
    { G_STRUCT_OFFSET (ChoshoReportModel, statement_name), "name of the statement" },
    { G_STRUCT_OFFSET (ChoshoReportModel, statement_version), "version of the statement" },
    { G_STRUCT_OFFSET (ChoshoReportModel, criteria), "edition of the criteria" },
    { G_STRUCT_OFFSET (ChoshoReportModel, period_from), "start of the period" },
    { G_STRUCT_OFFSET (ChoshoReportModel, period_to), "end of the period" },
    { G_STRUCT_OFFSET (ChoshoReportModel, report_date), "report date" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, FALSE);
      char **member = G_STRUCT_MEMBER_P (model, members[i].offset);

      g_assert_true (chosho_report_model_check (model, NULL));
      g_clear_pointer (member, g_free);
      assert_invalid (model, members[i].name);
      *member = g_strdup ("");
      assert_invalid (model, members[i].name);
      model->draft = TRUE;
      g_assert_true (chosho_report_model_check (model, NULL));
    }
}

static void
test_lists_required (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, FALSE);

  g_ptr_array_set_size (model->services, 0);
  assert_invalid (model, "service");
  chosho_report_model_append_service (model, "S");
  g_ptr_array_set_size (model->signers, 0);
  assert_invalid (model, "signer");
}

static void
test_values (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, TRUE);
  ChoshoReportProcedure *procedure;

  g_free (model->report_date);
  model->report_date = g_strdup ("2026-02-30");
  assert_invalid (model, "2026-02-30");
  g_clear_pointer (&model->report_date, g_free);
  chosho_report_model_append_design_date (model, "31.3.2026");
  assert_invalid (model, "31.3.2026");
  g_ptr_array_set_size (model->design_dates, 0);
  model->statement_sha256[0] = 'X';
  assert_invalid (model, "64 hexadecimal digits");
  g_clear_pointer (&model->statement_sha256, g_free);
  g_assert_true (chosho_report_model_check (model, NULL));

  procedure = chosho_report_control_append_procedure (g_ptr_array_index (model->controls, 0),
                                                      CHOSHO_REPORT_PHASE_UPDATE, "U-9");
  procedure->outcome = CHOSHO_REPORT_OUTCOME_NOT_PERFORMED;
  assert_invalid (model, "U-9");
  procedure->reason = g_strdup ("closed");
  g_assert_true (chosho_report_model_check (model, NULL));
}

static void
test_title_limit (void)
{
  g_autoptr (ChoshoReportModel) model = report_sample_new (CHOSHO_REPORT_LANGUAGE_JA, TRUE);
  g_autofree char *longest = g_strnfill (CHOSHO_REPORT_TITLE_BYTES, 'a');
  g_autofree char *longer = g_strnfill (CHOSHO_REPORT_TITLE_BYTES + 1, 'a');

  chosho_report_model_append_control (model, "5.1.1.2", longest);
  g_assert_true (chosho_report_model_check (model, NULL));
  chosho_report_model_append_control (model, "5.1.1.3", longer);
  assert_invalid (model, "5.1.1.3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/model/append", test_append);
  g_test_add_func ("/report/model/required", test_required);
  g_test_add_func ("/report/model/lists-required", test_lists_required);
  g_test_add_func ("/report/model/values", test_values);
  g_test_add_func ("/report/model/title-limit", test_title_limit);
  return g_test_run ();
}
