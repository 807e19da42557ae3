/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-sample.h"

static void
fill_head (ChoshoReportModel *model)
{
  gboolean ja = model->language == CHOSHO_REPORT_LANGUAGE_JA;

  model->engagement_id = g_strdup ("ENG-2026-014");
  model->addressee = g_strdup (ja ? "見本クラウド株式会社" : "Sample Cloud Corporation");
  model->firm = g_strdup (ja ? "見本監査法人" : "Sample Audit LLC");
  chosho_report_model_append_signer (model, "executive", ja ? "山田　太郎" : "Taro Yamada");
  chosho_report_model_append_signer (model, "leader", ja ? "佐藤　花子" : "Hanako Sato");
  model->scheme = g_strdup ("ismap");
  model->kind = CHOSHO_REPORT_KIND_RENEWAL;
  model->statement_name = g_strdup (ja ? "見本クラウド基盤サービス 言明書" : "Statement, Sample Cloud Platform");
  model->statement_version = g_strdup ("3.1");
  model->statement_date = g_strdup ("2026-04-20");
  model->statement_sha256 = g_strdup ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
  chosho_report_model_append_service (model, ja ? "見本クラウド基盤サービス" : "Sample Cloud Platform");
  chosho_report_model_append_service (model, ja ? "見本オブジェクト保管サービス" : "Sample Object Store");
  model->criteria = g_strdup (ja ? "ISMAP管理基準（令和4年4月1日改定）" : "ISMAP criteria, edition of 1 April 2022");
  model->period_from = g_strdup ("2025-04-01");
  model->period_to = g_strdup ("2026-03-31");
  chosho_report_model_append_design_date (model, "2025-10-31");
  chosho_report_model_append_member (model, "executive", ja ? "山田　太郎" : "Taro Yamada");
  chosho_report_model_append_member (model, "leader", ja ? "佐藤　花子" : "Hanako Sato");
  chosho_report_model_append_member (model, "practitioner", ja ? "鈴木　一郎" : "Ichiro Suzuki");
  chosho_report_model_append_member (model, "quality", ja ? "高橋　二郎" : "Jiro Takahashi");
  chosho_report_model_append_member (model, ja ? "情報システム専門家" : "IT specialist", ja ? "渡辺　三郎" : "Saburo Watanabe");
  model->report_date = g_strdup ("2026-06-15");
}

static void
fill_design (ChoshoReportControl *control, gboolean ja)
{
  ChoshoReportProcedure *procedure
      = chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_DESIGN, "5.1.1.1-D1");

  procedure->individual_control = g_strdup ("IC-001");
  procedure->individual_version = g_strdup ("2");
  procedure->individual_from = g_strdup ("2025-10-01");
  procedure->individual_to = g_strdup ("2026-03-31");
  procedure->unit = g_strdup (ja ? "東京リージョン" : "Tokyo region");
  procedure->subject = g_strdup ("regulations");
  chosho_report_procedure_append_technique (procedure, "inspection");
  chosho_report_procedure_append_technique (procedure, "inquiry");
  procedure->extent_text = g_strdup (ja ? "「情報セキュリティ基本方針」第4版（2025年4月1日）" : "“Information Security Policy”, 4th edition (1 April 2025)");
  procedure->outcome = CHOSHO_REPORT_OUTCOME_NO_EXCEPTION;
  procedure->result = g_strdup (
      ja ? "「情報セキュリティ基本方針」第4版に、方針の適用範囲、目的及び見直しの周期（年1回）の定めがあり、代表取締役の承認印及び承認日（2025年3月25日）の記載があった。"
         : "The 4th edition of the policy sets out its scope, its objectives and a yearly review, and bears the approval of the president dated 25 March 2025.");
}

static void
fill_operation (ChoshoReportControl *control, gboolean ja)
{
  ChoshoReportProcedure *procedure
      = chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_OPERATION, "5.1.1.1-O1");
  ChoshoReportSighting *sighting;

  procedure->subject = g_strdup ("records");
  procedure->wording = g_strdup (
      ja ? "対象期間に提出されたアクセス権申請書から抽出したサンプルについて、申請者と異なる承認者による承認の日付が、権限の付与の日付より前であることを確かめる。"
         : "For a sample of access requests of the period, examine that the approval by a person other than the requester is dated before access was granted.");
  chosho_report_procedure_append_technique (procedure, "inspection");
  chosho_report_procedure_append_technique (procedure, ja ? "データ分析" : "data analysis");
  chosho_report_procedure_append_extent (procedure, ja ? "アクセス権申請書" : "access requests", 1204, 25, 1);
  chosho_report_procedure_append_extent (procedure, ja ? "特権ID利用申請書" : "privileged access requests", 12, -1, 0);
  chosho_report_procedure_append_extent (procedure, NULL, -1, 5, -1);
  chosho_report_procedure_append_extent (procedure, ja ? "入館記録" : "entry records", -1, -1, -1);
  sighting = chosho_report_procedure_append_sighting (procedure, TRUE, ja ? "特権ID利用申請書" : "privileged access requests");
  sighting->version = g_strdup (ja ? "第3版" : "3");
  sighting->pages = g_strdup ("1-14");
  sighting->date = g_strdup ("2026-01-10");
  procedure->outcome = CHOSHO_REPORT_OUTCOME_EXCEPTION;
  procedure->result = g_strdup (
      ja ? "25件中1件（申請番号A-0417）において、承認の日付（2025年9月12日）が権限の付与の日付（2025年9月10日）より後であった。残る24件に例外はなかった。"
         : "In 1 of 25 items (request A-0417) the approval is dated 12 September 2025, after access was granted on 10 September 2025. The remaining 24 items had no exception.");
}

static void
fill_controls (ChoshoReportModel *model)
{
  gboolean ja = model->language == CHOSHO_REPORT_LANGUAGE_JA;
  ChoshoReportControl *control = chosho_report_model_append_control (
      model, "5.1.1.1", ja ? "情報セキュリティのための方針群の文書化" : "Documented policies for information security");
  ChoshoReportProcedure *procedure;

  control->chapter = g_strdup ("5");
  control->chapter_title = g_strdup (ja ? "情報セキュリティのための方針群" : "Information security policies");
  control->objective = g_strdup ("5.1.1");
  control->objective_title = g_strdup (ja ? "情報セキュリティのための方針群" : "Policies for information security");
  fill_design (control, ja);
  fill_operation (control, ja);

  control = chosho_report_model_append_control (model, "6.1.1.1", ja ? "責任の割当て" : "Assigned responsibilities");
  control->chapter = g_strdup ("6"); /* criteria without a title for it */
  procedure = chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_DESIGN, "6.1.1.1-D1");
  procedure->subject = g_strdup ("basis-documents");
  chosho_report_procedure_append_technique (procedure, "inspection");
  procedure->result = g_strdup (ja ? "責任分担表に、責任者の氏名の記載があった。" : "The table of responsibilities names the persons responsible.");

  control = chosho_report_model_append_control (model, "9.2.3.11.PB", ja ? "特権的アクセス権の割当て及び利用の制限" : "Restricting privileged access");
  control->chapter = g_strdup ("9");
  control->chapter_title = g_strdup (ja ? "アクセス制御" : "Access control");
  procedure = chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_OPERATION, "9.2.3.11.PB-O1");
  procedure->subject = g_strdup ("records");
  chosho_report_procedure_append_technique (procedure, "inspection");
  chosho_report_procedure_append_extent (procedure, ja ? "緊急時特権利用記録" : "emergency access records", 0, -1, -1);
  procedure->outcome = CHOSHO_REPORT_OUTCOME_NO_OCCURRENCE;
  procedure->result = g_strdup (ja ? "対象期間の抽出結果は0件であった。" : "The extraction for the period held no row.");
  procedure = chosho_report_control_append_procedure (control, CHOSHO_REPORT_PHASE_UPDATE, "9.2.3.11.PB-U1");
  procedure->subject = g_strdup ("facilities");
  chosho_report_procedure_append_technique (procedure, "observation");
  procedure->outcome = CHOSHO_REPORT_OUTCOME_NOT_PERFORMED;
  procedure->reason = g_strdup (ja ? "設備の改修工事のため、2026年3月31日まで立入りができなかった。" : "The site could not be entered until 31 March 2026 because of construction work.");
}

static void
fill_rest (ChoshoReportModel *model)
{
  gboolean ja = model->language == CHOSHO_REPORT_LANGUAGE_JA;
  ChoshoReportFinding *finding = chosho_report_model_append_finding (
      model, "F-01", ja ? "アクセス権申請書25件中1件（申請番号A-0417）において、権限の付与の日付より後の日付で承認されていた。"
                        : "In 1 of 25 access requests (request A-0417) the approval is dated after access was granted.");
  ChoshoReportUntested *untested;

  chosho_report_finding_append_control (finding, "5.1.1.1");
  chosho_report_finding_append_control (finding, "9.2.3.11.PB");
  finding->further = g_strdup (ja ? "2026年2月1日以後に申請された10件について承認の日付を閲覧したところ、10件とも権限の付与の日付より前であった。"
                                  : "For 10 requests made on or after 1 February 2026 the approval was inspected; all 10 are dated before access was granted.");
  untested = chosho_report_model_append_untested (model, "11.1.1.1", ja ? "物理的セキュリティ境界" : "Physical security perimeter", CHOSHO_REPORT_BASIS_INHERITED,
                                                  ja ? "登録サービス「見本データセンター」（有効期限2027年7月31日）の範囲" : "Listed service “Sample Data Centre”, valid until 31 July 2027");
  untested->individual_control = g_strdup ("IC-114");
  untested->phase = g_strdup ("operation");
  chosho_report_model_append_untested (model, "12.1.1.1", ja ? "操作手順書" : "Operating procedures", CHOSHO_REPORT_BASIS_OUT_OF_CYCLE,
                                       ja ? "3年周期のうち2027年度に実施する範囲" : "Scheduled for 2027 in the three-year cycle");
  chosho_report_model_append_untested (model, "14.2.7.1", ja ? "外部委託による開発" : "Outsourced development", CHOSHO_REPORT_BASIS_NOT_SELECTED, NULL);
}

ChoshoReportModel *
report_sample_new (ChoshoReportLanguage language, gboolean draft)
{
  ChoshoReportModel *model = chosho_report_model_new ();

  model->language = language;
  model->draft = draft;
  fill_head (model);
  fill_controls (model);
  fill_rest (model);
  return model;
}

static void
fill_large_procedure (ChoshoReportControl *control, guint seed, guint index)
{
  static const char *const subjects[] = { "regulations", "basis-documents", "records", "settings", "facilities" };
  static const char *const documents[] = { "情報セキュリティ管理規程", "システム設計書", "アクセス権申請書", "設定値一覧", "入退室管理台帳", "変更管理票" };
  static const ChoshoReportPhase phases[] = { CHOSHO_REPORT_PHASE_DESIGN, CHOSHO_REPORT_PHASE_OPERATION, CHOSHO_REPORT_PHASE_OPERATION };
  g_autofree char *number = g_strdup_printf ("%s-%u", control->number, index + 1);
  const char *document = documents[(seed + index) % G_N_ELEMENTS (documents)];
  ChoshoReportProcedure *procedure = chosho_report_control_append_procedure (control, phases[index], number);

  procedure->individual_control = g_strdup_printf ("IC-%04u", seed);
  procedure->subject = g_strdup (subjects[(seed + index) % G_N_ELEMENTS (subjects)]);
  if (index > 0)
    procedure->wording = g_strdup_printf (
        "対象期間の%s（管理番号%u-%u）を閲覧し、%s「%s」に対応する個別管理策に定める承認者、承認日及び実施内容の記載の有無並びに記載の内容を、規程第%u条の定めと照合する。",
        document, seed, index, control->number, control->title, seed % 40 + 1);
  chosho_report_procedure_append_technique (procedure, "inspection");
  if (seed % 3 == 0)
    chosho_report_procedure_append_technique (procedure, "inquiry");
  if (index == 1)
    chosho_report_procedure_append_extent (procedure, document, 100 + seed * 7, 25, seed % 17 == 0 ? 1 : 0);
  procedure->outcome = seed % 17 == 0 && index == 1 ? CHOSHO_REPORT_OUTCOME_EXCEPTION : CHOSHO_REPORT_OUTCOME_NO_EXCEPTION;
  procedure->result = g_strdup_printf (
      "%s（管理番号%u-%u、%u頁）に、規程第%u条に定める承認者の氏名、承認日（2025年%u月%u日）及び実施内容の記載があった。記載の内容は、設定値一覧の第%u行の値と一致していた。",
      document, seed, index, seed % 90 + 3, seed % 40 + 1, seed % 12 + 1, seed % 28 + 1, seed * 3 + index);
}

ChoshoReportModel *
report_sample_new_large (guint n_controls)
{
  ChoshoReportModel *model = chosho_report_model_new ();

  model->draft = FALSE;
  fill_head (model);
  fill_rest (model);
  for (guint i = 0; i < n_controls; i++)
    {
      guint chapter = 5 + i / 83;
      guint objective = i / 9;
      g_autofree char *number = g_strdup_printf ("%u.%u.%u.%u", chapter, objective / 12 % 9 + 1, objective % 12 + 1, i % 9 + 1);
      g_autofree char *title = g_strdup_printf ("見本の詳細管理策その%u（承認、記録及び見直し）", i + 1);
      ChoshoReportControl *control = chosho_report_model_append_control (model, number, title);

      control->chapter = g_strdup_printf ("%u", chapter);
      control->chapter_title = g_strdup_printf ("見本の章%u", chapter);
      control->objective = g_strdup_printf ("%u.%u.%u", chapter, objective / 12 % 9 + 1, objective % 12 + 1);
      control->objective_title = g_strdup_printf ("見本の統制目標%u", objective + 1);
      for (guint j = 0; j < 3; j++)
        fill_large_procedure (control, i + 1, j);
    }
  return model;
}
