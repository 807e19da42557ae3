/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-sample-private.h"

#define STATEMENT_FILE "言明書(見本).csv"
#define INDIVIDUALS_FILE "個別管理策(見本).csv"
#define MAPPING_FILE "監査対象対応表(見本).csv"
#define SECTION 2
/* Providers adopt 70–80 % of the optional controls (domain §3). */
#define SELECTED_PERCENT 74
/* Individual controls that change during the period, and that are tested in two units. */
#define CHANGED_EVERY 29
#define TWO_UNITS_EVERY 23
/* Detailed controls that one individual control serves at most. */
#define MOST_CONTROLS 4

static const char *const services[] = { "見本クラウド基盤", "見本クラウド文書管理" };
static const char *const reasons[] = {
  "対象となる資産を保有していないため（見本）",
  "当該業務を行っていないため（見本）",
  "利用者の責任範囲であるため（見本）",
};

/* The statement's own choice; mandatory controls are selected but for one, so that the warning shows. */
static void
select_controls (ChoshoSample *self, GRand *random)
{
  gboolean left_out = FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);
      gboolean is_optional = g_str_equal (entry->tier, "controls") && entry->is_control && !entry->is_mandatory;

      if (!entry->is_control)
        continue;
      entry->is_selected = !is_optional || g_rand_int_range (random, 0, 100) < SELECTED_PERCENT;
      if (g_str_has_prefix (entry->number, "8.1.2."))
        entry->is_selected = TRUE;
      if (!left_out && g_str_has_suffix (entry->number, ".B"))
        {
          entry->is_selected = FALSE;
          left_out = TRUE;
        }
    }
}

static gboolean
write_statement (ChoshoSample *self, GError **error)
{
  g_autoptr (GString) out = g_string_new ("\xEF\xBB\xBF");
  guint n_reasons = 0;

  chosho_sample_append_row (out, "言明書別紙（見本）", "", "", "", NULL);
  chosho_sample_append_row (out, "管理策番号", "選択・非選択", "非選択理由", "実施内容", NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *text = NULL;

      if (!entry->is_control)
        continue;
      text = g_strdup_printf ("（見本）「%s」に係る社内規程を定め、これに従って実施している。", entry->topic);
      chosho_sample_append_row (out, entry->number, entry->is_selected ? "選択" : "非選択",
                                entry->is_selected ? "" : reasons[n_reasons++ % G_N_ELEMENTS (reasons)],
                                entry->is_selected ? text : "", NULL);
    }
  chosho_value_set_string (self->manifest, "statement", STATEMENT_FILE);
  return chosho_sample_write_file (self, STATEMENT_FILE, out->str, out->len, error);
}

typedef struct
{
  ChoshoSample *sample;
  GString      *out;
  guint         n; /* individual controls so far */
} Individuals;

static void
append_version (Individuals *self, const char *id, const char *version, const ChoshoSampleEntry *first,
                const char *from, const char *to, const char *numbers)
{
  g_autofree char *title = g_strdup_printf ("%s（見本）", first->topic);
  g_autofree char *text = g_strdup_printf ("（見本）「%s」に係る%s。第%s版。", first->topic,
                                           self->n % 3 == 0   ? "申請及び承認を業務システムで行う"
                                           : self->n % 3 == 1 ? "定めを規程に置き、年一回見直す"
                                                              : "設定を構成管理ツールで管理する",
                                           version);

  chosho_sample_append_row (self->out, id, version, title, text, from, to, numbers,
                            self->n % TWO_UNITS_EVERY == 0 ? "東京リージョン、大阪リージョン" : "",
                            services[self->n % G_N_ELEMENTS (services)], NULL);
}

/* One individual control for @controls, in one or two versions. */
static void
append_individual (Individuals *self, const GPtrArray *controls)
{
  const ChoshoSampleEntry *first = g_ptr_array_index (controls, 0);
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autofree char *id = g_strdup_printf ("IC-%04u", ++self->n);

  for (guint i = 0; i < controls->len; i++)
    g_string_append_printf (numbers, "%s%s", i > 0 ? "、" : "",
                            ((ChoshoSampleEntry *) g_ptr_array_index (controls, i))->number);
  if (self->n % CHANGED_EVERY == 0)
    {
      guint change = self->sample->n_days / 2;
      g_autofree char *last = chosho_sample_dup_date (self->sample, change - 1);
      g_autofree char *next = chosho_sample_dup_date (self->sample, change);

      append_version (self, id, "1", first, self->sample->period_start, last, numbers->str);
      append_version (self, id, "2", first, next, "", numbers->str);
      return;
    }
  append_version (self, id, "1", first, self->sample->period_start, "", numbers->str);
}

/* Every selected control is covered; controls of one objective share individual controls. */
static gboolean
write_individuals (ChoshoSample *self, GRand *random, GError **error)
{
  Individuals state = { .sample = self, .out = g_string_new ("\xEF\xBB\xBF") };
  g_autoptr (GPtrArray) group = g_ptr_array_new ();
  const char *objective = NULL;
  guint wanted = MOST_CONTROLS;
  gboolean is_good;

  chosho_sample_append_row (state.out, "個別管理策番号", "版", "名称", "内容", "適用開始日", "適用終了日", "対応管理策",
                            "評価単位", "対象サービス", NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);

      if (!entry->is_control || !entry->is_selected)
        continue;
      if (group->len > 0 && (group->len >= wanted || g_strcmp0 (objective, entry->objective) != 0))
        {
          append_individual (&state, group);
          g_ptr_array_set_size (group, 0);
          wanted = (guint) g_rand_int_range (random, 1, MOST_CONTROLS + 1);
        }
      objective = entry->objective;
      g_ptr_array_add (group, entry);
    }
  if (group->len > 0)
    append_individual (&state, group);
  chosho_value_set_string (self->manifest, "individuals", INDIVIDUALS_FILE);
  is_good = chosho_sample_write_file (self, INDIVIDUALS_FILE, state.out->str, state.out->len, error);
  g_string_free (state.out, TRUE);
  return is_good;
}

/* Subject classes by chapter: what such controls usually are about. */
static const char *
get_subjects (const ChoshoSampleEntry *entry, guint turn)
{
  guint chapter = chosho_sample_get_chapter (entry);

  if (chapter == 11)
    return turn % 2 == 0 ? "設備" : "設備、記録";
  if (chapter == 9 || chapter == 10 || chapter == 12 || chapter == 13)
    return turn % 3 == 0 ? "設定、記録" : turn % 3 == 1 ? "設定" : "記録";
  if (chapter == 14 || chapter == 15 || chapter == 16 || chapter == 17)
    return turn % 2 == 0 ? "文書" : "記録";
  return turn % 4 == 0 ? "規程、記録" : "規程";
}

static gboolean
write_mapping (ChoshoSample *self, GError **error)
{
  g_autoptr (GString) out = g_string_new ("\xEF\xBB\xBF");
  guint turn = 0;

  chosho_sample_append_row (out, "管理策番号", "主たる監査対象", NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->is_control)
        chosho_sample_append_row (out, entry->number, get_subjects (entry, turn++), NULL);
    }
  chosho_value_set_string (self->manifest, "mapping", MAPPING_FILE);
  return chosho_sample_write_file (self, MAPPING_FILE, out->str, out->len, error);
}

gboolean
chosho_sample_write_statement (ChoshoSample *self, GError **error)
{
  g_autoptr (GRand) random = chosho_sample_new_random (self, SECTION);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    chosho_value_append_string (list, services[i]);
  chosho_value_set (self->manifest, "services", list);
  select_controls (self, random);
  return write_statement (self, error) && write_individuals (self, random, error) && write_mapping (self, error);
}
