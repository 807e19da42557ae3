/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-sample-private.h"

#define SECTION 3
/* Controls that one population serves in the sample. */
#define MOST_CONTROLS 12

typedef struct
{
  const char *name;
  const char *prefix; /* of the item's number */
  const char *system; /* where it was extracted */
  const char *frequency;
  guint       rows;
  guint       chapter; /* whose controls it serves */
  gboolean    is_cp932;
} Population;

static const Population populations[] = {
  { "アクセス権申請一覧", "ACC", "申請管理システム（見本）", "per-event", 1240, 9, FALSE },
  { "特権ID利用申請一覧", "PRV", "申請管理システム（見本）", "per-event", 312, 9, FALSE },
  { "変更管理票一覧", "CHG", "変更管理システム（見本）", "per-event", 864, 12, FALSE },
  { "バックアップ実行結果一覧", "BKP", "運用監視システム（見本）", "daily", 365, 12, TRUE },
  { "入退室記録一覧", "ENT", "入退室管理システム（見本）", "per-event", 12480, 11, FALSE },
  { "障害対応票一覧", "INC", "障害管理システム（見本）", "per-event", 96, 16, FALSE },
  { "教育受講記録一覧", "EDU", "学習管理システム（見本）", "annual", 420, 7, FALSE },
  { "委託先点検記録一覧", "SUP", "委託先管理台帳（見本）", "annual", 18, 15, FALSE },
  { "緊急変更一覧", "EMG", "変更管理システム（見本）", "per-event", 0, 14, FALSE },
};

static ChoshoValue *
list_controls (const ChoshoSample *self, guint chapter)
{
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < self->entries->len && chosho_value_get_length (out) < MOST_CONTROLS; i++)
    {
      const ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->is_control && entry->is_selected && chosho_sample_get_chapter (entry) == chapter)
        chosho_value_append_string (out, entry->number);
    }
  return out;
}

static GString *
make_rows (const ChoshoSample *self, const Population *population, GRand *random)
{
  static const char *const states[] = { "承認済", "承認済", "承認済", "完了", "差戻し後承認" };
  GString *out = g_string_new (population->is_cp932 ? "" : "\xEF\xBB\xBF");

  chosho_sample_append_row (out, "番号", "発生日", "担当者", "承認者", "状態", "備考", NULL);
  for (guint i = 0; i < population->rows; i++)
    {
      g_autofree char *number = g_strdup_printf ("%s-%05u", population->prefix, i + 1);
      g_autofree char *date
          = chosho_sample_dup_date (self, (guint) (((guint64) i * self->n_days) / population->rows));
      g_autofree char *owner = g_strdup_printf ("見本利用者%03d", g_rand_int_range (random, 1, 200));
      g_autofree char *approver = g_strdup_printf ("見本承認者%02d", g_rand_int_range (random, 1, 20));

      chosho_sample_append_row (out, number, date, owner, approver,
                                states[g_rand_int_range (random, 0, G_N_ELEMENTS (states))], "", NULL);
    }
  return out;
}

static gboolean
write_population (ChoshoSample *self, const Population *population, GRand *random, ChoshoValue *list, GError **error)
{
  g_autoptr (GString) rows = make_rows (self, population, random);
  g_autofree char *path = g_strdup_printf ("母集団/%s(見本).csv", population->name);
  g_autofree char *converted = NULL;
  ChoshoValue *entry = chosho_value_new_object ();
  gsize size_bytes = rows->len;

  chosho_value_set_string (entry, "file", path);
  chosho_value_set_string (entry, "name", population->name);
  chosho_value_set_string (entry, "source", population->system);
  chosho_value_set_string (entry, "frequency", population->frequency);
  chosho_value_set_string (entry, "from", self->period_start);
  chosho_value_set_string (entry, "to", self->period_end);
  chosho_value_set_integer (entry, "rows", population->rows);
  chosho_value_set (entry, "controls", list_controls (self, population->chapter));
  chosho_value_append (list, entry);
  if (population->is_cp932)
    {
      converted = g_convert (rows->str, (gssize) rows->len, "CP932", "UTF-8", NULL, &size_bytes, error);
      if (converted == NULL)
        return FALSE;
    }
  return chosho_sample_write_file (self, path, converted != NULL ? converted : rows->str, size_bytes, error);
}

gboolean
chosho_sample_write_populations (ChoshoSample *self, GError **error)
{
  ChoshoValue *list = chosho_value_new_array ();

  chosho_value_set (self->manifest, "populations", list);
  for (guint i = 0; i < G_N_ELEMENTS (populations); i++)
    {
      g_autoptr (GRand) random = chosho_sample_new_random (self, SECTION * 100 + i);

      if (!write_population (self, &populations[i], random, list, error))
        return FALSE;
    }
  return TRUE;
}
