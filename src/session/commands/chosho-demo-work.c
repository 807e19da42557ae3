/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-demo.h"

/* How many controls of the sample reach each state; enough to see every state on one screen and few
 * enough that the sample is made in a minute. */
#define APPROVED 30
#define REVIEWED 18
#define PREPARED 16
#define HALF_DONE 14
#define STALE 3     /* of the approved: a step is recorded again afterwards */
#define EXCEPTION_EVERY 12 /* of those that are finished one has an exception in its last inspection, and a finding */
#define EXCEPTION_AT 5
#define SUSPENDED 2 /* of the prepared: a note is raised afterwards */
#define RETURNED 1  /* of the prepared, the last ones: sent back */
#define MARKED 6    /* of the approved: the places in the regulation that a result rests on are marked */

#define EXECUTIVE CHOSHO_DEMO_EXECUTIVE
#define LEADER CHOSHO_DEMO_LEADER
#define PRACTITIONER CHOSHO_DEMO_PRACTITIONER

#define ASKED "運用担当者（見本）" /* in inquiries */

/* --- One step --------------------------------------------------------------------------------------- */

static gboolean
add_record (ChoshoDemo *self, const char *technique, const char *step, GError **error)
{
  ChoshoValue *args;

  if (strcmp (technique, "inquiry") == 0)
    {
      args = chosho_demo_args ("who", ASKED, "post", "株式会社みほん（見本）運用課", "at", "2026-02-10 14:00", "how", "対面",
                               "question", "定められた手続の実施状況を伺いたい。", "answer", "定めに従い実施しているとの説明があった。", NULL);
      return chosho_demo_run (self, PRACTITIONER, "interview add", chosho_demo_with_list (args, "step", step), NULL, error);
    }
  if (strcmp (technique, "observation") != 0)
    return TRUE;
  args = chosho_demo_args ("where", "データセンター（見本）", "at", "2026-02-12 10:00", "with", "設備担当者（見本）",
                           "seen", "入口に扉と認証装置が設けられていた。", NULL);
  return chosho_demo_run (self, PRACTITIONER, "observation add", chosho_demo_with_list (args, "step", step), NULL, error);
}

static const char *
result_text (const char *technique)
{
  if (strcmp (technique, "inquiry") == 0)
    return "運用担当者（見本）に質問し、定めに従い実施しているとの回答を得た。";
  if (strcmp (technique, "observation") == 0)
    return "現地にて、扉及び認証装置が設けられていることを観察した。";
  if (strcmp (technique, "reperformance") == 0)
    return "同じ条件で操作を再実施し、記録された設定値と同じ値が得られた。";
  return "閲覧した資料に、該当する定めの記載があることを確かめた。";
}

/* What is recorded of a step where that is not what was prescribed without exception; members NULL: as ever. */
typedef struct
{
  const char *outcome;
  const char *text;
  const char *technique;
  const char *reason;
} Told;

static const Told as_ever;

/* Records the step @row as @told. */
static gboolean
record_step (ChoshoDemo *self, ChoshoValue *row, const Told *told, GError **error)
{
  const char *step = chosho_value_get_string (row, "id");
  const char *control = chosho_value_get_string (row, "control");
  const char *technique = told->technique != NULL ? told->technique : chosho_value_get_string (row, "technique");
  GPtrArray *evidence = g_hash_table_lookup (self->evidence, control);
  const char *sample = g_hash_table_lookup (self->samples, control);
  ChoshoValue *args = chosho_demo_args ("step", step, "technique", technique, "performed_on", "2026-02-10",
                                        "outcome", told->outcome != NULL ? told->outcome : "no-exception",
                                        "result", told->text != NULL ? told->text : result_text (technique), NULL);

  if (told->reason != NULL)
    chosho_value_set_string (args, "reason", told->reason);
  if (strcmp (technique, "inquiry") == 0)
    chosho_value_set_string (args, "respondent", ASKED);
  if (evidence != NULL && strcmp (technique, "inquiry") != 0)
    chosho_demo_with_list (args, "evidence", g_ptr_array_index (evidence, 0));
  if (!add_record (self, technique, step, error) || !chosho_demo_run (self, PRACTITIONER, "step record", args, NULL, error))
    return FALSE;
  if (sample == NULL || g_strcmp0 (chosho_value_get_string (row, "subject"), "records") != 0
      || strcmp (chosho_value_get_string (row, "phase"), "operation") != 0 || strcmp (technique, "inquiry") == 0)
    return TRUE;
  return chosho_demo_run (self, PRACTITIONER, "sample link",
                          chosho_demo_with_list (chosho_demo_args ("id", sample, NULL), "step", step), NULL, error);
}

/* --- One control ------------------------------------------------------------------------------------- */

/* Controls that the sample's evidence and populations let one finish. */
static gboolean
can_be_finished (ChoshoDemo *self, const char *control, ChoshoValue *rows)
{
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if (g_strcmp0 (chosho_value_get_string (row, "subject"), "records") == 0
          && strcmp (chosho_value_get_string (row, "phase"), "operation") == 0 && g_hash_table_lookup (self->samples, control) == NULL)
        return FALSE;
    }
  return chosho_value_get_length (rows) > 0 && g_hash_table_lookup (self->evidence, control) != NULL;
}

/* What is told of the first steps of the controls that are half done, in turn. */
static const Told half_done[] = {
  { NULL, NULL, NULL, NULL },
  { "unable", "対象の設備が更新中のため、期間内に手続を実施できなかった（見本）。", NULL, "設備の更新中のため（見本）" },
  { "no-occurrence", "対象期間の抽出結果は0件であり、該当する事象はなかった（見本）。", NULL, NULL },
  { NULL, NULL, "reperformance", "資料の閲覧に代えて、同じ操作を再実施した（見本）" },
};

static gboolean
record_half (ChoshoDemo *self, ChoshoValue *rows, guint place, GError **error)
{
  for (guint i = 0; i < (chosho_value_get_length (rows) + 1) / 2; i++)
    if (!record_step (self, chosho_value_get_item (rows, i), i == 0 ? &half_done[place % G_N_ELEMENTS (half_done)] : &as_ever, error))
      return FALSE;
  return TRUE;
}

/* The first or last step that is an inspection, by its place: a control that can be finished has evidence to inspect. */
static guint
find_inspection (ChoshoValue *rows, gboolean last)
{
  guint n_rows = chosho_value_get_length (rows), found = last ? n_rows - 1 : 0;

  for (guint i = 0; i < n_rows; i++)
    {
      guint at = last ? n_rows - 1 - i : i;

      if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (rows, at), "technique"), "inspection") == 0)
        return at;
    }
  return found;
}

static gboolean
record_control (ChoshoDemo *self, ChoshoValue *rows, gboolean exception, GError **error)
{
  static const Told deviation = { "exception", "閲覧した2025年9月の記録1件に、承認者の記載がなかった。", NULL, NULL };
  guint inspection = find_inspection (rows, TRUE);

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    if (!record_step (self, chosho_value_get_item (rows, i), exception && i == inspection ? &deviation : &as_ever, error))
      return FALSE;
  return TRUE;
}

/* The places on the first page of an objective's regulation on which the result of the step @step rests. */
static gboolean
mark_regulation (ChoshoDemo *self, const char *control, const char *step, GError **error)
{
  static const struct { const char *quote, *tick, *text; } marks[] = {
    { "申請書により申請し、責任者の承認", "✓", "申請と承認の定め（見本）" },
    { "少なくとも年一回見直し", NULL, "最後の見直しは第2版の改定日による（見本）" },
  };

  GPtrArray *evidence = g_hash_table_lookup (self->evidence, control);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      ChoshoValue *args = chosho_demo_args ("control", control, "id", g_ptr_array_index (evidence, 0), "quote", marks[i].quote, "text", marks[i].text, "step", step, NULL);

      chosho_value_set_integer (args, "page", 1);
      chosho_value_set_string (args, "tick", marks[i].tick);
      if (!chosho_demo_run (self, PRACTITIONER, "mark add", args, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* How findings go on, one step after the other; the first finding goes n_ways[0] of them, and so forth. The one that is
 * withdrawn is of a control that has no exception: a withdrawn finding does not speak of any. */
static const struct { const char *state, *text; } ways[] = {
  { "inquired", "事実確認を依頼した（見本）。" },
  { "answered", "承認は口頭で行われ、記録が残っていないとの回答を得た（見本）。" },
  { "confirmed", "事実関係に相違がないことを確認した（見本）。" },
  { "withdrawn", "承認者の記載がある原本の提示を受けた（見本）。" },
};
static const guint n_ways[] = { 3, 2, 1, 0 };
#define N_WAYS_WITHDRAWN 4

static gboolean
add_finding (ChoshoDemo *self, const char *control, guint n, GError **error)
{
  g_autoptr (ChoshoValue) finding = NULL;
  ChoshoValue *args = chosho_demo_args ("text", "2025年9月の記録1件に、承認者の記載がなかった（見本）。", NULL);

  if (!chosho_demo_run (self, PRACTITIONER, "finding add", chosho_demo_with_list (args, "control", control), &finding, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!chosho_demo_run (self, LEADER, "finding state",
                          chosho_demo_args ("id", chosho_value_get_string (finding, "id"), "state", ways[i].state, "text", ways[i].text, NULL), NULL, error))
      return FALSE;
  return TRUE;
}

/* The executive opens each thing that must be opened one by one. */
static gboolean
approve (ChoshoDemo *self, const char *control, GError **error)
{
  ChoshoValue *args = chosho_demo_with_list (chosho_value_new_object (), "controls", control);
  ChoshoValue *opened = chosho_value_new_array ();
  g_autoptr (ChoshoValue) status = NULL;
  ChoshoValue *wanted;

  chosho_value_set (args, "opened", opened);
  if (!chosho_demo_run (self, EXECUTIVE, "status", chosho_demo_args ("control", control, NULL), &status, error))
    {
      chosho_value_unref (args);
      return FALSE;
    }
  wanted = chosho_value_get (status, "to_open");
  for (guint i = 0; i < chosho_value_get_length (wanted); i++)
    chosho_value_append_string (opened, chosho_value_get_string (chosho_value_get_item (wanted, i), "id"));
  return chosho_demo_run (self, EXECUTIVE, "approve", args, NULL, error);
}

static gboolean
sign (ChoshoDemo *self, const char *control, guint stages, GError **error)
{
  if (!chosho_demo_run (self, PRACTITIONER, "complete", chosho_demo_with_list (chosho_value_new_object (), "controls", control), NULL, error))
    return FALSE;
  if (stages > 1 && !chosho_demo_run (self, LEADER, "review", chosho_demo_with_list (chosho_value_new_object (), "controls", control), NULL, error))
    return FALSE;
  return stages <= 2 || approve (self, control, error);
}

static gboolean
send_back (ChoshoDemo *self, const char *control, GError **error)
{
  ChoshoValue *args = chosho_demo_args ("reason", "閲覧した規程の版が結果から読み取れません。版と改定日を書き足してください（見本）。", NULL);

  return chosho_demo_run (self, LEADER, "return", chosho_demo_with_list (args, "controls", control), NULL, error);
}

static gboolean
add_note (ChoshoDemo *self, const char *control, GError **error)
{
  return chosho_demo_run (self, LEADER, "note add",
                          chosho_demo_args ("target", control, "text", "閲覧した版と改定日を結果に書き足してください（見本）。", NULL), NULL, error);
}

/* --- All ----------------------------------------------------------------------------------------------- */

/* What becomes of the @place-th control that is worked on. */
static gboolean
work_on (ChoshoDemo *self, const char *control, ChoshoValue *rows, guint place, GError **error)
{
  /* Written of a regulation: where it was read, not where somebody was asked. */
  static const Told newer = { NULL, "改定後の版を閲覧し、該当する定めの記載があることを確かめた。", NULL, NULL };
  gboolean approved = place < APPROVED;
  gboolean reviewed = !approved && place < APPROVED + REVIEWED;
  gboolean prepared = !approved && !reviewed && place < APPROVED + REVIEWED + PREPARED;
  gboolean exception = place % EXCEPTION_EVERY == EXCEPTION_AT;

  if (!approved && !reviewed && !prepared)
    return record_half (self, rows, place, error)
           && (place != APPROVED + REVIEWED + PREPARED || add_finding (self, control, N_WAYS_WITHDRAWN, error));
  if (!record_control (self, rows, exception, error)
      || (exception && !add_finding (self, control, n_ways[place / EXCEPTION_EVERY % G_N_ELEMENTS (n_ways)], error)))
    return FALSE;
  if (place < MARKED && !mark_regulation (self, control, chosho_value_get_string (chosho_value_get_item (rows, 0), "id"), error))
    return FALSE;
  if (!sign (self, control, approved ? 3 : reviewed ? 2 : 1, error))
    return FALSE;
  if (approved && place < STALE)
    return record_step (self, chosho_value_get_item (rows, find_inspection (rows, FALSE)), &newer, error);
  if (prepared && place < APPROVED + REVIEWED + SUSPENDED)
    return add_note (self, control, error);
  if (prepared && place >= APPROVED + REVIEWED + PREPARED - RETURNED)
    return send_back (self, control, error);
  return TRUE;
}

/* The controls whose place leaves @rest, to be worked on at @visit; what leaves 2 is nobody's yet. */
static gboolean
assign_visit (ChoshoDemo *self, ChoshoValue *controls, guint rest, const char *visit, const char *due, GError **error)
{
  ChoshoValue *args = chosho_demo_args ("member", "田中（見本）", "reviewer", "鈴木（見本）", "due", due, "visit", visit, NULL);

  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    if (i % 3 == rest)
      chosho_demo_with_list (args, "controls", chosho_value_get_string (chosho_value_get_item (controls, i), "number"));
  return chosho_demo_run (self, LEADER, "assign", args, NULL, error);
}

static gboolean
assign_all (ChoshoDemo *self, ChoshoValue *controls, GError **error)
{
  return assign_visit (self, controls, 0, "第1回往査", "2026-04-30", error) && assign_visit (self, controls, 1, "第2回往査", "2026-05-29", error);
}

static gboolean
add_papers (ChoshoDemo *self, GError **error)
{
  return chosho_demo_run (self, LEADER, "paper add",
                          chosho_demo_args ("number", "G-01", "title", "監査計画書（見本）", "text", "対象期間、体制及び日程を定める（見本）。", NULL), NULL, error)
         && chosho_demo_run (self, PRACTITIONER, "evidence sighting",
                             chosho_demo_args ("what", "データセンター設備台帳 第3版（見本）", "where", "データセンター（見本）", "with", "設備担当者（見本）",
                                               "reason", "持出しが認められていないため", "means", "on-site", NULL), NULL, error);
}

gboolean
chosho_demo_work (ChoshoDemo *self, GError **error)
{
  g_autoptr (ChoshoValue) controls = chosho_session_list_rows (self->session, "control", NULL, error);
  guint place = 0;

  if (controls == NULL || !assign_all (self, controls, error) || !add_papers (self, error))
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (controls) && place < APPROVED + REVIEWED + PREPARED + HALF_DONE; i++)
    {
      const char *control = chosho_value_get_string (chosho_value_get_item (controls, i), "number");
      g_autoptr (ChoshoValue) rows = chosho_session_list_rows (self->session, "step", control, error);

      if (rows == NULL)
        return FALSE;
      if (strcmp (chosho_value_get_string (chosho_value_get_item (controls, i), "state"), "out_of_scope") == 0
          || !can_be_finished (self, control, rows))
        continue;
      if (!work_on (self, control, rows, place++, error))
        return FALSE;
    }
  return TRUE;
}
