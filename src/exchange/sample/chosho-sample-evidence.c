/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "chosho-sample-private.h"

#define SECTION 4
#define FOLDER "証跡"
/* Days of log lines in one record file, and lines a day. */
#define LOG_LINES 120
/* Assets of the count, and how long before the end of the period they were counted. */
#define COUNTED 24u
#define COUNTED_BEFORE_END 20

/* The selected controls of one objective, and the objective itself. */
typedef struct
{
  const ChoshoSampleEntry *objective; /* (borrowed) */
  GPtrArray               *controls;  /* (owned) of ChoshoSampleEntry (borrowed) */
} Topic;

typedef gboolean (*WriteFunc) (ChoshoSample *self, const Topic *topic, GRand *random, ChoshoValue *list,
                               GError **error);

static void
topic_free (gpointer data)
{
  Topic *topic = data;

  g_ptr_array_unref (topic->controls);
  g_free (topic);
}

static GPtrArray *
list_topics (const ChoshoSample *self)
{
  GPtrArray *topics = g_ptr_array_new_with_free_func (topic_free);
  g_autoptr (GHashTable) by_number = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->entries->len; i++)
    {
      ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);
      Topic *topic;

      if (entry->is_control)
        continue;
      topic = g_new0 (Topic, 1);
      topic->objective = entry;
      topic->controls = g_ptr_array_new ();
      g_hash_table_insert (by_number, entry->number, topic);
      g_ptr_array_add (topics, topic);
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      ChoshoSampleEntry *entry = g_ptr_array_index (self->entries, i);
      Topic *topic = entry->is_control ? g_hash_table_lookup (by_number, entry->objective) : NULL;

      if (topic != NULL && entry->is_selected)
        g_ptr_array_add (topic->controls, entry);
    }
  return topics;
}

/* A file name that says what it is; characters that folders do not like are replaced. */
static char *
make_path (const Topic *topic, const char *kind, const char *extension)
{
  g_autofree char *safe = g_strdup (topic->objective->topic);

  g_strdelimit (safe, "/\\:*?\"<>|", '_');
  return g_strdup_printf (FOLDER "/%s %s%s(見本).%s", topic->objective->number, safe, kind, extension);
}

/* Writes @bytes and describes them for whoever takes them in. Either @as_of or both @from and @to. */
static gboolean
write_evidence (ChoshoSample *self, const Topic *topic, const char *path, const char *source, const char *as_of,
                const char *from, const char *to, GBytes *bytes, ChoshoValue *list, GError **error)
{
  ChoshoValue *entry = chosho_value_new_object (), *controls = chosho_value_new_array ();
  g_autofree char *name = g_path_get_basename (path);

  for (guint i = 0; i < topic->controls->len; i++)
    chosho_value_append_string (controls, ((ChoshoSampleEntry *) g_ptr_array_index (topic->controls, i))->number);
  chosho_value_set_string (entry, "file", path);
  chosho_value_set_string (entry, "name", name);
  chosho_value_set_string (entry, "source", source);
  chosho_value_set_string (entry, "as_of", as_of);
  chosho_value_set_string (entry, "covers_from", from);
  chosho_value_set_string (entry, "covers_to", to);
  chosho_value_set (entry, "controls", controls);
  chosho_value_append (list, entry);
  return chosho_sample_write_file (self, path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static gboolean
write_regulation (ChoshoSample *self, const Topic *topic, GRand *random, ChoshoValue *list, GError **error)
{
  guint day = (guint) g_rand_int_range (random, 0, (gint32) (self->n_days / 2));
  g_autofree char *path = make_path (topic, "規程", "pdf");
  g_autofree char *title = g_strdup_printf ("%s規程（見本）", topic->objective->topic);
  g_autofree char *date = chosho_sample_dup_date (self, day);
  g_autofree char *version = g_strdup_printf ("第%d版　%s　承認：見本承認者%02d", g_rand_int_range (random, 2, 9), date,
                                              g_rand_int_range (random, 1, 20));
  g_autofree char *purpose
      = g_strdup_printf ("第１条（目的）　この規程は、「%s」に関する取扱いを定める。", topic->objective->topic);
  const char *versions[] = { "初版　2019-04-01　承認：見本承認者01", version, NULL };
  const char *paragraphs[] = { purpose,
                               "第２条（責任者）　責任者は、情報システム部長とする。",
                               "第３条（申請及び承認）　利用者は、所定の申請書により申請し、責任者の承認を得る。",
                               "第４条（記録）　申請書及び承認の記録は、五年間保管する。",
                               "第５条（見直し）　この規程は、少なくとも年一回見直し、改定した場合は周知する。",
                               NULL };
  g_autoptr (GBytes) bytes = chosho_sample_make_pdf (title, versions, paragraphs, date, error);

  return bytes != NULL
         && write_evidence (self, topic, path, "情報システム部（見本）", date, NULL, NULL, bytes, list, error);
}

static gboolean
write_screen (ChoshoSample *self, const Topic *topic, GRand *random, ChoshoValue *list, GError **error)
{
  guint day = (guint) g_rand_int_range (random, 0, (gint32) self->n_days);
  g_autofree char *path = make_path (topic, "設定画面", "png");
  g_autofree char *title = g_strdup_printf ("設定画面（見本）  %s", topic->objective->number);
  g_autofree char *date = chosho_sample_dup_date (self, day);
  g_autofree char *prompt = g_strdup_printf ("[sample@host%02d ~]$ date", g_rand_int_range (random, 1, 40));
  g_autofree char *shown = g_strdup_printf ("%s 10:%02d:00 JST", date, g_rand_int_range (random, 0, 60));
  g_autofree char *length = g_strdup_printf ("password_min_length = %d", g_rand_int_range (random, 10, 17));
  g_autofree char *retention = g_strdup_printf ("log_retention_days  = %d", g_rand_int_range (random, 180, 731));
  const char *lines[] = { prompt, shown, "[sample@host ~]$ cat /etc/sample/policy.conf", length, "mfa_required        = yes",
                          retention, "session_timeout_min = 15", "# 見本：架空の設定です", NULL };
  g_autoptr (GBytes) bytes = chosho_sample_make_png (title, lines, error);

  return bytes != NULL && write_evidence (self, topic, path, "基盤運用課（見本）", date, NULL, NULL, bytes, list, error);
}

static gboolean
write_log (ChoshoSample *self, const Topic *topic, GRand *random, ChoshoValue *list, GError **error)
{
  static const char *const events[] = { "login ok", "request approved", "config read", "logout", "job finished" };
  g_autofree char *path = make_path (topic, "ログ", "txt");
  g_autoptr (GString) text = g_string_new ("# 見本：架空のログです\n");
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < LOG_LINES; i++)
    {
      g_autofree char *date = chosho_sample_dup_date (self, i * self->n_days / LOG_LINES);

      g_string_append_printf (text, "%sT%02d:%02d:%02d+09:00 host%02d %s user=sample%03d %s\n", date,
                              g_rand_int_range (random, 8, 20), g_rand_int_range (random, 0, 60),
                              g_rand_int_range (random, 0, 60), g_rand_int_range (random, 1, 40),
                              topic->objective->number, g_rand_int_range (random, 1, 200),
                              events[g_rand_int_range (random, 0, G_N_ELEMENTS (events))]);
    }
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  return write_evidence (self, topic, path, "基盤運用課（見本）", NULL, self->period_start, self->period_end, bytes, list,
                         error);
}

static gboolean
write_register (ChoshoSample *self, const Topic *topic, GRand *random, ChoshoValue *list, GError **error)
{
  g_autofree char *path = make_path (topic, "台帳", "csv");
  g_autoptr (GString) text = g_string_new ("\xEF\xBB\xBF");
  g_autoptr (GBytes) bytes = NULL;
  guint n = (guint) g_rand_int_range (random, 20, 60);

  chosho_sample_append_row (text, "番号", "名称", "管理責任者", "登録日", "最終確認日", NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("AST-%04u", i + 1);
      g_autofree char *name = g_strdup_printf ("見本資産%03d", g_rand_int_range (random, 1, 500));
      g_autofree char *owner = g_strdup_printf ("見本責任者%02d", g_rand_int_range (random, 1, 30));
      g_autofree char *added = chosho_sample_dup_date (self, i * 3);
      g_autofree char *checked = chosho_sample_dup_date (self, self->n_days - 20);

      chosho_sample_append_row (text, number, name, owner, added, checked, NULL);
    }
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  return write_evidence (self, topic, path, "総務課（見本）", NULL, self->period_start, self->period_end, bytes, list,
                         error);
}

/* One package as clients send them: a ZIP made on Japanese Windows. */
static gboolean
write_package (ChoshoSample *self, const Topic *topic, ChoshoValue *list, GError **error)
{
  static const char *const names[] = { "提出資料/特権ID管理規程(見本).pdf", "提出資料/設定/パラメータ表(見本).txt",
                                       "提出資料/台帳/申請一覧(見本).csv" };
  const char *paragraphs[] = { "第１条（目的）　この規程は、特権IDの取扱いを定める。", "第２条（貸出し）　貸出しは申請による。",
                               NULL };
  GBytes *contents[G_N_ELEMENTS (names)];
  g_autoptr (GBytes) zip = NULL;
  gboolean is_good = FALSE;

  contents[0] = chosho_sample_make_pdf ("特権ID管理規程（見本）", NULL, paragraphs, self->period_start, error);
  if (contents[0] == NULL)
    return FALSE;
  contents[1] = g_bytes_new_static ("# 見本\nlock_after = 5\n", strlen ("# 見本\nlock_after = 5\n"));
  contents[2] = g_bytes_new_static ("番号,申請者\r\nPRV-00001,見本利用者001\r\n",
                                    strlen ("番号,申請者\r\nPRV-00001,見本利用者001\r\n"));
  zip = chosho_sample_make_zip (names, contents, G_N_ELEMENTS (names), error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_bytes_unref (contents[i]);
  if (zip != NULL)
    is_good = write_evidence (self, topic, FOLDER "/特権ID提出資料一式(見本).zip", "基盤運用課（見本）", NULL,
                              self->period_start, self->period_end, zip, list, error);
  return is_good;
}

/* The workbook of a count of the assets, with what the screen showed pasted below the table. */
static gboolean
write_count (ChoshoSample *self, const Topic *topic, ChoshoValue *list, GError **error)
{
  g_autoptr (GRand) random = chosho_sample_new_random (self, SECTION * 10000 + 9999);
  g_autofree char *date = chosho_sample_dup_date (self, self->n_days - COUNTED_BEFORE_END);
  g_autofree char *about = g_strdup_printf ("棚卸日 %s　対象 %u件　実施 総務課（見本）", date, COUNTED);
  g_autofree char *total = g_strdup_printf ("登録件数 %u    最終更新 %s", COUNTED, date);
  const char *lines[] = { total, "抽出条件 区分 = サーバ, 状態 = 使用中", "# 見本：架空の画面です", NULL };
  g_autoptr (GBytes) picture = chosho_sample_make_png ("資産管理台帳（見本）", lines, error);
  g_autoptr (GBytes) bytes = NULL;

  if (picture == NULL)
    return FALSE;
  bytes = chosho_sample_make_book ("情報資産 棚卸結果（見本）", about, COUNTED, random, date, picture, error);
  return bytes != NULL
         && write_evidence (self, topic, FOLDER "/資産棚卸結果(見本).xlsx", "総務課（見本）", date, NULL, NULL, bytes, list, error);
}

/* Every topic has its regulation; screens, logs and registers go to every other or third one. */
static gboolean
write_topic (ChoshoSample *self, const Topic *topic, guint place, ChoshoValue *list, GError **error)
{
  static const struct
  {
    WriteFunc write;
    guint     every;
  } kinds[] = { { write_regulation, 1 }, { write_screen, 2 }, { write_log, 2 }, { write_register, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GRand) random = chosho_sample_new_random (self, SECTION * 10000 + place * 10 + i);

      if (place % kinds[i].every == 0 && !kinds[i].write (self, topic, random, list, error))
        return FALSE;
    }
  if (g_str_equal (topic->objective->number, "9.2.3"))
    return write_package (self, topic, list, error);
  return TRUE;
}

gboolean
chosho_sample_write_evidence (ChoshoSample *self, GError **error)
{
  g_autoptr (GPtrArray) topics = list_topics (self);
  ChoshoValue *list = chosho_value_new_array ();
  const Topic *counted = NULL;

  chosho_value_set (self->manifest, "evidence", list);
  chosho_progress_set_total (self->progress, self->n_files + topics->len * 7 / 3 + 1);
  for (guint i = 0; i < topics->len; i++)
    {
      const Topic *topic = g_ptr_array_index (topics, i);

      if (topic->controls->len > 0 && !write_topic (self, topic, i, list, error))
        return FALSE;
      if (topic->controls->len > 0 && g_str_equal (topic->objective->number, "8.1.2"))
        counted = topic;
    }
  return counted == NULL || write_count (self, counted, list, error);
}
