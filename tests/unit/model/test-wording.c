/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-wording.h"

#define MIN_SENTENCES 150

static char *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHOSHO_SOURCE_ROOT"), name, NULL);
  char *data = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &data, NULL, &error);
  g_assert_no_error (error);
  return data;
}

/* Rules from JSON text. */
static ChoshoWordingRules *
parse_rules (const char *json, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (ChoshoValue) value = chosho_value_parse (json, strlen (json), &local);

  g_assert_no_error (local);
  return chosho_wording_rules_new (value, error);
}

static guint
count (const ChoshoWordingRules *rules, const char *text, const char *language, const char *const *exempt)
{
  g_autoptr (GPtrArray) found = chosho_wording_check (rules, text, language, exempt);

  return found->len;
}

/* Every sentence of the corpus is judged as a reader would; both kinds of error are counted. */
static void
test_corpus (void)
{
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new_default ();
  g_autofree char *data = read_file ("tests/unit/model/wording-corpus.tsv");
  g_auto (GStrv) lines = g_strsplit (data, "\n", -1);
  guint n_block = 0, n_pass = 0, misses = 0, false_blocks = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 3);
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) found = NULL;

      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;
      g_assert_cmpuint (g_strv_length (fields), ==, 3);
      text = g_strcompress (fields[2]);
      found = chosho_wording_check (rules, text, fields[1], NULL);
      if (strcmp (fields[0], "block") == 0)
        {
          n_block++;
          if (found->len == 0)
            g_test_message ("missed: %s", fields[2]);
          misses += found->len == 0;
        }
      else
        {
          g_assert_cmpstr (fields[0], ==, "pass");
          n_pass++;
          if (found->len > 0)
            g_test_message ("falsely blocked by %s: %s", ((ChoshoWordingOccurrence *) found->pdata[0])->rule, fields[2]);
          false_blocks += found->len > 0;
        }
    }
  g_test_message ("%u sentences to block, %u missed; %u sentences to pass, %u falsely blocked", n_block, misses,
                  n_pass, false_blocks);
  g_assert_cmpuint (n_block + n_pass, >=, MIN_SENTENCES);
  g_assert_cmpuint (misses, ==, 0);
  g_assert_cmpuint (false_blocks, ==, 0);
}

/* Every rule of the built-in lists is used by the corpus: a rule that nothing needs is untested. */
static void
test_corpus_uses_rules (void)
{
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new_default ();
  g_autofree char *data = read_file ("tests/unit/model/wording-corpus.tsv");
  g_auto (GStrv) lines = g_strsplit (data, "\n", -1);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 3);
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) found = NULL;

      if (g_strv_length (fields) < 3 || strcmp (fields[0], "block") != 0)
        continue;
      text = g_strcompress (fields[2]);
      found = chosho_wording_check (rules, text, fields[1], NULL);
      for (guint j = 0; j < found->len; j++)
        g_hash_table_add (used, (gpointer) ((ChoshoWordingOccurrence *) found->pdata[j])->rule);
    }
  g_assert_cmpuint (g_hash_table_size (used), ==, chosho_wording_rules_count (rules, NULL));
  g_assert_cmpuint (chosho_wording_rules_count (rules, NULL), ==,
                    chosho_wording_rules_count (rules, "ja") + chosho_wording_rules_count (rules, "en"));
}

static void
test_occurrence (void)
{
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new_default ();
  const char *text = "承認日の記載があった。承認は適切である。リスクは低い。";
  g_autoptr (GPtrArray) found = chosho_wording_check (rules, text, NULL, NULL);
  const ChoshoWordingOccurrence *first, *second;

  g_assert_cmpuint (found->len, ==, 2);
  first = found->pdata[0];
  second = found->pdata[1];
  g_assert_cmpstr (first->text, ==, "適切である");
  g_assert_cmpuint (first->start_byte, ==, strstr (text, "適切") - text);
  g_assert_cmpuint (first->length_bytes, ==, strlen ("適切である"));
  g_assert_cmpstr (first->rule, ==, "ja-appropriate");
  g_assert_cmpuint (strlen (first->suggestion), >, 0);
  g_assert_cmpstr (second->rule, ==, "ja-risk");
  g_assert_cmpuint (count (rules, text, "en", NULL), ==, 0);
}

/* Line ends within words, as in text copied from a PDF: offsets are those of the text given. */
static void
test_joined (void)
{
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new_default ();
  const char *text = "承認は適\n 切で\u3000ある。";
  g_autoptr (GPtrArray) found = chosho_wording_check (rules, text, "ja", NULL);
  const ChoshoWordingOccurrence *occurrence;

  g_assert_cmpuint (found->len, ==, 1);
  occurrence = found->pdata[0];
  g_assert_cmpstr (occurrence->text, ==, "適\n 切で\u3000ある");
  g_assert_cmpuint (occurrence->start_byte, ==, strlen ("承認は"));
}

static void
test_exempt_texts (void)
{
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new_default ();
  const char *text = "管理策の本文「略」 統制は有効に運用されている。統制は有効に運用されている！";
  const char *const whole[] = { "別の文", "統制は有効に運用されている。", NULL };
  const char *const part[] = { "有効", "", NULL };

  g_assert_cmpuint (count (rules, text, "ja", NULL), ==, 2);
  g_assert_cmpuint (count (rules, text, "ja", whole), ==, 1);
  g_assert_cmpuint (count (rules, text, "ja", part), ==, 2); /* a word of it exempts nothing */
}

static void
test_quotations (void)
{
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new_default ();

  g_assert_cmpuint (count (rules, "「適切である」と記す。", "ja", NULL), ==, 0);
  g_assert_cmpuint (count (rules, "「『適切である』は適切である」と記す。", "ja", NULL), ==, 0);
  g_assert_cmpuint (count (rules, "「略」適切である「略」", "ja", NULL), ==, 1);
  /* A quotation that is never closed, or closed on another line, exempts nothing. */
  g_assert_cmpuint (count (rules, "「承認は適切である。", "ja", NULL), ==, 1);
  g_assert_cmpuint (count (rules, "It says \"the control is effective.\nIt is adequate.\"", "en", NULL), ==, 2);
}

static void
test_id (void)
{
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new_default ();
  const char *before = "一つ目の文。承認は適切である。三つ目の文。";
  const char *around = "書き直した文。\n承認は適切である。";
  const char *changed = "一つ目の文。部長の承認は適切である。三つ目の文。";
  g_autoptr (GPtrArray) a = chosho_wording_check (rules, before, NULL, NULL);
  g_autoptr (GPtrArray) b = chosho_wording_check (rules, around, NULL, NULL);
  g_autoptr (GPtrArray) c = chosho_wording_check (rules, changed, NULL, NULL);
  g_autofree char *id_a = chosho_wording_occurrence_dup_id (a->pdata[0], "result:1", before);
  g_autofree char *id_b = chosho_wording_occurrence_dup_id (b->pdata[0], "result:1", around);
  g_autofree char *id_c = chosho_wording_occurrence_dup_id (c->pdata[0], "result:1", changed);
  g_autofree char *id_d = chosho_wording_occurrence_dup_id (a->pdata[0], "result:2", before);

  g_assert_cmpuint (strlen (id_a), ==, 32);
  g_assert_cmpstr (id_a, ==, id_b); /* other sentences changed */
  g_assert_cmpstr (id_a, !=, id_c); /* this one did */
  g_assert_cmpstr (id_a, !=, id_d); /* another place */
}

/* Two matches in one sentence are two occurrences with two ids. */
static void
test_id_of_twins (void)
{
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new_default ();
  const char *text = "設計は適切である、運用は適切である。";
  g_autoptr (GPtrArray) found = chosho_wording_check (rules, text, NULL, NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_cmpuint (found->len, ==, 2);
  first = chosho_wording_occurrence_dup_id (found->pdata[0], "w", text);
  second = chosho_wording_occurrence_dup_id (found->pdata[1], "w", text);
  g_assert_cmpstr (first, !=, second);
}

static void
test_firm_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoWordingRules) rules = parse_rules (
      "{\"format\":1,\"language\":\"ja\",\"names\":[\"最高裁判所\"],\"parts\":{\"a\":\"[最{{b}}]\",\"b\":\"至\"},"
      "\"rules\":[{\"id\":\"firm-1\",\"pattern\":\"{{a}}高\"}]}",
      &error);
  g_autoptr (GPtrArray) found = NULL;

  g_assert_no_error (error);
  found = chosho_wording_check (rules, "最高裁判所は至高である。", NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((ChoshoWordingOccurrence *) found->pdata[0])->text, ==, "至高");
  g_assert_cmpstr (((ChoshoWordingOccurrence *) found->pdata[0])->suggestion, ==, "");
}

static void
test_wrong_lists (void)
{
  static const struct
  {
    const char *json, *word;
  } wrong[] = {
    { "{}", "language" },
    { "{\"language\":\"ja\"}", "format" },
    { "{\"language\":\"ja\",\"format\":1}", "rules" },
    { "{\"language\":\"ja\",\"format\":2,\"rules\":[{\"id\":\"a\",\"pattern\":\"x\"}]}", "format" },
    { "{\"language\":\"ja\",\"format\":1,\"rules\":[{\"id\":\"bad-one\",\"pattern\":\"(\"}]}", "bad-one" },
    { "{\"language\":\"ja\",\"format\":1,\"rules\":[{\"id\":\"empty\",\"pattern\":\"x*\"}]}", "empty" },
    { "{\"language\":\"ja\",\"format\":1,\"rules\":[{\"id\":\"a\"}]}", "pattern" },
    { "{\"language\":\"ja\",\"format\":1,\"rules\":[{\"pattern\":\"a\"}]}", "id" },
    { "{\"language\":\"ja\",\"format\":1,\"rules\":[{\"id\":\"p\",\"pattern\":\"{{no}}\"}]}", "unknown part" },
    { "{\"language\":\"ja\",\"format\":1,\"parts\":{\"x\":\"{{x}}\"},\"rules\":[{\"id\":\"p\",\"pattern\":\"{{x}}\"}]}",
      "too deeply" },
    { "{\"language\":\"ja\",\"format\":1,\"quotes\":[\"abc\"],\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"}]}", "quotes" },
    { "{\"language\":\"ja\",\"format\":1,\"names\":[\"\"],\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"}]}", "names" },
    { "{\"language\":\"ja\",\"format\":1,\"exempt\":[\"[\"],\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"}]}", "exempt 1" },
    { "{\"language\":\"ja\",\"format\":1,\"exempt\":[7],\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"}]}", "exempt 1" },
    { "{\"language\":\"ja\",\"format\":1,\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"},{\"id\":\"p\",\"pattern\":\"y\"}]}",
      "twice" },
    { "[]", "empty" },
    { "\"ja\"", "language" },
    { "{\"language\":7,\"format\":1,\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"}]}", "language" },
    { "{\"language\":\"ja\",\"format\":1,\"rules\":{\"id\":\"p\",\"pattern\":\"x\"}}", "rules" },
    { "{\"language\":\"ja\",\"format\":1,\"rules\":[{\"id\":\"p\",\"pattern\":\"x\",\"ignore\":true}]}", "ignore" },
    { "{\"language\":\"ja\",\"format\":1,\"rules\":[{\"id\":\"p\",\"pattern\":\"x\",\"suggestion\":1}]}", "suggestion" },
    { "{\"language\":\"ja\",\"format\":1,\"ignore-case\":\"yes\",\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"}]}", "ignore-case" },
    { "{\"language\":\"ja\",\"format\":1,\"join\":1,\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"}]}", "join" },
    { "{\"language\":\"ja\",\"format\":1,\"quotes\":\"「」\",\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"}]}", "quotes" },
    { "{\"language\":\"ja\",\"format\":1,\"parts\":[\"x\"],\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"}]}", "parts" },
    { "{\"language\":\"ja\",\"format\":1,\"rule\":[],\"rules\":[{\"id\":\"p\",\"pattern\":\"x\"}]}", "rule" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_rules (wrong[i].json, &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
      if (strstr (error->message, wrong[i].word) == NULL)
        g_error ("“%s” does not name “%s”", error->message, wrong[i].word);
    }
}

/* A pattern that never comes to an end with a text is no licence for the text. */
static void
test_pattern_without_end (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoWordingRules) rules
      = parse_rules ("{\"language\":\"en\",\"format\":1,\"rules\":[{\"id\":\"endless\",\"pattern\":\"(x+x+)+[yz]\"},"
                     "{\"id\":\"plain\",\"pattern\":\"adequate\"}]}", &error);
  g_autoptr (GString) text = g_string_new ("adequate ");
  g_autoptr (GPtrArray) found = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < 2000; i++)
    g_string_append_c (text, 'x');
  found = chosho_wording_check (rules, text->str, "en", NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((ChoshoWordingOccurrence *) found->pdata[0])->rule, ==, "endless");
  g_assert_cmpuint (((ChoshoWordingOccurrence *) found->pdata[0])->length_bytes, ==, text->len);
}

static ChoshoValue *
make_list (guint n_rules, const char *pattern)
{
  ChoshoValue *list = chosho_value_new_object ();
  ChoshoValue *rules = chosho_value_new_array ();

  for (guint i = 0; i < n_rules; i++)
    {
      ChoshoValue *rule = chosho_value_new_object ();
      g_autofree char *id = g_strdup_printf ("r%u", i);

      chosho_value_set_string (rule, "id", id);
      chosho_value_set_string (rule, "pattern", pattern);
      chosho_value_append (rules, rule);
    }
  chosho_value_set_string (list, "language", "ja");
  chosho_value_set_integer (list, "format", 1);
  chosho_value_set (list, "rules", rules);
  return list;
}

static void
test_limits (void)
{
  g_autoptr (ChoshoValue) most = make_list (CHOSHO_WORDING_RULES, "x");
  g_autoptr (ChoshoValue) more = make_list (CHOSHO_WORDING_RULES + 1, "x");
  g_autofree char *long_text = g_strnfill (CHOSHO_WORDING_PATTERN_BYTES + 1, 'x');
  g_autoptr (ChoshoValue) wide = make_list (1, long_text);
  g_autoptr (ChoshoWordingRules) rules = NULL;
  g_autoptr (GError) error = NULL;

  rules = chosho_wording_rules_new (most, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chosho_wording_rules_count (rules, NULL), ==, CHOSHO_WORDING_RULES);
  g_assert_null (chosho_wording_rules_new (more, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_null (chosho_wording_rules_new (wide, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
}

/* Long and hostile texts end in reasonable time, and texts without a match cost little. */
static void
test_long_text (void)
{
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new_default ();
  static const char *const pieces[] = { "適切に", "業務実施者は", "「", "有効と", "\n", "is not ", "risk ", "no ", "あ" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *text = g_string_new (NULL);
      gint64 start_us = g_get_monotonic_time ();

      while (text->len < 64 * 1024)
        g_string_append (text, pieces[i]);
      count (rules, text->str, NULL, NULL);
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, 5 * G_USEC_PER_SEC);
      g_string_free (text, TRUE);
    }
}

/* The firm's list is gone by where it has rules for the report's language; one in another switches nothing off. */
static void
test_or_default (void)
{
  static const char json[] = "{\"format\":1,\"language\":\"ja\",\"rules\":[{\"id\":\"firm\",\"pattern\":\"良好\"}]}";
  const char *opinion = "The control is effective.", *judged = "統制は有効に機能している。結果は良好";
  g_autoptr (ChoshoWordingRules) none = chosho_wording_rules_or_default (NULL, "ja");
  g_autoptr (ChoshoWordingRules) own = chosho_wording_rules_or_default (parse_rules (json, NULL), "ja");
  g_autoptr (ChoshoWordingRules) other = chosho_wording_rules_or_default (parse_rules (json, NULL), "en");

  g_assert_cmpuint (count (none, judged, "ja", NULL), >, 0);
  g_assert_cmpuint (count (own, judged, "ja", NULL), ==, 1);
  g_assert_cmpuint (count (own, "統制は有効に機能している。", "ja", NULL), ==, 0);
  g_assert_cmpuint (count (other, opinion, "en", NULL), ==, 1);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, ""); /* for messages with Japanese in them */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/wording/corpus", test_corpus);
  g_test_add_func ("/model/wording/pattern-without-end", test_pattern_without_end);
  g_test_add_func ("/model/wording/corpus-uses-rules", test_corpus_uses_rules);
  g_test_add_func ("/model/wording/occurrence", test_occurrence);
  g_test_add_func ("/model/wording/joined", test_joined);
  g_test_add_func ("/model/wording/exempt-texts", test_exempt_texts);
  g_test_add_func ("/model/wording/quotations", test_quotations);
  g_test_add_func ("/model/wording/id", test_id);
  g_test_add_func ("/model/wording/id-of-twins", test_id_of_twins);
  g_test_add_func ("/model/wording/firm-list", test_firm_list);
  g_test_add_func ("/model/wording/wrong-lists", test_wrong_lists);
  g_test_add_func ("/model/wording/or-default", test_or_default);
  g_test_add_func ("/model/wording/limits", test_limits);
  g_test_add_func ("/model/wording/long-text", test_long_text);
  return g_test_run ();
}
