/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-paper-builder.h"
#include "engagement-fixture.h"
#include "history.h"

/*
 * Over random histories: whatever the record says of a control – results, evidence, marks, findings, notes, sign-offs – stands
 * in its working paper.
 */
#define DEFAULT_SEED 20261130u
#define HISTORIES 12
#define LEAST_ACTS 40
#define MAXIMUM_ACTS 80
#define EVENT_DIGITS 12

/* What was looked for over all histories: a test that finds nothing to look for proves nothing. */
static struct
{
  guint results, evidence, marks, findings, notes, sign_offs;
} seen;

static void
check_has (const char *paper, const char *control, const char *what, const char *text)
{
  if (text != NULL && strstr (paper, text) == NULL)
    g_error ("the paper of %s lacks its %s: %s\n%s", control, what, text, paper);
}

static void
check_field (const char *paper, const char *control, ChoshoValue *row, const char *what, const char *const *fields, guint *count)
{
  for (; *fields != NULL; fields++)
    check_has (paper, control, what, chosho_value_get_string (row, *fields));
  (*count)++;
}

static void
check_rows (ChoshoPaperRecord *record, const char *paper, const char *control)
{
  static const char *const of_step[] = { "text", "result", "reason", "performed_by", NULL };
  static const char *const of_mark[] = { "reference", "text", "quote", "tick", "element", "evidence_reference", NULL };
  static const char *const of_finding[] = { "reference", "text", "state_text", NULL };
  static const char *const of_note[] = { "text", "answer", NULL };
  GPtrArray *steps = chosho_paper_record_list_of (record, "step", control), *marks = chosho_paper_record_list_of (record, "mark", control);
  GPtrArray *findings = chosho_paper_record_list_of (record, "finding", control), *notes = chosho_paper_record_list_of (record, "note", control);

  for (guint i = 0; i < steps->len; i++)
    check_field (paper, control, steps->pdata[i], "step", of_step, &seen.results);
  for (guint i = 0; i < marks->len; i++)
    check_field (paper, control, marks->pdata[i], "mark", of_mark, &seen.marks);
  for (guint i = 0; i < findings->len; i++)
    check_field (paper, control, findings->pdata[i], "finding", of_finding, &seen.findings);
  for (guint i = 0; i < notes->len; i++)
    check_field (paper, control, notes->pdata[i], "note", of_note, &seen.notes);
}

static void
check_evidence (ChoshoPaperRecord *record, const char *paper, const char *control)
{
  static const char *const fields[] = { "reference", "name", "sha256", "source", "note", NULL };
  GPtrArray *rows = chosho_paper_record_list (record, "evidence");

  for (guint i = 0; i < rows->len; i++)
    if (chosho_value_has_text (chosho_value_get (rows->pdata[i], "controls"), control) && !chosho_value_get_boolean (rows->pdata[i], "withdrawn", FALSE)
        && !chosho_value_get_boolean (rows->pdata[i], "purged", FALSE))
      check_field (paper, control, rows->pdata[i], "evidence", fields, &seen.evidence);
}

static void
check_sign_offs (ChoshoPaperRecord *record, const char *paper, const char *control)
{
  GPtrArray *acts = chosho_paper_record_list_of (record, "sign-off", control);

  for (guint i = 0; i < acts->len; i++, seen.sign_offs++)
    {
      g_autofree char *event = g_strndup (chosho_value_get_string (acts->pdata[i], "event"), EVENT_DIGITS);

      check_has (paper, control, "sign-off", event);
      check_has (paper, control, "sign-off", chosho_value_get_string (acts->pdata[i], "by"));
      check_has (paper, control, "sign-off", chosho_value_get_string (acts->pdata[i], "reason"));
    }
}

static void
check_papers (ChoshoSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPaperRecord) record = chosho_paper_record_read (session, NULL, &error);
  g_autoptr (ChoshoPaperBuilder) builder = NULL;
  GPtrArray *controls;

  g_assert_no_error (error);
  builder = chosho_paper_builder_new (record, NULL);
  controls = chosho_paper_record_list (record, "control");
  for (guint i = 0; i < controls->len; i++)
    {
      const char *number = chosho_value_get_string (controls->pdata[i], "number");
      g_autoptr (ChoshoPaper) paper = chosho_paper_builder_make_control (builder, number);
      g_autofree char *text = chosho_paper_dup_text (paper);

      check_rows (record, text, number);
      check_evidence (record, text, number);
      check_sign_offs (record, text, number);
    }
}

static void
test_papers (void)
{
  const char *text = g_getenv ("CHOSHO_TEST_SEED");
  guint64 seed = text != NULL ? g_ascii_strtoull (text, NULL, 10) : DEFAULT_SEED;

  for (guint i = 0; i < HISTORIES; i++)
    {
      g_autoptr (History) history = history_new (seed + i, LEAST_ACTS + (guint) ((seed + i) % MAXIMUM_ACTS));
      WorldCopy *all = history_unite (history);
      Engagement engagement;

      g_test_message ("CHOSHO_TEST_SEED=%" G_GUINT64_FORMAT, seed + i);
      engagement_init (&engagement, all->events->pdata[0]);
      for (guint j = 1; j < all->events->len; j++)
        engagement_append (&engagement, all->events->pdata[j]);
      check_papers (engagement.session);
      engagement_clear (&engagement);
    }
  g_test_message ("%u steps, %u pieces of evidence, %u marks, %u findings, %u notes, %u sign-offs", seen.results, seen.evidence, seen.marks,
                  seen.findings, seen.notes, seen.sign_offs);
  g_assert_cmpuint (MIN (MIN (seen.results, seen.evidence), MIN (seen.findings, seen.notes)), >, 0);
  g_assert_cmpuint (MIN (seen.marks, seen.sign_offs), >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/papers/say-what-the-record-says", test_papers);
  return g_test_run ();
}
