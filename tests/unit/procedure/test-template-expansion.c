/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-template-expansion.h"

static ChoshoValue *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  ChoshoValue *value = chosho_value_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  return value;
}

static void
assert_expansion (const char *templates, const char *mapping, const char *criteria, gboolean english,
                  const char *expected)
{
  g_autoptr (ChoshoValue) t = parse (templates), m = parse (mapping);
  g_autoptr (ChoshoValue) c = criteria != NULL ? parse (criteria) : NULL;
  g_autoptr (ChoshoValue) result = chosho_template_expand (t, m, c, english), wanted = parse (expected);
  ChoshoValue *problems = chosho_value_get (result, "problems");
  g_autofree char *a = NULL, *b = NULL;

  /* Reasons are for people and may be worded anew. */
  for (guint i = 0; i < chosho_value_get_length (problems); i++)
    {
      g_assert_nonnull (chosho_value_get_string (chosho_value_get_item (problems, i), "reason"));
      chosho_value_set_string (chosho_value_get_item (problems, i), "reason", "-");
    }
  a = chosho_value_to_canonical (result, NULL);
  b = chosho_value_to_canonical (wanted, NULL);
  g_assert_cmpstr (a, ==, b);
}

#define TEMPLATE(id, subject, phase, ordinal, text)                                                                    \
  "{\"template\":\"" id "\",\"subject\":\"" subject "\",\"phase\":\"" phase "\",\"ordinal\":" ordinal                  \
  ",\"technique\":\"inspection\",\"disclosable\":true,\"text\":\"" text "\"}"
#define STEP(control, id, subject, phase, ordinal, text)                                                               \
  "{\"control\":\"" control "\",\"procedure\":\"" id "\",\"subject\":\"" subject "\",\"phase\":\"" phase               \
  "\",\"ordinal\":" ordinal ",\"technique\":\"inspection\",\"disclosable\":true,\"text\":\"" text "\"}"

static void
test_expand (void)
{
  assert_expansion (
      "[" TEMPLATE ("R-2", "regulations", "operation", "1", "c") "," TEMPLATE (
          "R-1", "regulations", "design", "2", "{control} {subject}") ","
      TEMPLATE ("R-1", "regulations", "design", "1", "{title}を見る {x") ","
      TEMPLATE ("S-1", "settings", "design", "1", "s") "]",
      "[{\"control\":\"8.1.2.2\",\"subjects\":[\"settings\",\"regulations\"]},"
      "{\"control\":\"8.1.2.1\",\"subjects\":[\"regulations\"]}]",
      "[{\"number\":\"8.1.2\",\"level\":\"objective\"},"
      "{\"number\":\"8.1.2.1\",\"level\":\"control\",\"title\":\"{control}という題\"},"
      "{\"number\":\"8.1.2.2\",\"level\":\"control\"},{\"number\":\"8.1.2.3\",\"level\":\"control\"}]",
      FALSE,
      "{\"steps\":[" STEP ("8.1.2.2", "S-1", "settings", "design", "1", "s") ","
      STEP ("8.1.2.2", "R-1", "regulations", "design", "1", "8.1.2.2を見る {x") ","
      STEP ("8.1.2.2", "R-1", "regulations", "design", "2", "8.1.2.2 規程・マニュアル") ","
      STEP ("8.1.2.2", "R-2", "regulations", "operation", "1", "c") ","
      STEP ("8.1.2.1", "R-1", "regulations", "design", "1", "{control}という題を見る {x") ","
      STEP ("8.1.2.1", "R-1", "regulations", "design", "2", "8.1.2.1 規程・マニュアル") ","
      STEP ("8.1.2.1", "R-2", "regulations", "operation", "1", "c") "],"
      "\"problems\":[],\"unmapped\":[\"8.1.2.3\"]}");
}

/* What else a template prescribes goes into its steps. */
static void
test_demands (void)
{
#define MORE ",\"sampling\":false,\"update_required\":true,\"text\""
  assert_expansion ("[{\"template\":\"R-1\",\"subject\":\"records\",\"phase\":\"operation\",\"ordinal\":1,"
                    "\"technique\":\"inspection\",\"disclosable\":true" MORE ":\"t\"}]",
                    "[{\"control\":\"ac-2\",\"subjects\":[\"records\"]}]", NULL, TRUE,
                    "{\"steps\":[{\"control\":\"ac-2\",\"procedure\":\"R-1\",\"subject\":\"records\",\"phase\":\"operation\","
                    "\"ordinal\":1,\"technique\":\"inspection\",\"disclosable\":true" MORE ":\"t\"}],"
                    "\"problems\":[],\"unmapped\":[]}");
#undef MORE
}

static void
test_english_without_criteria (void)
{
  assert_expansion ("[" TEMPLATE ("R-1", "regulations", "design", "1", "Inspect the {subject} for {title}.") "]",
                    "[{\"control\":\"ac-2\",\"subjects\":[\"regulations\"]}]", NULL, TRUE,
                    "{\"steps\":[" STEP ("ac-2", "R-1", "regulations", "design", "1",
                                         "Inspect the regulations and manuals for ac-2.") "],"
                    "\"problems\":[],\"unmapped\":[]}");
}

static void
test_problems (void)
{
  assert_expansion ("[" TEMPLATE ("R-1", "regulations", "design", "1", "{who}") ","
                    TEMPLATE ("R-2", "regulations", "design", "1", "a") ","
                    TEMPLATE ("R-2", "records", "design", "1", "b") "]",
                    "[{\"control\":\"8.1.2\",\"subjects\":[\"regulations\"]},"
                    "{\"control\":\"9.9.9.9\",\"subjects\":[\"regulations\"]},"
                    "{\"control\":\"8.1.2.1\",\"subjects\":[\"regulations\",\"records\"]}]",
                    "[{\"number\":\"8.1.2\",\"level\":\"objective\"},{\"number\":\"8.1.2.1\",\"level\":\"control\"}]",
                    FALSE,
                    "{\"steps\":[" STEP ("8.1.2.1", "R-2", "regulations", "design", "1", "a") "],"
                    "\"problems\":[{\"template\":\"R-1\",\"value\":\"{who}\",\"code\":\"placeholder-unknown\",\"reason\":\"-\"},"
                    "{\"template\":\"R-2\",\"value\":\"records\",\"code\":\"template-subjects\",\"reason\":\"-\"},"
                    "{\"control\":\"8.1.2\",\"code\":\"not-a-control\",\"reason\":\"-\"},"
                    "{\"control\":\"9.9.9.9\",\"code\":\"control-unknown\",\"reason\":\"-\"},"
                    "{\"control\":\"8.1.2.1\",\"value\":\"records\",\"code\":\"template-missing\",\"reason\":\"-\"}],"
                    "\"unmapped\":[]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/procedure/template-expansion/expand", test_expand);
  g_test_add_func ("/procedure/template-expansion/demands", test_demands);
  g_test_add_func ("/procedure/template-expansion/english-without-criteria", test_english_without_criteria);
  g_test_add_func ("/procedure/template-expansion/problems", test_problems);
  return g_test_run ();
}
