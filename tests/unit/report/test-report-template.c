/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-action.h"
#include "chosho-error.h"
#include "chosho-report-template.h"
#include "chosho-wording.h"

static char *
read_source (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHOSHO_SOURCE_ROOT"), "data", "report", name, NULL);
  char *data = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &data, NULL, &error);
  g_assert_no_error (error);
  return data;
}

static void
test_keys_agree (void)
{
  g_autoptr (GKeyFile) ja = g_key_file_new ();
  g_autoptr (GKeyFile) en = g_key_file_new ();
  g_autofree char *ja_data = read_source ("ja.ini");
  g_autofree char *en_data = read_source ("en.ini");
  g_auto (GStrv) groups = NULL;
  gsize n_groups, n_en_groups;
  g_auto (GStrv) en_groups = NULL;

  g_assert_true (g_key_file_load_from_data (ja, ja_data, strlen (ja_data), G_KEY_FILE_NONE, NULL));
  g_assert_true (g_key_file_load_from_data (en, en_data, strlen (en_data), G_KEY_FILE_NONE, NULL));
  groups = g_key_file_get_groups (ja, &n_groups);
  en_groups = g_key_file_get_groups (en, &n_en_groups);
  g_assert_cmpuint (n_groups, ==, n_en_groups);
  for (guint i = 0; i < n_groups; i++)
    {
      gsize n_keys, n_en_keys;
      g_auto (GStrv) keys = g_key_file_get_keys (ja, groups[i], &n_keys, NULL);
      g_auto (GStrv) en_keys = g_key_file_get_keys (en, groups[i], &n_en_keys, NULL);

      g_assert_cmpuint (n_keys, ==, n_en_keys);
      for (guint j = 0; j < n_keys; j++)
        g_assert_true (g_key_file_has_key (en, groups[i], keys[j], NULL));
    }
}

/* The engagement is no agreed-upon-procedures engagement and the report must not claim one. */
static void
test_claims_nothing (void)
{
  static const char *const words[] = { "4400", "ISRS", "合意された手続", "agreed-upon", "agreed upon" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *ja = read_source ("ja.ini");
      g_autofree char *en = read_source ("en.ini");

      g_assert_null (strstr (ja, words[i]));
      g_assert_null (strstr (en, words[i]));
    }
}

static void
test_built_in (void)
{
  g_autoptr (ChoshoReportTemplate) ja = chosho_report_template_new_default (CHOSHO_REPORT_LANGUAGE_JA);
  g_autoptr (ChoshoReportTemplate) en = chosho_report_template_new_default (CHOSHO_REPORT_LANGUAGE_EN);

  g_assert_true (chosho_report_template_is_sample (ja));
  g_assert_true (chosho_report_template_is_sample (en));
  g_assert_cmpstr (chosho_report_template_get (ja, "title", "report"), ==, "実施結果報告書");
  g_assert_cmpstr (chosho_report_template_get (en, "format", "list-separator"), ==, ", ");
  g_assert_cmpstr (chosho_report_template_get_label (ja, "technique", "inspection"), ==, "閲覧");
  g_assert_cmpstr (chosho_report_template_get_label (ja, "technique", "データ分析"), ==, "データ分析");
  g_assert_nonnull (strstr (chosho_report_template_get (ja, "template", "name"), "見本"));
  g_assert_nonnull (strstr (chosho_report_template_get (ja, "template", "sample-note"), "見本"));
}

static void
test_format (void)
{
  g_autoptr (ChoshoReportTemplate) ja = chosho_report_template_new_default (CHOSHO_REPORT_LANGUAGE_JA);
  g_autoptr (ChoshoReportTemplate) en = chosho_report_template_new_default (CHOSHO_REPORT_LANGUAGE_EN);
  g_autofree char *ja_date = chosho_report_template_format_date (ja, "2026-03-01");
  g_autofree char *en_date = chosho_report_template_format_date (en, "2026-12-31");
  g_autofree char *no_date = chosho_report_template_format_date (en, "soon");
  /* A value that looks like a place is text. */
  g_autofree char *period = chosho_report_template_format (ja, "format", "period", "from", "{to}", "to", "B", NULL);
  /* A place without a value stays visible. */
  g_autofree char *half = chosho_report_template_format (ja, "format", "period", "from", "A", NULL);
  static const struct
  {
    gint64      number;
    const char *text;
  } numbers[] = { { 0, "0" }, { 999, "999" }, { 1000, "1,000" }, { 1234567, "1,234,567" }, { -1, "-1" },
                  { -100, "-100" }, { -1000, "-1,000" } };

  g_assert_cmpstr (ja_date, ==, "2026年3月1日");
  g_assert_cmpstr (en_date, ==, "31 December 2026");
  g_assert_cmpstr (no_date, ==, "soon");
  g_assert_cmpstr (period, ==, "{to}からBまで");
  g_assert_cmpstr (half, ==, "Aから{to}まで");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = chosho_report_template_format_number (numbers[i].number);

      g_assert_cmpstr (text, ==, numbers[i].text);
    }
}

static ChoshoReportTemplate *
load_changed (const char *from, const char *to, GError **error)
{
  g_autofree char *data = read_source ("ja.ini");
  g_auto (GStrv) parts = g_strsplit (data, from, 2);
  g_autofree char *changed = NULL;

  g_assert_nonnull (parts[1]);
  changed = g_strconcat (parts[0], to, parts[1], NULL);
  return chosho_report_template_new (CHOSHO_REPORT_LANGUAGE_JA, changed, strlen (changed), error);
}

static void
test_firm (void)
{
  static const struct
  {
    const char *from, *to, *word;
  } wrong[] = {
    { "report=実施結果報告書\n", "", "[title] report" },
    { "[title]\n", "[title]\nnew=x\n", "[title] new" },
    { "{page} / {pages}", "{page} / {total}", "{total}" },
    { "language=ja", "language=en", "language" },
    { "[title]", "title]", "cannot be read" },
    { "report=実施結果報告書", "report=\\q", "[title] report" },
  };
  g_autoptr (ChoshoReportTemplate) firm = load_changed ("sample=true", "sample=false", NULL);

  g_assert_nonnull (firm);
  g_assert_false (chosho_report_template_is_sample (firm));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i].to);
      g_assert_null (load_changed (wrong[i].from, wrong[i].to, &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
      if (strstr (error->message, wrong[i].word) == NULL)
        g_error ("“%s” does not name “%s”", error->message, wrong[i].word);
    }
}

static void
test_limit (void)
{
  g_autofree char *data = g_strnfill (CHOSHO_REPORT_TEMPLATE_BYTES + 1, '#');
  g_autoptr (GError) error = NULL;

  g_assert_null (chosho_report_template_new (CHOSHO_REPORT_LANGUAGE_JA, data, strlen (data), &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
}

static void
test_fixed (void)
{
  g_autoptr (ChoshoReportTemplate) ja = chosho_report_template_new_default (CHOSHO_REPORT_LANGUAGE_JA);
  g_auto (GStrv) fixed = chosho_report_template_dup_fixed (ja);
  gboolean nature = FALSE;

  for (guint i = 0; fixed[i] != NULL; i++)
    {
      g_assert_null (strchr (fixed[i], '\n'));
      g_assert_null (strstr (fixed[i], "{firm}"));
      g_assert_true (g_utf8_validate (fixed[i], -1, NULL));
      nature |= strstr (fixed[i], "本報告書はいかなる保証も与えない。") != NULL;
    }
  g_assert_true (nature);
}

/* The templates' own sentences state no opinion either: they are caught neither as they stand nor,
 * all the more, where they are given as exempt. */
static void
test_passes_wording_check (void)
{
  static const char *const languages[] = { [CHOSHO_REPORT_LANGUAGE_JA] = "ja", [CHOSHO_REPORT_LANGUAGE_EN] = "en" };
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new_default ();

  for (guint language = 0; language < G_N_ELEMENTS (languages); language++)
    {
      g_autoptr (ChoshoReportTemplate) template
          = chosho_report_template_new_default ((ChoshoReportLanguage) language);
      g_auto (GStrv) fixed = chosho_report_template_dup_fixed (template);

      for (guint i = 0; fixed[i] != NULL; i++)
        {
          g_autoptr (GPtrArray) found = chosho_wording_check (rules, fixed[i], languages[language], NULL);

          if (found->len > 0)
            g_error ("%s: “%s”", ((ChoshoWordingOccurrence *) found->pdata[0])->rule, fixed[i]);
        }
    }
}

/* Whoever reads an archive reads what was done, not its code. */
static void
test_actions_have_names (void)
{
  for (guint language = 0; language < 2; language++)
    {
      g_autoptr (ChoshoReportTemplate) words = chosho_report_template_new_papers ((ChoshoReportLanguage) language);

      for (guint i = 0; chosho_action_nth (i) != NULL; i++)
        g_assert_cmpstr (chosho_report_template_get_label (words, "archive-action", chosho_action_nth (i)->name), !=, chosho_action_nth (i)->name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/template/keys-agree", test_keys_agree);
  g_test_add_func ("/report/template/claims-nothing", test_claims_nothing);
  g_test_add_func ("/report/template/built-in", test_built_in);
  g_test_add_func ("/report/template/format", test_format);
  g_test_add_func ("/report/template/firm", test_firm);
  g_test_add_func ("/report/template/limit", test_limit);
  g_test_add_func ("/report/template/fixed", test_fixed);
  g_test_add_func ("/report/template/passes-wording-check", test_passes_wording_check);
  g_test_add_func ("/report/template/actions-have-names", test_actions_have_names);
  return g_test_run ();
}
