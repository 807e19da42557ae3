/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-error.h"
#include "chosho-sample-table.h"

/* What a person types into the grid of a sample over what is recorded, and tables copied and pasted. */

static ChoshoValue *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  ChoshoValue *value = chosho_value_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  return value;
}

#define ITEMS "\"items\":[{\"item\":\"7\",\"label\":\"A-7\"},{\"item\":\"3\",\"label\":\"A-3\"},{\"item\":\"9\",\"label\":\"A\\t9\"}]"
#define STATED "\"attributes_stated\":true,\"attributes\":[\"承認\",\"日付\"]"

static ChoshoSampleSheet *
make_sheet (const char *results)
{
  g_autofree char *json = g_strdup_printf ("{%s,%s,\"results\":[%s]}", ITEMS, STATED, results);
  g_autoptr (ChoshoValue) row = parse (json);

  return chosho_sample_sheet_new (row);
}

static void
set_results (ChoshoSampleSheet *sheet, const char *results)
{
  g_autofree char *json = g_strdup_printf ("{%s,%s,\"results\":[%s]}", ITEMS, STATED, results);
  g_autoptr (ChoshoValue) row = parse (json);

  chosho_sample_sheet_set_row (sheet, row);
}

static void
assert_cell (ChoshoSampleSheet *sheet, guint row, guint column, const char *state, gboolean draft)
{
  ChoshoSheetCell cell;

  chosho_sample_sheet_get_cell (sheet, row, column, &cell);
  g_assert_cmpstr (cell.state, ==, state);
  g_assert_cmpint (cell.draft, ==, draft);
}

static void
assert_entries (ChoshoSampleSheet *sheet, guint row, const char *expected)
{
  g_autoptr (ChoshoValue) entries = chosho_value_new_array ();
  g_autoptr (ChoshoValue) wanted = parse (expected);
  g_autofree char *said = NULL;
  g_autofree char *meant = NULL;

  chosho_sample_sheet_append_entries (sheet, row, entries);
  said = chosho_value_to_canonical (entries, NULL);
  meant = chosho_value_to_canonical (wanted, NULL);
  g_assert_cmpstr (said, ==, meant);
}

#define RECORDED "{\"item\":\"7\",\"attribute\":\"承認\",\"state\":\"no-exception\",\"evidence\":[\"E1\"],\"result\":\"R1\"}"

static void
test_typing (void)
{
  g_autoptr (ChoshoSampleSheet) sheet = make_sheet (RECORDED);

  assert_cell (sheet, 0, 0, "no-exception", FALSE);
  g_assert_false (chosho_sample_sheet_set_state (sheet, 0, 0, "no-exception")); /* as recorded: nothing typed */
  g_assert_true (chosho_sample_sheet_set_state (sheet, 0, 1, "exception"));
  assert_cell (sheet, 0, 1, "exception", TRUE);
  g_assert_true (chosho_sample_sheet_is_answered (sheet, 0));
  g_assert_cmpuint (chosho_sample_sheet_count_answered (sheet), ==, 1);
  g_assert_true (chosho_sample_sheet_set_state (sheet, 0, 1, NULL));
  assert_cell (sheet, 0, 1, NULL, FALSE);
  g_assert_false (chosho_sample_sheet_has_draft (sheet, 0));
  g_assert_false (chosho_sample_sheet_set_state (sheet, 0, 0, NULL)); /* what is recorded is not taken back */
}

static void
test_filling_keeps_results (void)
{
  g_autoptr (ChoshoSampleSheet) sheet = make_sheet (RECORDED);

  chosho_sample_sheet_set_state (sheet, 1, 1, "replaced");
  g_assert_cmpuint (chosho_sample_sheet_fill_column (sheet, 0, "exception", NULL, NULL), ==, 1); /* one has a result, one is replaced */
  assert_cell (sheet, 0, 0, "no-exception", FALSE);
  assert_cell (sheet, 1, 0, NULL, FALSE);
  assert_cell (sheet, 2, 0, "exception", TRUE);
  g_assert_cmpuint (chosho_sample_sheet_fill_row (sheet, 2, "no-exception"), ==, 1);
  assert_cell (sheet, 2, 0, "exception", TRUE);
}

static void
test_entries (void)
{
  g_autoptr (ChoshoSampleSheet) sheet = make_sheet (RECORDED);

  chosho_sample_sheet_set_state (sheet, 0, 1, "exception");
  chosho_sample_sheet_set_note (sheet, 0, "印なし");
  chosho_sample_sheet_add_evidence (sheet, 0, "E2");
  assert_entries (sheet, 0, "[{\"item\":\"7\",\"attribute\":\"承認\",\"state\":\"no-exception\",\"note\":\"印なし\",\"evidence\":[\"E1\",\"E2\"],\"replacing\":\"R1\"},"
                            "{\"item\":\"7\",\"attribute\":\"日付\",\"state\":\"exception\",\"note\":\"印なし\",\"evidence\":[\"E1\",\"E2\"],\"replacing\":\"none\"}]");
  chosho_sample_sheet_remove_evidence (sheet, 0, "E1");
  chosho_sample_sheet_remove_evidence (sheet, 0, "E2");
  chosho_sample_sheet_set_note (sheet, 0, "");
  assert_entries (sheet, 0, "[{\"item\":\"7\",\"attribute\":\"承認\",\"state\":\"no-exception\",\"evidence\":[],\"replacing\":\"R1\"},"
                            "{\"item\":\"7\",\"attribute\":\"日付\",\"state\":\"exception\",\"evidence\":[],\"replacing\":\"none\"}]");
}

/* Results of one item may say different things: what nobody touched keeps them. */
static void
test_untouched_remarks (void)
{
  g_autoptr (ChoshoSampleSheet) sheet = make_sheet ("{\"item\":\"7\",\"attribute\":\"承認\",\"state\":\"no-exception\",\"note\":\"a\",\"evidence\":[\"E1\"],\"result\":\"R1\"},"
                                                    "{\"item\":\"7\",\"attribute\":\"日付\",\"state\":\"no-exception\",\"note\":\"b\",\"evidence\":[\"E2\"],\"result\":\"R2\"}");
  g_autofree char *note = chosho_sample_sheet_dup_note (sheet, 0);

  g_assert_cmpstr (note, ==, "a\nb");
  chosho_sample_sheet_set_state (sheet, 0, 1, "exception");
  assert_entries (sheet, 0, "[{\"item\":\"7\",\"attribute\":\"承認\",\"state\":\"no-exception\",\"note\":\"a\",\"evidence\":[\"E1\"],\"replacing\":\"R1\"},"
                            "{\"item\":\"7\",\"attribute\":\"日付\",\"state\":\"exception\",\"note\":\"b\",\"evidence\":[\"E2\"],\"replacing\":\"R2\"}]");
}

static void
test_lacks (void)
{
  g_autoptr (ChoshoSampleSheet) sheet = make_sheet (RECORDED);

  chosho_sample_sheet_add_evidence (sheet, 1, "E1");
  g_assert_cmpint (chosho_sample_sheet_get_lack (sheet, 1), ==, CHOSHO_SHEET_LACK_STATE);
  assert_entries (sheet, 1, "[]");
  chosho_sample_sheet_set_state (sheet, 1, 0, "replaced");
  g_assert_cmpint (chosho_sample_sheet_get_lack (sheet, 1), ==, CHOSHO_SHEET_LACK_REASON);
  assert_entries (sheet, 1, "[]");
  chosho_sample_sheet_set_note (sheet, 1, "取消済み");
  g_assert_cmpint (chosho_sample_sheet_get_lack (sheet, 1), ==, CHOSHO_SHEET_LACK_NOTHING);
  g_assert_true (chosho_sample_sheet_is_answered (sheet, 1));
  chosho_sample_sheet_set_state (sheet, 0, 0, "exception");
  set_results (sheet, "{\"item\":\"7\",\"attribute\":\"承認\",\"state\":\"not-obtained\",\"evidence\":[],\"result\":\"R5\"}");
  g_assert_cmpint (chosho_sample_sheet_get_lack (sheet, 0), ==, CHOSHO_SHEET_LACK_OVERTAKEN);
  assert_entries (sheet, 0, "[]");
  chosho_sample_sheet_rebase (sheet, 0);
  assert_entries (sheet, 0, "[{\"item\":\"7\",\"attribute\":\"承認\",\"state\":\"exception\",\"evidence\":[],\"replacing\":\"R5\"}]");
  chosho_sample_sheet_discard (sheet, 0);
  assert_cell (sheet, 0, 0, "not-obtained", FALSE);
}

static void
test_drafts_come_back (void)
{
  g_autoptr (ChoshoSampleSheet) typed = make_sheet (RECORDED);
  g_autoptr (ChoshoSampleSheet) again = make_sheet (RECORDED);
  g_autoptr (ChoshoValue) draft = NULL;
  g_autoptr (ChoshoValue) same = NULL;

  chosho_sample_sheet_set_state (typed, 0, 1, "exception");
  chosho_sample_sheet_set_note (typed, 0, "印なし");
  chosho_sample_sheet_add_evidence (typed, 0, "E2");
  draft = chosho_sample_sheet_dup_draft (typed, 0);
  g_assert_true (chosho_sample_sheet_set_draft (again, 0, draft));
  same = chosho_sample_sheet_dup_draft (again, 0);
  g_assert_true (chosho_value_equal (draft, same));
  set_results (again, "{\"item\":\"7\",\"attribute\":\"承認\",\"state\":\"no-exception\",\"note\":\"印なし\",\"evidence\":[\"E1\",\"E2\"],\"result\":\"R2\"},"
                      "{\"item\":\"7\",\"attribute\":\"日付\",\"state\":\"exception\",\"note\":\"印なし\",\"evidence\":[\"E1\",\"E2\"],\"result\":\"R3\"}");
  g_assert_false (chosho_sample_sheet_has_draft (again, 0)); /* all of it is recorded */
  g_assert_false (chosho_sample_sheet_set_draft (again, 0, draft));
}

static void
test_attributes (void)
{
  g_autoptr (ChoshoValue) bare = parse ("{" ITEMS ",\"attributes\":[],\"results\":[]}");
  g_autoptr (ChoshoSampleSheet) sheet = chosho_sample_sheet_new (bare);
  g_autoptr (ChoshoSampleSheet) stated = make_sheet ("");

  g_assert_cmpuint (chosho_sample_sheet_get_n_attributes (sheet), ==, 0);
  g_assert_false (chosho_sample_sheet_is_answered (sheet, 0));
  g_assert_true (chosho_sample_sheet_add_attribute (sheet, "承認"));
  g_assert_false (chosho_sample_sheet_add_attribute (sheet, "承認"));
  g_assert_false (chosho_sample_sheet_add_attribute (sheet, ""));
  g_assert_false (chosho_sample_sheet_add_attribute (stated, "別"));
  chosho_sample_sheet_set_row (sheet, bare);
  g_assert_cmpuint (chosho_sample_sheet_get_n_attributes (sheet), ==, 1); /* before anything is recorded in it */
}

/* --- Tables ----------------------------------------------------------------------------------------------- */

static void
assert_paste (ChoshoSampleSheet *sheet, const char *text, guint row, guint column, int expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (chosho_sample_table_paste (sheet, text, row, column, NULL, NULL, &error), ==, expected);
  g_assert_no_error (error);
}

static void
assert_refused (ChoshoSampleSheet *sheet, const char *text, guint row, guint column, int code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (chosho_sample_table_paste (sheet, text, row, column, NULL, NULL, &error), ==, -1);
  g_assert_error (error, CHOSHO_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_states_of_text (void)
{
  static const struct { const char *text, *code; } cases[] = {
    { "○", "no-exception" }, { "〇", "no-exception" }, { " ｏ ", "no-exception" }, { "例外なし", "no-exception" }, { "OK", "no-exception" },
    { "×", "exception" }, { "X", "exception" }, { "差替", "replaced" }, { "not-obtained", "not-obtained" }, { "", NULL }, { "たぶん", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (chosho_sample_state_from_text (cases[i].text), ==, cases[i].code);
}

static void
test_block (void)
{
  g_autoptr (ChoshoSampleSheet) sheet = make_sheet ("");
  g_autofree char *note = NULL;

  assert_paste (sheet, "○\t×\t\"a \"\"b\"\"\nc\"\r\n\t○\n", 0, 0, 4);
  assert_cell (sheet, 0, 0, "no-exception", TRUE);
  assert_cell (sheet, 0, 1, "exception", TRUE);
  assert_cell (sheet, 1, 0, NULL, FALSE); /* an empty field changes nothing */
  assert_cell (sheet, 1, 1, "no-exception", TRUE);
  note = chosho_sample_sheet_dup_note (sheet, 0);
  g_assert_cmpstr (note, ==, "a \"b\"\nc");
  assert_paste (sheet, "", 0, 0, 0);
}

static void
test_round_trip (void)
{
  g_autoptr (ChoshoSampleSheet) sheet = make_sheet (RECORDED);
  g_autoptr (ChoshoSampleSheet) other = make_sheet (RECORDED);
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  chosho_sample_sheet_set_state (sheet, 2, 1, "exception");
  chosho_sample_sheet_set_note (sheet, 2, "一行目\n\"二\"\t行目");
  text = chosho_sample_table_to_text (sheet);
  assert_paste (other, text, 1, 1, 2); /* found by names and numbers, wherever the cursor is */
  again = chosho_sample_table_to_text (other);
  g_assert_cmpstr (again, ==, text);
}

static void
test_refused_whole (void)
{
  g_autoptr (ChoshoSampleSheet) sheet = make_sheet ("");
  g_autofree char *large = g_strnfill (CHOSHO_SAMPLE_TABLE_BYTES + 1, 'o');
  g_autofree char *remark = g_strnfill (128 * 1024 + 1, 'a');
  g_autofree char *block = g_strconcat ("○\t○\t", remark, NULL);

  assert_refused (sheet, "○\t○\n○\tたぶん\n", 0, 0, CHOSHO_ERROR_INVALID, "Line 2, field 2");
  assert_refused (sheet, "○\n○\n○\n○\n", 0, 0, CHOSHO_ERROR_INVALID, "Line 4");
  assert_refused (sheet, "○\t○\ta\tb\n", 0, 0, CHOSHO_ERROR_INVALID, "field 4");
  assert_refused (sheet, "No.\tItem\t承認\n99\t\t○\n", 0, 0, CHOSHO_ERROR_INVALID, "Line 2");
  assert_refused (sheet, large, 0, 0, CHOSHO_ERROR_LIMIT, "4 MiB");
  assert_refused (sheet, block, 0, 0, CHOSHO_ERROR_LIMIT, "Line 1, field 3");
  g_assert_cmpuint (chosho_sample_sheet_count_drafts (sheet), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/sample-sheet/typing", test_typing);
  g_test_add_func ("/session/sample-sheet/filling-keeps-results", test_filling_keeps_results);
  g_test_add_func ("/session/sample-sheet/entries", test_entries);
  g_test_add_func ("/session/sample-sheet/untouched-remarks", test_untouched_remarks);
  g_test_add_func ("/session/sample-sheet/lacks", test_lacks);
  g_test_add_func ("/session/sample-sheet/drafts-come-back", test_drafts_come_back);
  g_test_add_func ("/session/sample-sheet/attributes", test_attributes);
  g_test_add_func ("/session/sample-table/states", test_states_of_text);
  g_test_add_func ("/session/sample-table/block", test_block);
  g_test_add_func ("/session/sample-table/round-trip", test_round_trip);
  g_test_add_func ("/session/sample-table/refused-whole", test_refused_whole);
  return g_test_run ();
}
