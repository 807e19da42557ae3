/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-number.h"
#include "chosho-sample-private.h"
#include "chosho-sample-resources.h"

#define CRITERIA_FILE "管理基準(見本).csv"
/* Section numbers of the random sequences are part of what the sample is. */
#define SECTION 1
/* Numbers end at two digits per part. */
#define LAST_PART 99

/* What a made-up control is about, within its objective. */
static const char *const aspects[][2] = {
  { "責任者の割当て", "の責任者を定め、その氏名を記録する。" },
  { "手順の文書化", "の手順を文書にし、関係者が参照できる場所に置く。" },
  { "承認の記録", "に係る申請と承認を記録する。" },
  { "定期的な見直し", "の実施状況を少なくとも年一回見直し、その結果を記録する。" },
  { "例外の申請", "の例外を認める場合の申請先及び期限を定める。" },
  { "記録の保管", "に係る記録を、定めた期間保管する。" },
  { "周知及び教育", "の内容を従業者に周知し、教育の記録を残す。" },
  { "変更の管理", "に係る変更を事前に申請し、承認を得てから行う。" },
  { "委託先への展開", "の要求を委託先との取決めに含める。" },
  { "監視", "の状況を監視し、異常を検知した場合の連絡先を定める。" },
  { "廃止時の取扱い", "を終了する場合の取扱いを定める。" },
  { "台帳の整備", "の対象を台帳に記載し、変更の都度更新する。" },
};

static char *
join_number (const char *objective, guint part)
{
  g_autofree char *base = g_strdup (objective);
  gsize length = strlen (base);

  /* The controls of a ".P" objective are themselves specific to cloud services. */
  if (g_str_has_suffix (base, ".P"))
    {
      base[length - 2] = '\0';
      return g_strdup_printf ("%s.%u.P", base, part);
    }
  return g_strdup_printf ("%s.%u", base, part);
}

static ChoshoSampleEntry *
add_entry (ChoshoSample *self, const char *number, const char *tier, gboolean is_control, gboolean is_mandatory,
           const char *objective, const char *topic)
{
  ChoshoSampleEntry *entry = g_new0 (ChoshoSampleEntry, 1);

  entry->number = g_strdup (number);
  entry->tier = g_strdup (tier);
  entry->is_control = is_control;
  entry->is_mandatory = is_mandatory;
  entry->objective = g_strdup (objective);
  entry->topic = g_strdup (topic);
  g_ptr_array_add (self->entries, entry);
  return entry;
}

static void
set_texts (ChoshoSampleEntry *entry, guint aspect)
{
  const char *const *words = aspects[aspect % G_N_ELEMENTS (aspects)];

  entry->title = g_strdup_printf ("%s／%s（見本）", entry->topic, words[0]);
  entry->text = g_strdup_printf ("（見本）「%s」%s", entry->topic, words[1]);
}

static char *
get_resource (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = g_resource_lookup_data (chosho_sample_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("%s: %s", path, error->message); /* a broken build */
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The public outline: number,tier,level,mandatory,title_ja,title_en (only the last is ever quoted). */
static void
read_outline (ChoshoSample *self)
{
  g_autofree char *text = get_resource ("/chosho/catalogues/ismap-outline-2022-04-01.csv");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *objective = NULL, *topic = NULL;

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), ",", 6);
      gboolean is_control;
      ChoshoSampleEntry *entry;

      if (g_strv_length (cells) < 6)
        continue;
      is_control = g_str_equal (cells[2], "detail");
      if (!is_control)
        {
          g_free (objective);
          g_free (topic);
          objective = g_strdup (cells[0]);
          topic = *cells[4] != '\0' ? g_strdup (cells[4]) : g_strdup_printf ("統制目標 %s", cells[0]);
        }
      entry = add_entry (self, cells[0], cells[1], is_control, g_str_equal (cells[3], "yes"), objective, topic);
      if (is_control)
        set_texts (entry, i);
      else
        {
          entry->title = *cells[4] != '\0' ? g_strdup (cells[4]) : g_strdup_printf ("%s（見本）", topic);
          entry->text = g_strdup_printf ("（見本）「%s」について、組織の定めに従って管理すること。", topic);
        }
    }
}

/* Replaces or adds the one published example. */
static void
read_seed (ChoshoSample *self)
{
  g_autofree char *text = get_resource ("/chosho/catalogues/seed-8.1.2.csv");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *topic = "資産の管理責任";

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), ",", 3);
      ChoshoSampleEntry *entry = NULL;

      if (g_strv_length (cells) < 3)
        continue;
      for (guint j = 0; entry == NULL && j < self->entries->len; j++)
        if (g_str_equal (((ChoshoSampleEntry *) g_ptr_array_index (self->entries, j))->number, cells[0]))
          entry = g_ptr_array_index (self->entries, j);
      if (entry == NULL)
        {
          entry = add_entry (self, cells[0], "controls", TRUE, FALSE, "8.1.2", topic);
          entry->title = g_strdup_printf ("%s %s", topic, cells[0]);
        }
      g_free (entry->text);
      entry->text = g_strdup (cells[2]);
    }
}

static guint
count_controls (const ChoshoSample *self)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);

      n += entry->is_control && g_str_equal (entry->tier, "controls") ? 1 : 0;
    }
  return n;
}

static gboolean
is_taken (GHashTable *taken, const char *objective, guint part)
{
  static const char *const suffixes[] = { "", ".P", ".B", ".PB" };
  g_autofree char *plain = g_strdup (objective);

  if (g_str_has_suffix (plain, ".P"))
    plain[strlen (plain) - 2] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *number = g_strdup_printf ("%s.%u%s", plain, part, suffixes[i]);

      if (g_hash_table_contains (taken, number))
        return TRUE;
    }
  return FALSE;
}

/* Objectives of chapters 5–18 but 8.1.2, which is complete, in a random order. */
static GPtrArray *
list_objectives (const ChoshoSample *self, GRand *random)
{
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);

      if (!entry->is_control && g_str_equal (entry->tier, "controls") && !g_str_equal (entry->number, "8.1.2"))
        g_ptr_array_add (out, entry);
    }
  for (guint i = out->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      gpointer swap = g_ptr_array_index (out, i - 1);

      g_ptr_array_index (out, i - 1) = g_ptr_array_index (out, j);
      g_ptr_array_index (out, j) = swap;
    }
  return out;
}

/* Deals made-up controls to the objectives in turn until the tier has its full number. */
static void
add_made_up (ChoshoSample *self)
{
  g_autoptr (GRand) random = chosho_sample_new_random (self, SECTION);
  g_autoptr (GPtrArray) objectives = list_objectives (self, random);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  guint missing = CHOSHO_SAMPLE_CONTROLS - count_controls (self);

  for (guint i = 0; i < self->entries->len; i++)
    g_hash_table_add (taken, ((ChoshoSampleEntry *) g_ptr_array_index (self->entries, i))->number);
  for (guint i = 0; missing > 0; i++)
    {
      const ChoshoSampleEntry *objective = g_ptr_array_index (objectives, i % objectives->len);
      g_autofree char *number = NULL;
      ChoshoSampleEntry *entry;
      guint part = 1;

      while (is_taken (taken, objective->number, part))
        part++;
      g_assert (part <= LAST_PART);
      number = join_number (objective->number, part);
      entry = add_entry (self, number, "controls", TRUE, FALSE, objective->number, objective->topic);
      set_texts (entry, part + i);
      g_hash_table_add (taken, entry->number);
      missing--;
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const ChoshoSampleEntry *x = *(const ChoshoSampleEntry *const *) a, *y = *(const ChoshoSampleEntry *const *) b;
  g_autofree char *k = chosho_number_sort_key (x->number), *l = chosho_number_sort_key (y->number);

  return strcmp (k, l);
}

gboolean
chosho_sample_write_criteria (ChoshoSample *self, GError **error)
{
  g_autoptr (GString) out = g_string_new ("\xEF\xBB\xBF");

  read_outline (self);
  read_seed (self);
  add_made_up (self);
  g_ptr_array_sort (self->entries, compare_entries);
  chosho_sample_append_row (out, "見本：番号と表題は公開情報、本文は8.1.2を除き架空", "", "", "", "", "", "", NULL);
  chosho_sample_append_row (out, "管理策番号", "階層", "基準区分", "基本言明要件", "表題", "本文", "親番号", NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);

      chosho_sample_append_row (out, entry->number, entry->is_control ? "詳細管理策" : "統制目標",
                                g_str_equal (entry->tier, "governance")   ? "ガバナンス基準"
                                : g_str_equal (entry->tier, "management") ? "マネジメント基準"
                                                                          : "管理策基準",
                                entry->is_mandatory ? "○" : "－", entry->title, entry->text,
                                entry->is_control ? entry->objective : "", NULL);
    }
  chosho_value_set_string (self->manifest, "criteria", CRITERIA_FILE);
  return chosho_sample_write_file (self, CRITERIA_FILE, out->str, out->len, error);
}
