/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-sample-private.h"

#define PRIOR_FILE "前年度の結果(見本).csv"
/* One control in so many had a finding a year ago. */
#define FINDING_EVERY 40

/* Before and after the topic. */
static const char *const results[][2] = {
  { "（見本）規程を閲覧し、「", "」に係る定めがあることを確かめた。" },
  { "（見本）申請書及び承認記録を閲覧し、「", "」に係る定めに従っていることを確かめた。" },
  { "（見本）設定値を閲覧し、「", "」に係る定めと照合した。" },
};

/* What was found a year before, as a firm kept it in its own sheet. */
gboolean
chosho_sample_write_prior (ChoshoSample *self, GError **error)
{
  g_autoptr (GString) out = g_string_new ("\xEF\xBB\xBF");
  guint n = 0;

  chosho_sample_append_row (out, "年度", "管理策番号", "整備・運用", "監査技法", "結果区分", "実施結果", "発見事項", NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *result = NULL;
      gboolean found;

      if (!entry->is_control || !entry->is_selected)
        continue;
      found = ++n % FINDING_EVERY == 0;
      result = g_strconcat (results[n % G_N_ELEMENTS (results)][0], entry->topic, results[n % G_N_ELEMENTS (results)][1], NULL);
      chosho_sample_append_row (out, "前年度（見本）", entry->number, "運用状況", "閲覧", found ? "例外あり" : "例外なし", result,
                                found ? "（見本）承認の記録がないものが1件あった。" : "", NULL);
    }
  chosho_value_set_string (self->manifest, "prior", PRIOR_FILE);
  return chosho_sample_write_file (self, PRIOR_FILE, out->str, out->len, error);
}
