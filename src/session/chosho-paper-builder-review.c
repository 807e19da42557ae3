/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-paper-builder-private.h"

/* Findings, review notes, earlier results and sign-offs. */

#define EVENT_DIGITS 12 /* of an event's id: enough to find it in the journal */

/* --- Findings ------------------------------------------------------------------------------------------------------------------ */

static void
add_trail (ChoshoPaperBuilder *self, ChoshoPaperTable *table, guint column, ChoshoValue *trail)
{
  for (guint i = 0; i < chosho_value_get_length (trail); i++)
    {
      g_autofree char *line = chosho_paper_trail_line (self, trail, i, "paper-finding");

      chosho_paper_table_add (table, column, CHOSHO_PAPER_SMALL, line);
    }
}

void
chosho_paper_add_findings (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control)
{
  static const double widths[] = { 0.165, 0.13, 0.375, 0.33 };
  const char *const titles[] = { chosho_paper_word (self, "reference"), chosho_paper_word (self, "state"), chosho_paper_word (self, "facts"),
                                 chosho_paper_word (self, "trail") };
  GPtrArray *rows = chosho_paper_record_list_of (self->record, "finding", control);
  ChoshoPaperTable *table;

  if (rows->len == 0)
    return;
  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-findings"));
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < rows->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (rows, i);
      g_autofree char *controls = chosho_paper_join (self, chosho_value_get (row, "controls"));

      chosho_paper_table_add (table, 0, CHOSHO_PAPER_REFERENCE, chosho_value_get_string (row, "reference"));
      chosho_paper_add_labelled (self, table, 0, "controls", controls);
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_paper_name (self, "paper-finding", chosho_value_get_string (row, "state")));
      chosho_paper_table_add (table, 2, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "text"));
      add_trail (self, table, 3, chosho_value_get (row, "trail"));
      chosho_paper_table_end_row (table);
    }
}

/* --- Notes ----------------------------------------------------------------------------------------------------------------------- */

void
chosho_paper_add_notes (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *target)
{
  static const double widths[] = { 0.25, 0.13, 0.32, 0.3 };
  const char *const titles[] = { chosho_paper_word (self, "raised-by"), chosho_paper_word (self, "state"), chosho_paper_word (self, "note-text"),
                                 chosho_paper_word (self, "answer") };
  GPtrArray *rows = chosho_paper_record_list_of (self->record, "note", target);
  ChoshoPaperTable *table;

  if (rows->len == 0)
    return;
  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-notes"));
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < rows->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (rows, i);
      g_autofree char *author = chosho_paper_author (self, row, "by", "at");

      chosho_paper_table_add (table, 0, CHOSHO_PAPER_SMALL, author);
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_paper_name (self, "paper-note", chosho_value_get_string (row, "state")));
      chosho_paper_table_add (table, 2, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "text"));
      chosho_paper_table_add (table, 3, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "answer"));
      chosho_paper_table_end_row (table);
    }
}

/* --- Earlier results ---------------------------------------------------------------------------------------------------------------- */

/* What an earlier year's file says, in its own words, codes where this program recorded it; evidence of nothing here. */
void
chosho_paper_add_prior (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control)
{
  static const double widths[] = { 0.2, 0.25, 0.55 };
  const char *const titles[] = { chosho_paper_word (self, "prior-period"), chosho_paper_word (self, "performed"), chosho_paper_word (self, "result") };
  GPtrArray *rows = chosho_paper_record_list_of (self->record, "prior", control);
  ChoshoPaperTable *table;

  if (rows->len == 0)
    return;
  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-prior"));
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < rows->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (rows, i);

      chosho_paper_table_add (table, 0, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "period"));
      chosho_paper_table_add (table, 0, CHOSHO_PAPER_SMALL, chosho_value_get_string (row, "procedure"));
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_SMALL, chosho_paper_name (self, "phase", chosho_value_get_string (row, "phase")));
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_SMALL, chosho_paper_technique (self, chosho_value_get_string (row, "technique")));
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_SMALL, chosho_value_get_string (row, "performed_on"));
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_SMALL, chosho_paper_name (self, "paper-outcome", chosho_value_get_string (row, "outcome")));
      chosho_paper_table_add (table, 2, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "result"));
      chosho_paper_table_add (table, 2, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "finding_text"));
      chosho_paper_table_add (table, 2, CHOSHO_PAPER_SMALL, chosho_value_get_string (row, "remarks"));
      chosho_paper_table_end_row (table);
    }
}

/* --- Sign-offs --------------------------------------------------------------------------------------------------------------------------- */

static ChoshoValue *
find_stage (ChoshoValue *row, const char *stage)
{
  ChoshoValue *sign_offs = chosho_value_get (row, "sign_offs");

  for (guint i = 0; i < chosho_value_get_length (sign_offs); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (sign_offs, i), "stage"), stage) == 0)
      return chosho_value_get_item (sign_offs, i);
  return NULL;
}

void
chosho_paper_add_stages (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoValue *row)
{
  static const char *const stages[] = { "complete", "review", "approve" };
  static const double widths[] = { 0.12, 0.28, 0.26, 0.34 };
  const char *const titles[] = { chosho_paper_word (self, "stage"), chosho_paper_word (self, "name"), chosho_paper_word (self, "time"),
                                 chosho_paper_word (self, "state") };
  ChoshoPaperTable *table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      ChoshoValue *signed_off = find_stage (row, stages[i]);
      g_autofree char *time = chosho_paper_time (self, chosho_value_get_string (signed_off, "at"));

      chosho_paper_table_add (table, 0, CHOSHO_PAPER_STRONG, chosho_paper_name (self, "paper-stage", stages[i]));
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, signed_off != NULL ? chosho_value_get_string (signed_off, "by") : "—");
      chosho_paper_table_add (table, 2, CHOSHO_PAPER_PLAIN, time);
      chosho_paper_table_add (table, 3, CHOSHO_PAPER_PLAIN, chosho_paper_name (self, "paper-sign-off", chosho_value_get_string (signed_off, "state")));
      if (chosho_value_get_boolean (signed_off, "clock_reversed", FALSE))
        chosho_paper_table_add (table, 3, CHOSHO_PAPER_SMALL, chosho_paper_word (self, "clock-reversed"));
      chosho_paper_table_end_row (table);
    }
}

/* What became of the sign-off @act: by the history, and where it stands by the row of what was signed. */
static const char *
get_fate (ChoshoValue *act, ChoshoValue *row)
{
  const char *state = chosho_value_get_string (act, "state");
  ChoshoValue *standing;

  if (state != NULL || g_strcmp0 (chosho_value_get_string (act, "act"), "sign-off") != 0)
    return state;
  standing = find_stage (row, chosho_value_get_string (act, "stage"));
  if (g_strcmp0 (chosho_value_get_string (standing, "event"), chosho_value_get_string (act, "event")) == 0)
    return chosho_value_get_string (standing, "state");
  return "replaced";
}

static void
add_act (ChoshoPaperBuilder *self, ChoshoPaperTable *table, ChoshoValue *act, ChoshoValue *row)
{
  g_autofree char *time = chosho_paper_time (self, chosho_value_get_string (act, "at"));
  g_autofree char *event = g_strndup (chosho_value_get_string (act, "event"), EVENT_DIGITS);
  g_autofree char *opened = NULL;
  guint n_opened = chosho_value_get_length (chosho_value_get (act, "opened"));
  const char *withdraws = g_strcmp0 (chosho_value_get_string (act, "act"), "sign-off") != 0 ? chosho_paper_word (self, "stage-withdrawn") : NULL;

  if (n_opened > 0)
    {
      g_autofree char *count = g_strdup_printf ("%u", n_opened);

      opened = chosho_report_template_format (self->words, "paper", "opened", "count", count, NULL);
    }
  chosho_paper_table_add (table, 0, CHOSHO_PAPER_PLAIN, chosho_paper_name (self, "paper-stage", chosho_value_get_string (act, "stage")));
  chosho_paper_table_add (table, 0, CHOSHO_PAPER_SMALL, withdraws);
  chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_value_get_string (act, "by"));
  chosho_paper_table_add (table, 2, CHOSHO_PAPER_PLAIN, time);
  chosho_paper_table_add (table, 3, CHOSHO_PAPER_PLAIN, chosho_paper_name (self, "paper-sign-off", get_fate (act, row)));
  chosho_paper_add_labelled (self, table, 3, "reason", chosho_value_get_string (act, "reason"));
  chosho_paper_table_add (table, 3, CHOSHO_PAPER_SMALL, opened);
  if (chosho_value_get_boolean (act, "clock_reversed", FALSE))
    chosho_paper_table_add (table, 3, CHOSHO_PAPER_SMALL, chosho_paper_word (self, "clock-reversed"));
  chosho_paper_table_add (table, 4, CHOSHO_PAPER_SMALL, event);
  chosho_paper_table_end_row (table);
}

void
chosho_paper_add_history (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *target, ChoshoValue *row)
{
  static const double widths[] = { 0.12, 0.2, 0.23, 0.27, 0.18 };
  const char *const titles[] = { chosho_paper_word (self, "stage"), chosho_paper_word (self, "name"), chosho_paper_word (self, "time"),
                                 chosho_paper_word (self, "state"), chosho_paper_word (self, "event") };
  GPtrArray *acts = chosho_paper_record_list_of (self->record, "sign-off", target);
  ChoshoPaperTable *table;

  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-history"));
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < acts->len; i++)
    add_act (self, table, g_ptr_array_index (acts, i), row);
  chosho_paper_end_table (self, paper, table);
}
